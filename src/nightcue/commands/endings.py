"""How a command ends when something is wrong: what is said, and the exit code."""

from __future__ import annotations

import errno

import click

from nightcue.language.diagnostics import Diagnostic, RoutineError

ROUTINE_HAS_ERRORS = INPUT_HAS_ERRORS = 1
WRONG_USAGE, VOICE_FAILED, NOT_WRITTEN = 2, 3, 4

_MACHINE = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EIO, errno.EAGAIN}
"""What the machine can run out of, or break, wherever the program is just then."""


def exit_code(error: Exception) -> int | None:
    """The exit code for an error a person or the machine can cause, or None when it is a bug."""
    if (isinstance(error, OSError) and error.errno in _MACHINE) or _is_of_threads(error):
        return NOT_WRITTEN
    from nightcue.audio.errors import OutputError
    from nightcue.diary.errors import DiaryError, NotKeptError, ProblemsError
    from nightcue.voices.voice import UnknownVoiceError, VoiceError

    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int], ...] = (
        (RoutineError, ROUTINE_HAS_ERRORS),
        (UnknownVoiceError, WRONG_USAGE),
        (VoiceError, VOICE_FAILED),
        (OutputError, NOT_WRITTEN),
        (NotKeptError, NOT_WRITTEN),
        ((DiaryError, ProblemsError), INPUT_HAS_ERRORS),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), None)


def explain(error: Exception) -> None:
    """Say on stderr what is wrong."""
    if isinstance(error, RoutineError):
        show(*error.diagnostics)
    elif _is_of_threads(error):
        click.echo(
            "nightcue: error: the system lets nightcue start no more threads; close other programs, and try again",
            err=True,
        )
    elif isinstance(error, OSError):
        where = f" ({error.filename})" if error.filename else ""
        click.echo(
            f"nightcue: error: {error.strerror}{where}; close other programs or make room, and try again", err=True
        )
    else:
        for problem in getattr(error, "problems", [error]):
            click.echo(f"nightcue: error: {problem}", err=True)


def _is_of_threads(error: Exception) -> bool:
    """Whether it is what Python raises where the system gives it no more threads."""
    return isinstance(error, RuntimeError) and "can't start new thread" in str(error)


def show(*diagnostics: Diagnostic) -> None:
    """Print diagnostics on stderr, errors in red and warnings in yellow where the terminal has colours."""
    for diagnostic in diagnostics:
        first, _, rest = str(diagnostic).partition("\n")
        colour = "red" if diagnostic.severity == "error" else "yellow"
        mark = f"{diagnostic.severity}[{diagnostic.code}]"
        before, found, after = first.partition(mark)
        click.echo(before + (_styled(found, colour) if found else "") + after + (f"\n{rest}" if rest else ""), err=True)


def _styled(text: str, colour: str) -> str:
    import os

    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour, bold=True)
