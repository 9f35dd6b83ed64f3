"""How the files of a language write patterns: regular expressions with classes of words, gaps and the ends of clauses.

    <name>   a class of words, from words.yaml
    " … "    a few words of the same clause, or none; " …… " of the same sentence; " ⋯ " the same, whatever they negate
    " ¶ "    the end of a clause or of a sentence, and "¶ " at the beginning of a pattern the beginning of a clause

A pattern begins and ends with whole words. Gaps are bounded and lazy, and no repeat stands in another, so that no text
makes a match slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from nightcue.patterns import compiled

_CLASS = compiled(r"<([a-z_0-9]+)>")
_GAP = r"[^,;:.!?]{0,45}?"
_LONG_GAP = r"[ ,;:][^.!?]{0,90}?"
_SIGNS = (
    (" …… ¶ ", rf"(|{_LONG_GAP})[,;:.!?] "),
    (" … ¶ ", rf"(| {_GAP})[,;:.!?] "),
    (" …… ", rf"(|{_LONG_GAP}) "),
    (" ⋯ ", rf"(?:|{_LONG_GAP}) "),
    (" … ", rf"(| {_GAP}) "),
    (" ¶ ", r"[,;:.!?] "),
    ("¶ ", r"(?:^|(?<=[,;:.!?] ))"),
)
_NOTHING = r"(?!)"
"""An expression that nothing matches."""

Classes = Mapping[str, str]
"""The expression of every class of words, by its name."""


class Pattern:
    """A pattern that is compiled when it is first used: most judge a match, and hardly any routine has one."""

    def __init__(self, expression: str) -> None:
        self._expression = expression

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return compiled(self._expression)

    def search(self, text: str, *within: int) -> re.Match[str] | None:
        """As re.Pattern has it."""
        return self._compiled.search(text, *within)

    def match(self, text: str, *within: int) -> re.Match[str] | None:
        """As re.Pattern has it."""
        return self._compiled.match(text, *within)

    def finditer(self, text: str, *within: int) -> Iterator[re.Match[str]]:
        """As re.Pattern has it."""
        return self._compiled.finditer(text, *within)

    def everywhere(self, text: str) -> Iterator[re.Match[str]]:
        """Return a match from every start, also where matches overlap: the first may be taken back, the second not."""
        hit = self._compiled.search(text)
        while hit:
            yield hit
            hit = self._compiled.search(text, hit.start() + 1)


def classes_of(written: Mapping[str, str]) -> Classes:
    """Return classes of words as expressions; each may use those before it."""
    classes: dict[str, str] = {}
    for name, alternatives in written.items():
        classes[name] = f"(?:{_expression(alternatives, classes)})"
    return classes


def any_of(written: Iterable[str], classes: Classes) -> Pattern:
    """Return one pattern for all that are written, of whole words; of none, one that nothing matches."""
    texts = "|".join(written)
    return Pattern(rf"(?<!\w)(?:{_expression(texts, classes)})(?!\w)" if texts else _NOTHING)


def right_before(written: Iterable[str], classes: Classes) -> Pattern:
    """Return a pattern for what ends where a match begins."""
    return Pattern(rf"(?<!\w)(?:{_expression('|'.join(written), classes)})\Z")


def right_after(written: Iterable[str], classes: Classes) -> Pattern:
    """Return a pattern for what begins where a match ends."""
    return Pattern(rf"(?:{_expression('|'.join(written), classes)})(?!\w)")


def _expression(text: str, classes: Classes) -> str:
    text = _CLASS.sub(lambda match: classes[match[1]], text)
    for sign, expression in _SIGNS:
        text = text.replace(sign, expression)
    return text
