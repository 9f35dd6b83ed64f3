"""Dynamic time warping: how far apart two sounds are, whichever of them was said more slowly."""

from __future__ import annotations

from itertools import pairwise
from math import inf

from nightcue.bedside.voice_words.embedding import Likeness


def distance(one: Likeness, other: Likeness) -> float:
    """Return the mean cosine distance along the best way through both, from 0 (the same) to 1 and above."""
    above = [0.0, *[inf] * len(other)]
    for apart in (1 - one @ other.T).tolist():
        row = [inf]
        for each, (corner, over) in zip(apart, pairwise(above), strict=True):
            row.append(each + min(corner, over, row[-1]))
        above = row
    return above[-1] / (len(one) + len(other))
