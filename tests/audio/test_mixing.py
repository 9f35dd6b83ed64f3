import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.audio.clip import Clip
from nightcue.audio.mixing import Placement, mix

LOUD = st.integers(-32768, 32767)


@st.composite
def tracks(draw: st.DrawFn) -> tuple[list[Placement], int]:
    length = draw(st.integers(0, 200))
    placements = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, length))
        samples = draw(st.lists(LOUD, max_size=length - start))
        placements.append(Placement(start, Clip(np.array(samples, np.int16))))
    return placements, length


@given(tracks(), st.integers(1, 90))
def test_mix_is_the_sum_of_the_whole_arrays(track: tuple[list[Placement], int], block: int) -> None:
    placements, length = track
    whole = np.zeros(length, np.int64)
    for placement in placements:
        whole[placement.start : placement.end] += placement.clip.samples
    blocks = list(mix(placements, length, block))
    assert all(part.dtype == np.int16 and 0 < len(part) <= block for part in blocks)
    mixed = np.concatenate([np.zeros(0, np.int16), *blocks])
    assert np.array_equal(mixed, np.clip(whole, -32768, 32767))


def test_overlaps_saturate_instead_of_wrapping() -> None:
    loud = Placement(0, Clip(np.array([30_000, -30_000], np.int16)))
    assert next(mix([loud, loud, loud], 2)).tolist() == [32767, -32768]


def test_blocks_are_fresh_each_time() -> None:
    first, second = mix([], 20, 10)
    first[:] = 5
    assert not second.any()


def test_clips_are_left_alone() -> None:
    clip = Clip(np.full(10, 20_000, np.int16))
    list(mix([Placement(0, clip), Placement(0, clip)], 10))
    assert np.all(clip.samples == 20_000)


@pytest.mark.parametrize("start", [-1, 91, 100, 5_000])
def test_a_placement_outside_the_track_is_refused_at_once(start: int) -> None:
    with pytest.raises(ValueError, match="outside a track of 100 samples"):
        mix([Placement(start, Clip(np.zeros(10, np.int16)))], 100)


@pytest.mark.parametrize(("length", "block"), [(-1, 10), (10, 0), (10, -5)])
def test_impossible_lengths_are_refused_at_once(length: int, block: int) -> None:
    with pytest.raises(ValueError, match="cannot mix"):
        mix([], length, block)


def test_clips_of_different_rates_are_refused() -> None:
    clips = [Clip(np.zeros(5, np.int16), rate) for rate in (22_050, 16_000)]
    with pytest.raises(ValueError, match="different rates"):
        mix([Placement(0, clip) for clip in clips], 100)


def beeps(*starts: int) -> list[Placement]:
    tone = (8000 * np.sin(np.arange(2_000) * 0.1)).astype(np.int16)
    return [Placement(start, Clip(tone)) for start in starts]


@pytest.mark.parametrize("block", [777, 65_536])
def test_everything_sinks_steadily_in_decibels_to_what_is_asked(block: int) -> None:
    length = 100_000
    plain = np.concatenate([*mix(beeps(0, 48_000, 98_000), length, block)]).astype(float)
    sunk = np.concatenate([*mix(beeps(0, 48_000, 98_000), length, block, fade_to=-8)]).astype(float)
    for start in (0, 48_000, 98_000):
        levels = [np.sqrt(np.mean(track[start : start + 2_000] ** 2)) for track in (plain, sunk)]
        assert 20 * np.log10(levels[1] / levels[0]) == pytest.approx(-8 * (start + 1_000) / length, abs=0.1)
    assert not sunk[60_000:90_000].any()


@pytest.mark.parametrize("fade_to", [0.0, -12.0])
def test_a_background_is_added_under_the_clips_whatever_the_blocks(fade_to: float) -> None:
    from nightcue.audio.background import Background
    from nightcue.audio.noise import brown_noise

    length = 150_000
    background = Background(brown_noise(22_050), -35, 6, [(50_000, 52_000)], length, 22_050)
    one, other = (
        np.concatenate([*mix(beeps(50_000), length, block, background, fade_to)]) for block in (1_000, 65_536)
    )
    assert np.array_equal(one, other)
    gain = 10 ** (fade_to / 20 * np.arange(length) / (length - 1))
    [beep] = beeps(50_000)
    expected = background.samples(0, length) * 32768
    expected[50_000:52_000] += beep.clip.samples
    assert np.abs(one - expected * gain).max() <= 0.51


def test_a_track_does_not_rise() -> None:
    with pytest.raises(ValueError, match="cannot sink by 3 dB"):
        mix([], 10, fade_to=3)
