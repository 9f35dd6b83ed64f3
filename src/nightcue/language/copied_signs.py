"""Signs that came along when a routine was copied: from a mail, a chat, a list of changes, or with line numbers."""

from __future__ import annotations

from collections.abc import Sequence

from nightcue.language.line_slips import Slip
from nightcue.language.vocabulary import every_word
from nightcue.language.written_line import WrittenLine
from nightcue.patterns import compiled

_LEAST_LINES = 3
"""Lines that are not empty, below which nothing is seen of a pattern."""
_PREFIXES = {">": "as in a quoted mail", "+": "as in a list of changes", "|": "as in a drawing"}
_NUMBER = compiled(r"\s*(\d{1,4})[.:|)]?(?:[ \t]|$)")
_FENCE = compiled(r"(?:```|~~~)\w*")
_BOLD = compiled(r"(?P<mark>\*{1,3}|_{1,3}|`)(?P<key>[^\W\d_]\w*)(?::(?P=mark)|(?P=mark)\s?:)\s*(?P<value>.*)")
_CHECKBOX = compiled(r"\[[ xX✓✔]?\]\s*(?P<said>\S.*)")
_PICTURE = compiled(
    r"(?P<sign>[^\w\s\"'\[\]{}#&*!|>%@`,.:;?+=/\\()<~^$€£-]{1,4})\s*(?P<said>(?P<key>[^\W\d_]\w*)\s?:.*)"
)


def before_every_line(lines: Sequence[str]) -> Slip | None:
    """Return a slip for what stands before every one of the `lines` and belongs to none; None if nothing does."""
    written = [line for line in lines if line.strip()]
    if len(written) < _LEAST_LINES:
        return None
    first = lines.index(written[0]) + 1
    sign = written[0].lstrip()[0]
    if sign in _PREFIXES and all(line.lstrip().startswith(sign) for line in written):
        message = f"every line begins with {sign}, {_PREFIXES[sign]}"
        return Slip(first, written[0].index(sign) + 1, message, f"remove the {sign} at the beginning of each line")
    numbers = [int(found[1]) for found in map(_NUMBER.match, written) if found]
    if len(numbers) == len(written) and numbers == sorted(set(numbers)):
        return Slip(first, 1, "every line begins with its number", "copy the lines without their numbers")
    return None


def fence(line: WrittenLine) -> Slip | None:
    """Return a slip for the line of a chat or a web page that says where a piece of code begins or ends."""
    if not _FENCE.fullmatch(line.rest.strip()):
        return None
    message = f"{line.rest.strip()} is a sign around copied text, and no part of a routine"
    return Slip(line.number, line.at + 1, message, "remove this line, and the one like it at the end")


def bold_key(line: WrittenLine) -> Slip | None:
    """Return a slip for a key in bold or italics, as Markdown has it."""
    bold = _BOLD.fullmatch(line.rest)
    if bold is None:
        return None
    message = f"{bold['mark']} makes bold or italics elsewhere, and not here"
    return Slip(line.number, line.at + 1, message, f"write {line.dashes}{bold['key']}: {bold['value']}".rstrip())


def box_or_picture(line: WrittenLine) -> Slip | None:
    """Return a slip for a box to tick or an emoji before a step."""
    box, picture = _CHECKBOX.fullmatch(line.rest), _PICTURE.fullmatch(line.rest)
    if box and line.dashes:
        return Slip(line.number, line.at + 1, "a box to tick is no part of a step", f"write - {box['said']}")
    if picture is None or picture["key"] not in every_word():
        return None
    message = f"{picture['sign'].strip()} begins no item of a list"
    hint = f"begin with a plain hyphen and a space: - {picture['said']}"
    return Slip(line.number, line.at + 1, message, hint)


COPIED = (fence, bold_key, box_or_picture)
"""What is looked for in one line."""
