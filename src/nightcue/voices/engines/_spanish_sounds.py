"""From Spanish text to the sounds that Kokoro knows: espeak-ng's phonemes in the spelling of misaki, with the marks.

Kokoro learned Spanish from misaki's EspeakG2P (0.9.4), and this gives the same signs: espeak-ng with stress and "^" as
the tie between the parts of one sound, some pairs written as one letter, and every mark in its place.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from functools import cache
from threading import Lock

from nightcue.voices.voice import VoiceError, without_markup

CASTILIAN, AMERICAN = "es", "es-419"
"""espeak-ng's names of both: "z" is a sound of its own in the first, and "s" in the second."""

_SYNCHRONOUS, _DO_NOT_EXIT = 2, 0x8000
_UTF8 = 1
_IPA_WITH_TIE = 0x02 | 0x80 | ord("^") << 8
"""Values of speak_lib.h: the output and the option of espeak_Initialize, and the modes of espeak_TextToPhonemes."""

_ONE_LETTER = {
    "a^ɪ": "I", "a^ʊ": "W", "d^z": "ʣ", "d^ʒ": "ʤ", "e^ɪ": "A", "o^ʊ": "O", "ə^ʊ": "Q",
    "s^s": "S", "t^s": "ʦ", "t^ʃ": "ʧ", "ɔ^ɪ": "Y",
    "jj": "ʝ",  # not misaki's: American "ll" as "y", as Kokoro knows only the Castilian sound of it
}  # fmt: skip
_MARKS = re.compile(r"((?:\s*(?:[;!?¡¿—…\"“”()\[\]{}]|[:,.](?!\d)|(?<!\d)[:,.])+\s*)+)")
"""The marks between words; a comma, point or colon between two digits belongs to the number."""
_SPELLING = str.maketrans("«»–", "“”—")
_OTHER_LANGUAGE = re.compile(r"\([a-z-]+\)")
"""espeak-ng's sign for a word that it read as another language."""

_one_at_a_time = Lock()


class SpanishSounds:
    """espeak-ng from the package espeakng-loader, for one Spanish. Raises VoiceError if it cannot be loaded."""

    def __init__(self, accent: str) -> None:
        self._accent = accent.encode()
        self._espeak = _espeak()
        self._set_voice()

    def of(self, text: str) -> str:
        """Return the sounds of `text`, with the marks. Raises VoiceError for letters that are not Latin."""
        _refuse_other_letters(text)
        parts = _MARKS.split(without_markup(text).translate(_SPELLING))
        with _one_at_a_time:  # espeak-ng has one voice and one text in the whole process
            self._set_voice()
            return "".join(part if index % 2 else self._of_words(part) for index, part in enumerate(parts)).strip()

    def _set_voice(self) -> None:
        if self._espeak.espeak_SetVoiceByName(self._accent):
            raise _unusable(f"it has no voice '{self._accent.decode()}'")

    def _of_words(self, words: str) -> str:
        rest = ctypes.c_char_p(words.encode())
        spoken = []
        while rest.value:  # espeak-ng reads a clause at a time, and moves the pointer
            spoken.append(
                (self._espeak.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, _IPA_WITH_TIE) or b"").decode()
            )
        sounds = _OTHER_LANGUAGE.sub("", " ".join(spoken))
        for pair, letter in _ONE_LETTER.items():
            sounds = sounds.replace(pair, letter)
        return " ".join(sounds.replace("^", "").replace("-", "").split())


@cache
def _espeak() -> ctypes.CDLL:
    """Return the library, initialised once: after a second time it has refused its own data as invalid."""
    try:
        import espeakng_loader

        espeak = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
    except (ImportError, OSError, RuntimeError) as error:
        raise _unusable(str(error)) from error
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
    if espeak.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT) < 0:
        raise _unusable("its data cannot be read")
    return espeak


def _refuse_other_letters(text: str) -> None:
    others = dict.fromkeys(character for character in text if not _readable(character))
    if others:
        named = ", ".join(f"'{letter}'" for letter in list(others)[:5]) + (" and others" if len(others) > 5 else "")
        raise VoiceError(f"it reads Latin letters alone, and not {named}; write the words as a Spanish reader would")


def _readable(character: str) -> bool:
    """Return whether espeak-ng's Spanish can say it: Latin letters, and anything that is not a letter."""
    plain = unicodedata.normalize("NFKC", character)[:1]  # "ª" is an "a"
    category = unicodedata.category(plain)
    return category not in {"Lu", "Ll", "Lt", "Lo"} or unicodedata.name(plain, "").startswith("LATIN")


def _unusable(reason: str) -> VoiceError:
    return VoiceError(
        f"espeak-ng, which reads the Spanish for it, cannot be loaded ({reason}); "
        "run `pip install --force-reinstall espeakng-loader`"
    )
