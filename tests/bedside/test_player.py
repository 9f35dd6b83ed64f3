import gc
import math
from array import array
from itertools import pairwise

import pytest

from feeding import PERIOD, fed
from nightcue.audio.clip import SAMPLE_RATE
from nightcue.bedside.errors import PlayingError
from nightcue.bedside.player import LOUDEST, RAMP, SETTLE, Player
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import read_score


def test_it_plays_at_the_rate_that_tracks_are_made_at():
    assert RATE == SAMPLE_RATE


def test_all_of_the_track_is_heard_and_then_silence(path, decoded):
    player = Player(Track(path))
    assert fed(player, len(decoded)) == decoded
    assert not any(fed(player, RATE))
    assert player.position == player.heard == len(decoded)


def test_it_has_ended_only_when_the_device_has_played_what_it_holds(path, decoded):
    player = Player(Track(path))
    fed(player, len(decoded) + SETTLE - PERIOD)
    assert not player.ended.is_set()
    fed(player, 2 * PERIOD)
    assert player.ended.is_set()


def test_a_pause_is_silent_after_a_ramp_and_goes_on_without_losing_a_sample(path, decoded):
    player = Player(Track(path))
    fed(player, RATE)
    player.pause()
    paused = fed(player, 3 * RATE)
    assert not any(paused[RAMP:])
    assert player.position == RATE + RAMP
    player.go_on()
    after = fed(player, len(decoded) - RATE - RAMP)
    assert after[RAMP:] == decoded[RATE + 2 * RAMP :]


def test_nothing_clicks_where_it_is_cut(path, decoded):
    """No two samples are further apart than anywhere in the track itself."""
    steepest = max(abs(after - before) for before, after in pairwise(decoded))
    player = Player(Track(path))
    heard = fed(player, RATE // 4)
    for act in (player.pause, player.go_on, lambda: player.seek(4 * RATE), lambda: player.seek(RATE)):
        act()
        heard.extend(fed(player, RATE // 4))
    assert max(abs(after - before) for before, after in pairwise(heard)) <= steepest


@pytest.mark.parametrize("second", [0, 0.5, 3.2, 1.7])
def test_a_seek_lands_on_the_very_sample(path, decoded, second):
    player = Player(Track(path))
    fed(player, 2 * RATE)
    start = round(second * RATE)
    player.seek(start)
    assert fed(player, RATE + RAMP)[2 * RAMP :] == decoded[start + RAMP : start + RATE]


def test_every_step_can_be_gone_to_and_is_heard_within_50_milliseconds_of_where_it_stands(path, short):
    track = Track(path)
    player, score = Player(track), read_score(track.content, "short")
    landed = []
    while (there := score.step_after(player.position / RATE)) is not None:
        player.seek(math.ceil(there * RATE))
        landed.append(player.position)
        assert max(map(abs, fed(player, RAMP + RATE // 20)[RAMP:])) > 1000
    assert landed == pytest.approx(short.step_starts[1:], abs=RATE // 20)


def test_going_back_after_the_end_plays_again(path, decoded):
    player = Player(Track(path))
    fed(player, len(decoded) + 2 * RATE)
    player.seek(RATE)
    player.ended.clear()
    assert fed(player, RATE)[RAMP:] == decoded[RATE + RAMP : 2 * RATE]


def test_a_seek_ends_a_pause(path):
    player = Player(Track(path))
    player.pause()
    player.seek(RATE // 10)
    assert any(fed(player, RATE))


def test_half_the_volume_is_a_quarter_of_the_swing_and_none_is_silence(path, decoded):
    player = Player(Track(path))
    player.volume = LOUDEST // 2
    assert fed(player, RATE) == array("h", [int(sample / 4) for sample in decoded[:RATE]])
    player.volume = 0
    assert not any(fed(player, RATE))
    assert player.position == 2 * RATE


def test_it_plays_on_when_the_file_is_deleted_and_seeks_in_it(path, decoded):
    player = Player(Track(path))
    path.unlink()
    player.seek(RATE)
    assert fed(player, RATE + RAMP)[2 * RAMP :] == decoded[RATE + RAMP : 2 * RATE]


def test_what_is_about_to_be_played_is_not_tidied_away(path, decoded):
    """miniaudio lets go of what it reads from until it is asked for samples, and then ends the program."""
    player = Player(Track(path))
    gc.collect()
    player.seek(RATE)
    gc.collect()
    assert fed(player, RATE + RAMP)[2 * RAMP :] == decoded[RATE + RAMP : 2 * RATE]


@pytest.mark.parametrize("content", [b"", b"\0" * 5_000, b"ID3\3\0\0\0\0\0\0" + b"nothing else " * 99])
def test_what_is_no_mp3_is_refused_with_the_name_of_the_file(tmp_path, content):
    (tmp_path / "bad.mp3").write_bytes(content)
    with pytest.raises(PlayingError, match=r"bad\.mp3"):
        Player(Track(tmp_path / "bad.mp3"))


def test_a_track_cut_short_plays_as_far_as_it_goes(path, decoded):
    path.write_bytes(path.read_bytes()[:-3_000])
    player = Player(Track(path))
    heard = fed(player, len(decoded) + RATE)
    assert player.ended.is_set()
    assert 0 < player.heard < len(decoded)
    assert heard[: player.heard - RATE // 5] == decoded[: player.heard - RATE // 5]


@pytest.mark.parametrize("bad", ["gone.mp3", "."])
def test_a_file_that_cannot_be_read_is_named(folder, bad):
    with pytest.raises(PlayingError, match=f"cannot read .*{bad}"):
        Track(folder / bad)
