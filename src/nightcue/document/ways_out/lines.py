"""What the hint of a slip in a line tells to do, done: rewrites of lines that YAML cannot read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import category

from nightcue.document.ways_out.rewriting import Place, Rewrite
from nightcue.language.line_slips import HIDDEN_SIGNS
from nightcue.language.written_line import written_line

_COUNTED = {"one space": 1, "two spaces": 2, "three spaces": 3, "four spaces": 4}
_FAR = r"(?P<far>one space|two spaces|three spaces|four spaces|\d+ spaces)"
_ASIDE = re.compile(
    rf"begin (?:it|this line) {_FAR} further (?P<way>left|right)(?P<more>, and the fields below it too)?"
)
_ON_THE_LINE_BEFORE = re.compile(r"indent this line more, or put it on the one before: (?P<line>.+)")
_TWO_LINES = re.compile(r"a line for each: (?P<first>.+), then (?P<second>.+)")
_EVERY_LINE = re.compile(r"remove the (?P<sign>\S) at the beginning of each line")
_GLUED = re.compile(r"([{,] *[^\W\d]\w*):([^\s,:}{\"'/])")
_NUMBERS = "copy the lines without their numbers"
_NUMBER = re.compile(r"\s*\d{1,4}[.:|)]?(?:[ \t]|$)")
_OWN_LINE = re.compile(r"write (?P<line>steps:) on a line of its own before them")
_FENCE = "remove this line, and the one like it at the end"
_THIS_LINE = re.compile(r"remove this line, or .*")
_TABS = ("indent with spaces, not with tabs", "indent this line with plain spaces")
_LINE = re.compile(
    r"(?:write(?: straight ones:)?|to speak it, write|close it:|use single quotes:|.*: write|indent .*:"
    r"|delete it(?:, and type a plain space)?:|begin with a plain hyphen and a space:) (?P<line>\S.*)"
)


def rewrites(place: Place) -> Iterator[Rewrite]:
    """Yield what may be done about a slip that YAML cannot read, or misreads; the likeliest first."""
    hint = place.problem.hint or ""
    for look in _LOOKS:
        yield from look(place, hint)


def _aside(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the line further left or right, then with all that belongs to it, or those beside it too."""
    found = _ASIDE.fullmatch(hint)
    if found is None:
        return
    far = _COUNTED.get(found["far"]) or int(found["far"].split()[0])
    shift = far if found["way"] == "right" else -far
    here = len(place.line.indent)
    blocks = [_block(place, here + 1), _block(place, here), [place.number]]
    for numbers in (blocks[1], blocks[0], blocks[2]) if found["more"] else blocks:
        if moved := _shifted(place, numbers, shift):
            yield Rewrite(f"move_{found['way']}", moved)
    below = next((line for line in place.lines[place.number :] if line.strip()), "")
    if moved := _shifted(place, [place.number], len(below) - len(below.lstrip(" ")) - here):
        yield Rewrite(f"move_{found['way']}", moved)


