"""Write anew which texts are vetted: `python -m nightcue.safety.vetted`, after every change of the shipped words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nightcue.language.diagnostics import Span
from nightcue.language.library import folder_in, routine_files, shipped
from nightcue.language.locale_files import words_of
from nightcue.language.reading import read_routine
from nightcue.locales import COMPLETE, languages_with
from nightcue.safety.reading.texts import OwnText, own_texts
from nightcue.safety.reading.topics import names_a_dose
from nightcue.safety.vetted import file_of
from nightcue.storage.atomic_file import atomic_file

_NAMED = {"name", "by"}
"""What is filled into a phrase that is a person's own: such a phrase is not vetted, whatever stands there."""
_FILLED_IN = re.compile(r"\{(\w+)\}")


def vetted_now(language: str) -> list[str]:
    """Return every text of the shipped routines of a language, built-in phrase and line of a way out, sorted."""
    routines = routine_files(folder_in(shipped("routines"), language))
    texts = [text for path in routines for text in own_texts(read_routine(path))]
    texts += _phrases(words_of("phrases", language))
    texts += [_own(line) for line in _strings(words_of("findings", language)["lines"])]
    return sorted({text.content if names_a_dose(text.content) else text.kind for text in texts})


def _phrases(said: dict[str, Any]) -> Iterator[OwnText]:
    yield from (_own(spelling, "pronounce", word) for word, spelling in said["pronounce"].items())
    yield from (_own(phrase) for phrase in _strings({**said, "pronounce": ""}) if phrase)


def _own(text: str, *role: Any) -> OwnText:
    return OwnText(text, text, Span(Path()), *role)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif _NAMED.isdisjoint(_FILLED_IN.findall(value)):
        yield " ".join(_FILLED_IN.sub("#", value).split())


if __name__ == "__main__":
    for tag in languages_with(*COMPLETE):
        with atomic_file(file_of(tag)) as file:
            file.write("".join(f"{line}\n" for line in vetted_now(tag)).encode())
