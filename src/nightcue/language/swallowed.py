"""Finding text that YAML drops silently: what follows a space and #, and what follows &."""

from __future__ import annotations

from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.source import Scalar
from nightcue.language.written_line import in_quotes, written_line

_ENDS = (".", "!", "?", "…", ":")


def swallowed(written: Scalar) -> Diagnostic | None:
    """Return a warning, at its place, if YAML dropped a part of a text that was meant to be spoken."""
    if written.anchor:
        whole = f"&{written.anchor} {written}"
        message = f"'&{one_line(written.anchor, 40)}' is a mark of YAML's and is not spoken"
        return Diagnostic(written.span, "not-spoken", message, _hint(written.span, whole), "warning")
    if written.comment is None or not _is_text(written, written.comment):
        return None
    place = written.after
    message = f"a space and # begin a comment, so this is not spoken: {one_line(written.comment, 80)}"
    return Diagnostic(place, "not-spoken", message, _hint(written.span, f"{written} {written.comment}"), "warning")


def missing_text_hint(written: Scalar) -> str | None:
    """Return a hint for a text that is empty because it begins with #."""
    return _hint(written.span, written.comment) if written.comment else None


def _hint(span: Span, whole: str) -> str:
    key = written_line(span.line, span.text or "").key
    return f"to speak it, write {f'{key}: ' if key else ''}{in_quotes(one_line(whole, 120))}"


def _is_text(before: str, comment: str) -> bool:
    """Return whether the comment was meant to be spoken: its # touches a letter, or it continues the sentence."""
    said = comment[1:]
    if said[:1].isalnum():
        return True
    open_sentence = bool(before) and not before.rstrip().endswith(_ENDS)
    return open_sentence and ("{" in said or said.strip()[:1].isdigit() or said.rstrip().endswith((".", "!", "?")))
