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
