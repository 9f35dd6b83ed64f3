"""From a spoken line to what is dangerous in it: match, then ask whether the words around it take it back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nightcue.safety.advice.clauses import Clauses
from nightcue.safety.advice.grammar import Grammar, Kind, grammar_of
from nightcue.safety.advice.plain import plain_text


@dataclass(frozen=True)
class Finding:
    """Dangerous advice: its code, and the words that triggered it as they stand in the text."""

    code: str
    fragment: str


def findings(text: str, language: str) -> list[Finding]:
    """What is dangerous in a spoken text, in the order of the text; `language` is a BCP 47 tag.

    A word about warfarin counts wherever it stands in `text`, so pass together what is heard together. A ValueError if
    there is no grammar for that language.
    """
    grammar = grammar_of(language)
    read = plain_text(text, grammar.abbreviations)
    spans = [
        (start, end, kind.code) for kind in grammar.kinds for start, end in _apart(_dangers(read.plain, kind, grammar))
    ]
    return [Finding(code, read.fragment(start, end)) for start, end, code in sorted(spans)]


def _apart(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of spans that overlap only the first, and of those that start together the longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _dangers(plain: str, kind: Kind, grammar: Grammar) -> Iterator[tuple[int, int]]:
    clauses = Clauses(plain, grammar, kind)
    excused_in_text = bool(kind.excused_in_text.search(plain))
    for hit in _matches(kind.always, plain):
        if clauses.stands(hit):
            yield hit.span()
    if excused_in_text:
        return
    for hit in _matches(kind.advice, plain):
        if clauses.stands(hit) and not clauses.excused(hit):
            yield hit.span()
    for hit in _matches(kind.mentions, plain):
        if clauses.stands(hit) and not clauses.excused(hit) and not clauses.doubted(hit):
            yield hit.span()


def _matches(patterns: tuple[re.Pattern[str], ...], plain: str) -> Iterator[re.Match[str]]:
    """Every match from every start, also where matches overlap: the first may be taken back and the second not."""
    for pattern in patterns:
        hit = pattern.search(plain)
        while hit:
            yield hit
            hit = pattern.search(plain, hit.start() + 1)
