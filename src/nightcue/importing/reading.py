"""Reading a file of another format into a Draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from nightcue.importing.draft import Draft, Hold, Item, Repeat, Rest, Said
from nightcue.importing.errors import not_readable
from nightcue.importing.recognising import READERS, recognised
from nightcue.language import meant
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.language.other_files import what_it_is
from nightcue.language.texts import is_control
from nightcue.locales import FIRST, LANGUAGES, language_of
from nightcue.storage.encodings import decoded
from nightcue.storage.reading import TooLargeError, read_file

MOST = 1_000_000
"""Bytes of a file that is read: four times what a routine may have."""
_MOST_NAMED = 50
"""Lines, or lines in a row, that are named of those that are told the same."""
_WORD = re.compile(r"[^\W\d_]+")
_NEWLINE = re.compile("\r\n?")
_BLANK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Ends of lines that no editor counts."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_AS_TEXT = "save it as plain text in UTF-8, and import that"


def draft_of(path: Path, format: str | None = None, language: str | None = None) -> tuple[Draft, str]:
    """Return what is in the file at `path`, and the name of its format, which is recognised where none is given.

    The draft's language is the one given, or that of the file, or that of its words. Raises DamagedFileError.
    """
    draft = Draft(path, language=language)
    text = _text_of(draft, path)
    if not text.strip():
        raise not_readable(path, "empty", "there is nothing in this file")
    name = format or recognised(path, text)
    READERS[name](draft, text)
    if language:
        draft.language = language
    _see_language(draft)
    if not any(_lines_of(draft.items)):
        raise not_readable(path, "nothing-to-speak", "there is nothing to say in this file", None)
    return draft, name


def told_once(draft: Draft) -> list[Diagnostic]:
    """Return what was not kept, in the order of the file; what is the same on many lines once, with all the lines."""
    alike: dict[tuple[str, str, str | None], list[Diagnostic]] = {}
    for each in draft.told:
        alike.setdefault((each.code, each.message, each.hint), []).append(each)
    told = []
    for each, *others in alike.values():
        lines = sorted({other.span.line for other in others} - {each.span.line})
        more = f" (so too on line{'s' * (len(lines) > 1)} {_as_ranges(lines)})" if lines else ""
        told.append(replace(each, message=each.message + more))
    return sorted(told, key=lambda each: each.span.line)


def _text_of(draft: Draft, path: Path) -> str:
    """Return the text of a file with the ends of lines as \\n. Raises DamagedFileError for what is no text."""
    try:
        content = read_file(path, MOST)
    except TooLargeError:
        raise not_readable(path, "too-large", f"larger than {MOST:,} bytes", "split it, and import each part") from None
    except OSError as problem:
        raise not_readable(path, "unreadable", f"cannot be read: {problem.strerror or problem}") from None
    if what := what_it_is(content):
        raise not_readable(path, "not-text", f"this is {what}", _AS_TEXT)
    text, encoding = decoded(content)
    text = _BLANK.sub(" ", _NEWLINE.sub("\n", text)).removeprefix("\ufeff")
    if odd := _CONTROL.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        message = f"control character U+{ord(odd.group()):04X} in the file; it is no text, or in an unusual encoding"
        raise DamagedFileError([Diagnostic(Span(path, line), "not-text", message, _AS_TEXT)])
    if encoding == "windows-1252":
        draft.taken(0, "not UTF-8; it was read as Windows writes it (Windows-1252)", "look at the accents")
    # they have no meaning of their own, no routine may have them, and our readers use some of them
    if unreadable := "".join(filter(is_control, set(text))):
        signs = re.compile(f"[{re.escape(unreadable)}]")
        for odd in signs.finditer(text):
            draft.lost(text.count("\n", 0, odd.start()) + 1, "a sign without a meaning is left out")
        text = signs.sub("", text)
    return text


def _see_language(draft: Draft) -> None:
    """Give the draft the language of its words where none is known. Raises DamagedFileError for one not spoken."""
    if draft.language is None:
        draft.language = _language_of(_lines_of(draft.items))
    tag = draft.language = draft.language.replace("_", "-")
    if language_of(tag) not in LANGUAGES:
        hint = f"nightcue speaks {', '.join(LANGUAGES)}; --lang names another one"
        raise not_readable(
            draft.path, "unknown-language", f"the text is in '{tag}', which nightcue does not speak", hint
        )


def _language_of(lines: Iterable[str]) -> str:
    """Return the language of which most frequent words are in the lines; FIRST where no other has twice as many."""
    words = Counter(word for line in lines for word in _WORD.findall(line.lower()))
    counts = {language: sum(words[word] for word in frequent) for language, frequent in meant.frequent().items()}
    most = max(counts, key=lambda language: counts[language])
    return most if counts[most] >= max(2, 2 * counts[FIRST]) else FIRST


def _lines_of(items: list[Item] | tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        match item:
            case Said(lines):
                yield from lines
            case Rest(line):
                yield line
            case Hold(name, setup):
                yield from (name, *setup)
            case Repeat(_, inside):
                yield from _lines_of(inside)


def _as_ranges(numbers: list[int]) -> str:
    """Return numbers in ascending order in short, such as 3, 5-9; of very many the first."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ranges[:_MOST_NAMED])
    left = sum(last - first + 1 for first, last in ranges[_MOST_NAMED:])
    return f"{shown} and {left:,} more" if left else shown
