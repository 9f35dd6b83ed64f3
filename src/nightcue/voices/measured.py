"""The measurements of each voice in measured.yaml: words misheard, and how natural it sounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nightcue.locales import language_of


@dataclass(frozen=True)
class Measured:
    """The measurements of a voice in one language, over `lines` different lines, on the day `date`.

    `words` and `sounds` are the per cent that the recogniser `judge` misheard; `mos` is how natural it sounds, from 1
    to 5, by Distill-MOS. None means not measured. `heard` is `clips` if the recogniser heard each line once, or
    `tracks` if it heard the built routines.
    """

    voice: str
    engine: str
    language: str
    words: float | None
    sounds: float | None
    mos: float | None
    judge: str
    lines: int
    date: str
    heard: str = "clips"


def measured(voice: str, language: str) -> Measured | None:
    """Return the measurements of the voice `name` in the language of a tag, or None."""
    return _every().get((voice, language_of(language)))


@cache
def _every() -> dict[tuple[str, str], Measured]:
    import yaml

    content = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return {(one["voice"], one["language"]): Measured(**one) for one in content}
