"""The clauses of a text, and how far a negation reaches in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from nightcue.safety.matching.kinds import Kind
from nightcue.safety.matching.notation import Pattern
from nightcue.safety.matching.plain_text import END, MARKS, PlainText
from nightcue.safety.matching.vocabulary import Vocabulary

_HEADING_WORDS = 4
_REACH = 1_000
"""Characters before and after a match that its sentence has at most: text that no mark ends would take for ever."""


class Clauses:
    """Judges the matches of one kind of advice by the clauses around them."""

    def __init__(self, text: PlainText, vocabulary: Vocabulary, kind: Kind) -> None:
        self._plain = text.plain
        self._ends = text.ends
        self._vocabulary = vocabulary
        self._kind = kind

    @cached_property
    def _starts(self) -> list[int]:
        marks = [at + 1 for at, character in enumerate(self._plain) if character in MARKS]
        starts = [match.start() for match in self._vocabulary.clause_starts.finditer(self._plain)]
        return sorted({0, *marks, *starts})

    @cached_property
    def _idle(self) -> list[tuple[int, int]]:
        return [match.span() for match in self._kind.not_a_negation.finditer(self._plain)]

    def stands(self, hit: re.Match[str]) -> bool:
        """Tell whether nothing before, inside or after the match takes it back."""
        broken = any(
            self._says(self._kind.breaks, *hit.span(gap)) for gap in range(1, (hit.re.groups or 0) + 1) if hit[gap]
        )
        return not (broken or self._negated(hit) or self._condemned(hit.end()) or self._asked(hit))

    def excused(self, hit: re.Match[str]) -> bool:
        """Tell whether the sentence has words that make the match harmless, such as asking a doctor first."""
        start, end = self._sentence(hit)
        sentence = self._plain[start:end]
        return bool(self._kind.excused_by.search(sentence)) or (
            self._kind.doctor_excuses and self._asks_doctor(sentence)
        )

    def _negated(self, hit: re.Match[str]) -> bool:
        """Tell whether a negation reaches the match: in its own clause, or carried on from an earlier one."""
        start = hit.start()
        clause = bisect_right(self._starts, start) - 1
        if self._says(self._kind.negations, self._starts[clause], start):
            return True
        is_list = bool(
            self._vocabulary.continues_list.match(self._plain, self._starts[clause], start)
            or self._vocabulary.list_goes_on.match(self._plain, hit.end())
        )
        for earlier in range(clause - 1, -1, -1):
            begin, end = self._starts[earlier], self._starts[earlier + 1]
            if start - end > _REACH or self._plain[end - 1] in END:
                return False
            text = self._plain[begin:end].rstrip(" ,;:")
            if self._vocabulary.dangling.search(text):
                return True
            is_heading = self._plain[begin:end].rstrip().endswith(":") and len(text.split()) <= _HEADING_WORDS
            if (is_list or is_heading) and self._says(self._kind.negations, begin, end):
                return True
        return False

    def _condemned(self, end: int) -> bool:
        """Tell whether the words right after the match, or the next clause about it, call it bad."""
        return any(pattern.match(self._plain, end) for pattern in self._vocabulary.condemned_by)

    def _asked(self, hit: re.Match[str]) -> bool:
        """Tell whether the match is a question put to the listener, and not a suggestion in the form of one."""
        start, end = self._sentence(hit)
        is_question = self._plain[end : end + 1] == "?" and hit.end() <= end
        return is_question and not self._vocabulary.suggestions.search(self._plain, start, end)

    def _asks_doctor(self, sentence: str) -> bool:
        overrides = self._vocabulary.overrides_doctor
        return any(
            not overrides.search(sentence, 0, match.start() + 1) and not overrides.search(match[0])
            for match in self._vocabulary.doctor.finditer(sentence)
        )

    def _sentence(self, hit: re.Match[str]) -> tuple[int, int]:
        """Return where the sentence that the match begins in starts and ends."""
        after = bisect_right(self._ends, hit.start())
        start = self._ends[after - 1] + 1 if after else 0
        end = self._ends[after] if after < len(self._ends) else len(self._plain)
        return max(start, hit.start() - _REACH), min(end, hit.end() + _REACH)

    def _says(self, negations: Pattern, start: int, end: int) -> bool:
        """Tell whether a negation stands there that no fixed phrase such as "do not worry" has made idle."""
        return any(not self._is_idle(word, end) for word in negations.finditer(self._plain, start, end))

    def _is_idle(self, word: re.Match[str], end: int) -> bool:
        """Tell whether a fixed phrase that ends before `end` holds the word; phrases lie apart, in order."""
        at = bisect_right(self._idle, word.start(), key=lambda span: span[0]) - 1
        return at >= 0 and word.end() <= self._idle[at][1] <= end
