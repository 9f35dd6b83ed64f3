"""The script as it is heard: `pronounce` can make a word another one, and not only spell it as it sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from nightcue.language.script import Cue, Line, Script, Treatment, Window
from nightcue.voices.lexicon import Lexicon

_SAME_SOUND = (
    (r"ph", "f"), (r"[ck]h?|q", "k"), (r"x", "ks"), (r"[zç]", "s"), (r"[gj]", "j"), (r"[vb]", "b"),
    (r"[^a-z]|[aeiouyhw]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip


def as_heard(script: Script, pronounce: Mapping[str, str]) -> Script | None:
    """Return the script with every line as `pronounce` changes it, or None if it only spells words as they sound."""
    changed = {word: said for word, said in pronounce.items() if not sounds_alike(word, said)}
    if not changed:
        return None
    heard = _Heard(Lexicon(changed)).script(script)
    return heard if heard != script else None


def sounds_alike(word: str, said: str) -> bool:
    """Tell whether both have the same consonants as they sound, in order: soleus and SOH-lee-us, not off and on."""
    return _consonants(word) == _consonants(said)


def _consonants(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    for sound, letter in _SAME_SOUND:
        plain = re.sub(sound, letter, plain)
    return plain


class _Heard:
    """A script with its words as a lexicon has them said."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._said: dict[str, str] = {}

    def script(self, script: Script) -> Script:
        return replace(script, cues=tuple(self._cue(cue) for cue in script.cues))

    def _cue(self, cue: Cue) -> Cue:
        if isinstance(cue, Line):
            return replace(cue, text=self._text(cue.text))
        if isinstance(cue, Window):
            inside = tuple(replace(one, text=self._text(one.text)) if one.kind == "speech" else one for one in cue.cues)
            return replace(cue, cues=inside, treatment=cue.treatment and self._treatment(cue.treatment))
        return cue

    def _treatment(self, treatment: Treatment) -> Treatment:
        start, stop = map(self._text, treatment.start), map(self._text, treatment.stop)
        return replace(treatment, start=tuple(start), stop=tuple(stop))

    def _text(self, text: str) -> str:
        if text not in self._said:
            self._said[text] = self._lexicon.respell(text)
        return self._said[text]
