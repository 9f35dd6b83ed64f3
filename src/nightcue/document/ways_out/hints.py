"""What the hint of a reading error tells to write, written: rewrites of a key or of a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from nightcue.document.ways_out.rewriting import Place, Rewrite, as_written
from nightcue.language.durations import parse_duration
from nightcue.language.vocabulary import every_word
from nightcue.language.written_line import in_quotes

OF_A_KEY = frozenset({"unknown-key", "unknown-step", "bad-variable"})
"""Codes of problems with a key; what to write instead is another key."""

_LEFT_OUT = frozenset(
    {"unknown-key", "duplicate-key", "missing-value", "nothing-to-speak", "unknown-fact", "missing-file", "empty-step"}
    | {"outside-folder", "unknown-step", "unknown-voice", "wrong-place", "circular-include"}
)
"""Codes of problems that are gone with the key, or the step, that has them."""

_DID_YOU_MEAN = re.compile(r"did you mean (?P<first>'.+?'|[^' ]+?)(?: or '(?P<second>.+?)')?(?:, which .+)?\?")
_IS_HERE = "which is here already"
_FEW = re.compile(r"(?:one of|write): (?P<words>[^;:]+)(?:;.*)?")
_VARIABLE = re.compile(r"there is no variable '(?P<name>[^'…]+)'")
_BRACES = re.compile(r".*for braces in the text, write (?P<braces>\{\{[^{}]+\}\})")
_UNDER = re.compile(r"it stands under '.+?': (?P<pair>.+)")
_TWO_FIELDS = re.compile(r"two numbers are two fields: write (?P<first>sets: \d+) and (?P<second>reps: \d+)")
_LIMITS = re.compile(r"from (?P<least>\S+) to (?P<most>\S+)(?: \w+)? is possible here, not (?P<written>[^;]*)")
_BESIDE = re.compile(r"'\w+' and '(?P<other>[^'…]+)' in one step")
_OTHER_NAME = re.compile(r"write ([A-Za-z_]\w*)")
_IN_QUOTES = re.compile(r"a text that begins with \S+ needs quotes")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PAIR = re.compile(r"(?:write )?(?P<pair>(?P<key>[a-z_]+): .+)")
_EXAMPLE = "vars: {hold: 25s}"
"""A hint with nothing in it of what was written."""
_WITH_A_COMMA = "text with a comma in it needs quotes here"
_MOST_WORDS = 6
"""Words out of which one can be chosen, each a button."""
_VALUES = (
    re.compile(r'a variable (?:on its own needs quotes:|is written) (?P<value>"\{\w+\}")'),
    re.compile(r'write (?P<value>"\{\w+\}") alone: .*'),
    re.compile(r"one value alone: (?P<value>.+)"),
    re.compile(r"a path begins at the file that it is written in: (?P<value>.+)"),
    re.compile(r"this is a folder; name a file in it: (?P<value>.+)"),
    re.compile(r"(?P<value>brown-noise|rain)(?: or (?P<other>rain))?, or the path of a sound file"),
    re.compile(r"such as (?P<value>\{[^…]+\})"),
    re.compile(r"write a number from .*; (?P<value>-\d+) is the usual"),
    re.compile(r"a comment begins with a space and #: (?P<value>.+)"),
    re.compile(r"the larger unit first: (?P<value>\S+)"),
    re.compile(r"one duration for all of it: (?P<value>\S+);.*"),
    re.compile(r"(?:.*: )?write (?P<value>\[[^\]]+\]|\S+) or (?P<other>\S+?)(?:,.*)?"),
    re.compile(r".*: write (?P<value>\S+), or an? (?:shorter|smaller) one"),
    re.compile(r"write how many, such as (?P<value>\d+)"),
    re.compile(r"write the (?:first )?number alone: (?P<value>\d+)"),
    re.compile(r"write how long: .* are (?P<value>\S+)"),
    re.compile(r"write (?P<value>\S+) alone(?:[,;:].*)?"),
    re.compile(r"(?:a duration is kept to the sample: )?write (?P<value>\[[^\]]+\]|\S+)(?:, (?:for|or) .*)?"),
)


def rewrites(place: Place) -> Iterator[Rewrite]:
    """Yield what may be written for a problem that YAML itself does not have, the likeliest first."""
    hint = place.problem.hint or ""
    for look in _LOOKS:
        yield from look(place, hint)
    yield from _left_out(place)


def _meant(place: Place, hint: str) -> Iterator[Rewrite]:
    found = _DID_YOU_MEAN.fullmatch(hint)
    if found is None or _IS_HERE in hint or _VARIABLE.match(place.problem.message):
        return
    for word in filter(None, (found["first"].strip("'"), found["second"])):
        is_key = place.problem.code in OF_A_KEY
        yield from _said(place.with_key(word) if is_key else place.with_value(as_written(word)), word)


def _limit(place: Place, _: str) -> Iterator[Rewrite]:
    """Yield the nearest number that is possible."""
    found = _LIMITS.match(place.problem.message)
    if found:
        least, most, written = (_amount(found[name]) for name in ("least", "most", "written"))
        is_less = written is not None and least is not None and written < least
        nearest = found["least"] if is_less or most is None else found["most"]
        yield from _said(place.with_value(nearest), nearest)


def _amount(written: str) -> Fraction | None:
    """Return a number or a length in seconds; None where it is neither."""
    number = _NUMBER.match(written.replace(",", ""))
    try:
        return parse_duration(written) if number is None or number[0] != written else Fraction(number[0])
    except ValueError:
        return Fraction(number[0]) if number else None


def _variable(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield another variable, or braces that are spoken as they stand, wherever the text here names one."""
    wrong = _VARIABLE.match(place.problem.message)
    if wrong is None or place.spot is None:
        return
    meant, braces = _DID_YOU_MEAN.fullmatch(hint), _BRACES.fullmatch(hint)
    name = meant["first"].strip("'") if meant else None
    written = f"{{{name}}}" if name else braces["braces"] if braces else None
    if written:
        node = place.spot.value
        old = re.compile(rf"\{{\s*{re.escape(wrong['name'])}\s*\}}")
        said = old.sub(lambda _: written, place.text[node.start : node.end])
        yield from _said(place.text[: node.start] + said + place.text[node.end :], written)


