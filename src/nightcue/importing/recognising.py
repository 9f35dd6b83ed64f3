"""Which format a file has: by what stands in it, and by its name where that leaves it open."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from nightcue.importing.draft import Draft
from nightcue.importing.errors import not_readable
from nightcue.importing.fields import is_json
from nightcue.importing.formats import intervals, markdown, phrases, speech_markdown, ssmd, ssml, text, w2a

READERS: dict[str, Callable[[Draft, str], None]] = {
    text.NAME: text.read,
    markdown.NAME: markdown.read,
    phrases.NAME: phrases.read,
    ssml.NAME: ssml.read,
    speech_markdown.NAME: speech_markdown.read,
    ssmd.NAME: ssmd.read,
    w2a.NAME: w2a.read,
    "json": intervals.read_json,
    "csv": intervals.read_csv,
}
"""What reads each format, by the name that --from takes."""

_BY_ENDING = {
    ".md": markdown.NAME, ".markdown": markdown.NAME, ".ssml": ssml.NAME, ".ssmd": ssmd.NAME,
    ".smd": speech_markdown.NAME, ".speechmd": speech_markdown.NAME,
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".apg": phrases.NAME,
}  # fmt: skip
_SPEAK = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE\s+speak\b[^>]*>\s*)*<speak\b", re.DOTALL)
_STEPS = re.compile(r"^steps\s*:", re.MULTILINE)


def recognised(path: Path, written: str) -> str:
    """Return the name of the format of a file with this text. Raises DamagedFileError for what is none of them."""
    ending = path.suffix.lower()
    if _SPEAK.match(written):
        return ssml.NAME
    if written.lstrip()[:1] in ("{", "[") and is_json(written):
        return "json"
    if ending in (".yaml", ".yml"):
        return _of_yaml(path, written)
    if ending in _BY_ENDING and ending not in (".md", ".markdown"):
        return _BY_ENDING[ending]
    if ending == ".xml":
        return ssml.NAME
    return _by_content(written) or _BY_ENDING.get(ending, text.NAME)


def _of_yaml(path: Path, written: str) -> str:
    if _STEPS.search(written):
        message, hint = "this is a routine already", f"nightcue check {path}"
        raise not_readable(path, "a-routine", message, hint)
    return w2a.NAME


def _by_content(written: str) -> str | None:
    """Return the first format that something in the text is sure to be of; None for a plain text."""
    known: dict[str, Callable[[str], bool]] = {
        phrases.NAME: phrases.is_phrases,
        ssmd.NAME: ssmd.is_ssmd,
        speech_markdown.NAME: speech_markdown.is_speech_markdown,
        "csv": intervals.is_table,
    }
    return next((name for name, is_of_it in known.items() if is_of_it(written)), None)
