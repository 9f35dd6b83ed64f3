"""The grammar of one language, from advice.yaml and advice_words.yaml of its folder, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from nightcue.language.locale_files import words_of
from nightcue.locales import SAFETY, languages_with

LANGUAGES = languages_with(*SAFETY)
"""The languages that have a grammar."""

_WORD_CLASS = re.compile(r"<([a-z_0-9]+)>")
# Bounded and lazy, and never nested, so that no text makes a match slow.
_NOTATION = (
    (" …… ¶ ", r"(|[ ,;:][^.!?]{0,90}?)[,;:.!?] "),
    (" … ¶ ", r"(| [^,;:.!?]{0,45}?)[,;:.!?] "),
    (" …… ", r"(|[ ,;:][^.!?]{0,90}?) "),
    (" ⋯ ", r"(?:|[ ,;:][^.!?]{0,90}?) "),
    (" … ", r"(| [^,;:.!?]{0,45}?) "),
    (" ¶ ", r"[,;:.!?] "),
)


class Later:
    """A pattern compiled when it is first used: most judge a match, and hardly any routine has one."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._expression)

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """As re.Pattern has it."""
        return self._pattern.search(text, *within)

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        """As re.Pattern has it."""
        return self._pattern.match(text, *within)

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """As re.Pattern has it."""
        return self._pattern.finditer(text, *within)


@dataclass(frozen=True)
class Kind:
    """How one code is recognised: what triggers it, and what excuses it."""

    code: str
    advice: tuple[re.Pattern[str], ...]
    always: tuple[re.Pattern[str], ...]
    mentions: tuple[re.Pattern[str], ...]
    excused_by: Later
    excused_in_text: Later
    breaks: Later
    negations: Later
    doubts: Later
    not_a_negation: Later
    doctor_excuses: bool


@dataclass(frozen=True)
class Grammar:
    """What one language knows of clauses, negation and dangerous advice."""

    abbreviations: re.Pattern[str]
    clause_starts: Later
    dangling: Later
    continues_list: Later
    list_goes_on: Later
    condemned_by: tuple[Later, ...]
    suggestions: Later
    doctor: Later
    overrides_doctor: Later
    kinds: tuple[Kind, ...]


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a BCP 47 tag; a ValueError if that language has none."""
    name = re.split(r"[-_]", language.lower())[0]
    if name not in LANGUAGES:
        raise ValueError(f"no grammar of advice for language {language!r}; there is one for {', '.join(LANGUAGES)}")
    return _compiled(words_of("advice_words", name), words_of("advice", name))


def _compiled(data: dict[str, Any], codes: dict[str, Any]) -> Grammar:
    words = _word_classes(data["words"])
    return Grammar(
        abbreviations=re.compile(rf"(?i)\b(?:{'|'.join(data['abbreviations'])})\."),
        clause_starts=_any_of(data["clause_starts"], words),
        dangling=Later(rf"\b(?:{'|'.join(data['dangling'])})$"),
        continues_list=Later(rf" ?(?:\w+ ){{0,4}}(?:{'|'.join(data['continues_list'])})\b"),
        list_goes_on=Later(rf" (?:\w+ ){{0,3}}(?:{'|'.join(data['list_goes_on'])})\b"),
        condemned_by=tuple(_continuation(text, words) for text in data["condemned_by"]),
        suggestions=_any_of(data["suggestions"], words),
        doctor=_any_of(data["doctor"], words),
        overrides_doctor=_any_of(data["overrides_doctor"], words),
        kinds=tuple(_kind(code, kind, data, words) for code, kind in codes.items()),
    )


def _kind(code: str, kind: dict[str, Any], data: dict[str, Any], words: dict[str, str]) -> Kind:
    return Kind(
        code=code,
        advice=tuple(re.compile(_pattern(text, words)) for text in kind.get("advice", ())),
        always=tuple(re.compile(_pattern(text, words)) for text in kind.get("always", ())),
        mentions=tuple(re.compile(_pattern(text, words)) for text in kind.get("mentions", ())),
        excused_by=_any_of(kind.get("excused_by", ()), words),
        excused_in_text=_any_of(kind.get("excused_in_text", ()), words),
        breaks=_any_of([*data["negations"], *kind.get("breaks", ())], words),
        negations=_any_of([*data["negations"], *kind.get("negations", ())], words),
        doubts=_any_of([*data["negations"], *data["doubts"], *kind.get("doubts", ())], words),
        not_a_negation=_any_of([*data["not_a_negation"], *kind.get("not_a_negation", ())], words),
        doctor_excuses=kind.get("doctor_excuses") == "true",
    )


def _word_classes(written: dict[str, str]) -> dict[str, str]:
    """Word classes may use the ones before them."""
    words: dict[str, str] = {}
    for name, alternatives in written.items():
        words[name] = f"(?:{_expanded(alternatives, words)})"
    return words


def _expanded(text: str, words: dict[str, str]) -> str:
    return _WORD_CLASS.sub(lambda match: words[match[1]], text)


def _pattern(text: str, words: dict[str, str]) -> str:
    """A pattern as the YAML files write it; its groups are its gaps."""
    return rf"(?<!\w)(?:{_written_out(text, words)})(?!\w)"


def _continuation(text: str, words: dict[str, str]) -> Later:
    """A pattern for what follows a match, which therefore begins right after a word."""
    return Later(rf"(?:{_written_out(text, words)})(?!\w)")


def _written_out(text: str, words: dict[str, str]) -> str:
    text = _expanded(text, words)
    for sign, expression in _NOTATION:
        text = text.replace(sign, expression)
    return text


def _any_of(texts: list[str] | tuple[str, ...], words: dict[str, str]) -> Later:
    """One pattern for several; of none, one that never matches."""
    return Later(_pattern("|".join(texts), words) if texts else r"(?!)")