def _moved(place: Place, hint: str) -> Iterator[Rewrite]:
    if found := _UNDER.fullmatch(hint):
        yield from _said(place.with_pair(found["pair"]), found["pair"])


def _two_fields(place: Place, hint: str) -> Iterator[Rewrite]:
    if found := _TWO_FIELDS.fullmatch(hint):
        between = ", " if place.spot and place.spot.parent.is_flow else f"{place.newline}{' ' * place.line.at}"
        both = f"{found['first']}, {found['second']}"
        yield from _said(place.with_pair(f"{found['first']}{between}{found['second']}"), both)


def _quoted(place: Place, hint: str) -> Iterator[Rewrite]:
    if _IN_QUOTES.fullmatch(hint) and (text := place.in_quotes()):
        yield Rewrite("quote", text)


def _comma(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the text before a comma and what YAML took for the next key, in quotes as one."""
    spot = place.spot
    if hint == _WITH_A_COMMA and spot and spot.parent.keys and spot.index:
        start, end = spot.parent.children[spot.index - 1].start, spot.parent.keys[spot.index].end
        yield Rewrite("quote", place.text[:start] + in_quotes(place.text[start:end]) + place.text[end:])


def _paired(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield the field here with another value, as in `write beat: [point, pull]`."""
    found = _PAIR.fullmatch(hint) if hint != _EXAMPLE else None
    if found and place.spot and "…" not in hint and _key_of(place) == found["key"]:
        yield from _said(place.with_pair(found["pair"]), found["pair"])
    elif found and place.problem.code == "other-language":
        yield from _with_language(place, found["pair"])


def _with_language(place: Place, pair: str) -> Iterator[Rewrite]:
    """Yield the text with the language that it is in, as a new line below its first one where it names none."""
    value = pair.partition(": ")[2]
    if place.spot and not place.spot.is_key:
        yield from _said(place.with_value(value), value)
    else:
        start = place.start_of(place.number + 1)
        yield from _said(f"{place.text[:start]}{pair}{place.newline}{place.text[start:]}", pair)


def _valued(place: Place, hint: str) -> Iterator[Rewrite]:
    if place.problem.code in OF_A_KEY or "…" in hint:
        return
    found = next(filter(None, (pattern.fullmatch(hint) for pattern in _VALUES)), None)
    for value in found.groups() if found else ():
        if value:
            yield from _said(place.with_list(value) if value.startswith("[") else None, value)
            yield from _said(place.with_value(value), value)


def _one_of(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield each of the few words that are possible."""
    found = _FEW.fullmatch(hint)
    if found and place.problem.code not in {*OF_A_KEY, "unknown-variable"}:
        for word in found["words"].split(", ")[:_MOST_WORDS]:
            yield from _said(place.with_value(as_written(word)), word)


def _renamed(place: Place, hint: str) -> Iterator[Rewrite]:
    """Yield a variable by a name that it can have, wherever it is used."""
    found = _OTHER_NAME.fullmatch(hint)
    if (
        found
        and place.problem.code == "bad-variable"
        and (old := _key_of(place))
        and (text := place.with_key(found[1]))
    ):
        yield Rewrite("write", text.replace(f"{{{old}}}", f"{{{found[1]}}}"), {"text": found[1]})


def _titled(place: Place, _: str) -> Iterator[Rewrite]:
    """Yield the text with the name of its file for a title, where it has none."""
    if place.problem.message == "'title' is missing here":
        title = f"title: {as_written(place.problem.span.path.stem)}"
        start = place.start_of(place.number)
        yield Rewrite("write", f"{place.text[:start]}{title}{place.newline}{place.text[start:]}", {"text": title})


def _beside(place: Place, _: str) -> Iterator[Rewrite]:
    """Yield the text without what stands beside the kind of a step that takes one value."""
    found = _BESIDE.fullmatch(place.problem.message)
    spot = place.spot
    known = found and found["other"] in every_word()
    index = spot.parent.index(found["other"]) if found and known and spot else None
    if spot and index is not None:
        start = spot.parent.keys[index].start
        yield from _without(place.at_place(start), spot.parent.keys[index].text)


def _left_out(place: Place) -> Iterator[Rewrite]:
    if place.problem.code not in _LEFT_OUT or place.problem.message.startswith("a space is missing"):
        return
    if place.problem.code == "duplicate-key" and place.spot and place.spot.value.kind != "text":
        # what stands below it goes on with what the first one has
        yield Rewrite("remove_line", place.with_lines({place.number: None}))
    elif place.without_pair():
        yield from _without(place, _key_of(place) or place.line.rest)
    elif text := place.without_step():
        yield Rewrite("remove_step", text)


def _without(place: Place, name: str) -> Iterator[Rewrite]:
    if text := place.without_pair():
        yield Rewrite("leave_out", text, {"text": name})


def _key_of(place: Place) -> str | None:
    spot = place.spot
    return spot.parent.keys[spot.index].text if spot and spot.parent.keys else None


def _said(text: str | None, written: str) -> Iterator[Rewrite]:
    if text is not None:
        yield Rewrite("write", text, {"text": written})


_Look = Callable[[Place, str], Iterator[Rewrite]]
_LOOKS: tuple[_Look, ...] = (
    _meant, _limit, _variable, _moved, _two_fields, _renamed, _titled, _quoted, _comma, _paired, _valued, _one_of,
    _beside,
)  # fmt: skip
"""What is looked at, the likeliest first."""
