"""What this very command line said the last time, said again before anything is loaded, even Click.

It is kept by the words of the line, the working folder, the environment and the terminal,
with all that the answer rests on: the program itself, every file that was read or made, the names in the folders that
were looked through. If all of that is as it was, the same words go to the same streams. If anything is not, or cannot
be known, the command is carried out. Each command asks to be kept at its end, where it has done nothing that it need
not do every time. Nothing slow is imported here.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys

from nightcue.before_loading import say
from nightcue.building.program import program
from nightcue.grounds import begin, end
from nightcue.storage.entries import entry_path, read_entry
from nightcue.storage.folders import folder_of
from nightcue.storage.states import names_in, state_of

_ENDING = "said"
_PASSING = ("_", "OLDPWD", "SHLVL")
"""Variables that shells change all the time, and that nothing here asks for."""
_PARTS = (".part", ".parts")
"""How the names end of what killed programs may have left."""

_key: str | None = None


def say_again() -> int | None:
    """Say what this line said before, and return its exit code; None where the command has to be carried out."""
    global _key
    if "--debug" in sys.argv or "NIGHTCUE_DEBUG" in os.environ:
        return None
    try:
        key = _key_of_this_line()
    except (AttributeError, OSError):  # a stream that is closed, a folder that is gone
        return None
    try:
        said = _kept_under(key)
    except (OSError, EOFError, KeyError, TypeError, ValueError):  # a folder is gone, or another version kept it
        said = None
    if said is None:
        _key = key
        begin()
        return None
    return say(said)


def keep() -> None:
    """Have what was said be said again when the same line is typed, if all that it rests on was noted."""
    noted = end()
    if noted is None or _key is None:
        return
    from nightcue.storage.disk_cache import DiskCache
    from nightcue.storage.paths import cached

    DiskCache(cached("recipes"), _ENDING).store(_key, marshal.dumps((program(), vars(noted))))


def _key_of_this_line() -> str:
    streams = [(stream.isatty(), stream.encoding, stream.errors) for stream in (sys.stdout, sys.stderr)]
    size = os.get_terminal_size(sys.stdout.fileno()) if sys.stdout.isatty() else ()
    variables = sorted(each for each in os.environ.items() if each[0] not in _PASSING)
    asked = [sys.argv[1:], os.getcwd(), variables, streams, [*size], sys.version, sys.path]
    return hashlib.sha256(repr(asked).encode("utf-8", "backslashreplace")).hexdigest()


def _kept_under(key: str) -> list[tuple[bool, str]] | None:
    """Return what was said, if all that it rests on is as it was."""
    path = entry_path(os.path.join(folder_of("cache") or "", "recipes"), key, _ENDING)
    content = read_entry(path, key)
    if content is None:
        return None
    kept_by, noted = marshal.loads(content)
    same = (
        all(os.path.realpath(each) == end for each, end in noted["ends"].items())
        and all(names_in(folder) == names for folder, names in noted["names"].items())
        and not any(
            name.startswith(".") and name.endswith(_PARTS) for folder in noted["tidy"] for name in os.listdir(folder)
        )
        and all(state_of(each) == state for each, state in noted["states"].items())
        and program() == kept_by
    )
    if not same:
        return None
    for each in [path, *noted["used"]]:
        try:
            os.utime(each)
        except OSError:  # a folder that can only be read
            continue
    said: list[tuple[bool, str]] = noted["said"]
    return said
