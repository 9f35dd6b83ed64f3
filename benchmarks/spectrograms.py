"""Draws docs/pictures/voices.png: the same line in five voices, as a build places it (extras `plot` and `test`).

What to look for: a natural voice has clear bands that bend with its melody, soft sounds up to the top, and no upright
lines, which are clicks. Pico ends at 8 kHz: it makes no more.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image

from nightcue.voices.catalogue import open_voice

matplotlib.use("Agg")
from matplotlib import pyplot

PICTURE = Path(__file__).parents[1] / "docs/pictures/voices.png"
LINES = {"en": "Is one leg swollen, warm, or red?", "es": "¿Tiene una pierna hinchada, caliente o roja?"}
VOICES = (("en", "heart"), ("en", "joe"), ("es", "kumo"), ("es", "pico-es"), ("es", "embedded"))


def main() -> None:
    """Draw the picture."""
    figure, rows = pyplot.subplots(len(VOICES), 1, figsize=(9, 11), sharex=True, layout="constrained")
    for axes, (language, name) in zip(rows, VOICES, strict=True):
        with open_voice(name, language) as voice:
            clip = voice.speak(LINES[language])
        wave = clip.samples / 32768 + 1e-9 * np.random.default_rng(0).standard_normal(len(clip))
        axes.specgram(wave, NFFT=512, Fs=clip.rate, noverlap=384, vmin=-140, vmax=-40, cmap="magma")
        axes.set_title(f"{name} ({language}), {clip.seconds:.1f} s: {LINES[language]}", fontsize=9, loc="left")
        axes.set_ylabel("Hz", fontsize=8)
        axes.tick_params(labelsize=8)
    rows[-1].set_xlabel("seconds", fontsize=8)
    figure.savefig(PICTURE, dpi=70)
    with Image.open(PICTURE) as drawn:  # sixty-four colours are enough, and a quarter of the bytes
        drawn.convert("RGB").quantize(64).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
