"""Draws the icons of the bedside page: `python -m nightcue.bedside.draw_icons` (needs Pillow, from the test extra)."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

NIGHT = (10, 3, 2)
RED = (190, 44, 20)
SIZES = (180, 192, 512)
"""Pixels: 180 for an iPhone's home screen, the other two for the manifest."""

OVERSAMPLING = 4


def draw_icon(pixels: int) -> Image.Image:
    """Return a crescent moon, inside the circle that every phone leaves of an icon."""
    size = pixels * OVERSAMPLING
    image = Image.new("RGB", (size, size), NIGHT)
    pen = ImageDraw.Draw(image)
    pen.circle((size * 0.48, size * 0.52), size * 0.28, fill=RED)
    pen.circle((size * 0.60, size * 0.44), size * 0.25, fill=NIGHT)
    return image.reduce(OVERSAMPLING)


if __name__ == "__main__":
    for pixels in SIZES:
        draw_icon(pixels).save(Path(__file__).parent / "page" / f"icon-{pixels}.png", optimize=True)
