"""How bright colours are, to all eyes and to eyes that see no red."""

import io

import numpy as np
from PIL import Image

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
"""How much red, green and blue add to it (WCAG 2.2, relative luminance)."""

NO_RED = np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]])
"""What red, green and blue look like without the cones for red (Machado, Oliveira and Fernandes 2009, severity 1)."""


def linear(colour):
    """A colour, or a picture of them, with values up to 255, as shares of light up to 1."""
    share = np.asarray(colour, dtype=float) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def share_of_white(picture):
    """The light of a screenshot, as a share of that of a white one."""
    return float((linear(Image.open(io.BytesIO(picture)).convert("RGB")) @ LUMINANCE).mean())


def contrast(one, other, sees_red=True):
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 has it."""
    lights = [linear(colour) if sees_red else np.clip(NO_RED @ linear(colour), 0, 1) for colour in (one, other)]
    dark, light = sorted(float(each @ LUMINANCE) for each in lights)
    return (light + 0.05) / (dark + 0.05)
