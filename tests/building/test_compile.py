"""The whole way, with the real voice: the file that comes out is decoded and held against the timeline."""

import io
import subprocess
import sys

import mutagen
import numpy as np
import pytest
import soundfile

from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.library import find
from nightcue.timeline.json_export import as_json

pytestmark = pytest.mark.once

QUIET, AUDIBLE = 10 ** (-60 / 20), 10 ** (-40 / 20)
EDGE = 0.05
"""Seconds around a sound in which MP3 may ring before and after it."""


@pytest.fixture(scope="module", params=["bedtime", "rescue", "calf-pump"])
def built(request, tmp_path_factory):
    compiled = compile_routine(BuildRequest(find(request.param), voice="embedded"))
    path = tmp_path_factory.mktemp("built") / "track.mp3"
    write_track(compiled, path, "mp3")
    samples, rate = soundfile.read(path, dtype="float32")
    assert rate == compiled.timeline.rate
    return compiled, path, samples


def level(samples):
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def silences(timeline):
    """Every part of the track in which nothing sounds, as pairs of samples, edges taken off."""
    edge, now = round(EDGE * timeline.rate), 0
    for event in [*sorted(timeline.events, key=lambda event: event.start), None]:
        start, end = now + edge, (event.start if event else timeline.length) - edge
        if start < end:
            yield start, end
        now = event.end if event else now


def test_there_is_sound_where_the_timeline_says_speech(built):
    compiled, _, samples = built
    for event in compiled.timeline.events:
        assert level(samples[event.start : event.end]) > (AUDIBLE if event.kind == "speech" else QUIET), event.text


def test_there_is_silence_everywhere_else_and_so_in_every_window(built):
    compiled, _, samples = built
    found = list(silences(compiled.timeline))
    assert all(level(samples[start:end]) < QUIET for start, end in found)
    for window in compiled.timeline.windows:
        if not any(window.start <= event.start < window.end for event in compiled.timeline.events):
            assert any(
                start <= window.start + EDGE * 22050 and window.end - EDGE * 22050 <= end for start, end in found
            )


def test_speech_starts_and_ends_where_the_timeline_says_to_a_few_milliseconds(built):
    compiled, _, samples = built
    loud = np.abs(samples) > 10 ** (-50 / 20)
    events = sorted(compiled.timeline.events, key=lambda event: event.start)
    for before, event, after in zip([None, *events], events, [*events[1:], None], strict=False):
        if event.kind == "speech":
            first = max(event.start - 1000, before.end if before else 0)
            heard = first + np.flatnonzero(loud[first : min(event.end + 1000, after.start if after else len(loud))])
            assert -0.02 < (heard[0] - event.start) / 22050 < 0.06, event.text
            assert -0.06 < (heard[-1] - event.end) / 22050 < 0.03, event.text


def test_the_file_is_as_long_as_the_timeline(built):
    compiled, path, samples = built
    assert abs(len(samples) / 22050 - compiled.timeline.duration) < 0.05
    assert abs(mutagen.File(path).info.length - compiled.timeline.duration) < 0.05


def test_tags_say_what_the_timeline_says(built):
    compiled, path, _ = built
    tags = mutagen.File(path).tags
    timeline = compiled.timeline
    assert tags["TIT2"].text == [timeline.title]
    chapters = sorted(tags.getall("CHAP"), key=lambda chapter: chapter.start_time)
    expected = [(c.title, c.start / 22.05, c.end / 22.05) for c in timeline.chapters]
    for chapter, (title, start, end) in zip(chapters, expected, strict=True):
        assert chapter.sub_frames["TIT2"].text == [title]
        assert abs(chapter.start_time - start) <= 1
        assert abs(chapter.end_time - end) <= 1
    spoken = [event for event in timeline.events if event.kind == "speech"]
    [synchronised] = tags.getall("SYLT")
    assert [text.strip() for text, _ in synchronised.text] == [event.text for event in spoken]
    assert all(abs(at - event.start / 22.05) <= 1 for (_, at), event in zip(synchronised.text, spoken, strict=True))
    assert spoken[-1].text in tags.getall("USLT")[0].text


def test_nothing_clips_or_clicks(built):
    _, _, samples = built
    assert np.max(np.abs(samples)) < 0.999


def test_the_same_routine_gives_the_same_bytes(tmp_path):
    files = []
    for number in range(2):
        compiled = compile_routine(BuildRequest(find("rescue"), voice="embedded"))
        files.append(tmp_path / f"{number}.mp3")
        write_track(compiled, files[-1], "mp3")
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_fresh_cache_gives_the_same_timeline_and_bytes(tmp_path, monkeypatch):
    made = []
    for number in range(2):
        monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / f"cache{number}"))
        compiled = compile_routine(BuildRequest(find("rescue"), voice="embedded"))
        path = tmp_path / f"{number}.mp3"
        write_track(compiled, path, "mp3")
        made.append((as_json(compiled.timeline, compiled.voice), path.read_bytes()))
    assert made[0] == made[1]


def test_the_second_build_speaks_nothing_and_does_not_load_the_engine(folder):
    """As a user runs it, with every way to start or load an engine taken away the second time."""
    first = subprocess.run([sys.executable, "-m", "nightcue", "build", "rescue"], capture_output=True, text=True)
    assert first.returncode == 0, first.stderr
    program = (
        "import subprocess, sys\n"
        "def refuse(*a, **k): raise AssertionError('something was started')\n"
        "subprocess.Popen = refuse\n"
        "sys.argv[1:] = ['build', 'rescue', '--force']\n"
        "try:\n"
        "    from nightcue.__main__ import main; main()\n"
        "except SystemExit as end:\n"
        "    assert end.code in (0, None), end.code\n"
        "assert not {'pyttsx3', 'espeakng_loader'} & set(sys.modules), 'the engine was loaded'\n"
    )
    second = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert second.returncode == 0, second.stderr
    assert "rescue.en.mp3" in second.stdout


def test_rescue_begins_with_the_instruction_within_a_third_of_a_second_and_lasts_60_to_180_seconds(tmp_path):
    compiled = compile_routine(BuildRequest(find("rescue"), voice="embedded"))
    write_track(compiled, tmp_path / "rescue.mp3", "mp3")
    samples, rate = soundfile.read(tmp_path / "rescue.mp3")
    assert compiled.timeline.events[0].text.startswith("Straighten your leg, and pull your foot up")
    assert np.flatnonzero(np.abs(samples) > AUDIBLE)[0] / rate < 0.3
    assert 60 <= compiled.timeline.duration <= 180


@pytest.mark.parametrize("format", ["wav", "flac", "ogg", "opus"])
def test_other_formats_hold_the_same_sound(format, tmp_path):
    routine = tmp_path / "short.yaml"
    routine.write_text("title: Short\nsteps: [{say: Breathe slowly.}, {pause: 4s}, {say: Now relax.}, {pause: 2s}]\n")
    compiled = compile_routine(BuildRequest(routine, voice="embedded"))
    path = tmp_path / f"track.{format}"
    write_track(compiled, path, format)
    samples, rate = soundfile.read(io.BytesIO(path.read_bytes()))
    assert abs(len(samples) / rate - compiled.timeline.duration) < 0.05
    for event in compiled.timeline.events:
        start, end = (round(at / 22050 * rate) for at in (event.start, event.end))
        assert level(samples[start:end]) > AUDIBLE
    for start, end in silences(compiled.timeline):
        assert level(samples[round(start / 22050 * rate) : round(end / 22050 * rate)]) < QUIET
