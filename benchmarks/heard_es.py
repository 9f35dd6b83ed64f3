"""Spanish, as it is heard: the words of a text in one spelling, and the sounds that they are spelled for.

Words are in lower case, without marks and without accents (ñ is a letter of its own), whole numbers below 10,000 in
words. Sounds are what the spelling stands for to most who speak Spanish, those of Latin America: z and soft c as s, ll
as y, v as b, h as nothing. A recogniser writes words that it knows, so the same folding serves a voice from Spain, and
whether that has a z of its own cannot be told.
"""

from __future__ import annotations

import re
import unicodedata

_ONES = (
    *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    *("trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
    *(f"veinti{ones}" for ones in ("uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve")),
)
_TENS = ("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_HUNDREDS = (
    *("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos"),
    *("seiscientos", "setecientos", "ochocientos", "novecientos"),
)

_RULES = (
    (r"^y$|(?<=[aeiou])y$", "i"),
    (r"^hie", "ye"),
    (r"ch", "C"),
    (r"h", ""),
    (r"ll", "y"),
    (r"qu", "k"),
    (r"gu(?=[ei])", "G"),
    (r"g(?=[ei])", "j"),
    (r"G", "g"),
    (r"c(?=[ei])|z|^x", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"v", "b"),
    (r"^r|rr|(?<=[lns])r", "R"),
)
"""From the spelling of a word to its sounds, in this order. C is the ch of `noche`, R the long r of `perro`."""

_ACROSS_WORDS = ((r"n(?=[bpm])", "m"), (r"ss+", "s"))
"""And what neighbours become when they are said together: `un vaso` as `um baso`, `los saca` with one s."""


def words_of(text: str) -> list[str]:
    """The words of a line, or of what was heard, in one spelling and with numbers in words."""
    return [_without_accents(word) for word in _written(text)]


def sounds_of(text: str) -> list[str]:
    """The sounds of a line, or of what was heard, one after another as if it were a single word."""
    joined = "".join(map(_sounds, _written(text)))
    for spelling, sound in _ACROSS_WORDS:
        joined = re.sub(spelling, sound, joined)
    return list(joined)


def in_words(text: str) -> str:
    """`text` with every whole number below 10,000 in words: 1 before a word is `un`, and alone `uno`."""
    text = re.sub(r"(?<![\d.,])1(?= +[^\W\d])", "un", text)
    return re.sub(r"(?<![\d.,])\d{1,4}(?!\d|[.,]\d)", lambda found: f" {_number(int(found[0]))} ", text)


def _written(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", in_words(unicodedata.normalize("NFC", text).lower()))


def _sounds(word: str) -> str:
    sounds = _without_accents(word.replace("gü", "gw"))
    for spelling, sound in _RULES:
        sounds = re.sub(spelling, sound, sounds)
    return sounds


def _without_accents(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.replace("ñ", "\0"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("\0", "ñ")


def _number(number: int) -> str:
    """A whole number below 10,000 in words."""
    if number < len(_ONES):
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f" y {_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return "cien" if number == 100 else f"{_HUNDREDS[hundreds]} {_number(rest) if rest else ''}".strip()
    thousands, rest = divmod(number, 1000)
    many = "mil" if thousands == 1 else f"{_number(thousands)} mil"
    return f"{many} {_number(rest) if rest else ''}".strip()
