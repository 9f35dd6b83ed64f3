"""nightcue mcp: tools for an assistant."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from nightcue.commands.options import Target


@click.command("mcp")
@click.argument("folder", type=Target(), metavar="DIR")
def command(folder: Path) -> None:
    """Give an assistant tools to write a routine with you; tracks go into the folder DIR and nowhere else.

    An assistant that speaks the Model Context Protocol starts it, and talks to it over stdin and stdout. It can show
    facts and examples, check, plan and build; it cannot review, allow or clear anything.

    \b
    Example:
      nightcue mcp tracks
    """
    if find_spec("mcp") is None:
        raise click.UsageError("what an assistant needs is missing: pip install 'nightcue[mcp]'")
    import asyncio

    from nightcue.assistant.server import serve
    from nightcue.audio.errors import OutputError
    from nightcue.storage.targets import target_folder

    try:
        target_folder(folder)
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from None
    asyncio.run(serve(folder))
