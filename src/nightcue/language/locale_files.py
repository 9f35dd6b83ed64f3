"""What nightcue says in a language, read from the folder of that language and held against the English one."""

from __future__ import annotations

import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span, did_you_mean
from nightcue.language.shipped_yaml import shipped_yaml
from nightcue.language.source import Mapping, Source
from nightcue.locales import FIRST, LANGUAGES, SAFETY, file_of, language_of

PLURALS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""The plural forms of CLDR; which of them a language needs is its own, and `other` always is."""

_OWN_OF_SPOKEN = (
    "units", "money", "fractions", "clock", "per", "distances", "kind_after", "year_after", "counted", "decades_after",
    "decades_end", "ordinals", "emergency", "call", "nouns", "titles", "before_number", "abbreviations", "sides",
    "side_nouns", "letters_after", "rulers", "dates_after", "counted_through", "weekdays", "money_scales",
)  # fmt: skip

OPEN = {("phrases", "pronounce"), ("topics", "sounds"), *(("spoken", key) for key in _OWN_OF_SPOKEN)}
"""Where each language has keys and lists of its own: what it reads otherwise than it is written, and
what sounds alike in it."""

UNDETERMINED = "und"
"""The code of ISO 639-2 for a language that is not known."""

_Keys = tuple[str | int, ...]


def words_of(part: str, tag: str) -> dict[str, Any]:
    """What the file `part`, such as diary, says in the language of a BCP 47 tag, every value as text.

    It is the English one where the language has no such file. Raises DamagedFileError with the place of everything that
    is missing in the file, or wrong.
    """
    return _read(part, file_of(part, tag))


def iso_639_2(tag: str) -> str:
    """The three letters that a track's tags have for a language; UNDETERMINED for one that nightcue does not speak."""
    language = language_of(tag)
    return str(words_of("language", language)["iso639_2"]) if language in LANGUAGES else UNDETERMINED


@dataclass(frozen=True)
class _Difference:
    """What a file has otherwise than the English one: at which keys, and what is wrong there."""

    keys: _Keys
    code: str
    message: str
    hint: str | None = None


@cache
def _read(part: str, file: Path) -> dict[str, Any]:
    try:
        said = shipped_yaml(file)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        said = None
    model = said if file.parent.name == FIRST else _read(part, file_of(part, FIRST))
    differences = _differences_of_kinds if part in SAFETY else _differences_of_keys
    found = list(differences(said, model, (part,))) if isinstance(said, dict) else []
    if found or not isinstance(said, dict):
        raise DamagedFileError(_placed(file, found))
    return said


def _differences(said: Any, model: Any, at: _Keys) -> Iterator[_Difference]:
    """What is missing in `said`, or is not as in `model`, the same of another language."""
    if not _is_alike(said, model):
        yield _wrong_shape(model, at)
    elif at in OPEN:
        return
    elif isinstance(model, dict):
        yield from _differences_of_keys(said, model, at)
    else:
        yield from _differences_of_texts(said, model, at)


def _differences_of_kinds(said: dict[str, Any], model: dict[str, Any], at: _Keys) -> Iterator[_Difference]:
    """The same of patterns: what is below the keys is each language's own."""
    for key, patterns in model.items():
        if key not in said:
            yield _missing(key, at)
        elif not _is_alike(said[key], patterns):
            yield _wrong_shape(patterns, (*at, key))


def _is_alike(said: Any, model: Any) -> bool:
    """Whether both are a text, both keys and values, or both a list, and `said` one of texts if `model` is."""
    of_texts = isinstance(model, list) and bool(model) and isinstance(model[0], str)
    return isinstance(said, type(model)) and not (of_texts and any(not isinstance(one, str) for one in said))


def _missing(key: str, at: _Keys) -> _Difference:
    return _Difference(at, "missing-key", f"'{key}' is missing here")


def _wrong_shape(model: Any, at: _Keys) -> _Difference:
    kinds = {"dict": "keys and values belong", "list": "a list belongs", "str": "a text belongs"}
    return _Difference(at, "wrong-shape", f"{kinds[type(model).__name__]} here, as in {FIRST}")


def _differences_of_keys(said: dict[str, Any], model: dict[str, Any], at: _Keys) -> Iterator[_Difference]:
    if "other" in model and PLURALS.issuperset(model):
        model = {form: model["other"] for form in PLURALS if form in said or form == "other"}
    yield from (_missing(key, at) for key in model if key not in said)
    for key, value in said.items():
        if key in model:
            yield from _differences(value, model[key], (*at, key))
        else:
            yield _Difference((*at, key), "unknown-key", f"there is no '{key}' here", did_you_mean(key, model))


def _differences_of_texts(said: Any, model: Any, at: _Keys) -> Iterator[_Difference]:
    if not said:
        yield _Difference(at, "missing-value", "a text is missing here")
        return
    try:
        here, wanted = _names(said), _names(model)
    except ValueError as problem:
        yield _Difference(at, "bad-braces", f"the braces in this text are wrong: {problem}")
        return
    # a form such as `one` may leave the number out
    if here - wanted or (wanted - here and at[-1] not in PLURALS):
        shown = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "nothing"
        yield _Difference(at, "unknown-variable", f"what is filled in here is {shown}, as in {FIRST}")


def _names(text: str | list[str]) -> set[str]:
    """The {names} in a text, or in those of a list."""
    texts = [text] if isinstance(text, str) else text
    return {name for one in texts for _, name, _, _ in string.Formatter().parse(one) if name is not None}


def _placed(file: Path, differences: list[_Difference]) -> list[Diagnostic]:
    """The differences at their places in the file, which is read once more for them: reading with places is slow."""
    content = Source(file, error=DamagedFileError).read()
    if not isinstance(content, Mapping):
        return [Diagnostic(content.span, "wrong-shape", "words are keys and values")]
    return [Diagnostic(_span(content, one.keys[1:]), one.code, one.message, one.hint) for one in differences]


def _span(content: Any, keys: _Keys) -> Span:
    """The place of the value at `keys`: that of its own key."""
    span: Span = content.span
    for key in keys:
        span, content = content.key_spans[key], content[key]
    return span
