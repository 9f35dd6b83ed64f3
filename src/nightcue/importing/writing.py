"""Writing a Draft as a routine that a person likes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from nightcue.document.quoting import in_line
from nightcue.importing.draft import Comment, Draft, Heading, Hold, Item, Repeat, Rest, Said, Silence
from nightcue.language.durations import in_short
from nightcue.language.locale_files import words_of

_LONG = 300
"""Characters from which on a line is broken behind its sentences: a voice takes breath there, and a person reads on."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+")
_WIDTH = 110


def routine_of(draft: Draft, words: str) -> str:
    """Return the text of the routine; `words` name it after a command, such as mine --lang es."""
    language = draft.language or ""
    said = words_of("importing", language)
    made = said["made"].format(file=_plain(draft.path.name), words=words)
    title = draft.title or _title_of(draft.path.stem) or said["untitled"]
    top = [*(f"# {line}" for line in made.splitlines()), f"title: {in_line(_escaped(title))}"]
    return "\n".join([*top, f"language: {language}", "steps:", *_steps(draft.items, "  ")]) + "\n"


def exactly(seconds: Fraction) -> str:
    """Return a length as a routine has it, exact to the last digit: 1m30s, 2.5s, 500ms."""
    if seconds.denominator == 1:
        return in_short(seconds)
    if seconds < 1 and (seconds * 1000).denominator == 1:
        return f"{seconds * 1000}ms"
    return f"{(Decimal(seconds.numerator) / Decimal(seconds.denominator)).normalize():f}s"


def _steps(items: Iterable[Item], indent: str) -> Iterator[str]:
    for at, item in enumerate(items):
        if isinstance(item, Heading) and at:
            yield ""
        yield from (f"{indent}{line}" for line in _step(item))


def _step(item: Item) -> Iterator[str]:
    match item:
        case Heading(title):
            yield f"- chapter: {in_line(_escaped(title))}"
        case Said(lines):
            yield from _field("- say", _broken(lines), "    ")
        case Silence(seconds):
            yield f"- pause: {exactly(seconds)}"
        case Rest(line, seconds):
            yield from ("- rest:", f"    duration: {exactly(seconds)}")
            yield from _field("    say", _broken([line]), "      ")
        case Hold(name, setup, seconds):
            yield from ("- stretch:", f"    name: {in_line(_escaped(name))}")
            if setup:
                yield from _field("    setup", _broken(setup), "      ")
            yield f"    hold: {exactly(seconds)}"
        case Repeat(times, inside):
            yield from ("- repeat:", f"    times: {times}", "    steps:", *_steps(inside, "      "))
        case Comment(text):
            yield from (f"# {line}" for line in _wrapped(_plain(text)))


def _field(key: str, lines: list[str], indent: str) -> Iterator[str]:
    """Yield a field with one line, or with a list of them."""
    if len(lines) == 1:
        yield f"{key}: {in_line(lines[0])}"
        return
    yield f"{key}:"
    yield from (f"{indent}- {in_line(line)}" for line in lines)


def _broken(lines: Iterable[str]) -> list[str]:
    """Return the lines as a routine has them, long ones broken behind sentences, and between words at the worst."""
    return [_escaped(part) for line in lines for part in _parts(line)]


def _parts(line: str) -> Iterator[str]:
    if len(line) <= _LONG:
        yield line
        return
    begun = ""
    pieces = [piece for sentence in _SENTENCE.split(line) for piece in _wrapped(sentence, _LONG)]
    for piece in pieces:
        if begun and len(begun) + 1 + len(piece) > _LONG:
            yield begun
            begun = piece
        else:
            begun = f"{begun} {piece}".strip()
    yield begun


def _wrapped(text: str, width: int = _WIDTH) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, break_on_hyphens=False)


def _escaped(text: str) -> str:
    """Return `text` with braces that are no variable."""
    return text.replace("{", "{{").replace("}", "}}")


def _plain(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _title_of(stem: str) -> str:
    words = " ".join(re.sub(r"[-_]+", " ", _plain(stem)).split())
    return words[:1].upper() + words[1:] if any(map(str.isalnum, words)) else ""
