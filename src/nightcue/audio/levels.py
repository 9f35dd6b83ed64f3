"""The levels of a track and of its lines. What measures them needs numpy, and these are wanted before it is loaded."""

from __future__ import annotations

TRACK_LUFS = -20.0
"""Loudness of a track, in LUFS, unless a routine asks for another."""

SPEECH_ABOVE_TRACK_LU = 0.5
"""How much louder its lines are than a track.

The blocks of 400 ms that reach into the silence around a line lower the whole: by 0.1 to 0.8 LU in eleven of the
shipped routines, each with two voices or more. One number for all of them, because with a gain for each track every
edit would have the whole track encoded again. From words alone the silence takes more: see MOST_LIFT_LU in loudness.py.
"""

SPEECH_LUFS = TRACK_LUFS + SPEECH_ABOVE_TRACK_LU
"""Loudness of the lines of such a track, in LUFS."""


def speech_for(track: float) -> float:
    """Return the loudness of the lines of a track that is to have `track` LUFS."""
    return track + SPEECH_ABOVE_TRACK_LU
