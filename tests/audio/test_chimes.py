import numpy as np
import pytest

from nightcue.audio.chimes import CHIMES, draw_chime


def test_names() -> None:
    assert CHIMES == ("soft", "wood")
    with pytest.raises(KeyError):
        draw_chime("gong")


@pytest.mark.parametrize("rate", [16_000, 22_050])
@pytest.mark.parametrize(("name", "seconds"), [("soft", 1.5), ("wood", 0.4)])
def test_chime_is_quiet_short_and_free_of_clicks(name: str, seconds: float, rate: int) -> None:
    chime = draw_chime(name, rate)
    loudness = np.abs(chime.samples.astype(int))
    assert chime.rate == rate
    assert chime.seconds == pytest.approx(seconds, abs=0.01)
    assert loudness[0] == loudness[-1] == 0
    assert 32768 * 10 ** (-20 / 20) < loudness.max() <= 32768 * 10 ** (-12 / 20)
    assert loudness[-rate // 100 :].max() < 40


def test_soft_takes_its_time_to_rise() -> None:
    loudness = np.abs(draw_chime("soft").samples.astype(int))
    assert loudness[: 22_050 * 10 // 1000].max() < loudness.max() * 0.1
    assert np.argmax(loudness) >= 22_050 * 50 // 1000


def test_chimes_are_drawn_the_same_each_time() -> None:
    assert np.array_equal(draw_chime("soft").samples, draw_chime("soft").samples)
