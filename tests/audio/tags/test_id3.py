from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags

from nightcue.audio.tags.cover import read_cover
from nightcue.audio.tags.id3 import id3_bytes
from nightcue.audio.tags.track_info import Chapter, LyricLine, TrackInfo

BARE = TrackInfo("t", "a", "en", "c", (), (), 1.0, language_code="eng")


def read(info: TrackInfo) -> ID3:
    return ID3(BytesIO(id3_bytes(info)), translate=False)


def test_text_frames(info: TrackInfo) -> None:
    tag = read(info)
    assert tag.version == (2, 3, 0)
    expected = {
        "TIT2": info.title,
        "TALB": info.album,
        "TPE1": "nightcue",
        "TCON": "Speech",
        "TLAN": "spa",
        "TLEN": "3800000",
        "COMM::spa": info.comment,
    }
    assert {name: str(tag[name].text[0]) for name in expected} == expected


def test_a_language_that_is_not_known_is_undetermined() -> None:
    tag = read(TrackInfo("t", "a", "qya", "c", (), (LyricLine(0, 1, "x"),), 1.0))
    assert tag["TLAN"].text == ["und"]
    assert tag.getall("USLT")[0].lang == tag.getall("SYLT")[0].lang == tag.getall("COMM")[0].lang == "und"


def test_chapters_and_their_table(info: TrackInfo) -> None:
    tag = read(info)
    chapters = [tag[f"CHAP:{name}"] for name in tag["CTOC:toc"].child_element_ids]
    assert [(str(c.sub_frames["TIT2"]), c.start_time, c.end_time) for c in chapters] == [
        (chapter.title, round(chapter.start * 1000), round(chapter.end * 1000)) for chapter in info.chapters
    ]
    assert tag["CTOC:toc"].flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    assert all(c.start_offset == c.end_offset == 0xFFFFFFFF for c in chapters)


def test_chapters_lie_in_the_file_in_order_of_time(info: TrackInfo) -> None:
    stored = id3_bytes(info)
    places = [stored.index(chapter.title.encode("utf-16-le")) for chapter in info.chapters]
    assert places == sorted(places)


def test_more_chapters_than_one_table_holds() -> None:
    chapters = tuple(Chapter(f"chapter {n}", n, n + 1) for n in range(600))
    tag = read(replace(BARE, chapters=chapters))
    tables = [tag[f"CTOC:{name}"] for name in tag["CTOC:toc"].child_element_ids]
    assert [len(table.child_element_ids) for table in tables] == [255, 255, 90]
    assert [table.flags & CTOCFlags.TOP_LEVEL for table in tables] == [0, 0, 0]
    names = [name for table in tables for name in table.child_element_ids]
    assert [str(tag[f"CHAP:{name}"].sub_frames["TIT2"]) for name in names] == [c.title for c in chapters]


def test_no_chapters_no_table_and_no_lines_no_lyrics() -> None:
    tag = read(BARE)
    assert not [name for name in ("CTOC", "CHAP", "USLT", "SYLT") if tag.getall(name)]


def test_lyrics_plain_and_synchronised(info: TrackInfo) -> None:
    tag = read(info)
    assert tag["USLT::spa"].text == "¿Hinchazón?\nStretch. 🦵\nYa"
    assert tag["SYLT::spa"].text == [("¿Hinchazón?", 500), ("Stretch. 🦵", 61_400), ("Ya", 3_725_100)]
    assert (tag["SYLT::spa"].format, tag["SYLT::spa"].type) == (2, 1)


def test_cover(info: TrackInfo) -> None:
    (cover,) = read(info).getall("APIC")
    assert (cover.mime, cover.type, cover.data) == ("image/png", 3, read_cover())


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_any_unicode(text: str) -> None:
    tag = read(
        TrackInfo(text, text, "en", text, (Chapter(text, 0, 1),), (LyricLine(0, 1, text),), 1.0, language_code="eng")
    )
    assert tag["TIT2"].text == tag["TALB"].text == tag["COMM::eng"].text == [text]
    assert tag["CHAP:chp0"].sub_frames["TIT2"].text == [text]
    assert tag["USLT::eng"].text == text
    assert tag["SYLT::eng"].text == [(text, 0)]


def test_what_no_encoding_holds_does_not_break_the_tag() -> None:
    tag = read(replace(BARE, title="a\0b\ud800c", lines=(LyricLine(0, 1, "x\0y"),)))
    assert tag["TIT2"].text == ["a b�c"]
    assert tag["SYLT::eng"].text == [("x y", 0)]


def test_very_long_text_and_thousands_of_lines() -> None:
    lines = tuple(LyricLine(n * 2.5, n * 2.5 + 1, f"línea {n}") for n in range(12_000))
    tag = read(replace(BARE, title="t" * 1_000_000, lines=lines))
    assert len(tag["TIT2"].text[0]) == 1_000_000
    assert tag["SYLT::eng"].text == [(line.text, round(line.start * 1000)) for line in lines]
    assert tag["USLT::eng"].text.count("\n") == 11_999
