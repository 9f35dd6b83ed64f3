"""What the manifest says of a track that cannot be made."""

from __future__ import annotations

from collections.abc import Callable

from nightcue.audio.errors import OutputError
from nightcue.clinic.desk import program
from nightcue.clinic.manifest import Entry, How, reason
from nightcue.clinic.order import Order, Wanted
from nightcue.debugging import log_place
from nightcue.language.diagnostics import DiagnosedError, Diagnostic
from nightcue.voices.voice import VoiceError


def refusal_of(order: Order, wanted: Wanted, row: str, error: Exception, place_of: Callable[[str], str] = str) -> Entry:
    """Return the entry of a track for which `error` was raised: refused for what was found, or else failed.

    `place_of` turns a place on this machine into what whoever began the run calls it.
    """
    log_place(error)
    how: How = "failed"
    if isinstance(error, DiagnosedError):
        how = "refused"
        found = [each for each in error.diagnostics if each.severity == "error"]
    else:
        found = [Diagnostic(wanted.person.place(), _code(error), _sentence(error))]
    return Entry(
        wanted.file(order),
        wanted.person.id,
        wanted.routine.stem,
        row,
        how,
        program(),
        why=tuple({**told, "place": place_of(str(told["place"]))} for told in map(reason, found)),
        programme=wanted.programme,
        weeks=wanted.weeks,
    )


def _code(error: Exception) -> str:
    if isinstance(error, VoiceError):
        return "voice-failed"
    return "not-written" if isinstance(error, (OutputError, OSError)) else "failed"


def _sentence(error: Exception) -> str:
    if isinstance(error, (VoiceError, OutputError)):
        return str(error)
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return f"this track made nightcue fail ({type(error).__name__}: {error}); the others are made"
