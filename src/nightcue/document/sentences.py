"""What was found, as one sentence in the language of whoever reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from nightcue.language.diagnostics import Diagnostic
from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of

PART = "findings"
"""The file of a language with these sentences."""

_OURS = frozenset(
    {"therapy", "called", "much", "when", "what", "topic", "kind", "beside", "wanted", "found_shape", "file_or_folder"}
    | {"atleast", "far", "dash", "wide", "as_in", "one", "two", "file_kind", "language_name", "other_language_name"}
    | {"form", "tap", "condition", "questions"}
)
"""What is filled in that is a word of nightcue's own, and said in the reader's language too."""

_NAME = re.compile(r"\{(\w+)\}")


def sentence(problem: Diagnostic, tag: str) -> str:
    """Return what is wrong as a sentence in the language of a BCP 47 tag, English where that has no findings."""
    said = problem.message.removesuffix(f" (fact {problem.fact})")
    if language_of(tag) != FIRST and has(tag, PART):
        said = _said_in(language_of(tag), said) or said
    return said[:1].upper() + said[1:] + ("" if said[-1:] in ".?!…" else ".")


def is_known(message: str) -> bool:
    """Return whether every language can say a message."""
    return _found(message) is not None


@lru_cache(maxsize=4_000)  # most findings stay while somebody types
def _said_in(language: str, message: str) -> str | None:
    found = _found(message)
    if found is None:
        return None
    words = words_of(PART, language)
    section, key, values = found
    filled = {name: _word(language, name, value) for name, value in values.items()}
    return str(words[section][key]).format(**filled)


def _word(language: str, name: str, value: str) -> str:
    if name == "message":
        return _said_in(language, value) or value
    if name not in _OURS:
        return value
    if name == "questions":
        return ", ".join(_word(language, "topic", each) for each in value.split(", "))
    for said, pattern in _patterns("words"):
        if found := pattern.fullmatch(value):
            filled = {inner: _word(language, inner, each) for inner, each in found.groupdict().items()}
            return str(words_of(PART, language)["words"][said]).format(**filled)
    return value


def _found(message: str) -> tuple[str, str, Mapping[str, str]] | None:
    for section in ("around", "rules", "reading"):
        for key, pattern in _patterns(section):
            found = pattern.fullmatch(message)
            if found and (section != "around" or is_known(found["message"])):
                return section, key, found.groupdict()
    return None


@cache
def _patterns(section: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each English sentence of a section by its key, as a pattern."""
    return [
        (key, re.compile("".join(_pieces(said)), re.DOTALL)) for key, said in words_of(PART, FIRST)[section].items()
    ]


def _pieces(said: str) -> Iterator[str]:
    literal = True
    for piece in _NAME.split(said):
        yield re.escape(piece) if literal else f"(?P<{piece}>.+?)"
        literal = not literal
