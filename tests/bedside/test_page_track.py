"""The track of the page: the same sound, words and stamp, and no picture, for which a browser would wait."""

from mutagen.id3 import ID3

from nightcue.audio.tags.stamp import read_stamp
from nightcue.bedside.page_track import page_track
from nightcue.bedside.track_metadata import read_score


def test_all_but_the_picture_is_there_and_the_stamp_holds(path, folder):
    whole = path.read_bytes()
    assert ID3(path).getall("APIC")
    (folder / "page.mp3").write_bytes(page_track(whole))
    tag = ID3(folder / "page.mp3")
    assert keys(ID3(path)) - keys(tag) == {"APIC:"}
    assert read_score(page_track(whole), "") == read_score(whole, "")
    assert (folder / "page.mp3").read_bytes()[tag.size :] == whole[ID3(path).size :]
    assert read_stamp(folder / "page.mp3")


def keys(tag):
    """What each frame is known by; the stamp is that of its own file."""
    return {frame.HashKey.partition("nightcue:")[0] for frame in tag.values()}


def test_what_is_no_track_of_ours_stays_as_it_is():
    for content in (b"", b"ID3", b"\xff\xf3" * 100, b"ID3\3\0\0\0\0\0\0" + b"\xff\xf3" * 100):
        assert page_track(content) == content
