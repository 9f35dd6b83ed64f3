"""What is no longer as it was written is made anew: a disk may lose bytes and keep a file's size and time."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from nightcue.audio.encoders import FORMATS
from nightcue.audio.tags.stamp import read_stamp
from nightcue.bedside.rescue import shipped_track
from nightcue.storage.paths import ready_rescue

pytestmark = pytest.mark.once

SAY = "  - say: This is not medical advice. Ask a clinician.\n"
TEXT = f"title: T\nsteps:\n  - chapter: One\n{SAY}{SAY}  - chapter: Two\n{SAY}"  # with no silence in its middle
OTHER = TEXT.replace("title: T", "title: U")
SAME = "nothing has changed\n"


def middle(content, length, filling):
    """The same content with `length` bytes in its middle replaced."""
    start = (len(content) - length) // 2
    end = start + length
    return content[:start] + bytes(map(filling, content[start:end])) + content[end:]


DAMAGES = {
    "a hole in its middle": lambda content: middle(content, 512, lambda _: 0),
    "three quarters zeroed": lambda content: content[: len(content) // 4].ljust(len(content), b"\0"),
    "one flipped bit": lambda content: middle(content, 1, lambda byte: byte ^ 1),
    "cut short": lambda content: content[:-1],
    "added to": lambda content: content + b"\0",
    "emptied": lambda content: b"",
}


def damage(path, name):
    """Damage a file as a disk does, which leaves its time as it is."""
    before, found = path.read_bytes(), path.stat()
    path.write_bytes(DAMAGES[name](before))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert path.read_bytes() != before


@pytest.fixture
def build(run, routine, known_voice):
    """Build a routine, whose source was written long ago, with these words; returns the last line that is said."""
    source = Path(routine(TEXT))
    os.utime(source, (1e9, 1e9))

    def call(*words):
        done = run("build", str(source), *words)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_track_is_made_anew(build, name, format):
    build("--format", format)
    assert build("--format", format).endswith(SAME)
    track = Path(f"audio_out/mine.en.{format}")
    whole = track.read_bytes()
    damage(track, name)
    assert not build("--format", format).endswith(SAME)
    assert track.read_bytes() == whole
    assert build("--format", format).endswith(SAME)


@pytest.mark.parametrize("format", FORMATS)
def test_the_track_of_another_routine_in_its_place_is_noticed(build, run, routine, format):
    build("--format", format)
    track = Path(f"audio_out/mine.en.{format}")
    whole = track.read_bytes()
    run("build", routine(OTHER, "other"), "--format", format)
    shutil.copyfile(f"audio_out/other.en.{format}", track)
    assert not build("--format", format).endswith(SAME)
    assert track.read_bytes() == whole


@pytest.mark.parametrize("format", ["mp3", "ogg"])
@pytest.mark.parametrize("name", DAMAGES)
def test_every_file_of_a_folder_of_chapters_counts(build, name, format):
    words = ["--split", "--with", "lrc,vtt,json", "--format", format]
    build(*words)
    for path in sorted(path for path in Path("audio_out").rglob("*") if path.is_file()):
        whole = path.read_bytes()
        damage(path, name)
        assert not build(*words).endswith(SAME), path
        assert path.read_bytes() == whole
        assert build(*words).endswith(SAME)


@pytest.mark.parametrize("ending", ["lrc", "vtt", "json"])
@pytest.mark.parametrize("name", DAMAGES)
def test_words_beside_a_track_count(build, name, ending):
    words = ["--with", "lrc,vtt,json"]
    build(*words)
    path = Path(f"audio_out/mine.en.{ending}")
    whole = path.read_bytes()
    damage(path, name)
    assert not build(*words).endswith(SAME)
    assert path.read_bytes() == whole


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_rescue_gives_way_to_the_one_that_comes_with_nightcue(run, known_voice, monkeypatch, folder, name):
    heard = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda track, *_, **__: heard.append(track))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    run("prepare")
    track = ready_rescue("en")
    whole = track.read_bytes()
    run("rescue")
    damage(track, name)
    run("rescue")
    assert heard == [track, shipped_track("en")]
    run("prepare")
    assert track.read_bytes() == whole


def test_the_stamp_answers_for_every_byte(run, routine, known_voice):
    """A bit in any of 200 places, the stamp's own among them."""
    run("build", routine(TEXT))
    track = Path("audio_out/mine.en.mp3")
    content = track.read_bytes()
    start = content.index(read_stamp(track).encode())
    for place in [*range(0, len(content), len(content) // 190), *range(start, start + 64, 7)]:
        track.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert read_stamp(track) is None, place
