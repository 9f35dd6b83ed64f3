"""Playing a track of which only the beginning is there, until the whole is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

import pytest

from feeding import fed, first_sound, handed_on
from nightcue.bedside.listening import RISE, listen
from nightcue.bedside.player import Player
from nightcue.bedside.screen import Lines, Screen
from nightcue.bedside.sound_device import SoundDevice
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import read_score
from nightcue.bedside.words import words_in
from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.script import Line
from web_client import until

pytestmark = pytest.mark.once


@pytest.fixture
def beginning(short, folder):
    """The first chapter of the short track, as a track of its own; `short.mp3` is the whole."""
    write_track(beginning_of(folder / "short.yaml", "Left leg."), folder / "beginning.mp3", "mp3")
    return folder / "beginning.mp3"


def beginning_of(routine, last):
    """The beginning of a routine, up to the line `last`, compiled."""
    made = []

    def early(forms, clips, slow, compiled):
        cues = forms.script.cues
        count = next(number for number, cue in enumerate(cues, 1) if isinstance(cue, Line) and cue.text == last)
        made.append(lambda: compiled(forms.script.beginning(count)))

    compile_routine(BuildRequest(routine), early=early)
    return made[-1]()


def test_it_goes_over_without_losing_a_sample_and_says_nothing_of_it(beginning, path, decoded):
    player = Player(Track(beginning), growing=True)
    heard = fed(player, RATE)
    player.go_over_to(Track(path))
    heard.extend(fed(player, len(decoded) - RATE))
    assert heard == decoded
    assert not player.waiting


def test_where_the_rest_is_late_it_is_silent_and_not_over(beginning, path, decoded):
    player = Player(Track(beginning), growing=True)
    there = fed(player, 60 * RATE)
    assert player.waiting
    assert not player.ended.is_set()
    assert not any(there[player.position :])
    player.go_over_to(Track(path))
    assert fed(player, RATE) == decoded[player.position - RATE : player.position]


def test_a_step_goes_back_in_the_beginning_while_it_waits(beginning):
    player = Player(Track(beginning), growing=True)
    fed(player, 60 * RATE)
    player.seek(RATE // 10)
    assert any(fed(player, RATE))
    assert not player.waiting


class Rest:
    """Gives the whole when it is waited for."""

    about, is_whole = 6.0, False

    def __init__(self, path, monkeypatch):
        self.path, self.waited = path, False
        show = Lines.show

        def shown(lines, moment, *, waiting, **others):
            show(lines, moment, waiting=waiting, **others)
            self.waited |= waiting

        monkeypatch.setattr(Lines, "show", shown)

    def more(self):
        self.is_whole = self.waited
        return self.path if self.waited else None


def test_after_waiting_it_goes_on_with_the_next_chapter(beginning, path, short, monkeypatch, capsys):
    ending = listen(beginning, rest=Rest(path, monkeypatch))
    assert ending.finished
    assert ending.score == read_score(path.read_bytes(), "short")
    assert ending.heard == pytest.approx(short.duration, abs=0.02)
    assert [line.split("  ")[1] for line in capsys.readouterr().out.splitlines()] == [
        "First",
        "the rest is still being made",
        "Second",
    ]


def test_silence_that_was_played_while_it_was_waited_for_is_not_played_again(path, short, decoded, monkeypatch):
    handed = handed_on(monkeypatch)
    with SoundDevice(RATE) as device:
        until(lambda: device.handed > short.events[0].start)
        ending = listen(path, device=device)
    assert ending.finished
    assert ending.heard == pytest.approx(short.duration, abs=0.02)
    assert first_sound(decoded) - first_sound(chain.from_iterable(handed)) == RATE // 2 - RISE


def test_where_another_voice_had_to_speak_the_whole_it_goes_on_with_the_step_it_was_at(
    beginning, folder, known_voice, monkeypatch
):
    speak = known_voice.speak
    known_voice.speak = lambda text: speak(text * 2)
    whole = compile_routine(BuildRequest(folder / "short.yaml"))
    write_track(whole, folder / "slower.mp3", "mp3")
    first = read_score(beginning.read_bytes(), "beginning")
    step = read_score((folder / "slower.mp3").read_bytes(), "slower").steps[len(first.steps) - 1]
    ending = listen(beginning, rest=Rest(folder / "slower.mp3", monkeypatch))
    assert ending.heard == pytest.approx(first.length + whole.timeline.duration - step, abs=0.1)


def test_the_beginning_is_that_of_the_whole_and_all_of_the_routine_is_judged(beginning, folder, known_voice):
    path = folder / "short.yaml"
    whole, part = compile_routine(BuildRequest(path)).timeline, beginning_of(path, "Left leg.").timeline
    assert part.events == whole.events[: len(part.events)]
    assert [chapter.title for chapter in part.chapters] == ["First"]
    assert part.length == part.events[-1].end < whole.length
    assert part.warnings == whole.warnings


def test_the_screen_says_that_it_waits_and_counts_the_steps_once_they_are_known(beginning, path, capsys):
    first, whole = (read_score(track.read_bytes(), "short") for track in (beginning, path))
    screen = Screen(replace(first, whole=False), words_in("es"))
    screen.show(0, paused=False, waiting=True)
    shown = capsys.readouterr().out
    assert re.search(r"First   1\x1b", shown)
    assert "el resto aún se está preparando" in shown
    screen.is_of(whole)
    screen.show(0, paused=False, waiting=False)
    shown = capsys.readouterr().out
    assert f"First   1/{len(whole.steps)}" in shown
    assert "preparando" not in shown
