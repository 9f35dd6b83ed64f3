"""Which files are named like routines, one's own and the shipped ones, as text. Nothing slow is imported here."""

from __future__ import annotations

import os
import unicodedata

from nightcue.grounds import rests_on_names
from nightcue.locales import FIRST, LANGUAGES

TYPE_CHECKING = False  # the real one is in a module that takes longer to load than all names to find
if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS = (".yaml", ".yml")
"""The endings of a routine file."""
REVIEWED = ".reviewed.yaml"
"""The ending of the file next to a routine that says who has read its texts."""

_PACKAGE = os.path.dirname(os.path.dirname(__file__))


class NamedFile:
    """A routine file: its `name`, the language of its folder, its path, and whether it is one's own."""

    def __init__(self, name: str, language: str, path: str, own: bool) -> None:
        self.name, self.language, self.path, self.own = name, language, path, own


def named_files(own_folder: str) -> Iterator[NamedFile]:
    """Yield the files of every routine, one's own first; an own one hides the shipped one of the same folded name.

    Where one's own folder is another, such as `programmes`, the shipped ones are those in the folder of its name.
    """
    own_names: set[tuple[str, str]] = set()
    roots = [(own_folder, True), (shipped_folder(os.path.basename(own_folder)), False)]
    for root, _ in roots:
        rests_on_names(root)
    if os.path.isdir(own_folder) and os.path.realpath(own_folder) == os.path.realpath(roots[1][0]):
        roots = roots[1:]
    for root, own in roots:
        for language in LANGUAGES:
            folder = root if language == FIRST else os.path.join(root, language)
            rests_on_names(folder)
            for file in names_like_routines(folder):
                name = file.rpartition(".")[0]
                key = (folded(name), language)
                if own:
                    own_names.add(key)
                if own or key not in own_names:
                    yield NamedFile(name, language, os.path.join(folder, file), own)


def names_like_routines(folder: str) -> list[str]:
    """Return the names of a folder's files that are named like routines, sorted; none if there is no such folder."""
    if not os.path.isdir(folder):
        return []
    try:
        names = os.listdir(folder)
    except PermissionError:  # which is told elsewhere
        return []
    return sorted(
        name for name in names if name.endswith(ENDINGS) and name not in ENDINGS and not name.endswith(REVIEWED)
    )


def shipped_folder(name: str) -> str:
    """Return the folder `routines` or `seeds` of nightcue: in the package, or next to src in a checkout."""
    installed = os.path.join(_PACKAGE, name)
    rests_on_names(installed)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), name)


def folded(name: str) -> str:
    """Return the name as a case-insensitive disk compares it: without capitals, accents composed (NFC)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
