"""A window that is made longer while it plays, and one that is left when the listener is ready."""

import pytest

from feeding import fed
from nightcue.bedside.player import RAMP, Player
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import read_score
from nightcue.bedside.windows import can_be_longer, window_at


@pytest.fixture
def window(path):
    """The first window of the short track, half a second of silence."""
    return read_score(path.read_bytes(), "short").windows[0]


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_window_is_longer_by_its_own_length_to_the_sample(path, decoded, window, times):
    player = Player(Track(path))
    heard = fed(player, window.start + 100)
    for _ in range(times):
        player.more_time(window)
    length = window.end - window.start
    assert player.more_samples == times * length
    heard.extend(fed(player, len(decoded) - len(heard) + times * length))
    silence = decoded[window.start : window.end]
    assert heard == decoded[: window.end] + times * silence + decoded[window.end :]
    assert player.more_samples == 0
    assert player.position == len(decoded)


def test_more_time_is_given_again_in_the_time_that_was_given(path, decoded, window):
    player = Player(Track(path))
    length = window.end - window.start
    heard = fed(player, window.start + 100)
    player.more_time(window)
    heard.extend(fed(player, length))
    player.more_time(window)
    heard.extend(fed(player, len(decoded) - len(heard) + 2 * length))
    assert heard[window.end + 2 * length :] == decoded[window.end :]


def test_going_elsewhere_ends_the_time_that_was_given(path, decoded, window):
    player = Player(Track(path))
    fed(player, window.start + 100)
    player.more_time(window)
    player.seek(window.start - RATE // 2)
    assert player.more_samples == 0
    heard = fed(player, RATE)
    assert heard[RAMP * 2 :] == decoded[window.start - RATE // 2 + RAMP : window.start + RATE // 2 - RAMP]


def test_more_time_goes_on_in_the_whole_track_when_that_is_there(path, decoded, window):
    player = Player(Track(path), growing=True)
    fed(player, window.start + 100)
    player.more_time(window)
    player.go_over_to(Track(path))
    heard = fed(player, len(decoded) - window.start - 100 + window.end - window.start)
    assert heard == decoded[window.start + 100 : window.end] + decoded[window.start :]


def test_the_window_at_a_moment_and_whether_it_is_worth_making_longer(path):
    score = read_score(path.read_bytes(), "short")
    first = score.windows[0]
    assert [window_at(score, sample) for sample in (first.start - 1, first.start, first.end - 1)] == [
        None,
        first,
        first,
    ]
    assert not can_be_longer(first)  # half a second
    assert not can_be_longer(None)
