"""One track a chapter: cut to the sample, named and numbered in order, and never half of it there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from mutagen.id3 import ID3
from tinytag import TinyTag

import memory
from nightcue.audio.encoders import FORMATS
from nightcue.audio.errors import OutputError
from nightcue.audio.floor import over_floor
from nightcue.building.compile import compile_routine
from nightcue.building.outputs.chapters import cut, write_chapters
from nightcue.building.outputs.track import sound_blocks, write_track
from nightcue.building.request import BuildRequest
from reading_back import read_track

pytestmark = pytest.mark.once

TEXT = """\
title: "My evening: part 1"
summary: Short.
sound: {background: rain, level: -12, fade_to: -6}
steps:
  - chapter: "Safety check / ¿listo?"
  - say: [This is not medical advice., Ask a clinician.]
  - pause: 1234ms
  - chapter: "../../Calf"
  - say: One.
  - pause: 3s
  - chapter: Quiet end
  - say: Good night.
  - pause: 1s
"""
STEMS = ["01 Safety check ¿listo", "02 .. .. Calf", "03 Quiet end"]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    path = tmp_path_factory.mktemp("split") / "mine.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return compile_routine(BuildRequest(path, voice="embedded"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def whole_sound(compiled) -> np.ndarray:
    return np.concatenate(list(sound_blocks(compiled)))


@pytest.mark.parametrize("format", FORMATS)
def test_the_chapters_laid_end_to_end_are_as_long_as_the_timeline_says(compiled, tmp_path, format):
    files = write_chapters(compiled, tmp_path / "set", format)
    timeline = compiled.timeline
    assert names(tmp_path / "set") == [*(f"{stem}.{format}" for stem in STEMS), "set.m3u8"]
    for path, chapter in zip(files[1:], timeline.chapters, strict=True):
        samples, rate = read_track(path)
        # Opus knows five rates only, and 22,050 is none of them; its players round a half down
        wanted = round((chapter.end - chapter.start) * rate / timeline.rate)
        assert 0 <= wanted - len(samples) <= (format == "opus")


@pytest.mark.parametrize("format", ["wav", "flac"])
def test_without_loss_they_are_the_whole_track_to_the_sample(compiled, tmp_path, format):
    files = write_chapters(compiled, tmp_path / "set", format)
    laid = np.concatenate([read_track(path)[0] for path in files[1:]])
    floored = over_floor([whole_sound(compiled)], compiled.floor)
    assert np.array_equal(laid, np.concatenate(list(floored)))


@pytest.mark.parametrize(("format", "times"), [("mp3", 1.5), ("m4a", 3), ("ogg", 3)])
def test_a_background_goes_on_over_a_cut_with_no_click(compiled, tmp_path, format, times):
    """What is lost at a cut is little more than what the encoder loses anywhere, and no step is larger than others."""
    files = write_chapters(compiled, tmp_path / "set", format)
    laid = np.concatenate([read_track(path)[0] for path in files[1:]]).astype(int)
    wanted = whole_sound(compiled).astype(int)
    lost = laid - wanted
    level = lambda samples: float(np.sqrt(np.mean(np.square(samples, dtype=float))))  # noqa: E731
    for chapter in compiled.timeline.chapters[1:]:
        at = chapter.start
        assert level(wanted[at - 500 : at]) > 50  # there is something to be lost
        usual = max(level(lost[start : start + 1_000]) for start in range(at - 20_000, at - 2_000, 1_000))
        assert level(lost[at - 500 : at + 500]) < times * usual
        assert abs(laid[at] - laid[at - 1]) <= np.abs(np.diff(laid[at - 20_000 : at - 1])).max()


@pytest.mark.parametrize("format", FORMATS)
def test_tags_say_which_of_how_many_it_is_and_of_what(compiled, tmp_path, format):
    files = write_chapters(compiled, tmp_path / "set", format)
    for number, (path, chapter) in enumerate(zip(files[1:], compiled.timeline.chapters, strict=True), start=1):
        if format == "wav":  # tinytag reads other chunks of a WAV
            tags = mutagen.File(path).tags
            found = (tags["TIT2"].text[0], tags["TALB"].text[0], tags["TRCK"].text[0])
            assert found == (chapter.title, "My evening: part 1", f"{number}/3")
            continue
        read = TinyTag.get(path, image=True)
        assert (read.title, read.album) == (chapter.title, "My evening: part 1")
        assert (read.track, read.track_total) == (number, 3)
        assert read.images.any.mime_type == "image/png"
        with av.open(str(path)) as container:
            tags = {name.lower(): value for name, value in (container.metadata | container.streams[0].metadata).items()}
            assert not container.chapters()
        assert (tags["title"], tags["album"]) == (chapter.title, "My evening: part 1")
        assert tags["track"].split("/")[0] == str(number)


def test_lyrics_of_a_chapter_count_from_its_start(compiled, tmp_path):
    path = write_chapters(compiled, tmp_path / "set", "mp3")[2]
    [synchronised] = ID3(path).getall("SYLT")
    assert synchronised.text == [("One.", 500)]


def test_the_playlist_lists_all_of_them_with_true_lengths(compiled, tmp_path):
    listing, *tracks = write_chapters(compiled, tmp_path / "set", "mp3")
    lines = listing.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["#EXTM3U", "#PLAYLIST:My evening: part 1"]
    for row, path, chapter in zip(range(2, 8, 2), tracks, compiled.timeline.chapters, strict=True):
        seconds = len(read_track(path)[0]) / 22_050
        assert lines[row : row + 2] == [f"#EXTINF:{seconds:.3f},{chapter.title}", path.name]


def test_the_same_routine_gives_the_same_files(compiled, tmp_path):
    for name in ("one", "two"):
        write_chapters(compiled, tmp_path / name / "set", "mp3", ("lrc", "json"))
    for path in (tmp_path / "one/set").iterdir():
        assert path.read_bytes() == (tmp_path / "two/set" / path.name).read_bytes()


def test_what_is_old_goes_and_what_is_not_ours_stays(compiled, tmp_path):
    folder = tmp_path / "set"
    write_chapters(compiled, folder, "mp3", ("lrc", "vtt", "json"))
    (folder / "04 My own song.mp3").write_bytes(b"mine")
    routine = tmp_path / "mine.yaml"
    routine.write_text(TEXT.replace('chapter: "../../Calf"', "chapter: Thigh"), encoding="utf-8")
    write_chapters(compile_routine(BuildRequest(routine, voice="embedded")), folder, "wav", ("lrc",))
    stems = [STEMS[0], "02 Thigh", STEMS[2]]
    expected = [f"{stem}.{kind}" for stem in stems for kind in ("lrc", "wav")]
    assert names(folder) == sorted([*expected, "04 My own song.mp3", "set.m3u8"])
    assert names(tmp_path) == ["mine.yaml", "set"]


@pytest.mark.parametrize("failing", range(1, 5))
def test_a_disk_that_fills_up_leaves_the_old_set(compiled, tmp_path, monkeypatch, failing):
    folder = tmp_path / "set"
    write_chapters(compiled, folder, "mp3")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    calls = []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) >= failing:
            raise OSError(28, os.strerror(28))

    if failing <= 3:
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "write_bytes", lambda *_: full(calls.extend("abcd")))
    with pytest.raises(OutputError, match=r"cannot write .*set: No space left"):
        write_chapters(compiled, folder, "wav")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert names(tmp_path) == ["set"]


def test_a_file_in_the_way(compiled, tmp_path):
    (tmp_path / "set").write_text("in the way")
    with pytest.raises(OutputError, match="it is a file"):
        write_chapters(compiled, tmp_path / "set", "mp3")
    assert (tmp_path / "set").read_text() == "in the way"


def test_a_routine_without_chapters_is_one_track(tmp_path):
    (tmp_path / "mine.yaml").write_text("title: Short\nsteps: [{say: This is not medical advice. Ask a clinician.}]\n")
    compiled = compile_routine(BuildRequest(tmp_path / "mine.yaml", voice="embedded"))
    assert [path.name for path in write_chapters(compiled, tmp_path / "set", "mp3")] == ["set.m3u8", "01 Short.mp3"]


def test_samples_are_cut_wherever_the_blocks_end():
    samples = np.arange(1_000)
    for size in (1, 7, 100, 1_000):
        blocks = (samples[at : at + size] for at in range(0, 1_000, size))
        pieces = [np.concatenate(list(piece)) for piece in cut(blocks, [1, 99, 650, 250])]
        assert [len(piece) for piece in pieces] == [1, 99, 650, 250]
        assert np.array_equal(np.concatenate(pieces), samples)
    with pytest.raises(ValueError, match="1 samples are missing"):
        [list(piece) for piece in cut([samples], [999, 2])]


def test_the_whole_track_is_as_it_was(compiled, tmp_path):
    write_track(compiled, tmp_path / "whole.mp3", "mp3")
    tags = mutagen.File(tmp_path / "whole.mp3").tags
    assert len(tags.getall("CHAP")) == 3
    assert "TRCK" not in tags
    assert tags["TALB"].text == ["nightcue"]


TESTS = str(Path(memory.__file__).parent)
MEASURE = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[-1])
from memory import peak
from nightcue.building.compile import Compiled
from nightcue.building.outputs.chapters import write_chapters
from nightcue.timeline.timeline import ChapterSpan, Timeline
minute, minutes = 60 * 22_050, int(sys.argv[1])
chapters = tuple(ChapterSpan(str(n), n * minute * minutes // 2, (n + 1) * minute * minutes // 2) for n in range(2))
timeline = Timeline("x", "x", "", "en", 22_050, minutes * minute, chapters, (), (), ())
write_chapters(Compiled(timeline, {}, "nobody"), Path(sys.argv[2]), "wav")
print(peak())
"""


def test_peak_memory_does_not_grow_with_the_chapters(tmp_path):
    def peak(minutes):
        command = [sys.executable, "-c", MEASURE, str(minutes), str(tmp_path / "set"), TESTS]
        return int(subprocess.check_output(command, text=True)) * 1024

    assert peak(40) - peak(4) < 16_000_000
