"""nightcue programme schema: the JSON Schema of a programme file."""

from __future__ import annotations

import click

from nightcue.terminal import tell_json


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a programme file, for completion and hover in editors.

    \b
    Example:
      nightcue programme schema > programmes/schema.json
    """
    from nightcue.programme.schema import schema_as_text

    tell_json(schema_as_text().rstrip("\n"))
