"""The human languages: a folder for each, with everything that nightcue says in it.

Which there are, and what each of them can say, is told by the names of their files: this module reads none of them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent

FIRST = "en"
"""The language that has every file, and that is used where another lacks one."""

SPEAKS = ("language", "phrases", "page")
"""The files of a language that is spoken: in routines of one's own, and on the bedside page."""
SAFETY = ("words", "intents", "advice")
"""The files by which the safety rules judge what is said."""
COMPLETE = (*SPEAKS, "spoken", "player", "diary", "report", "copies", "meant", "topics", *SAFETY)
"""Every file that a language can have."""


@lru_cache(maxsize=1_000)  # asked for with every text that is judged
def language_of(tag: str) -> str:
    """The language of a BCP 47 tag in any case, or of one as systems write it, such as es for es-MX and es_MX."""
    return tag.replace("_", "-").split("-")[0].lower()


def has(tag: str, *parts: str) -> bool:
    """Whether the language of a tag has all these files, such as diary."""
    return not missing(tag, parts)


def missing(tag: str, parts: tuple[str, ...] = COMPLETE) -> list[str]:
    """The files among `parts` that the folder of a tag's language lacks, by their names; all of them if it has none."""
    there = _FILES.get(language_of(tag), frozenset())
    return [f"{part}.yaml" for part in parts if part not in there]


def languages_with(*parts: str) -> tuple[str, ...]:
    """The languages that have all these files, FIRST before the others."""
    return tuple(sorted((tag for tag in _FILES if has(tag, *parts)), key=lambda tag: (tag != FIRST, tag)))


def file_of(part: str, tag: str) -> Path:
    """The file of a tag's language, or that of FIRST where the language does not have it."""
    language = language_of(tag)
    return FOLDER / (language if has(language, part) else FIRST) / f"{part}.yaml"


_FILES = {
    folder.name: frozenset(path.stem for path in folder.glob("*.yaml"))
    for folder in FOLDER.iterdir()
    if folder.is_dir()
}

LANGUAGES = languages_with(*SPEAKS)
"""The languages that nightcue speaks."""
