"""The rescue tracks that come with nightcue: of the shipped routine, in each language, there whatever else is not."""

from __future__ import annotations

from pathlib import Path


def shipped_track(language: str) -> Path:
    """The MP3 of the shipped rescue in `language`, one of LANGUAGES; make_rescue.py, beside this folder, makes it."""
    return Path(__file__).parent / f"rescue.{language}.mp3"
