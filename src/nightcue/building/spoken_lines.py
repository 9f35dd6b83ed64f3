"""Preparing lines for a voice: first the lexicon's respellings, then text normalisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from nightcue.language.diagnostics import Diagnostic
from nightcue.language.routine import Routine
from nightcue.language.script import Script
from nightcue.text_normalisation.normaliser import spoken
from nightcue.voices.lexicon import Lexicon


def lines_to_speak(routine: Routine, texts: Iterable[str]) -> dict[str, str]:
    """Return what a voice is given for each of `texts`, by text."""
    lexicon, tag = _lexicon(routine), routine.speech.tag
    return {text: spoken(tag, lexicon.respell(text)).words for text in dict.fromkeys(texts)}


def with_doubts(routine: Routine, script: Script) -> Script:
    """Return `script` with a warning for each text that is ambiguous or cannot be spoken."""
    lexicon, tag = _lexicon(routine), routine.speech.tag
    found = {
        Diagnostic(origin.span, doubt.code, doubt.message, doubt.hint, "warning"): None
        for text, origin in {line.text: line.origin for line in script.spoken()}.items()
        for doubt in spoken(tag, lexicon.respell(text)).doubts
    }
    return replace(script, warnings=(*script.warnings, *found)) if found else script


def _lexicon(routine: Routine) -> Lexicon:
    return Lexicon(routine.speech.phrases.pronounce | routine.voice.pronounce)
