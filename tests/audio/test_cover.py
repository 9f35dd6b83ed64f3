from io import BytesIO

import numpy as np
from PIL import Image

from nightcue.audio.tags.cover import COVER_SIZE, read_cover


def pixels(png: bytes) -> np.ndarray:
    image = Image.open(BytesIO(png))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (COVER_SIZE, COVER_SIZE))
    return np.asarray(image).astype(int)


def test_the_cover_is_small_dark_and_warm() -> None:
    assert len(read_cover()) < 30_000
    image = pixels(read_cover())
    assert image.mean() < 32
    assert image[..., 0].max() < 225
    assert image[..., 2].max() < 60
    assert np.all(image[..., 2] <= image[..., 0])


def test_the_cover_is_what_its_script_draws() -> None:
    from nightcue.audio.draw_cover import draw_cover

    assert np.abs(np.asarray(draw_cover(COVER_SIZE)).astype(int) - pixels(read_cover())).max() <= 8
