"""Text made plain, sentence by sentence, for patterns that know no accents, capitals or kinds of quotes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"[’‘ʼ`´]")
_YES = re.compile(r"\bsí\b", re.IGNORECASE)
_MARKS = re.compile(r"[^\w\s.,;:!?'-]+")
_LONG_WORD = re.compile(r"(\w{60})\w+")  # no word is so long, and patterns that step over words would take long
_ENDS = re.compile(r"(?<=[.!?;])\s+|(?<=:)\s+(?=[^a-z])")


@lru_cache(maxsize=10_000)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text` in lower case, without accents, dashes as commas, and every "n't" as " not"."""
    # "sí" is yes, and without its accent it would be an if
    told = _YES.sub("yes", unicodedata.normalize("NFC", text))
    told = _APOSTROPHES.sub("'", re.sub(r"\s*[–—…]\s*|\s+-\s+", ", ", told))
    parted = unicodedata.normalize("NFKD", told.casefold())
    plain = _MARKS.sub(" ", "".join(c for c in parted if not unicodedata.combining(c)))
    plain = re.sub(r"\bcan't\b|\bcannot\b", "can not", plain)
    plain = re.sub(r"\bwon't\b", "will not", plain)
    plain = re.sub(r"\b(do|does|did|is|are|must|need|should|could|would|was|has|have)n'?t\b", r"\1 not", plain)
    plain = " ".join(_LONG_WORD.sub(r"\1", plain).split())
    return tuple(sentence for part in _ENDS.split(plain) if (sentence := part.strip(" ,:-'")))
