"""The grammar of one language, read from its two YAML files and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""The languages that have a grammar."""

_WORD_CLASS = re.compile(r"<([a-z_0-9]+)>")
# Bounded and lazy, and never nested, so that no text makes a match slow.
_NOTATION = (
    (" …… ¶ ", r"(|[ ,;:][^.!?]{0,90}?)[,;:.!?] "),
    (" … ¶ ", r"(| [^,;:.!?]{0,45}?)[,;:.!?] "),
    (" …… ", r"(|[ ,;:][^.!?]{0,90}?) "),
    (" ⋯ ", r"(?:|[ ,;:][^.!?]{0,90}?) "),
    (" … ", r"(| [^,;:.!?]{0,45}?) "),
    (" ¶ ", r"[,;:.!?] "),
)


@dataclass(frozen=True)
class Kind:
    """How one code is recognised: what triggers it, and what excuses it."""

    code: str
    advice: tuple[re.Pattern[str], ...]
    always: tuple[re.Pattern[str], ...]
    mentions: tuple[re.Pattern[str], ...]
    excused_by: re.Pattern[str]
    excused_in_text: re.Pattern[str]
    breaks: re.Pattern[str]
    negations: re.Pattern[str]
    doubts: re.Pattern[str]
    not_a_negation: re.Pattern[str]
    doctor_excuses: bool


@dataclass(frozen=True)
class Grammar:
    """What one language knows of clauses, negation and dangerous advice."""

    abbreviations: re.Pattern[str]
    clause_starts: re.Pattern[str]
    dangling: re.Pattern[str]
    continues_list: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    condemned_by: tuple[re.Pattern[str], ...]
    suggestions: re.Pattern[str]
    doctor: re.Pattern[str]
    overrides_doctor: re.Pattern[str]
    kinds: tuple[Kind, ...]


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a BCP 47 tag; a ValueError if that language has none."""
    name = re.split(r"[-_]", language.lower())[0]
    if name not in LANGUAGES:
        raise ValueError(f"no grammar of advice for language {language!r}; there is one for {', '.join(LANGUAGES)}")
    return _compiled(_read(_FOLDER / "words" / f"{name}.yaml"), _read(_FOLDER / f"{name}.yaml"))


def _read(path: Path) -> dict[str, Any]:
    # The base loader keeps every scalar as text: "no" is a word here.
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    return data


def _compiled(data: dict[str, Any], codes: dict[str, Any]) -> Grammar:
    words = _word_classes(data["words"])
    return Grammar(
        abbreviations=re.compile(rf"(?i)\b(?:{'|'.join(data['abbreviations'])})\."),
        clause_starts=_any_of(data["clause_starts"], words),
        dangling=re.compile(rf"\b(?:{'|'.join(data['dangling'])})$"),
        continues_list=re.compile(rf" ?(?:\w+ ){{0,4}}(?:{'|'.join(data['continues_list'])})\b"),
        list_goes_on=re.compile(rf" (?:\w+ ){{0,3}}(?:{'|'.join(data['list_goes_on'])})\b"),
        condemned_by=tuple(_continuation(text, words) for text in data["condemned_by"]),
        suggestions=_any_of(data["suggestions"], words),
        doctor=_any_of(data["doctor"], words),
        overrides_doctor=_any_of(data["overrides_doctor"], words),
        kinds=tuple(_kind(code, kind, data, words) for code, kind in codes.items()),
    )


def _kind(code: str, kind: dict[str, Any], data: dict[str, Any], words: dict[str, str]) -> Kind:
    return Kind(
        code=code,
        advice=tuple(_pattern(text, words) for text in kind.get("advice", ())),
        always=tuple(_pattern(text, words) for text in kind.get("always", ())),
        mentions=tuple(_pattern(text, words) for text in kind.get("mentions", ())),
        excused_by=_any_of(kind.get("excused_by", ()), words),
        excused_in_text=_any_of(kind.get("excused_in_text", ()), words),
        breaks=_any_of([*data["negations"], *kind.get("breaks", ())], words),
        negations=_any_of([*data["negations"], *kind.get("negations", ())], words),
        doubts=_any_of([*data["negations"], *data["doubts"], *kind.get("doubts", ())], words),
        not_a_negation=_any_of([*data["not_a_negation"], *kind.get("not_a_negation", ())], words),
        doctor_excuses=kind.get("doctor_excuses") == "true",
    )


def _word_classes(written: dict[str, str]) -> dict[str, str]:
    """Word classes may use the ones before them."""
    words: dict[str, str] = {}
    for name, alternatives in written.items():
        words[name] = f"(?:{_expanded(alternatives, words)})"
    return words


def _expanded(text: str, words: dict[str, str]) -> str:
    return _WORD_CLASS.sub(lambda match: words[match[1]], text)


def _pattern(text: str, words: dict[str, str]) -> re.Pattern[str]:
    """A pattern as the YAML files write it; its groups are its gaps."""
    return re.compile(rf"(?<!\w)(?:{_written_out(text, words)})(?!\w)")


def _continuation(text: str, words: dict[str, str]) -> re.Pattern[str]:
    """A pattern for what follows a match, which therefore begins right after a word."""
    return re.compile(rf"(?:{_written_out(text, words)})(?!\w)")


def _written_out(text: str, words: dict[str, str]) -> str:
    text = _expanded(text, words)
    for sign, expression in _NOTATION:
        text = text.replace(sign, expression)
    return text


def _any_of(texts: list[str] | tuple[str, ...], words: dict[str, str]) -> re.Pattern[str]:
    """One pattern for several; of none, one that never matches."""
    return _pattern("|".join(texts), words) if texts else re.compile(r"(?!)")
