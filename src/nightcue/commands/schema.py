"""nightcue schema: the JSON Schema of a routine file."""

from __future__ import annotations

import json

import click

from nightcue.terminal import tell_json


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a routine file, for completion and hover in editors.

    \b
    Example:
      nightcue schema > routines/schema.json
    """
    from nightcue.language.schema import routine_schema

    tell_json(json.dumps(routine_schema(), ensure_ascii=False, indent=1))
