"""Where a text gives a kind of advice: a match, that the words around it do not take back."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.matching.clauses import Clauses
from nightcue.safety.matching.kinds import Kind
from nightcue.safety.matching.plain_text import PlainText
from nightcue.safety.matching.vocabulary import Vocabulary


def places(text: PlainText, kind: Kind, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Return where `text` gives advice of a kind, as start and end; of places that overlap the first and longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(_every_place(text, kind, vocabulary), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _every_place(text: PlainText, kind: Kind, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    clauses = Clauses(text, vocabulary, kind)
    for pattern in kind.advice:
        for hit in pattern.everywhere(text.plain):
            if clauses.stands(hit) and not clauses.excused(hit):
                yield hit.span()
