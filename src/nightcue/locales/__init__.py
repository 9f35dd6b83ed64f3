"""The human languages: a folder for each, with everything that nightcue says in it.

Which languages there are, and what each can say, follows from the names of their files, which are not read here.
Nothing slow is imported here.
"""

from __future__ import annotations

import os
from functools import lru_cache

TYPE_CHECKING = False  # the real one is in a module that takes longer to load than what is in this one
if TYPE_CHECKING:
    from pathlib import Path

FOLDER = os.path.dirname(__file__)

FIRST = "en"
"""The language that has every file, and that is used where another lacks one."""

SPEAKS = ("language", "phrases", "page")
"""The files of a language that is spoken: in routines of one's own, and on the bedside page."""
SAFETY = ("words", "intents", "postures", "advice")
"""The files by which the safety rules judge what is said."""
COMPLETE = (
    *SPEAKS,
    "spoken",
    "player",
    "voice_words",
    "diary",
    "report",
    "copies",
    "importing",
    "share",
    "feed",
    "programme",
    "meant",
    "topics",
    "editor",
    "fields",
    "findings",
    "home_assistant",
    *SAFETY,
)
"""Every file that a language can have."""


@lru_cache(maxsize=1_000)  # asked for with every text that is judged
def language_of(tag: str) -> str:
    """Return the language of a tag, BCP 47 or as systems write it: es for es-MX and es_MX."""
    return tag.replace("_", "-").split("-")[0].lower()


def has(tag: str, *parts: str) -> bool:
    """Return whether the language of a tag has all these files, such as diary."""
    return _there(tag).issuperset(parts)


def missing(tag: str, parts: tuple[str, ...] = COMPLETE) -> list[str]:
    """Return which of `parts` the folder of a tag's language lacks; all of them if there is no folder."""
    there = _there(tag)
    return [f"{part}.yaml" for part in parts if part not in there]


def languages_with(*parts: str) -> tuple[str, ...]:
    """Return the languages that have all these files, FIRST before the others."""
    return tuple(sorted((tag for tag in _FILES if has(tag, *parts)), key=lambda tag: (tag != FIRST, tag)))


def file_of(part: str, tag: str) -> Path:
    """Return the file of a tag's language, or that of FIRST where the language does not have it."""
    from pathlib import Path

    language = language_of(tag)
    return Path(FOLDER, language if has(language, part) else FIRST, f"{part}.yaml")


def _there(tag: str) -> frozenset[str]:
    return _FILES.get(language_of(tag), frozenset())


_FILES = {
    folder.name: frozenset(name.removesuffix(".yaml") for name in os.listdir(folder) if name.endswith(".yaml"))
    for folder in os.scandir(FOLDER)
    if folder.is_dir()
}

LANGUAGES = languages_with(*SPEAKS)
"""The languages that nightcue speaks."""