def _under(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the line, and those like it, two spaces further right than what it belongs to."""
    if not hint.startswith("begin") or "two spaces further" not in hint:
        return
    above = next((line for line in range(place.number - 1, 0, -1) if place.lines[line - 1].strip()), None)
    if above is None:
        return
    text = place.lines[above - 1]
    dashes = re.match(r"\s*(?:-\s+)*", text)
    shift = (dashes.end() if dashes else 0) + 2 - len(place.line.indent)
    for numbers in (_block(place, len(place.line.indent)), [place.number]):
        if moved := _shifted(place, numbers, shift):
            yield Rewrite("move_right", moved)


def _joined(place: Place, hint: str) -> Iterator[Rewrite]:
    found = _ON_THE_LINE_BEFORE.fullmatch(hint)
    if found and not hint.endswith("…") and place.number > 1:
        before = place.lines[place.number - 2]
        kept = re.match(r"\s*(?:-\s+)*", before)
        line = (kept[0] if kept else "") + found["line"]
        yield Rewrite("write", place.with_lines({place.number - 1: line, place.number: None}), {"text": found["line"]})


def _parted(place: Place, hint: str) -> Iterator[Rewrite]:
    found = _TWO_LINES.fullmatch(hint)
    if found and not hint.endswith("…"):
        first, second = found["first"], found["second"]
        between = f"{place.newline}{place.line.indent}{'' if second.startswith('- ') else ' ' * len(place.line.dashes)}"
        yield Rewrite("write", place.with_rest(f"{first}{between}{second}"), {"text": f"{first}, {second}"})


def _every_line(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the text without what stands before every line."""
    sign = _EVERY_LINE.fullmatch(hint)
    if sign or hint == _NUMBERS:
        before = re.compile(rf"\s*{re.escape(sign['sign'])} ?") if sign else _NUMBER
        yield Rewrite("remove_signs", "".join(before.sub("", line, count=1) or place.newline for line in place.lines))


def _own_line(place: Place, hint: str) -> Iterator[Rewrite]:
    if found := _OWN_LINE.fullmatch(hint):
        start = place.start_of(place.number)
        line = f"{found['line']}{place.newline}"
        yield Rewrite("write", place.text[:start] + line + place.text[start:], {"text": found["line"]})


def _removed(place: Place, hint: str) -> Iterator[Rewrite]:
    if hint == _FENCE:
        like = {number: None for number, line in enumerate(place.lines, 1) if line.strip()[:3] in {"```", "~~~"}}
        yield Rewrite("remove_line", place.with_lines(like))
    elif _THIS_LINE.fullmatch(hint):
        yield Rewrite("remove_line", place.with_lines({place.number: None}))


def _tabs(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the text with spaces in place of what it is indented with: so many a tab, or as the line before it is."""
    if not hint.startswith(_TABS):
        return
    for spaces in (2, 4, 8, 1):
        yield Rewrite("spaces", "".join(_with_spaces(line, spaces) for line in place.lines))
    yield Rewrite("spaces", place.with_lines({place.number: place.line.text.replace("\t", " ")}))
    before = place.lines[place.number - 2] if place.number > 1 else ""
    for indent in (len(before) - len(before.lstrip()), len(before) - len(before.lstrip(" -"))):
        line = " " * indent + place.lines[place.number - 1].strip()
        yield Rewrite("spaces", place.with_lines({place.number: line}))


def _hidden(place: Place, _: str) -> Iterator[Rewrite]:
    """Yield the line with plain spaces for special ones, and without what nobody sees."""
    if place.problem.message.startswith(HIDDEN_SIGNS):
        plain = (" " if category(sign) == "Zs" else sign for sign in place.line.text)
        said = "".join(sign for sign in plain if category(sign) not in {"Cf", "Zl", "Zp"})
        yield Rewrite("plain_signs", place.with_lines({place.number: said}))


def _space(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the text with a space after the colon here, where that stands between brackets."""
    if place.problem.message == "a space is missing after the colon" and "{" in place.line.text:
        spaced = _GLUED.sub(r"\1: \2", place.line.text)
        yield Rewrite("write", place.with_lines({place.number: spaced}), {"text": hint.removeprefix("write ")})


def _dashes(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the text with one dash in place of two, with a dash for each step, or without those of fields."""
    kind = place.line.key if not place.line.value else None
    if hint == "write one dash":
        yield Rewrite("write", place.with_rest(place.line.dashes[:2] + place.line.rest), {"text": "-"})
    elif hint == "start each step with a dash":
        yield Rewrite("own_dash", place.with_lines(_with_dashes(place)))
    elif place.problem.message.startswith(("the fields of", "names and values")) or hint.startswith("the fields of"):
        first = place.number + (kind is not None and not place.problem.message.startswith("the fields of"))
        yield Rewrite("without_dashes", place.with_lines(_without_dashes(place, first)))
    elif hint.startswith("indent the fields of") and (moved := _shifted(place, _block(place, place.line.at)[1:], 2)):
        yield Rewrite("move_right", moved)


def _with_dashes(place: Place) -> dict[int, str | None]:
    """Return the lines of the keys below the one here, each as a step of its own."""
    step, here = _block(place, place.line.at), " " * place.line.at
    own = [number for number in step[1:] if re.match(rf"{here}\S", place.lines[number - 1])]
    return {number: f"{place.line.indent}- {place.lines[number - 1].strip()}" for number in own}


def _without_dashes(place: Place, first: int) -> dict[int, str | None]:
    changed: dict[int, str | None] = {}
    indent = None
    for number in range(first, len(place.lines) + 1):
        found = re.match(r"( *)- +(.*)", place.lines[number - 1].rstrip("\r\n"))
        if found is None or (indent is not None and found[1] != indent):
            break
        indent = found[1]
        changed[number] = f"{indent}  {found[2]}"
    return changed


def _comment(place: Place, hint: str) -> Iterator[Rewrite]:
    if hint == "write # …":
        yield Rewrite("write", place.with_rest(f"# {place.line.rest}"), {"text": "#"})


def _line(place: Place, hint: str) -> Iterator[Rewrite]:
    found = _LINE.fullmatch(hint)
    if found is None or ("…" in hint and "…" not in place.line.text):
        return
    key = written_line(1, found["line"]).key
    if key is None or place.line.key in {None, key} or not place.line.key.isidentifier():
        yield Rewrite("write", place.with_rest(found["line"]), {"text": found["line"]})


def _block(place: Place, least: int) -> list[int]:
    """Return the line and those below it that begin at column `least`, from 0, or further right; no other step."""
    numbers = [place.number]
    for number in range(place.number + 1, len(place.lines) + 1):
        line = place.lines[number - 1]
        indent = len(line) - len(line.lstrip(" "))
        is_step = line.lstrip().startswith("- ") and indent <= least and not place.line.dashes
        if line.strip() and (indent < least or is_step):
            break
        numbers.append(number)
    return numbers


def _shifted(place: Place, numbers: list[int], shift: int) -> str | None:
    """Return the text with these lines further right, or left where `shift` is negative; None where one cannot be."""
    changed: dict[int, str | None] = {}
    for number in numbers:
        line = place.lines[number - 1].rstrip("\r\n")
        if line.strip():
            if shift < 0 and line[:-shift].strip():
                return None
            changed[number] = " " * shift + line if shift > 0 else line[-shift:]
    return place.with_lines(changed)


def _with_spaces(line: str, spaces: int) -> str:
    rest = line.lstrip(" \t\u00a0\u2003\u2002")
    return line[: len(line) - len(rest)].replace("\t", " " * spaces).replace("\u00a0", " ") + rest


_Look = Callable[[Place, str], Iterator[Rewrite]]
_LOOKS: tuple[_Look, ...] = (
    _aside, _under, _joined, _parted, _every_line, _own_line, _removed, _tabs, _hidden, _space, _dashes, _comment,
    _line,
)  # fmt: skip
"""What is looked at, the likeliest first."""
