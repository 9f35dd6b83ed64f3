"""Copying a programme as the start of one's own."""

from __future__ import annotations

import re
from pathlib import Path

from nightcue.language.copying import SCHEMA, see_free, see_name
from nightcue.language.library import folder_in
from nightcue.locales import FIRST, LANGUAGES
from nightcue.programme.library import OWN
from nightcue.programme.reading import read_programme
from nightcue.programme.schema import schema_as_text
from nightcue.storage.reading import read_file

_NAMED = re.compile(r"^programme:.*$", re.MULTILINE)


def copy_of(source: Path, name: str) -> dict[Path, bytes]:
    """Return the new files for a copy of the programme at `source` as ./programmes/NAME.yaml, each with its content.

    The schema comes first where it is missing there. Raises NameTakenError, UnusableNameError, OSError, and
    ProgrammeError for one with errors.
    """
    see_name(name)
    read_programme(source)
    target = _folder_like(source) / f"{name}.yaml"
    see_free(target)
    text = _NAMED.sub(f"programme: {name}", read_file(source).decode("utf-8-sig"), count=1)
    schema = OWN / SCHEMA
    missing = {} if schema.exists() else {schema: schema_as_text().encode()}
    return missing | {target: text.encode()}


def _folder_like(source: Path) -> Path:
    """Return the folder of one's own programmes of the language that the folder of `source` is for."""
    language = source.absolute().parent.name
    return folder_in(OWN, language if language in LANGUAGES else FIRST)
