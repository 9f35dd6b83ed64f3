"""Reading the files of a language, and comparing them with the English ones."""

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
"""The plural forms of CLDR; every language has `other`, and those of the rest that it needs."""

_OWN_OF_SPOKEN = (
    "units", "money", "fractions", "clock", "per", "distances", "kind_after", "year_after", "counted", "decades_after",
    "decades_end", "ordinals", "emergency", "call", "nouns", "titles", "before_number", "abbreviations", "sides",
    "side_nouns", "letters_after", "rulers", "dates_after", "counted_through", "weekdays", "money_scales",
)  # fmt: skip

OPEN = {
    ("phrases", "pronounce"),
    ("topics", "sounds"),
    ("home_assistant", "rules"),
    *(("spoken", key) for key in _OWN_OF_SPOKEN),
}
"""Where each language has keys and lists of its own, which are not compared with the English ones."""

UNDETERMINED = "und"
"""The code of ISO 639-2 for an unknown language."""

_Keys = tuple[str | int, ...]


def words_of(part: str, tag: str) -> dict[str, Any]:
    """Return the content of the file `part`, such as diary, in the language of a BCP 47 tag, every value as text.

    A language without that file gets the English one. Raises DamagedFileError with the place of everything that is
    missing or wrong in the file.
    """
    return _read(part, file_of(part, tag))


def iso_639_2(tag: str) -> str:
    """Return the ISO 639-2 code of a language for a track's tags; UNDETERMINED if nightcue does not speak it."""
    language = language_of(tag)
    return str(words_of("language", language)["iso639_2"]) if language in LANGUAGES else UNDETERMINED


@dataclass(frozen=True)
class _Difference:
    """A difference from the English file: at which keys, and what is wrong there."""

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
    """Yield the differences of `said` from `model`, the same part of the English file."""
    if not _is_alike(said, model):
        yield _wrong_shape(model, at)
    elif at in OPEN:
        return
    elif isinstance(model, dict):
        yield from _differences_of_keys(said, model, at)
    else:
        yield from _differences_of_texts(said, model, at)


def _differences_of_kinds(said: dict[str, Any], model: dict[str, Any], at: _Keys) -> Iterator[_Difference]:
    """Yield the differences in files of patterns, where only the keys have to be the same."""
    for key, patterns in model.items():
        if key not in said:
            yield _missing(key, at)
        elif not _is_alike(said[key], patterns):
            yield _wrong_shape(patterns, (*at, key))


def _is_alike(said: Any, model: Any) -> bool:
    """Return whether both have the same shape: a text, keys and values, or a list, and of texts if `model` is one."""
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
    # a form such as `one` may omit the number
    if here - wanted or (wanted - here and at[-1] not in PLURALS):
        shown = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "nothing"
        yield _Difference(at, "unknown-variable", f"what is filled in here is {shown}, as in {FIRST}")


def _names(text: str | list[str]) -> set[str]:
    """Return the {names} in a text or in a list of texts."""
    texts = [text] if isinstance(text, str) else text
    braced = (one for one in texts if "{" in one or "}" in one)
    return {name for one in braced for _, name, _, _ in string.Formatter().parse(one) if name is not None}


def _placed(file: Path, differences: list[_Difference]) -> list[Diagnostic]:
    """Return the differences with their places; for these the file is read again, as reading places is slow."""
    content = Source(file, error=DamagedFileError).read()
    if not isinstance(content, Mapping):
        return [Diagnostic(content.span, "wrong-shape", "words are keys and values")]
    return [Diagnostic(_span(content, one.keys[1:]), one.code, one.message, one.hint) for one in differences]


def _span(content: Any, keys: _Keys) -> Span:
    """Return the place of the key of the value at `keys`."""
    span: Span = content.span
    for key in keys:
        span, content = content.key_spans[key], content[key]
    return span
