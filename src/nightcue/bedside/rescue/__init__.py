"""The rescue tracks that come with nightcue: of the shipped routine, in each language, there whatever else is not."""

from __future__ import annotations

from pathlib import Path

from nightcue.locales import FIRST


def shipped_track(language: str) -> Path:
    """Return the MP3 of the shipped rescue in `language`, or in English where it has none.

    make_rescue.py, beside this folder, makes them.
    """
    tracks = Path(__file__).parent
    track = tracks / f"rescue.{language}.mp3"
    return track if track.is_file() else tracks / f"rescue.{FIRST}.mp3"
