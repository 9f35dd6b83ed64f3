"""The sounds that espeak-ng makes of a text, which the natural Spanish voice and the embedded ones speak."""

import ctypes
import re

from nightcue.voices.engines._spanish_sounds import _espeak

VOICES = {"en": b"en-us", "es": b"es", "fr": b"fr-fr", "de": b"de"}
UTF8, IPA = 1, 2
STRESS = re.compile("[ˈˌ]")


def phonemes(language, text):
    """The sounds of a text, without stress and without the clauses into which espeak-ng cuts it."""
    espeak = _espeak()
    espeak.espeak_SetVoiceByName(VOICES[language])
    rest, clauses = ctypes.c_char_p(text.encode()), []
    while rest.value:
        clauses.append((espeak.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, IPA) or b"").decode())
    return STRESS.sub("", " ".join(" ".join(clauses).split()))
