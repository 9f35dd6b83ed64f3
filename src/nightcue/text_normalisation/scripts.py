"""Letters and digits in special forms, such as circled digits, and letters that a voice cannot read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from nightcue.letters import letters_outside
from nightcue.patterns import compiled
from nightcue.text_normalisation.doubts import Doubt
from nightcue.text_normalisation.markup import without_entities
from nightcue.text_normalisation.tables import Tables

_DRESSED = compiled("[²³¹\u2070-\u2079\u2080-\u2089\u2100-\u214f\u2160-\u2188\u2460-\u249b\ufb00-\ufb06\uff01-\uff5e]")
"""Superscripts, subscripts, letters as signs, Roman numerals, circled digits, ligatures, and full-width characters."""
_RAISED = compiled("(?<=\\d)(?=[²³¹\u2070-\u2079])")
"""The place between a number and a superscript."""
_BARE_POINT = compiled(r"(?<![\w.,])(?=[.,]\d)")
_KEPT = "№℃℉™"


def as_plain_characters(text: str) -> str:
    """Return `text` with special forms of characters as plain ones: Ⅱ as II, ① as 1, ３０ as 30."""
    text = without_entities(text)
    text = _BARE_POINT.sub(r"0\g<0>", text)
    text = _RAISED.sub(" ", text)
    return _DRESSED.sub(lambda found: _undressed(found[0]), text)


def _undressed(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return character if character in _KEPT or not plain.isascii() else plain.strip("()")


@dataclass(frozen=True)
class Scripts:
    """Looks for letters that are not of the script of a language."""

    tables: Tables

    def doubts(self, text: str) -> list[Doubt]:
        """Return one doubt about all letters of other scripts in `text`, if any."""
        # the Greek μ stands for micro
        others = [letter for letter in letters_outside(self.tables.script, text) if letter != "μ"]
        if not others:
            return []
        shown = ", ".join(others[:5]) + (", …" if len(others) > 5 else "")
        message = f"most voices cannot read the letters {shown}: they leave them out, or another voice speaks"
        hint = "write the words as a reader of this language would, in its letters"
        return [Doubt("other-letters", message, hint)]
