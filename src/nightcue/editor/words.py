"""What the editor shows, in each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from nightcue.language.locale_files import words_of
from nightcue.locales import FIRST, has, language_of, languages_with

EDITOR = "editor"
"""The file of a language that has the words."""


@dataclass(frozen=True)
class Words:
    """Everything the editor says in one language, `tag`; the same keys and {names} in every language."""

    tag: str
    said: dict[str, Any]

    def __call__(self, key: str, **filled: object) -> str:
        """Return the words at a `key` such as dials.total, with its {names} filled in; what is filled in stays text."""
        found: Any = self.said
        for part in key.split("."):
            found = found[part]
        return str(found.format(**filled))

    def variable(self, name: str) -> str | None:
        """Return what a variable of this name is called, where it is one that shipped routines have."""
        called: str | None = self.said["variables"].get(name)
        return called

    def language_name(self, tag: str) -> str:
        """Return what a language is called in this one, such as español for es."""
        from babel import Locale

        return str(Locale.parse(tag).get_display_name(self.tag) or tag)


@cache
def words(tag: str) -> Words:
    """Return the words for a BCP 47 tag, with their own tag; English for a language that has none."""
    language = language_of(tag) if has(tag, EDITOR) else FIRST
    return Words(language, words_of(EDITOR, language))


def languages() -> tuple[str, ...]:
    """Return the languages that the editor can be shown in."""
    return languages_with(EDITOR)


def wished_language(accepted: str) -> str:
    """Return the first of these languages that a browser asks for with its header Accept-Language, else English."""
    weighed = []
    for place, wish in enumerate(accepted.split(",")[:20]):
        tag, _, weight = wish.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, language_of(tag)))
        except ValueError:
            continue
    return next((language for _, _, language in sorted(weighed) if language in languages()), FIRST)
