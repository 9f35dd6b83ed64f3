"""Slips within one line: invisible characters, wrong dashes, colons, comments and quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nightcue.language.vocabulary import every_word
from nightcue.language.written_line import WrittenLine, in_quotes
from nightcue.patterns import compiled


@dataclass(frozen=True)
class Slip:
    """What is wrong at a line and column, both from 1, and how to mend it."""

    line: int
    column: int
    message: str
    hint: str


HIDDEN_SIGNS = ("there is a special space here", "there is an invisible character here")
_WIDE = {"：": "colon", "－": "hyphen", "［": "bracket", "］": "bracket", "｛": "brace", "｝": "brace", "，": "comma"}
_WIDE |= {"＃": "#", "＂": "quote", "＇": "quote"}
_DASHES = {"–": "an en dash", "—": "an em dash", "−": "a minus sign", "‒": "a dash", "―": "a dash"}
_BULLET = compiled(r"(?P<sign>[–—−‒―•·‣◦▪●○■▶►➢✓✔☐⁃∙⦁]|[*+](?=[ ]?[^\W\d_]+ ?:)|\(?\d{1,2}[.)](?=\s)) ?(?P<rest>\S.*)")
_GLUED_DASH = compiled(r"-(?P<rest>[^\W\d_]\w*(?: \w+)? ?:(?:\s.*|$))")
_COMMENT = compiled(
    r"(?://+|/\*+|<!--|--+|;+|==+|\*\*\*+|~~+|%%?|rem\b)\s*(?P<said>.*?)\s*(?:\*/|-->|==+|--+|\*\*\*+)?", re.IGNORECASE
)
_PAIR = compiled(r"(?P<key>[^\W\d][\w-]{0,40}) ?(?P<sign>=>|->|→|=|;|:|(?<= )(?=\S))\s*(?P<value>\S.*)")
_IN_BRACES = compiled(r"[{,] *(?P<key>[^\W\d]\w{0,40}):(?P<value>[^\s,:}{\"'/][^,}]{0,60})")
_SECOND_PAIR = compiled(r"\s*[,;|/]\s*(?:- )?(?P<key>[^\W\d]\w{0,40}):\s+(?P<value>\S.*)")
TEXTS = frozenset(
    {"say", "name", "title", "setup", "chapter", "summary", "include", "audio", "encourage", "stop", "start"}
)
_CURLY = "“”„‘’«»"
_SIGNS = "[{*&!%@`>|?-,#"


def hidden_sign(line: WrittenLine) -> Slip | None:
    """Find a character that looks like a space, or like nothing, outside the value of a line."""
    return hidden_anywhere(line, line.text if line.key is None else line.text[: line.value_at])


def hidden_anywhere(line: WrittenLine, part: str | None = None) -> Slip | None:
    """Find such a character anywhere in a line, or in its beginning `part`."""
    searched = line.text if part is None else part
    for place, sign in enumerate("" if searched.isascii() else searched):
        if sign != " " and (kind := unicodedata.category(sign)) in {"Zs", "Zl", "Zp", "Cf"}:
            named = f"{unicodedata.name(sign, 'a sign').lower()}, U+{ord(sign):04X}"
            if kind == "Zs" and not line.text[:place].strip() and sign == line.text[place + 1 : place + 2]:
                hint = "indent this line with plain spaces"
                return Slip(line.number, place + 1, f"{HIDDEN_SIGNS[0]} ({named})", hint)
            if kind == "Zs":
                message, hint = f"{HIDDEN_SIGNS[0]} ({named})", "delete it, and type a plain space"
            else:
                message, hint = f"{HIDDEN_SIGNS[1]} ({named})", "delete it"
            clean = "".join(" " if unicodedata.category(c) == "Zs" else c for c in line.text)
            clean = "".join(c for c in clean if unicodedata.category(c) not in {"Cf", "Zl", "Zp"})
            return Slip(line.number, place + 1, message, f"{hint}: {clean.strip()}")
    return None


def wide_sign(line: WrittenLine) -> Slip | None:
    """Find a full-width sign of a Chinese or Japanese keyboard outside the value."""
    structure = line.text if line.key is None else line.text[: line.value_at + 1]
    place = next((place for place, sign in enumerate(structure) if sign in _WIDE), None)
    if place is None:
        return None
    plain = unicodedata.normalize("NFKC", re.sub("([：，])(?=[^ ])", r"\1 ", line.text)).strip()
    sign = structure[place]
    return Slip(line.number, place + 1, f"this {_WIDE[sign]} is a full-width one ({sign})", f"write {plain}")


def tab(line: WrittenLine) -> Slip | None:
    """Find a tab in the indentation."""
    place = line.text[: line.at].find("\t")
    return (
        Slip(line.number, place + 1, "there is a tab here", "indent with spaces, not with tabs") if place >= 0 else None
    )


def other_dash(line: WrittenLine) -> Slip | None:
    """Find another sign in place of a list dash, such as a bullet, or a dash with no space after it."""
    place = line.at + 1
    if glued := _GLUED_DASH.fullmatch(line.rest):
        hint = f"write - {glued['rest']}"
        return Slip(line.number, place, "a space is missing after the dash", hint)
    bullet = _BULLET.fullmatch(line.rest)
    if bullet is None:
        return None
    sign, rest = bullet["sign"], bullet["rest"]
    if sign in _DASHES:
        message = f"this is {_DASHES[sign]} ({sign}), as word processors write it"
    elif sign in "*+" or sign[-1] in ".)":
        message = f"{'a star' if sign == '*' else sign} begins no item of a list"
    else:
        message = f"this is a bullet ({sign}), as word processors write it"
    return Slip(line.number, place, message, f"begin with a plain hyphen and a space: - {rest}")


def other_comment(line: WrittenLine) -> Slip | None:
    """Find a comment in the notation of another language."""
    comment = _COMMENT.fullmatch(line.rest)
    if comment is None or (line.rest.startswith("---") and not line.at and not comment["said"]):
        return None
    return Slip(line.number, line.at + 1, "a comment begins with #", f"write # {comment['said'] or '…'}")


def colon(line: WrittenLine) -> Slip | None:
    """Find a colon that is missing, has no space after it, or is another sign."""
    within = _IN_BRACES.search(line.text)
    if within and within["key"] in every_word():
        hint = f"write {within['key']}: {within['value'].strip()}"
        return Slip(line.number, within.start("key") + 1, "a space is missing after the colon", hint)
    pair = _PAIR.fullmatch(line.rest)
    if pair is None or (line.key is not None and (pair["sign"] == ":" or len(line.key) <= len(pair["key"]))):
        if line.key is None and line.rest in every_word():
            return Slip(line.number, line.at + 1, f"a colon is missing after '{line.rest}'", f"write {line.rest}:")
        return None
    key, sign, value = pair["key"], pair["sign"], pair["value"]
    place, hint = line.at + pair.end("key") + 1, f"write {key}: {value}"
    if sign == ":":
        return None if value.startswith("//") else Slip(line.number, place, "a space is missing after the colon", hint)
    if sign:
        known = key in every_word() or sign in "=>" or sign == "->"
        return Slip(line.number, place, f"a colon belongs here, and not {sign}", hint) if known else None
    if key in every_word() and (key in TEXTS or value[0] in "\"'[{" or value[0].isdigit() or " " not in value):
        return Slip(line.number, place, f"a colon is missing after '{key}'", hint)
    return None


def curly_quotes(line: WrittenLine) -> Slip | None:
    """Find curly quotes around a value."""
    if not line.value or line.value[0] not in _CURLY:
        return None
    inside = line.value.strip(_CURLY)
    hint = f"write straight ones: {line.with_value(in_quotes(inside))}"
    message = f"curly quotes ({line.value[0]}), as word processors write them, are letters to YAML"
    return Slip(line.number, line.value_at + 1, message, hint)


def quotes(line: WrittenLine) -> Slip | None:
    """Find a quote inside quotes, text after a closing quote, or an apostrophe in single quotes."""
    text = line.value
    if not text or text[0] not in "\"'":
        return None
    end = closing(text, 0)
    if end is None or not (after := text[end + 1 :].strip()) or after[0] in "#:":
        return None
    place = line.value_at + end + 1
    is_whole = len(text) > 1 and text[-1] == text[0]
    whole = in_quotes(text[1:-1] if is_whole else text)
    hint = f"write {line.with_value(whole)}"
    if text[0] == "'" and text[end - 1].isalpha() and text[end + 1 : end + 2].isalpha():
        return Slip(line.number, place, "this apostrophe ends the text that the quote began", hint)
    if is_whole:
        return Slip(line.number, place, "this quote, inside quotes, ends the text", hint)
    return Slip(line.number, place, "a text that begins with a quote ends where that closes", hint)


def left_over_comma(line: WrittenLine) -> Slip | None:
    """Find a comma at the end of a line, as in JSON."""
    if not re.search("[\"'\\]}],$", line.text):
        return None
    hint = f"write {line.text.strip()[:-1]}"
    return Slip(line.number, len(line.text), "a comma is left over at the end of this line", hint)


def backslash(line: WrittenLine) -> Slip | None:
    """Find a backslash in double quotes, where YAML reads an escape."""
    if not line.value.startswith('"') or "\\" not in line.value:
        return None
    place = line.value_at + line.value.index("\\") + 1
    plain = in_quotes(line.value.strip('"'))
    hint = f"use single quotes: {line.with_value(plain)}"
    return Slip(line.number, place, "a backslash has a meaning of its own in double quotes", hint)


def first_sign(line: WrittenLine) -> Slip | None:
    """Find a text without quotes that begins with a special character of YAML."""
    text = line.value
    if not text or text[0] not in _SIGNS or (text[0] in ">|" and not re.match(r".[+-]?\d? +[^#\s]", text)):
        return None
    if text[0] in "[{":
        end = closing_bracket(text)
        if end is None or text[end + 1 :].strip(" ,") in {"", "]", "}", "}]", "]}"} or text[end + 1 :].startswith(" #"):
            return None
    if text[0] == "-" and not line.key:
        return None
    hint = f"write {line.with_value(in_quotes(text))}"
    return Slip(line.number, line.value_at + 1, f"a text that begins with {text[0]} needs quotes", hint)


def two_on_a_line(line: WrittenLine) -> Slip | None:
    """Return a slip for two steps or two fields that a comma parts."""
    if line.key not in every_word() or line.key in TEXTS or line.value[:1] in {'"', "'", "[", "{"}:
        return None
    second = _SECOND_PAIR.search(line.value)
    if second is None or second["key"] not in every_word():
        return None
    dash = line.dashes and "- "
    first = f"{dash}{line.key}: {line.value[: second.start()]}"
    hint = f"a line for each: {first}, then {dash}{second['key']}: {second['value']}"
    place = line.value_at + second.start("key") + 1
    return Slip(line.number, place, f"'{line.key}' and '{second['key']}' stand on one line", hint)


def colon_in_text(line: WrittenLine) -> Slip | None:
    """Find a text without quotes whose colon makes YAML read a key."""
    inner = re.search(r":(?: |$)", line.value)
    if line.key is None or inner is None or line.value[0] in "\"'[{":
        return None
    hint = f"write {line.with_value(in_quotes(line.value))}"
    return Slip(line.number, line.value_at + inner.start() + 1, "a text with a colon in it needs quotes", hint)


def closing(text: str, start: int) -> int | None:
    """Return the place of the quote that closes the one at `start`, or None."""
    quote, place = text[start], start + 1
    while place < len(text):
        if text[place] == "\\" and quote == '"':
            place += 1
        elif text[place] == quote:
            if quote == '"' or text[place + 1 : place + 2] != "'":
                return place
            place += 1
        place += 1
    return None


def closing_bracket(text: str) -> int | None:
    """Return the place of the bracket that closes the first character of `text`, or None."""
    depth, place = 0, 0
    while place < len(text):
        if text[place] in "\"'" and text[place - 1] in " [{,:":
            place = closing(text, place) or len(text)
        elif text[place] in "[{":
            depth += 1
        elif text[place] in "]}":
            depth -= 1
            if not depth:
                return place
        place += 1
    return None


Rule = Callable[[WrittenLine], Slip | None]
HIDDEN: tuple[Rule, ...] = (hidden_sign, wide_sign)
"""The rules that come first: an invisible character misleads all the others."""
ONE_LINE: tuple[Rule, ...] = (
    *HIDDEN,
    tab,
    other_dash,
    left_over_comma,
    quotes,
    curly_quotes,
    first_sign,
    backslash,
    colon,
    other_comment,
)


def slip_in(line: WrittenLine, rules: Sequence[Rule] = ONE_LINE) -> Slip | None:
    """Return the first slip that the `rules` find in a line, or None."""
    return next(filter(None, (rule(line) for rule in rules)), None)
