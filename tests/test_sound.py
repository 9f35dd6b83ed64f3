"""How finished tracks sound: decoded, and measured with pyloudnorm, a meter that nightcue itself does not use."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from nightcue.building.compile import Compiled, compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import RoutineError
from nightcue.language.library import find
from nightcue.timeline.timeline import Event
from nightcue.voices.catalogue import open_voice
from nightcue.voices.recorded import line_id

pytestmark = pytest.mark.once

LINES = [
    "Good evening. This is your leg routine before bed.",
    "Stand facing the wall, with both hands flat against it.",
    "Breathe slowly.",
    "Is one leg unusually swollen, warm, red or painful?",
    "Now lie down slowly, and put the cushion under your calves.",
    "Let the covers lie loosely over your feet. Good night.",
]
Track = NDArray[np.float64]


def routine(folder: Path, sound: str = "{}", steps: str | None = None, **fields: str) -> Path:
    steps = steps or "".join(f'  - say: "{line}"\n  - pause: 3s\n' for line in LINES)
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (folder / "mine.yaml").write_text(f"title: T\nsound: {sound}\n{more}steps:\n{steps}", encoding="utf-8")
    return folder / "mine.yaml"


def built(path: Path, voice: str = "embedded", format: str = "mp3") -> tuple[Compiled, Track]:
    compiled = compile_routine(BuildRequest(path, voice=voice))
    track = path.with_suffix(f".{format}")
    write_track(compiled, track, format)
    samples, rate = soundfile.read(track)
    assert rate == compiled.timeline.rate
    return compiled, samples


def loudness(samples: Track, rate: int = 22_050) -> float:
    return float(pyloudnorm.Meter(rate).integrated_loudness(samples))


def true_peak(samples: Track) -> float:
    return float(20 * np.log10(np.abs(soxr.resample(samples, 1, 8, quality="VHQ")).max()))


def level(samples: Track) -> float:
    return float(10 * np.log10(np.mean(np.square(samples)) + 1e-12))


def speech(compiled: Compiled) -> list[Event]:
    return [event for event in compiled.timeline.events if event.kind == "speech"]


def of_lines(compiled: Compiled, samples: Track) -> list[float]:
    """The loudness of each spoken line that is long enough for the meter."""
    long = [event for event in speech(compiled) if event.end - event.start > 0.45 * 22_050]
    return [loudness(samples[event.start : event.end]) for event in long]


@pytest.mark.parametrize("voice", ["joe", "embedded"])
def test_a_track_is_as_loud_as_asked_and_its_peaks_are_soft(tmp_path: Path, voice: str) -> None:
    compiled, samples = built(routine(tmp_path), voice)
    lines = of_lines(compiled, samples)
    assert loudness(samples) == pytest.approx(-20, abs=0.5)
    assert len(lines) == len(LINES)
    # louder than the track, which the silences around them lower, and most of all that of two words
    assert LINES[2] == "Breathe slowly."
    assert -20 < lines.pop(2) < -18
    assert lines == pytest.approx([-19.5] * len(lines), abs=0.5)
    assert true_peak(samples) < -3


@pytest.mark.parametrize("asked", [-30, -18])
def test_another_loudness_is_kept_too(tmp_path: Path, asked: int) -> None:
    _, samples = built(routine(tmp_path, f"{{loudness: {asked}}}"))
    assert loudness(samples) == pytest.approx(asked, abs=0.5)
    assert true_peak(samples) < -3


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["rescue", "bedtime", "calf-pump"])
def test_a_shipped_track_is_as_loud_as_asked_whether_it_is_mostly_speech_silence_or_single_words(
    tmp_path: Path, name: str, language: str
) -> None:
    compiled = compile_routine(BuildRequest(find(name, language), voice="embedded"))
    write_track(compiled, tmp_path / "track.mp3", "mp3")
    samples, _ = soundfile.read(tmp_path / "track.mp3")
    assert loudness(samples) == pytest.approx(-20, abs=0.5)
    speaking = np.concatenate([samples[event.start : event.end] for event in speech(compiled)])
    assert true_peak(speaking) < -3


def test_countdowns_and_beats_are_as_loud_as_the_sentences_around_them(tmp_path: Path) -> None:
    steps = (
        "  - stretch: {name: Calf stretch, hold: 10s, cues: {countdown: 3}}\n"
        "  - movement: {name: Ankle movements, reps: 6, tempo: 2s, beat: [Point, Pull], count: every 5}\n"
    )
    compiled, samples = built(routine(tmp_path, steps=steps))
    levels = [level(samples[event.start : event.end]) for event in speech(compiled)]
    assert len(levels) > 15
    assert max(levels) - min(levels) < 6
    assert all(abs(one - other) < 6 for one, other in pairwise(levels))


def test_a_recording_and_two_voices_in_one_track_are_equally_loud(tmp_path: Path) -> None:
    with open_voice("joe", "en", loudness=-35) as voice:
        quiet = voice.speak(LINES[1]).samples
    hiss = np.random.default_rng(1).normal(0, 3, len(quiet) + 44_100)
    room = hiss + np.pad(quiet.astype(float), 22_050)
    (tmp_path / "voice").mkdir()
    soundfile.write(tmp_path / "voice" / f"{line_id(LINES[1])}.flac", room / 32768, 22_050)
    compiled, samples = built(routine(tmp_path, recordings="voice"))
    lines = of_lines(compiled, samples)
    assert max(lines) - min(lines) < 1
    recorded = speech(compiled)[1]
    assert (recorded.end - recorded.start) / 22_050 == pytest.approx(len(quiet) / 22_050, abs=0.2)


def test_the_level_sinks_steadily_to_what_is_asked(tmp_path: Path) -> None:
    _, plain = built(routine(tmp_path), format="wav")
    compiled, sunk = built(routine(tmp_path, "{fade_to: -8}"), format="wav")
    for event in speech(compiled):
        middle = (event.start + event.end) / 2
        fallen = level(sunk[event.start : event.end]) - level(plain[event.start : event.end])
        assert fallen == pytest.approx(-8 * middle / len(sunk), abs=0.6)
    lines = of_lines(compiled, sunk)
    assert lines == sorted(lines, reverse=True) or max(a - b for b, a in pairwise(lines)) < 0.5


def test_chimes_mark_the_first_and_the_last_sample_of_a_hold_and_are_softer_than_the_words(tmp_path: Path) -> None:
    compiled, samples = built(routine(tmp_path, steps="  - stretch: {name: Calf stretch, hold: 12s}\n"))
    [hold] = [window for window in compiled.timeline.windows if window.kind == "hold"]
    opening, closing = [event for event in compiled.timeline.events if event.kind == "chime"]
    assert (opening.start, closing.start) == (hold.start, hold.end)
    words = max(np.abs(samples[event.start : event.end]).max() for event in speech(compiled))
    for chime in (opening, closing):
        sounding = samples[chime.start : chime.end]
        assert 0.02 < np.abs(sounding).max() < words
        assert np.abs(sounding[: round(0.005 * 22_050)]).max() < 0.3 * np.abs(sounding).max()


def test_ticks_are_heard_on_the_beat_and_no_word_is(tmp_path: Path) -> None:
    steps = "  - movement: {name: Ankle movements, reps: 4, tempo: 2s, beat: [Point, Pull]}\n"
    compiled, samples = built(routine(tmp_path, "{count: tick}", steps))
    [beats] = [window for window in compiled.timeline.windows if window.kind == "beats"]
    inside = [event for event in compiled.timeline.events if beats.start <= event.start < beats.end]
    assert [event.start - beats.start for event in inside] == [round(n * 22_050) for n in range(8)]
    assert {event.kind for event in inside} == {"chime"}
    assert all(np.abs(samples[event.start : event.end]).max() > 0.01 for event in inside)


@pytest.mark.parametrize("background", ["brown-noise", "rain", "sea.wav"])
def test_a_background_sounds_all_the_time_and_goes_down_under_the_words(tmp_path: Path, background: str) -> None:
    sea = np.random.default_rng(2).normal(0, 0.05, 5 * 44_100)
    soundfile.write(tmp_path / "sea.wav", np.column_stack([sea, sea]), 44_100)
    steps = '  - pause: 12s\n  - say: "Breathe slowly."\n  - pause: 20s\n'
    compiled, samples = built(
        routine(tmp_path, f"{{background: {background}, level: -12, duck: 10}}", steps), "embedded", "wav"
    )
    [line] = speech(compiled)
    quiet, _ = built(routine(tmp_path, steps=steps), "embedded", "wav")
    # the file that sounds is one more text to be read
    assert replace(quiet.timeline, warnings=()) == replace(compiled.timeline, warnings=())
    before = samples[(8 * 22_050) : (11 * 22_050)]
    assert loudness(before) == pytest.approx(-32, abs=2)
    near = samples[line.end + 200 : line.end + 1_200]
    later = samples[line.end + 22_050 : line.end + 22_050 * 4]
    assert level(near) < level(later) - 5
    assert np.abs(samples[:200]).max() < 0.002
    assert np.abs(samples[-200:]).max() < 0.002
    around = np.concatenate([samples[: line.start], samples[line.end :]])
    assert np.abs(np.diff(around)).max() < 8 * np.std(np.diff(around))


def test_a_background_is_the_same_on_every_build(tmp_path: Path) -> None:
    path = routine(tmp_path, "{background: rain}")
    first, second = built(path, format="wav")[1], built(path, format="wav")[1]
    assert np.array_equal(first, second)


@pytest.mark.parametrize(
    ("content", "reason"),
    [("silent", "sea.wav"), ("empty", "sea.wav"), ("text", "not a sound file")],
)
def test_a_background_that_cannot_be_used_is_an_error_at_its_place(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "sea.wav"
    if content == "text":
        path.write_text("waves", encoding="utf-8")
    else:
        soundfile.write(path, np.zeros(44_100 if content == "silent" else 0), 44_100)
    with pytest.raises(RoutineError) as caught:
        compile_routine(BuildRequest(routine(tmp_path, "{background: sea.wav}"), voice="embedded"))
    [problem] = caught.value.diagnostics
    assert (problem.code, problem.span.line) == ("unusable-recording", 2)
    assert reason in problem.message


def test_the_shipped_bedtime_routine_has_signals_and_no_jumps(tmp_path: Path) -> None:
    compiled = compile_routine(BuildRequest(find("stretch"), voice="embedded"))
    write_track(compiled, tmp_path / "stretch.wav", "wav")
    samples, _ = soundfile.read(tmp_path / "stretch.wav")
    lines = of_lines(compiled, samples)
    assert all(abs(one - other) < 3 for one, other in pairwise(lines))
    assert any(event.kind == "chime" for event in compiled.timeline.events)
