"""Finding the slip in a file that YAML cannot read or misreads: where it is, and how to mend it.

YAML reports the place where it gives up, which may be far after the slip, and in its own terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import yaml

from nightcue.language.copied_signs import COPIED
from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.indent_slips import indentation, missing_dash, text_goes_on
from nightcue.language.line_slips import (
    HIDDEN,
    HIDDEN_SIGNS,
    ONE_LINE,
    Slip,
    closing,
    closing_bracket,
    colon,
    colon_in_text,
    curly_quotes,
    hidden_anywhere,
    other_comment,
    other_dash,
    slip_in,
    two_on_a_line,
)
from nightcue.language.written_line import WrittenLine, in_quotes, written_line

_WIDEST = 200
"""The most characters of a message or a hint, which quote a part of the line."""
_LINES_BACK = 3
"""How many lines before the one where YAML stops are searched for a slip."""


def second_look(lines: Sequence[str], problem: yaml.MarkedYAMLError) -> Slip | None:
    """Return the slip behind `problem` in the `lines` of a file that YAML cannot read, or None."""
    mark = problem.problem_mark or problem.context_mark
    if mark is None:
        return None
    stop = mark.line
    began = problem.context_mark.line if problem.context_mark else stop
    said, context = problem.problem or "", problem.context or ""
    if "expected ':'" in said:  # the key without a colon begins there
        stop = began
    read = [written_line(number, text) for number, text in enumerate(lines[: stop + 1], start=1)]
    if not read:
        return None
    return _never_closed(read, lines, context, began) or _around(read) or text_goes_on(read, said) or indentation(read)


def looked_at_again(problem: Diagnostic) -> Diagnostic:
    """Return `problem`, replaced by the slip behind it if YAML misread its line."""
    if problem.span.text is None or problem.code not in _TAKEN_WRONG:
        return problem
    line = written_line(problem.span.line, problem.span.text)
    slip = slip_in(line, HIDDEN) or slip_in(line, _TAKEN_WRONG[problem.code])
    if slip is None:
        return problem
    place = replace(problem.span, column=slip.column)
    return replace(problem, span=place, message=shown(slip.message), hint=shown(slip.hint))


def is_of_a_hidden_sign(problem: Diagnostic) -> bool:
    """Return whether a problem is about an invisible character, which may be the cause of all the others."""
    return problem.message.startswith(HIDDEN_SIGNS)


_AS_A_STEP = (curly_quotes, other_dash, *COPIED, colon, other_comment)
_TAKEN_WRONG = {
    "wrong-shape": _AS_A_STEP,
    "unknown-step": (other_dash, *COPIED, colon),
    "unknown-key": (colon,),
    "unknown-variable": (curly_quotes,),
    **dict.fromkeys(("bad-duration", "bad-number", "unknown-word", "missing-file"), (hidden_anywhere, curly_quotes)),
}
"""The slips to look for in the line of a problem, by its code."""


def _never_closed(read: Sequence[WrittenLine], lines: Sequence[str], context: str, began: int) -> Slip | None:
    """Find a quote or a bracket that is never closed, or only by one that belongs to another text."""
    stop = len(read)
    if "flow" in context and began + 1 <= stop:
        line = written_line(began + 1, lines[began])
        start = next((n for n, sign in enumerate(line.text) if sign in "[{"), None)
        cut = line.text.partition(" #")[0]
        if start is not None and closing_bracket(cut[start:]) is None:
            return _cut_by_comment(line) or slip_in(line, HIDDEN) or _unclosed_bracket(line, start, began + 1 < stop)
    if "quoted scalar" in context:
        line = written_line(began + 1, lines[began])
        return _unclosed_quote(line) if closing(line.value or " ", 0) is None and line.value[:1] in {'"', "'"} else None
    return next(filter(None, map(_swallowing_quote, read[:-1], read[1:])), None)


def _unclosed_bracket(line: WrittenLine, start: int, goes_on: bool) -> Slip | None:
    bracket = line.text[start]
    other = "]" if bracket == "[" else "}"
    if not goes_on and not line.text.endswith((",", bracket)) and "," not in line.text[start:]:
        return None
    hint = f"close it: {line.text.strip()}{other}"
    return Slip(line.number, start + 1, f"this {bracket} is never closed by a {other}", hint)


def _cut_by_comment(line: WrittenLine) -> Slip | None:
    place = line.text.find(" #")
    if place < 0:
        return None
    message = "everything behind a space and # is a comment, the closing brackets too"
    return Slip(line.number, place + 2, message, "put the text in quotes")


def _unclosed_quote(line: WrittenLine) -> Slip:
    hint = f"close it: {line.with_value(in_quotes(line.value[1:].strip()))}"
    return Slip(line.number, line.value_at + 1, "this quote is never closed", hint)


def _swallowing_quote(line: WrittenLine, following: WrittenLine) -> Slip | None:
    """Find a quote that is open at the end of its line, if the next line is another field or step."""
    if line.value[:1] not in {'"', "'"} or closing(line.value, 0) is not None:
        return None
    goes_on = not following.dashes and following.key is None
    return None if goes_on else _unclosed_quote(line)


def _around(read: Sequence[WrittenLine]) -> Slip | None:
    """Return the slip in the line where YAML stops, or in one of the lines before it."""
    last = read[-1]
    near = [line for line in reversed(read[-_LINES_BACK - 1 : -1]) if not line.is_empty]
    return (
        slip_in(last, (*HIDDEN, other_dash, *COPIED))
        or slip_in(last)
        or missing_dash(read)
        or next(filter(None, (slip_in(line) for line in near[:1])), None)
        or slip_in(last, (two_on_a_line, colon_in_text))
        or next(filter(None, (slip_in(line, ONE_LINE) for line in near[1:])), None)
    )


def plain_words(said: str) -> str:
    """Return YAML's message without its grammar terms."""
    for sign, plain in _PLAIN.items():
        if sign in said:
            return plain
    return said


_PLAIN = {
    "<block end>": "this does not belong to what stands above it",
    "expected ':'": "a colon and a space are missing here",
    "unexpected end of stream": "a quote or a bracket is not closed before the end of the file",
    "'<stream end>'": "a bracket is not closed before the end of the file; is all of the file here?",
    "mapping values are not allowed": "a colon is not possible here",
}


def at(slip: Slip, lines: Sequence[str], read_at: Span) -> Diagnostic:
    """Return the slip as a diagnostic in the file of `read_at`."""
    place = Span(read_at.path, slip.line, slip.column, lines[slip.line - 1])
    return Diagnostic(place, "yaml", shown(slip.message), shown(slip.hint))


def shown(said: str) -> str:
    """Return what is said of a line as it can be shown, for it may hold any part of that line."""
    return one_line(said, _WIDEST)
