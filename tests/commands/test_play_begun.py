"""nightcue play with a slow voice: the beginning is heard while the rest is spoken, and then the rest."""

from __future__ import annotations

import os
import signal
from itertools import chain

import miniaudio
import pytest

from feeding import first_sound, handed_on
from nightcue.bedside import listening
from nightcue.bedside.screen import Lines
from nightcue.bedside.sound_device import SoundDevice
from nightcue.bedside.track import RATE
from nightcue.building import beginning
from nightcue.building.parallel import Worker

pytestmark = pytest.mark.once

TEXT = """\
title: Short
voice: made_up
steps:
  - chapter: First
  - say: This is not medical advice. Ask a clinician.
  - chapter: Second
  - say: "{second}"
  - pause: 300ms
"""
GATE = "while 'gate' in text and not os.path.exists('open'): time.sleep(0.01)"


@pytest.fixture(autouse=True)
def _into_nothing(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    # whatever the speed of this machine: the first line is always enough
    monkeypatch.setattr(beginning, "WORTH_IT", 0.0)
    monkeypatch.setattr(beginning, "SURE", 0.0)
    monkeypatch.setattr(beginning, "QUICK", 1e9)


@pytest.fixture
def track(folder):
    return folder / "audio_out/mine.en.mp3"


@pytest.fixture
def waited(monkeypatch):
    """What is to happen when the player has played the beginning and waits: a list to put it into."""
    acts = []
    show = Lines.show

    def shown(lines, moment, *, waiting, **others):
        show(lines, moment, waiting=waiting, **others)
        if waiting and acts:
            acts.pop()()

    monkeypatch.setattr(Lines, "show", shown)
    return acts


@pytest.fixture
def was_whole(monkeypatch):
    """Whether the track was whole when it began to sound, for each that did."""
    said, listen = [], listening.listen

    def listened(path, start=0.0, rest=None, *others):
        said.append(rest is None)
        return listen(path, start, rest, *others)

    monkeypatch.setattr(listening, "listen", listened)
    return said


@pytest.fixture
def workers(monkeypatch):
    """Every worker that was started."""
    started = []
    begin = Worker._started
    monkeypatch.setattr(Worker, "_started", lambda worker: started.append(worker) or begin(worker))
    return started


@pytest.fixture
def handed(monkeypatch):
    """Every block of samples that the device was handed."""
    return handed_on(monkeypatch)


def whole_of(track):
    return miniaudio.decode_file(str(track), nchannels=1, sample_rate=22_050).samples


def sounding(blocks):
    return [sample for block in blocks for sample in block if abs(sample) > 500]


def test_the_beginning_is_heard_before_the_rest_is_spoken_and_then_the_rest(
    run, routine, plugin, track, waited, folder, read
):
    plugin(on_line=GATE)
    path = read(routine(TEXT.format(second="Through the gate.")))
    there = []
    waited.append(lambda: (there.append(track.exists()), (folder / "open").touch()))
    done = run("play", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert there == [False]
    said = [line.split("  ", 1) for line in done.stdout.splitlines()]
    assert [words[-1] for words in said] == ["First", "the rest is still being made", "Second", "finished"]
    heard = track.read_bytes()
    run("build", path, "--force")
    assert track.read_bytes() == heard


def test_every_sample_of_the_track_is_handed_to_the_device_and_silence_where_it_waits(
    run, routine, plugin, track, waited, folder, handed
):
    plugin(on_line=GATE)
    waited.append((folder / "open").touch)
    assert run("play", routine(TEXT.format(second="Through the gate."))).exit_code == 0
    assert sounding(handed) == sounding([whole_of(track)])


def test_nobody_waits_again_for_the_silence_that_it_begins_with(
    run, routine, plugin, track, handed, folder, monkeypatch
):
    """The device is open while the first line is spoken, and the track begins with half a second of silence."""
    plugin(on_line="while not os.path.exists('open'): time.sleep(0.01)")
    hand = SoundDevice._handing

    def handing(device):
        device_handing = hand(device)
        count = yield next(device_handing)
        while True:
            if device.handed > RATE:
                (folder / "open").touch()
            count = yield device_handing.send(count)

    monkeypatch.setattr(SoundDevice, "_handing", handing)
    assert run("play", routine(TEXT.format(second="No gate."))).exit_code == 0
    less = first_sound(whole_of(track)) - first_sound(chain.from_iterable(handed))
    assert less / RATE == pytest.approx(0.48, abs=0.01)


def test_a_signal_stops_both(run, routine, plugin, track, waited, workers):
    plugin(on_line=GATE)
    waited.append(lambda: os.kill(os.getpid(), signal.SIGINT))
    done = run("play", routine(TEXT.format(second="The gate stays shut.")))
    assert done.exit_code == 128 + signal.SIGINT, done.stderr
    assert "stopped at 0:0" in done.stdout
    assert not track.exists()
    (worker,) = workers
    assert worker._process.poll() is not None


def test_a_rest_that_cannot_be_spoken_ends_it_with_what_the_build_said(run, routine, plugin, track):
    plugin(on_line="assert 'gate' not in text, 'it is shut'")
    done = run("play", routine(TEXT.format(second="The gate.")))
    assert done.exit_code == 3
    assert "could not speak 'The gate.': AssertionError: it is shut" in done.stderr
    assert not track.exists()


def test_without_a_sound_device_the_track_is_made_and_named(run, routine, plugin, track, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "no-such-thing")
    plugin()
    done = run("play", routine(TEXT.format(second="No gate.")))
    assert done.exit_code == 4
    assert "The track is audio_out/mine.en.mp3" in done.stderr
    assert track.exists()


def test_it_goes_over_from_one_beginning_to_the_next_without_losing_a_sample(
    run, routine, plugin, track, waited, folder, handed, was_whole
):
    plugin(on_line=GATE + "\n        while 'door' in text and not os.path.exists('opened'): time.sleep(0.01)")
    first = []

    def open_door():
        if len(sounding(handed)) == first[0]:
            waited.append(open_door)  # the second beginning is still to come
        else:
            (folder / "opened").touch()

    def open_gate():
        first.append(len(sounding(handed)))
        (folder / "open").touch()

    waited += [open_door, open_gate]
    assert run("play", routine(TEXT.format(second="Through the gate.") + '  - say: "And the door."\n')).exit_code == 0
    assert was_whole == [False]
    assert sounding(handed) == sounding([whole_of(track)])


@pytest.mark.parametrize("sound", ["{background: rain}", "{fade_to: -6}"])
def test_what_depends_on_the_whole_is_made_whole_first(run, routine, plugin, was_whole, sound):
    plugin()
    assert run("play", routine(TEXT.format(second="No gate.") + f"sound: {sound}\n")).exit_code == 0
    assert was_whole == [True]


def test_a_track_that_is_there_is_played_as_it_is(run, routine, plugin, workers):
    plugin()
    path = routine(TEXT.format(second="No gate."))
    os.utime(path, (1e9, 1e9))
    run("build", path)
    assert run("play", path).exit_code == 0
    assert workers == []


def test_what_loads_while_it_is_found_out_what_to_play_ends_where_nothing_is(run, routine, workers):
    assert run("play", routine("title: T\nsteps: 5\n")).exit_code == 1
    (worker,) = workers
    assert worker._process.poll() is not None


def test_where_little_is_left_to_speak_it_is_made_whole_first(run, routine, plugin, was_whole, monkeypatch):
    monkeypatch.setattr(beginning, "WORTH_IT", 1e9)
    plugin()
    assert run("play", routine(TEXT.format(second="No gate."))).exit_code == 0
    assert was_whole == [True]


def test_a_chime_is_heard_while_the_first_line_is_spoken(run, routine, plugin, track, waited, handed, folder):
    plugin(on_line="while not os.path.exists('open'): time.sleep(0.01)")
    heard = []
    waited.append(lambda: heard.append(len(sounding(handed))) or (folder / "open").touch())
    text = TEXT.format(second="No gate.").replace("  - say: This", "  - chime: soft\n  - say: This")
    assert run("play", routine(text)).exit_code == 0
    assert heard[0] > 1000
    assert sounding(handed) == sounding([whole_of(track)])


def test_a_beginning_is_not_heard_where_the_rest_would_come_too_late(run, routine, plugin, was_whole, monkeypatch):
    monkeypatch.setattr(beginning, "SURE", 1e9)
    plugin()
    assert run("play", routine(TEXT.format(second="No gate."))).exit_code == 0
    assert was_whole == [True]
