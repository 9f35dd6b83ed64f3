import pytest

from nightcue.bedside import frames, track
from nightcue.bedside.frames import frame_starts
from nightcue.bedside.track import RATE, Track


def test_beginning_in_the_middle_gives_the_same_samples_as_decoding_all(path, decoded, monkeypatch):
    monkeypatch.setattr(track, "NEAR", 0)
    playing = Track(path)
    for start in range(1, len(decoded) - RATE // 4, 1_777):
        assert playing.samples_from(start).take(RATE // 4) == decoded[start : start + RATE // 4], start


def test_it_does_begin_in_the_middle(path, decoded):
    playing = Track(path)
    near = frames.beginning(playing.content, playing._frames, len(decoded) - RATE)
    assert near.at > len(playing.content) // 2
    assert near.samples < 2 * RATE


EMPTY_TAG = b"ID3\3\0\0\0\0\0\0"
AT_24_KHZ = b"\xff\xf3\x14\xc4".ljust(24, b"\0")


@pytest.mark.parametrize(
    "content", [b"", b"ID3", b"\xff\xf3\x10\xc4" * 9, EMPTY_TAG + b"no frame" * 9, EMPTY_TAG + AT_24_KHZ * 9]
)
def test_what_is_no_track_of_ours_has_no_frames(content):
    assert frame_starts(content) is None


def test_a_stranger_is_decoded_from_its_beginning(path, decoded, monkeypatch):
    monkeypatch.setattr(track, "NEAR", 0)
    monkeypatch.setattr(track, "frame_starts", lambda content: None)
    assert Track(path).samples_from(RATE).take(RATE) == decoded[RATE : 2 * RATE]
