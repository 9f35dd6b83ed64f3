from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightcue.audio.playlist import listed, numbered_stem, playlist


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Safety check", "01 Safety check"),
        ("Estiramiento de pantorrilla: ¿lista?", "01 Estiramiento de pantorrilla ¿lista"),
        ("../../etc/passwd", "01 .. .. etc passwd"),
        ("C:\\Windows\\nul", "01 C Windows nul"),
        ("a\0b\nc\x1b[31m\u202ed\u2028e", "01 a b c [31m d e"),
        ("Ends in dots. . .", "01 Ends in dots"),
        ("?*<>|", "01"),
        ("100% #1", "01 100 1"),
        ("cafe\u0301", "01 café"),
    ],
)
def test_a_title_becomes_a_name_that_every_disk_holds(title: str, stem: str) -> None:
    assert numbered_stem(1, 9, title) == stem


@settings(max_examples=60, deadline=None)
@given(st.text(), st.integers(1, 1200))
def test_whatever_the_title_a_name_stays_in_its_folder_is_short_and_is_known_again(title: str, number: int) -> None:
    name = f"{numbered_stem(number, 1200, title)}.flac"
    assert len(name.encode()) <= 105
    assert PureWindowsPath(name).name == name == Path(name).name
    assert name.isprintable()
    assert name == name.strip(" .")
    assert not set('<>:"/\\|?*') & set(name)


def test_names_of_one_folder_differ_and_sort_in_order() -> None:
    for total in (3, 120):
        names = [numbered_stem(number, total, "Calf") for number in range(1, total + 1)]
        assert sorted(names) == names
        assert len({name.casefold() for name in names}) == total


def test_a_playlist_gives_lengths_and_one_line_for_each_title(tmp_path: Path) -> None:
    tracks = [("01 A.mp3", "A", 61.4), ("02 B.mp3", "B\n../../evil.mp3", 0.25)]
    path = tmp_path / "x.m3u8"
    path.write_bytes(playlist("Título 足\n#EXTINF", tracks))
    assert path.read_text(encoding="utf-8").splitlines() == [
        "#EXTM3U",
        "#PLAYLIST:Título 足 #EXTINF",
        "#EXTINF:61.400,A",
        "01 A.mp3",
        "#EXTINF:0.250,B ../../evil.mp3",
        "02 B.mp3",
    ]
    assert listed(path) == ["01 A.mp3", "02 B.mp3"]


def test_of_a_playlist_only_names_of_our_own_kind_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "x.m3u8"
    path.write_text("#EXTM3U\n../01 A.mp3\n/01 A.mp3\nsong.mp3\n01 A.mp3\n02.mp3\n01 C:\\x.mp3\n.\n..\n")
    assert listed(path) == ["01 A.mp3", "02.mp3"]
    assert listed(tmp_path / "none.m3u8") == []
    path.write_bytes(b"\xff\xfe\0")
    assert listed(path) == []
