"""m4a and m4b: what players are told, each read by two libraries that know nothing of one another."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import av
import numpy as np
import pytest
from mutagen.mp4 import MP4, MP4Cover
from tinytag import TinyTag

from nightcue.audio.clip import Clip
from nightcue.audio.encoders import encoder_for, missing_extra
from nightcue.audio.tags.cover import read_cover
from nightcue.audio.tags.track_info import Chapter, TrackInfo
from reading_back import read_track

RATE = 22_050


def encoded(info: TrackInfo, samples: np.ndarray, format: str = "m4a", block: int = 65_536) -> BytesIO:
    file = BytesIO()
    blocks = (samples[at : at + block] for at in range(0, len(samples), block))
    encoder_for(format)(file, info, blocks, len(samples), RATE)
    file.seek(0)
    return file


def boxes(content: bytes, *path: str) -> list[bytes]:
    """The contents of every box at `path`, after ISO 14496-12: four bytes of size, four of name."""
    found, at = [], 0
    while at < len(content):
        end = at + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == path[0].encode():
            found += boxes(content[at + 8 : end], *path[1:]) if path[1:] else [content[at + 8 : end]]
        at = end
    return found


def ints(content: bytes) -> list[int]:
    return [int.from_bytes(content[at : at + 4], "big") for at in range(0, len(content), 4)]


@pytest.mark.parametrize("length", [1, 1_023, 1_024, 1_025, 100_003])
def test_it_declares_exactly_the_samples_of_the_timeline(info: TrackInfo, length: int) -> None:
    file = encoded(replace(info, chapters=()), np.zeros(length, np.int16))
    with av.open(file) as container:
        assert (container.streams.audio[0].duration, container.streams.audio[0].start_time) == (length, 0)
    moov = boxes(file.getvalue(), "moov")[0]
    assert ints(boxes(moov, "mvhd")[0])[3] == RATE  # else the edit list could only count milliseconds
    (edits,) = boxes(moov, "trak", "edts", "elst")
    assert ints(edits)[1:4] == [1, length, 1_024]
    file.seek(0)
    gapless = MP4(file)["----:com.apple.iTunes:iTunSMPB"][0].decode().split()
    before, after, sound = (int(number, 16) for number in gapless[1:4])
    assert (before, sound) == (1_024, length)
    frames = ints(boxes(moov, "trak", "mdia", "minf", "stbl", "stsz")[0])[2]
    assert before + sound + after == frames * 1_024


def test_a_click_decodes_where_it_was_placed(info: TrackInfo) -> None:
    places = [3_000, 20_001, 70_123, 99_000]
    samples = np.zeros(100_003, np.int16)
    for place in places:
        samples[place - 20 : place + 21] = 20_000 * np.hanning(41)
    decoded = np.abs(read_track(encoded(info, samples))[0].astype(int))
    assert len(decoded) == len(samples)
    for place in places:
        around = decoded[place - 900 : place + 900]
        assert abs(int(np.argmax(around)) - 900) <= 2
        assert around.max() > 15_000


def test_speech_stays_clean_silence_is_silent_and_cheap(info: TrackInfo) -> None:
    time = np.arange(RATE * 4) / RATE
    voice = sum(np.sin(2 * np.pi * 120 * n * time) / n for n in range(1, 20)) * (1 + np.sin(2 * np.pi * 3 * time))
    samples = (voice * 3_000).astype(np.int16)
    decoded = read_track(encoded(info, samples))[0].astype(float)
    assert 10 * np.log10(np.mean(samples.astype(float) ** 2) / np.mean((decoded - samples) ** 2)) > 20
    silence = encoded(info, np.zeros(RATE * 60, np.int16))
    assert len(silence.getvalue()) - len(read_cover()) < 20_000
    assert not read_track(silence)[0].any()


CHAPTERS = (
    Chapter("Safety — «piernas» 足 🦵", 0.0, 1_234 / RATE),
    Chapter('</text> & "quotes"', 1_234 / RATE, 20_001 / RATE),
    Chapter("ñ" * 200, 20_001 / RATE, 1.0),
)


def test_chapters_are_there_for_apple_players_and_for_the_others(info: TrackInfo, noise: Clip) -> None:
    file = encoded(replace(info, chapters=CHAPTERS), noise.samples)
    titles = [*(chapter.title for chapter in CHAPTERS[:2]), "ñ" * 127]
    starts = [0, 1_234, 20_001]
    with av.open(file) as container:  # the chapter track
        found = container.chapters()
        assert [chapter["metadata"]["title"] for chapter in found] == titles
        assert [(chapter["start"], chapter["end"]) for chapter in found] == list(
            zip(starts, [*starts[1:], RATE], strict=True)
        )
        assert {chapter["time_base"].denominator for chapter in found} == {RATE}
    file.seek(0)
    nero = MP4(file).chapters  # the list in moov/udta/chpl
    assert [chapter.title for chapter in nero] == titles
    assert [round(chapter.start * RATE) for chapter in nero] == starts
    sound, text = boxes(file.getvalue(), "moov", "trak")
    assert boxes(sound, "tref", "chap") == [boxes(text, "tkhd")[0][12:16]]


@pytest.mark.parametrize(("count", "in_list"), [(255, 255), (256, 0), (300, 0)])
def test_more_chapters_than_neros_list_holds_are_all_in_the_chapter_track_and_no_list_has_less(
    info: TrackInfo, noise: Clip, count: int, in_list: int
) -> None:
    many = tuple(Chapter(f"{n}", n * 50 / RATE, (n + 1) * 50 / RATE) for n in range(count))
    file = encoded(replace(info, chapters=many), noise.samples, "m4b")
    with av.open(file) as container:
        assert [chapter["metadata"]["title"] for chapter in container.chapters()] == [c.title for c in many]
    file.seek(0)
    assert len(MP4(file).chapters or ()) == in_list
    assert len(boxes(file.getvalue(), "moov", "udta", "chpl")) == (in_list > 0)


@pytest.mark.parametrize(("format", "kind"), [("m4a", None), ("m4b", [2])])
def test_tags_lyrics_and_cover(info: TrackInfo, noise: Clip, format: str, kind: list[int] | None) -> None:
    file = encoded(replace(info, number=3, total=12), noise.samples, format)
    tags = MP4(file).tags
    expected = {"\xa9nam": info.title, "\xa9alb": info.album, "\xa9ART": "nightcue", "\xa9cmt": info.comment}
    assert {name: tags[name][0] for name in expected} == expected
    assert (tags["\xa9lyr"], tags["trkn"], tags.get("stik")) == ([info.lyrics], [(3, 12)], kind)
    assert bytes(tags["covr"][0]) == read_cover()
    assert tags["covr"][0].imageformat == MP4Cover.FORMAT_PNG
    file.seek(0)
    second = TinyTag.get(filename=f"x.{format}", file_obj=file, image=True)
    assert (second.title, second.album, second.artist, second.comment) == (*list(expected.values()),)
    assert (second.track, second.track_total, second.other["lyrics"]) == (3, 12, [info.lyrics])
    assert second.images.any.data == read_cover()
    file.seek(0)
    with av.open(file) as container:
        assert container.metadata["title"] == info.title
        assert container.streams.audio[0].language == "spa"


@pytest.mark.parametrize("block", [1_023, 4_001])
def test_the_file_does_not_depend_on_the_blocks_or_the_clock(info: TrackInfo, noise: Clip, block: int) -> None:
    whole = encoded(info, noise.samples).getvalue()
    assert encoded(info, noise.samples, block=block).getvalue() == whole
    times = [ints(mvhd)[1:3] for mvhd in boxes(whole, "moov", "mvhd")]
    assert times == [[0, 0]]
    assert b"Lavf" not in whole


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [missing_extra(format) for format in ("mp3", "m4a", "m4b")] == [None, None, None]
    monkeypatch.setattr("nightcue.audio.encoders.find_spec", lambda name: None)
    assert [missing_extra(format) for format in ("mp3", "m4a", "m4b")] == [None, "m4a", "m4a"]
