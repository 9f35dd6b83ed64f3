"""The patterns of one language, from the file wording.yaml of its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from nightcue.language.locale_files import words_of
from nightcue.locales import SAFETY, has, language_of

_NAME = re.compile(r"<([a-z_]+)>")
_NOTHING = r"(?!)"
"""A pattern that nothing matches."""


class Words(dict[str, re.Pattern[str]]):
    """The patterns of one language by name, each compiled when it is first asked for; without any, nothing matches."""

    def __init__(self, written: Mapping[str, list[str]]) -> None:
        super().__init__()
        self.written = written

    def __missing__(self, kind: str) -> re.Pattern[str]:
        self[kind] = re.compile(self._whole(kind) if self.written else _NOTHING)
        return self[kind]

    def _whole(self, kind: str) -> str:
        joined = "|".join(self.written[kind])
        return "(?:" + _NAME.sub(lambda name: self._whole(name[1]), joined) + ")"


def is_judged(tag: str) -> bool:
    """Whether the rules know what is said in the language of a BCP 47 tag."""
    return has(tag, *SAFETY)


@cache
def words(tag: str) -> Words:
    """Every kind of pattern by its name, for a BCP 47 tag; none for a language that is not judged."""
    return Words(words_of("wording", language_of(tag)) if is_judged(tag) else {})
