"""Draws cover.png and podcast_cover.png, beside this file: `python -m nightcue.audio.draw_cover` (needs Pillow)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from nightcue.audio.tags.cover import COVER_SIZE

PODCAST_SIZE = 1400
"""Pixels: the least that Apple asks of the cover of a podcast."""

OVERSAMPLING = 4
"""Drawn this many times larger, then reduced, for smooth edges."""

NIGHT = (10, 6, 6)
AMBER = (196, 98, 28)
RED = (128, 24, 16)

BARS = (0.30, 0.55, 0.85, 0.60, 1.00, 0.70, 0.45, 0.80, 0.50, 0.30, 0.42, 0.22, 0.14, 0.08, 0.04, 0.04, 0.04, 0.04)
"""Heights of the bars of sound, from the first word to the silence at the end; 1 is the tallest."""


def draw_cover(pixels: int) -> Image.Image:
    """Return a crescent moon over a line of sound that becomes silence; RGB, as many pixels wide and high."""
    size = pixels * OVERSAMPLING
    image = Image.new("RGB", (size, size), NIGHT)
    pen = ImageDraw.Draw(image)
    pen.circle((size * 0.50, size * 0.36), size * 0.20, fill=AMBER)
    pen.circle((size * 0.58, size * 0.31), size * 0.175, fill=NIGHT)
    _draw_bars(pen, size)
    return image.reduce(OVERSAMPLING)


def _draw_bars(pen: ImageDraw.ImageDraw, size: int) -> None:
    pitch, middle, tallest = size * 0.68 / len(BARS), size * 0.76, size * 0.16
    for index, height in enumerate(BARS):
        left = size * 0.16 + (index + 0.25) * pitch
        half = max(height * tallest / 2, pitch / 4)
        box = (left, middle - half, left + pitch / 2, middle + half)
        pen.rounded_rectangle(box, radius=pitch / 4, fill=_blend(AMBER, RED, index / (len(BARS) - 1)))


def _blend(first: tuple[int, int, int], last: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
    return red, green, blue


if __name__ == "__main__":
    for name, pixels in (("cover.png", COVER_SIZE), ("podcast_cover.png", PODCAST_SIZE)):
        draw_cover(pixels).save(Path(__file__).with_name(name), optimize=True)
