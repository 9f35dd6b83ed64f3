"""What makes a file of another format unreadable."""

from __future__ import annotations

from pathlib import Path

from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span, one_line


def not_readable(
    path: Path, code: str, message: str, hint: str | None = None, line: int = 0, column: int = 0
) -> DamagedFileError:
    """Return the error for the file at `path`, at a place of it; line 0 stands for all of it."""
    return DamagedFileError([Diagnostic(Span(path, line, column), code, one_line(message, 200), hint)])
