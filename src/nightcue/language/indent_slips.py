"""Slips that show only between lines: wrong indentation, a missing dash, a text that is not continued."""

from __future__ import annotations

from collections.abc import Sequence

from nightcue.language.kinds import KINDS
from nightcue.language.line_slips import TEXTS, Slip
from nightcue.language.vocabulary import every_word
from nightcue.language.written_line import WrittenLine, in_quotes

_COUNTED = {1: "one space", 2: "two spaces", 3: "three spaces", 4: "four spaces"}


def missing_dash(read: Sequence[WrittenLine]) -> Slip | None:
    """Find a step without its dash, in line with the dashes of the steps before it."""
    line = read[-1]
    before = _before(read)
    if line.dashes or line.key not in KINDS or before is None:
        return None
    if not any(each.dashes and len(each.indent) == len(line.indent) for each in read[:-1]):
        return None
    return Slip(line.number, line.at + 1, "a dash is missing before this step", f"write - {line.rest}")


def text_goes_on(read: Sequence[WrittenLine], said: str) -> Slip | None:
    """Find a line of bare text where a key or a step belongs."""
    line, before = read[-1], _before(read)
    if line.dashes or line.key is not None or "expected ':'" not in said:
        return None
    if before and before.value[:1] in {"|", ">"}:
        hint = f"begin it, and all of the text, two spaces further right than '{before.key}'"
        return Slip(line.number, line.at + 1, f"this text stands no further right than '{before.key}:'", hint)
    if before and before.value[:1].isalpha() and (before.key is None or before.key in TEXTS):
        whole = f"{before.value.strip()} {line.rest.strip()}"
        hint = f"indent this line more, or put it on the one before: {before.with_value(_as_text(whole))}"
        return Slip(line.number, line.at + 1, "a text goes on only where the next line is indented more", hint)
    return Slip(line.number, line.at + 1, "this is text alone", f"to speak it, write - say: {_as_text(line.rest)}")


def indentation(read: Sequence[WrittenLine]) -> Slip | None:
    """Find a line that is indented differently from its neighbours."""
    line, before = read[-1], _before(read)
    if before is None:
        return None
    if line.dashes:
        return _dash_out_of_line(line, read, before)
    if line.key is None and not line.rest:
        return None
    return _field_out_of_line(line, read, before)


def _dash_out_of_line(line: WrittenLine, read: Sequence[WrittenLine], before: WrittenLine) -> Slip | None:
    here = len(line.indent)
    if before.key and not before.value and here < before.at:
        hint = f"begin this line, and those like it, further right: two spaces further than '{before.key}'"
        message = f"this stands further left than '{before.key}:', which it belongs to"
        return Slip(line.number, here + 1, message, hint)
    other = _last_with_dash(read)
    if other is None:
        if any(each.key == "steps" for each in read[:-1]):
            return None
        return Slip(
            line.number, here + 1, "the steps stand under 'steps:'", "write steps: on a line of its own before them"
        )
    if here == len(other.indent):
        return None
    far, way = _distance(here, _nearest(here, {len(each.indent) for each in read[:-1] if each.dashes}))
    return Slip(line.number, here + 1, f"this step begins {far} than the others", way)


def _field_out_of_line(line: WrittenLine, read: Sequence[WrittenLine], before: WrittenLine) -> Slip | None:
    here = line.at
    listed = _last_with_dash(read)
    if before.key and not before.value and here <= before.at:
        missing = before.at + 4 - here if before.dashes else before.at + 2 - here
        hint = f"begin it {_counted(missing)} further right, and the fields below it too"
        return Slip(line.number, here + 1, f"'{line.key or line.rest}' belongs under '{before.key}:'", hint)
    if listed is before and here == len(before.indent) and (told := _fields_with_dashes(read)):
        return told
    parent = _parent_beside(read, before)
    if parent and here > before.at:
        place, far = before.at + 1, _counted(here - before.at)
        message = f"'{before.key}' belongs under '{parent.key}:', where the line below it stands"
        return Slip(before.number, place, message, f"begin this line {far} further right")
    beside = _columns(read, before)
    nearest = _nearest(here, beside)
    if nearest == here:
        return None
    far, way = _distance(here, nearest)
    return Slip(line.number, here + 1, f"this line begins {far} than the fields beside it", way)


def _parent_beside(read: Sequence[WrittenLine], before: WrittenLine) -> WrittenLine | None:
    """Return the step or group of fields in whose own column the field `before` stands, and to which it belongs."""
    if before.dashes or before.key not in every_word() or before.key in KINDS:
        return None
    above = (line for line in reversed(read[: read.index(before)]) if not line.is_empty and line.at <= before.at)
    parent = next(above, None)
    return parent if parent and parent.key and not parent.value and parent.at == before.at else None


def _fields_with_dashes(read: Sequence[WrittenLine]) -> Slip | None:
    """Find fields that are written as list items under their step."""
    here = len(read[-1].indent)
    first = next((n for n in range(len(read) - 2, -1, -1) if not read[n].dashes or len(read[n].indent) != here), None)
    if first is None or not read[first].key or read[first].value:
        return None
    kind, item = read[first].key, read[first + 1]
    if item.key not in every_word():
        return None
    message = f"the fields of '{kind}' stand without dashes under it"
    return Slip(item.number, len(item.indent) + 1, message, f"write {item.rest}")


def _columns(read: Sequence[WrittenLine], before: WrittenLine) -> set[int]:
    """Return the columns where a field may begin after the line `before`: its own and those of its blocks."""
    columns, least = set[int](), len(before.text) + 1
    for line in reversed(read[:-1]):
        if line.is_empty or line.key is None:
            continue
        if line.at < least:
            columns.add(line.at)
            least = line.at
        if line.dashes and len(line.indent) < least:
            least = len(line.indent)
        if not least:
            break
    return columns


def _before(read: Sequence[WrittenLine]) -> WrittenLine | None:
    return next((line for line in reversed(read[:-1]) if not line.is_empty), None)


def _last_with_dash(read: Sequence[WrittenLine]) -> WrittenLine | None:
    return next((line for line in reversed(read[:-1]) if line.dashes), None)


def _nearest(here: int, columns: set[int]) -> int:
    return min(columns, key=lambda column: (abs(column - here), -column), default=here)


def _distance(here: int, there: int) -> tuple[str, str]:
    """Return how far a line is from its right column, and how to mend it."""
    far = _counted(abs(there - here))
    if here < there:
        return f"{far} further left", f"begin it {far} further right"
    return f"{far} further right", f"begin it {far} further left"


def _counted(spaces: int) -> str:
    return _COUNTED.get(spaces, f"{spaces} spaces")


def _as_text(text: str) -> str:
    return in_quotes(text) if ": " in text or " #" in text or text[-1:] == ":" else text
