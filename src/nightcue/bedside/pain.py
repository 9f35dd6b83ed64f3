"""What is said and shown to somebody who feels pain, and the clips in which it is spoken."""

from __future__ import annotations

from pathlib import Path

from nightcue.locales import FIRST, language_of

_FOLDER = Path(__file__).parent / "page"


def pain_clip(language: str, worn: bool) -> Path | None:
    """The clip in which it is spoken, with boots on or without; None in a language in which none is."""
    clip = _FOLDER / f"{'pain-boots' if worn else 'pain'}.{language_of(language)}.mp3"
    return clip if clip.is_file() else None


def pain_words(language: str) -> dict[str, str]:
    """What to do, as `boots` with boots on and `other` without, in a language, or else in English."""
    from nightcue.language.locale_files import words_of
    from nightcue.locales import LANGUAGES

    plain = language_of(language)
    said: dict[str, str] = words_of("phrases", plain if plain in LANGUAGES else FIRST)["pain"]
    return said
