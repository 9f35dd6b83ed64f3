"""The sentences of one language that start a track, as Home Assistant reads them from its folder custom_sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nightcue.language.locale_files import words_of
from nightcue.locales import languages_with

CRAMP, ROUTINE = "NightcueCramp", "NightcueRoutine"
"""The names of the intents: what somebody wants."""

SLOT = "track"
"""The name under which the track arrives in the script of an intent."""

_LIST = "nightcue_routine"
_ACCENTED = re.compile(r"(?<![\w<{])\w*[áàâéèêíìîóòôúùûü]\w*(?![\w>}])", re.IGNORECASE)
_RULE = re.compile(r"<(\w+)>")
_PLAIN = str.maketrans("áàâéèêíìîóòôúùûüÁÀÂÉÈÊÍÌÎÓÒÔÚÙÛÜ", "aaaeeeiiiooouuuuAAAEEEIIIOOOUUUU")
_TEMPLATE_SIGNS = re.compile(r"[^\w\s']+|_+")
"""All that may mean something in a template, or that the parser drops from what was said."""


@dataclass(frozen=True)
class Sayable:
    """A track of a routine, as the file name in the folder of tracks, and what it is called aloud."""

    track: str
    names: tuple[str, ...]


def spoken_languages() -> tuple[str, ...]:
    """Return the languages that have sentences."""
    return languages_with("home_assistant")


def sentences(language: str, rescue: str, routines: Sequence[Sayable]) -> dict[str, Any]:
    """Return the content of a file in custom_sentences: what starts the track `rescue`, and what each of `routines`.

    Rules and lists of all files are one pot for Home Assistant, so each name of ours begins with ours.
    """
    said = words_of("home_assistant", language)
    cramp = {"sentences": _ours(said["cramp"]), "slots": {SLOT: rescue}}
    content: dict[str, Any] = {"language": language, "intents": {CRAMP: {"data": [cramp]}}}
    values = [{"in": name, "out": each.track} for each in routines for name in _sayable(each.names)]
    if values:
        content["intents"][ROUTINE] = {"data": [{"sentences": _with_slot(_ours(said["routine"]))}]}
        content["lists"] = {_LIST: {"values": values}}
    content["expansion_rules"] = {f"nightcue_{name}": _our_rules(rule) for name, rule in said["rules"].items()}
    return content


def names_of(language: str) -> dict[str, str]:
    """Return what the scripts and the automation are called in a language."""
    return dict(words_of("home_assistant", language)["names"])


def _ours(templates: Sequence[str]) -> list[str]:
    return [_our_rules(template) for template in templates]


def _our_rules(template: str) -> str:
    """Return a template with our rules by their names, and each word with an accent also without it."""
    return _ACCENTED.sub(_with_and_without, _RULE.sub(r"<nightcue_\1>", template))


def _with_and_without(found: re.Match[str]) -> str:
    return f"({found[0]}|{found[0].translate(_PLAIN)})"


def _with_slot(templates: Sequence[str]) -> list[str]:
    return [template.replace(f"{{{_LIST}}}", f"{{{_LIST}:{SLOT}}}") for template in templates]


def _sayable(names: Sequence[str]) -> list[str]:
    """Return the names without the signs that nobody says, each once; one with nothing left is none."""
    said = (" ".join(_TEMPLATE_SIGNS.sub(" ", name).split()).lower() for name in names)
    return [*dict.fromkeys(name for name in said if name)]
