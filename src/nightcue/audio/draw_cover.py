"""Draws cover.png, beside this file: `python -m nightcue.audio.draw_cover` (needs Pillow, from the dev extra)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from nightcue.audio.tags.cover import COVER_SIZE

OVERSAMPLING = 4
"""Drawn this many times larger, then reduced, for smooth edges."""

NIGHT = (10, 6, 6)
AMBER = (196, 98, 28)
RED = (128, 24, 16)

BARS = (0.30, 0.55, 0.85, 0.60, 1.00, 0.70, 0.45, 0.80, 0.50, 0.30, 0.42, 0.22, 0.14, 0.08, 0.04, 0.04, 0.04, 0.04)
"""Heights of the bars of sound, from the first word to the silence at the end; 1 is the tallest."""


def draw_cover() -> Image.Image:
    """Return a crescent moon over a line of sound that becomes silence; RGB, COVER_SIZE x COVER_SIZE pixels."""
    size = COVER_SIZE * OVERSAMPLING
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
    draw_cover().save(Path(__file__).with_name("cover.png"), optimize=True)
