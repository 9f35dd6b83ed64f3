"""Where the recordings are kept, and who can read them."""

import stat
import sys

import numpy as np
import pytest

from nightcue.bedside.voice_words.errors import WordNotKeptError
from nightcue.bedside.voice_words.takes import keep_takes, read_takes, recorded_uses, remove_takes

TAKE = np.linspace(-0.5, 0.5, 16_000, dtype=np.float32)


def test_takes_are_kept_as_they_are_and_go_when_they_are_removed(own_state):
    assert recorded_uses() == []
    keep_takes("pain", [TAKE, -TAKE])
    keep_takes("again", [TAKE, TAKE])
    assert recorded_uses() == ["again", "pain"]
    first, second = read_takes("pain")
    assert np.abs(first - TAKE).max() < 1e-4
    assert np.abs(second + TAKE).max() < 1e-4
    assert remove_takes("pain")
    assert not remove_takes("pain")
    assert recorded_uses() == ["again"]
    assert [path.name for path in sorted((own_state / "words").iterdir())] == ["again-1.wav", "again-2.wav"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of a person from others by itself")
def test_nobody_else_can_read_them(own_state):
    keep_takes("pause", [TAKE, TAKE])
    folder = own_state / "words"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_damaged_take_is_no_take(own_state):
    keep_takes("pause", [TAKE, TAKE])
    (own_state / "words/pause-2.wav").write_bytes(b"RIFF and nothing")
    assert read_takes("pause") == []


def test_where_nothing_can_be_kept_it_is_said(own_state):
    own_state.write_text("a file is in the way")
    with pytest.raises(WordNotKeptError, match="cannot keep"):
        keep_takes("pause", [TAKE, TAKE])
