from pathlib import Path

from nightcue.bedside.resume_positions import forget_place, keep_place, place_of
from nightcue.storage.paths import resume_folder

TRACK = Path("audio_out/t.en.mp3")


def test_a_place_is_kept_for_each_track_until_it_is_forgotten(folder):
    assert place_of(TRACK) is None
    keep_place(TRACK, 12.5)
    keep_place(Path("other.mp3"), 1.0)
    assert place_of(TRACK) == place_of(folder / TRACK) == 12.5
    forget_place(TRACK)
    forget_place(TRACK)
    assert place_of(TRACK) is None
    assert place_of(Path("other.mp3")) == 1.0


def test_a_damaged_place_is_none(folder):
    keep_place(TRACK, 12.5)
    for file in resume_folder().rglob("*.json"):
        file.write_bytes(b"{")
    assert place_of(TRACK) is None
