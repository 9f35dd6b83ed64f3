"""Reading the words that a rescue needs without YAML, so that it works whatever else is broken."""

from __future__ import annotations

import json
from pathlib import Path

from nightcue.locales import FIRST, LANGUAGES, file_of


def plain_lines(file: Path) -> dict[str, str]:
    """Return every `key: text` of a file that is on one line, the text plain or in double quotes as in JSON."""
    found: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        key, colon, text = line.partition(": ")
        if colon and key.isidentifier():
            found[key] = json.loads(text) if text.startswith('"') else text
    return found


def language_of_iso_639_2(code: str) -> str:
    """Return the language that has these three letters in the tags of a track; English for those of none."""
    codes = {plain_lines(file_of("language", language)).get("iso639_2"): language for language in LANGUAGES}
    return codes.get(code, FIRST)
