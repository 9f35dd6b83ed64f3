"""The exit code and the message of every error that ends a command."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.debugging import log_place
from nightcue.language.diagnostics import DiagnosedError, Diagnostic
from nightcue.terminal import tell
from nightcue.threads import is_of_threads

if TYPE_CHECKING:
    from nightcue.terminal import UnheardError

ROUTINE_HAS_ERRORS = INPUT_HAS_ERRORS = 1
WRONG_USAGE, VOICE_FAILED, NOT_WRITTEN = 2, 3, 4

READER_GONE = 141
"""Who reads the output has gone, as in `| head -1`: what shells show of a program that SIGPIPE ended."""

HINT = "\n  "
"""What a line of a message begins with that is not its first; any other newline is of a name in it."""

_MACHINE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EIO, errno.EAGAIN}
"""What the machine can run out of, or break, wherever the program is just then."""


def exit_code(error: Exception) -> int | None:
    """Return the exit code for an error a person or the machine can cause, or None when it is a bug."""
    of_the_machine = isinstance(error, OSError) and (error.errno in _MACHINE or _here_is_gone(error))
    if of_the_machine or is_of_threads(error):
        return NOT_WRITTEN
    from nightcue.audio.errors import OutputError
    from nightcue.bedside.voice_words.errors import NoMicrophoneError, NoModelError, VoiceWordsError, WordNotKeptError
    from nightcue.building.outcome import WorkerEndedError
    from nightcue.casting.errors import SeveralSpeakersError
    from nightcue.diary.errors import DiaryError, NotKeptError, ProblemsError
    from nightcue.sharing.errors import NotSentError, SharingError
    from nightcue.voices.voice import AbsentVoiceError, UnknownVoiceError, VoiceError

    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int], ...] = (
        (DiagnosedError, INPUT_HAS_ERRORS),
        (AbsentVoiceError, VOICE_FAILED),
        ((UnknownVoiceError, SeveralSpeakersError), WRONG_USAGE),
        (VoiceError, VOICE_FAILED),
        (OutputError, NOT_WRITTEN),
        (WorkerEndedError, ROUTINE_HAS_ERRORS),
        ((NotKeptError, NotSentError, WordNotKeptError, NoMicrophoneError), NOT_WRITTEN),
        (NoModelError, VOICE_FAILED),
        ((DiaryError, ProblemsError, SharingError, VoiceWordsError), INPUT_HAS_ERRORS),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), None)


def explain(error: Exception) -> None:
    """Say on stderr what is wrong; with --debug, first where it comes from."""
    log_place(error)
    if isinstance(error, DiagnosedError):
        show(*error.diagnostics)
    elif _here_is_gone(error):
        tell("nightcue: error: the folder that you are in was deleted; go to another, and try again", err=True)
    elif is_of_threads(error):
        tell(
            "nightcue: error: the system lets nightcue start no more threads; close other programs, and try again",
            err=True,
        )
    elif isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        tell(f"nightcue: error: {error.strerror}{where}; close other programs or make room, and try again", err=True)
    else:
        for problem in getattr(error, "problems", [error]):
            said = f"nightcue: error: {problem}".split(HINT)
            tell(said[0], *(HINT[1:] + hint for hint in said[1:]), err=True)


def _here_is_gone(error: Exception) -> bool:
    """Return whether it comes of a working folder that was deleted."""
    if isinstance(error, FileNotFoundError) or isinstance(error.__context__, FileNotFoundError):
        try:
            Path.cwd()
        except FileNotFoundError:
            return True
    return False


def show(*diagnostics: Diagnostic) -> None:
    """Print the diagnostics of one routine on stderr, errors in red, warnings in yellow where there are colours."""
    from nightcue.commands.unread_texts import shown, told_as_one
    from nightcue.language.diagnostics import UNREVIEWED

    told, unread = told_as_one(diagnostics)
    for diagnostic in told:
        colour = "red" if diagnostic.severity == "error" else "yellow"
        mark = f"{diagnostic.severity}[{diagnostic.code}]"
        first, *others = str(diagnostic).split("\n")
        texts = shown(unread) if diagnostic.code == UNREVIEWED else ()
        tell(first, *texts, *others, err=True, marked=mark, colour=colour)


def end_unheard(error: UnheardError) -> int:
    """Say on stderr that what there is to say cannot be written, unless who read it has gone; returns the exit code."""
    if error.reason.errno == errno.EPIPE:
        return READER_GONE
    why = error.reason.strerror
    tell(f"nightcue: error: cannot write to stdout: {why}; make room there, or send it elsewhere", err=True)
    return NOT_WRITTEN
