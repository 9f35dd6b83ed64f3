from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import numpy as np
import pytest

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.loudness import loudness_of
from nightcue.audio.shaping import fade
from nightcue.audio.survey import WINDOW, Survey, survey

SECOND = SAMPLE_RATE


def tone(seconds: float, level: float = 0.1, hertz: float = 300) -> np.ndarray:
    wave = level * 32767 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * SECOND)) / SECOND)
    return np.rint(wave).astype(np.int16)


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * SECOND), np.int16)


def look(
    track: np.ndarray, spans: list[tuple[int, int]] | None = None, columns: int = 100, block: int = 5_000
) -> Survey:
    blocks = (track[start : start + block] for start in range(0, len(track), block))
    return survey(blocks, len(track), spans or [], columns)


def test_the_outline_shows_where_the_sound_is_and_how_far_it_goes() -> None:
    seen = look(np.concatenate([silence(4), tone(2, 0.5), silence(4)]))
    assert seen.highest.shape == seen.lowest.shape == (100,)
    assert seen.highest[40:60] == pytest.approx(0.5, abs=0.001)
    assert seen.lowest[40:60] == pytest.approx(-0.5, abs=0.001)
    assert not seen.highest[:40].any()
    assert not seen.lowest[60:].any()
    assert seen.peak == pytest.approx(-6.02, abs=0.01)


def test_the_spectrum_shows_how_high_and_how_loud() -> None:
    seen = look(np.concatenate([silence(4), tone(2, 0.5, 1_000), silence(4)]))
    middle = seen.spectrum[50]
    assert abs(np.argmax(middle) * SECOND / WINDOW - 1_000) < SECOND / WINDOW
    assert middle.max() == pytest.approx(-6, abs=1.5)
    assert middle[200:].max() < -70
    assert [seen.spectrum[30].max(), seen.spectrum[70].max()] == pytest.approx([-120, -120])


def test_it_does_not_matter_how_the_track_is_cut_into_blocks() -> None:
    track = np.random.default_rng(1).normal(0, 3_000, 60_000).astype(np.int16)
    track[20_000:30_000] = 0
    track[25_000:25_100] = 32_767
    spans = [(100, 9_000), (31_000, 60_000), (8_000, 40_000)]
    whole = look(track, spans, block=len(track))
    for block in (7, 1_000, 4_096, 33_333):
        seen = look(track, spans, block=block)
        for field in ("lowest", "highest", "spectrum"):
            assert np.array_equal(getattr(seen, field), getattr(whole, field)), (field, block)
        for field in ("peak", "loudness", "clipped", "clicks"):
            assert getattr(seen, field) == getattr(whole, field), (field, block)


@pytest.mark.parametrize("length", [1, 2, 700, WINDOW, 3_000])
def test_the_shortest_tracks_are_seen_too(length: int) -> None:
    seen = look(tone(1, 0.5, 5_000)[:length], columns=1_500)
    assert 1 <= len(seen.highest) == len(seen.spectrum) <= max(1, length // WINDOW)
    assert np.isfinite(seen.spectrum).all()


def test_silence_has_no_peak_and_no_faults() -> None:
    seen = look(silence(2), [(0, SECOND)])
    assert (seen.peak, seen.loudness, seen.clipped, seen.clicks) == (-np.inf, (-np.inf,), (), ())


def test_each_span_is_as_loud_as_what_sounds_in_it() -> None:
    quiet, loud = tone(1, 0.05), tone(0.3, 0.4)
    track = np.concatenate([silence(1), quiet, silence(1), loud, silence(1)])
    spans = [(3 * SECOND, 3 * SECOND + len(loud)), (SECOND, 2 * SECOND)]
    assert look(track, spans).loudness == (loudness_of(Clip(loud)), loudness_of(Clip(quiet)))


def test_samples_at_full_scale_are_found_once_a_place() -> None:
    track = np.concatenate([tone(2), tone(0.3, 0.99), tone(1)])
    assert look(track).clipped == ()
    track[1_000:1_003] = 32_767
    track[1_010] = -32_768
    track[40_000] = -32_768
    assert look(track).clipped == (1_000, 40_000)


@pytest.mark.parametrize("block", [1_000, 22_049, 22_050, 22_051, 66_150])
def test_a_step_out_of_silence_or_into_it_is_a_click(block: int) -> None:
    into = np.concatenate([silence(1), tone(1, 0.3, 1_000)[6:], silence(1)])
    assert look(into, block=block).clicks == (SECOND,)
    out_of = np.concatenate([silence(1), tone(0.5, 0.3, 1_000)[:-6], silence(1)])
    assert look(out_of, block=block).clicks == (SECOND + SECOND // 2 - 6,)


def test_a_track_that_begins_or_ends_in_the_middle_of_a_wave_clicks_there() -> None:
    track = tone(1, 0.3, 200)[27:-27]
    assert look(track).clicks == (0, len(track))


def test_a_click_over_a_background_is_found() -> None:
    low = np.cumsum(np.random.default_rng(3).normal(0, 1, 3 * SECOND))
    track = fade(Clip((low / np.abs(low).max() * 600).astype(np.int16))).samples
    assert look(track).clicks == ()
    track[SECOND] += 400
    assert look(track).clicks == (SECOND,)


def test_faded_clips_and_sounds_like_a_k_do_not_click() -> None:
    faded = fade(Clip(tone(1, 0.3, 200)[27:])).samples
    wave = 0.1 * np.cos(np.arange(SECOND) * 2 * np.pi * 600 / SECOND) * np.linspace(1, 0, SECOND)
    burst = np.rint(32768 * np.concatenate([[0.002, 0.016], wave])).astype(np.int16)
    assert look(np.concatenate([silence(1), faded, silence(1), burst, faded])).clicks == ()


def test_a_long_track_takes_no_more_memory_than_a_short_one() -> None:
    noise = np.random.default_rng(1).normal(0, 3_000, 65_536).astype(np.int16)

    def peak(blocks: int) -> int:
        def track() -> Iterator[np.ndarray]:
            for n in range(blocks):
                yield noise if n % 50 == 0 else np.zeros(65_536, np.int16)

        tracemalloc.start()
        survey(track(), blocks * 65_536, [(0, SECOND)], 1_500)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(60)
    assert peak(3_000) < peak(300) + 1_000_000
