"""Completion in a shell, answered before anything is loaded, even Click, as Click would answer it.

What a line can go on with lies in completions.txt, made from the commands; names of routines are looked up each time.
That is for plain lines: a command, names behind it, and the beginning of a word. Whatever else there may be on a line
(an option before the word, quotes, "=", letters beyond ASCII) is left to Click. Nothing slow is imported here.
"""

from __future__ import annotations

import os
import sys

from nightcue.before_loading import say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_TABLE = os.path.join(os.path.dirname(__file__), "completions.txt")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./- \n")
"""The characters of a plain line, its words parted by blanks or, as bash has them, by newlines."""
_AGAIN = "..."
"""What stands behind an argument that can come any number of times."""
_NO_HELP = "_"
"""What Click tells zsh and PowerShell where a word has no help."""

_Offer = tuple[str, str, str]
"""What a shell is offered: its type, the word, and help for it, which may be empty."""


def complete_at_once() -> int | None:
    """Say what the line can go on with, and return the exit code; None where that is left to Click."""
    shell = os.environ["_NIGHTCUE_COMPLETE"].removesuffix("_complete")
    if shell not in _WAYS or "NIGHTCUE_DEBUG" in os.environ or sys.stdout is None:
        return None
    line, at = os.environ.get("COMP_WORDS", ""), os.environ.get("COMP_CWORD", "")
    if not _PLAIN.issuperset(line + at):
        return None
    parted = _parted_in_fish(line.split(), at.split()) if shell == "fish" else _parted(line.split(), at)
    if parted is None:
        return None
    try:
        offered = _offered(*parted)
    except OSError:  # a folder that cannot be read
        return None
    if offered is None:
        return None
    text = "\n".join(map(_WAYS[shell], offered)) + "\n"
    return say([(False, text)]) if text.isascii() else None


def means_itself(word: str) -> bool:
    """Return whether a word has only letters of any language, digits, and signs that no shell gives a meaning to."""
    signs = (each.isalnum() or each in "_./-" or "\u0300" <= each <= "\u036f" for each in word)
    return all(signs) and (word[:1].isalnum() or word[:1] in {"_", "."})


def _parted(words: list[str], at: str) -> tuple[list[str], str] | None:
    """Return the whole words behind the program's, and the beginning of the one at number `at`."""
    if not at.isdigit():
        return None
    number = int(at)
    return words[1:number], words[number] if number < len(words) else ""


def _parted_in_fish(words: list[str], word: list[str]) -> tuple[list[str], str] | None:
    """The same where the beginning itself is given, and stands at the end of the words too."""
    begun = word[0] if word else ""
    return words[1:-1] if begun and words[1:] and words[-1] == begun else words[1:], begun


def _offered(words: list[str], begun: str) -> list[_Offer] | None:
    if any(word.startswith("-") for word in words):
        return None
    table = _table()
    command, named = "", words
    while named and (inner := f"{command} {named[0]}".strip()) in table:
        command, named = inner, named[1:]
    known = table[command]
    argument = next((word for word in known if word[0].isupper()), "")
    is_option = begun.startswith("-")
    if named and not (argument.endswith(_AGAIN) or (argument and is_option and len(named) == 1)):
        return None
    if argument and not is_option:
        return _named(argument.removesuffix(_AGAIN), begun)
    if not is_option and all(word.startswith("-") for word in known):
        return None
    fitting = [word for word in known if word.startswith(begun) and word.startswith("-") == is_option]
    return [("plain", word, known[word]) for word in fitting]


def _table() -> dict[str, dict[str, str]]:
    """Return for each command, by its words, everything that may come next, with its help."""
    table: dict[str, dict[str, str]] = {}
    with open(_TABLE, encoding="utf-8") as file:
        for row in file:
            command, word, *told = row.rstrip("\n").split("\t")
            table.setdefault(command, {})[word] = "".join(told)
    return table


def _named(kind: str, begun: str) -> list[_Offer] | None:
    """Return the names of routines or of programmes; None where one is not plain."""
    from nightcue.language.names_of_files import named_files

    found = sorted({file.name for file in named_files(f"{kind.lower()}s") if file.name.startswith(begun)})
    if not all(map(str.isascii, found)):
        return None
    return [("plain", name, "") for name in found if means_itself(name)] or [("file", begun, "")]


def _in_bash(offer: _Offer) -> str:
    return f"{offer[0]},{offer[1]}"


def _in_fish(offer: _Offer) -> str:
    return _in_bash(offer) + (f"\t{offer[2]}" if offer[2] else "")


def _in_three_lines(offer: _Offer) -> str:
    return "\n".join((*offer[:2], offer[2] or _NO_HELP))


_WAYS: dict[str, Callable[[_Offer], str]] = {
    "bash": _in_bash,
    "fish": _in_fish,
    "zsh": _in_three_lines,
    "powershell": _in_three_lines,
}
