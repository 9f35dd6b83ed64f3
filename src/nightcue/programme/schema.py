"""The JSON Schema of a programme file, for completion and hover in editors."""

from __future__ import annotations

import json
from typing import Any

from nightcue.language.schema import DIALECT, schema_of
from nightcue.programme.written import WrittenProgramme


def programme_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a programme file."""
    return {"$schema": DIALECT, "title": "nightcue programme", **schema_of(WrittenProgramme)}


def schema_as_text() -> str:
    """Return the schema as it stands in schema.json."""
    return json.dumps(programme_schema(), ensure_ascii=False, indent=1) + "\n"
