"""When a beginning is made to be heard: where every line that is still to be spoken should be there in time."""

from __future__ import annotations

from threading import Semaphore

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.building import speaking_time, stages
from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest

RATE = 22_050


class Clock:
    """Time that goes on only when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    for module in (stages, speaking_time):
        monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def told(folder, known_voice, clock):
    """Speak a routine with so many seconds for each line, but for those at hand; what is told, at which line."""

    def made(steps, seconds, at_hand=(), sound="{}", worth_it=0.0):
        path = folder / "mine.yaml"
        path.write_text(f"title: Mine\ntopic: other\nsound: {sound}\nsteps:\n{steps}")
        said = []
        looking = stages.Stages(
            BuildRequest(path), folder=str(folder), sure=1.5, worth_it=worth_it, quick=1.5, tell=said.append
        )
        turn = Semaphore(0)  # of those that are there at once, none is first

        def speak(text):
            assert turn.acquire(timeout=60)
            return Clip((8000 * np.sin(np.arange(len(text) * RATE // 20) / 8)).astype(np.int16))

        known_voice.speak = speak
        known_voice.is_at_hand = lambda text: text in at_hand
        heard = []

        def look(forms, clips, slow, compiled):
            there = [text for kind, text in clips if kind == "speech"]
            new = set(there) - set(heard)
            clock.now += seconds * len(new - set(at_hand))
            heard.extend(sorted(new))
            before = len(said)
            looking.look(forms, clips, slow, compiled)
            at.extend([len(there)] * (len(said) - before))
            if not slow.is_loaded:
                turn.release()

        at = []
        compile_routine(BuildRequest(path), early=look)
        return at, said

    return made


@pytest.fixture
def loading(known_voice, clock, monkeypatch):
    """Have the voice load for so many seconds before its first line."""

    def lasting(seconds):
        monkeypatch.setattr(type(known_voice), "loaded", False)
        look = stages.Stages.look

        def looked(looking, forms, clips, slow, compiled):
            clock.now += seconds * slow.is_loaded
            look(looking, forms, clips, slow, compiled)

        monkeypatch.setattr(stages.Stages, "look", looked)

    return lasting


@pytest.fixture(autouse=True)
def _in_order(monkeypatch):
    monkeypatch.setattr("nightcue.voices.batch.cores", lambda: 1)
    monkeypatch.setattr("nightcue.voices.voice.cores", lambda: 1)


def line(number, characters=40):
    """A line of so many characters, of which nothing is written out in other words."""
    return f"{'Line ' + 'abcdefghijklmnopqrstuvwxyz'[number % 26] * (1 + number // 26) + ' ':m<{characters - 1}}."


def lines(count, pause=None, characters=40):
    after = f"  - pause: {pause}s\n" if pause else ""
    return "".join(f"  - say: {line(number, characters)}\n{after}" for number in range(count))


def test_it_begins_with_the_first_line_where_the_voice_is_faster_than_it_speaks(told):
    at, said = told(lines(10, characters=80), seconds=0.8)
    assert at[0] == 1
    assert (said[0]["track"], said[0]["about"] > 20) == ("audio_out/mine.en.mp3", True)


def test_it_begins_later_where_the_voice_is_slower_than_it_speaks(told):
    at, _ = told(lines(20), seconds=3)
    assert at[0] > 10


def test_pauses_are_time_in_which_the_rest_can_be_spoken(told):
    at, _ = told(lines(20, pause=10), seconds=3)
    assert at[0] == 1


def test_one_line_after_another_without_a_pause_has_to_be_there_in_time_though_a_long_pause_follows(told):
    """What is left is soon spoken, as long as the whole takes; but not before the second line is due."""
    at, _ = told(lines(12) + "  - pause: 10m\n" + lines(1, characters=41), seconds=6)
    assert at[0] > 5


def test_lines_that_were_spoken_ahead_do_not_count_for_the_speed_of_the_voice(told):
    at, _ = told(lines(20), seconds=3, at_hand=[line(number) for number in range(10)])
    assert at[0] > 10


def test_nothing_begins_where_the_whole_is_sooner_there(told):
    assert told(lines(5, characters=80), seconds=0.5, worth_it=60) == ([], [])


@pytest.mark.parametrize("sound", ["{background: rain}", "{fade_to: -6}"])
def test_nothing_begins_where_the_sound_depends_on_the_whole(told, sound):
    assert told(lines(5, characters=80), seconds=0.5, sound=sound) == ([], [])


def lengths_of(folder, said):
    from nightcue.bedside.track_metadata import read_score

    return [read_score((folder / f"{number}.mp3").read_bytes(), "").length for number in range(len(said))]


def test_each_beginning_is_longer_than_the_last_and_there_before_that_one_ends(told, folder):
    at, said = told(lines(60, characters=80), seconds=1.5)
    lengths = lengths_of(folder, said)
    assert len(lengths) > 3
    assert lengths == sorted(set(lengths))
    began = 1.5 * at[0]
    assert all(1.5 * there - began < before for there, before in zip(at[1:], lengths, strict=False))
    assert len(lengths) < 15


def test_a_beat_that_does_not_fit_ends_the_beginnings_and_is_found_by_the_build_with_all_else(told):
    from nightcue.language.diagnostics import RoutineError

    beat = "  - movement: {name: Points, reps: 2, tempo: 100ms, beat: [Far too long for it, Back]}\n"
    with pytest.raises(RoutineError) as raised:
        told(lines(4, characters=80) + beat * 2 + lines(2), seconds=0.5)
    assert len({each.span for each in raised.value.diagnostics if each.severity == "error"}) == 2


CHIME = "  - chime: soft\n"


def test_a_chime_before_the_first_line_is_heard_as_soon_as_the_voice_has_loaded(loading, told, folder):
    loading(1.0)
    at, said = told(CHIME + lines(10, characters=80), seconds=0.8)
    assert at[:2] == [0, 1]
    assert lengths_of(folder, said)[0] == pytest.approx(0.5 + 0.8, abs=0.1)


def test_after_the_chime_the_lines_begin_only_where_all_others_will_be_there_in_time(loading, told):
    loading(1.0)
    at, _ = told(CHIME + lines(20), seconds=3)
    assert at[0] == 0
    assert at[1] > 10


def test_no_chime_is_heard_alone_where_a_voice_that_loads_slowly_says_nothing_for_long(loading, told):
    loading(5.0)
    at, _ = told(CHIME + lines(10, characters=80), seconds=0.8)
    assert at[0] == 1


def test_nothing_is_heard_before_the_first_line_where_no_chime_comes_before_it(loading, told):
    loading(1.0)
    at, _ = told(lines(10, characters=80) + CHIME, seconds=0.8)
    assert at[0] == 1


def test_lines_that_are_spoken_side_by_side_are_there_sooner(told, monkeypatch):
    """The second is half done when the first is there; one after the other it would be too late."""
    at, _ = told(lines(2, characters=40) + "  - pause: 10m\n" + lines(1, characters=41), seconds=1.6)
    assert at[0] == 2
    monkeypatch.setattr("nightcue.voices.voice.cores", lambda: 2)
    at, _ = told(lines(2, characters=40) + "  - pause: 10m\n" + lines(1, characters=41), seconds=1.6)
    assert at[0] == 1
