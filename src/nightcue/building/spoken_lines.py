"""What a voice is given for each line of a routine: its lexicon's spellings, and all that is written in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nightcue.language.diagnostics import Diagnostic
from nightcue.language.routine import Routine
from nightcue.language.script import Line, Origin, Script, Window
from nightcue.text_normalisation.normaliser import spoken
from nightcue.voices.lexicon import Lexicon


def lines_to_speak(routine: Routine, texts: Iterable[str]) -> dict[str, str]:
    """What a voice is given for each different one of `texts`."""
    lexicon, tag = _lexicon(routine), routine.speech.tag
    return {text: spoken(tag, lexicon.respell(text)).words for text in dict.fromkeys(texts)}


def with_doubts(routine: Routine, script: Script) -> Script:
    """`script` with a warning at the place of each text that may mean two things, or that cannot be said."""
    lexicon, tag = _lexicon(routine), routine.speech.tag
    found = {
        Diagnostic(origin.span, doubt.code, doubt.message, doubt.hint, "warning"): None
        for text, origin in dict(_places(script)).items()
        for doubt in spoken(tag, lexicon.respell(text)).doubts
    }
    return replace(script, warnings=(*script.warnings, *found)) if found else script


def _lexicon(routine: Routine) -> Lexicon:
    return Lexicon(routine.speech.phrases.pronounce | routine.voice.pronounce)


def _places(script: Script) -> Iterator[tuple[str, Origin]]:
    """Every text that is spoken with a place of it."""
    for cue in script.cues:
        if isinstance(cue, Line):
            yield cue.text, cue.origin
        elif isinstance(cue, Window):
            yield from ((inner.text, inner.origin) for inner in cue.spoken)
