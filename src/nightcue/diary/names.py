"""The names of diaries: in many a bedroom two people sleep, and each may keep one."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from nightcue.diary.errors import DiaryError, ProblemsError
from nightcue.language.diagnostics import one_line
from nightcue.storage.paths import diaries_folder, diary_path

_NAME = re.compile(r"\w(?:[\w '-]{0,38}\w)?")
"""Letters of any language, digits, and what stands between them, so that it can be the name of a folder anywhere."""
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)\d")
"""What Windows takes for a device, in whichever folder."""


def folder_name(name: str) -> str:
    """Return the name of a diary as that of its folder: ana for Ana. Raises ProblemsError for what is no name."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())
    if not _NAME.fullmatch(folded) or _DEVICES.fullmatch(folded):
        raise ProblemsError([f"--diary: '{one_line(name, 40)}' is no name of a diary; letters and digits, such as Ana"])
    return folded


def see_there(name: str) -> None:
    """Raise DiaryError where nobody keeps a diary of that name here."""
    folded = folder_name(name)
    if not diary_path(folded).exists():
        there = ", ".join(names()) or "none with a name"
        begin = f"begin it with: nightcue diary add --diary '{one_line(name, 40)}'"
        raise DiaryError(f"there is no diary of '{one_line(name, 40)}' here; there is: {there}\n  hint: {begin}")


def names() -> list[str]:
    """Return the names of the diaries that have one, in order."""
    try:
        return sorted(folder.name for folder in diaries_folder().iterdir() if _is_diary(folder))
    except OSError:
        return []


def _is_diary(folder: Path) -> bool:
    return (folder / diary_path().name).is_file()
