"""The tools as a server of the Model Context Protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Annotated

from mcp.server import MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

import nightcue
from nightcue.assistant import answers
from nightcue.assistant.answers import Answer
from nightcue.assistant.instructions import INSTRUCTIONS
from nightcue.assistant.tracks import Tracks

Routine = Annotated[str, Field(description="The whole routine, as YAML text. It cannot include or play any file.")]
"""Nothing is nested in what a tool takes: some programs send nested values as text, and others not at all."""

_LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def server(folder: Path) -> MCPServer:
    """Return the server; tracks are made in `folder` and nowhere else, and one thing is done at a time."""
    offered = MCPServer("nightcue", instructions=INSTRUCTIONS, version=nightcue.__version__, log_level="WARNING")
    tracks, one_at_a_time = Tracks(folder), asyncio.Lock()

    async def answered(tool: str, answer: Awaitable[Answer]) -> CallToolResult:
        async with one_at_a_time:
            try:
                said = await answer
            except TimeoutError:
                said = answers.took_too_long(tool)
            except OSError as problem:
                where = f" ({problem.filename})" if problem.filename else ""
                said = Answer(f"nightcue: error: {problem.strerror or problem}{where}", failed=True)
        return CallToolResult(content=[TextContent(text=said.text)], is_error=said.failed)

    @offered.tool(annotations=_LOOKS, structured_output=False)
    async def facts(
        id: Annotated[str, Field(description="The id of one fact, such as stretch-hold; empty for all.")] = "",
    ) -> CallToolResult:
        """Show the facts that routines and safety rules rest on, each with its evidence. Take all numbers from here."""
        return await answered("facts", answers.facts(id))

    @offered.tool(annotations=_LOOKS, structured_output=False)
    async def example(
        name: Annotated[
            str,
            Field(description="A shipped routine such as bedtime, or `fields` for the reference; empty for a list."),
        ] = "",
        language: Annotated[str, Field(description="en or es.")] = "en",
    ) -> CallToolResult:
        """Show a shipped routine as one YAML text to change, or every step and field that a routine can have.

        People have read what the shipped routines say. What you change in it is new, and unread.
        """
        return await asyncio.to_thread(_result, name, language)

    @offered.tool(annotations=_LOOKS, structured_output=False)
    async def check(routine: Routine) -> CallToolResult:
        """Find what is wrong or unsafe in a routine, with the line and a way out; it makes nothing.

        Rules judge times, pressures, questions and ends. Words are only held against lists that choose what a person
        should read first: wrong advice in ordinary words is not found. No errors does not mean safe.
        """
        return await answered("check", answers.check(routine))

    @offered.tool(annotations=_LOOKS, structured_output=False)
    async def plan(routine: Routine) -> CallToolResult:
        """Show what a routine says and when, to the millisecond, and how long it is; it makes nothing."""
        return await answered("plan", answers.plan(routine))

    @offered.tool(annotations=_WRITES, structured_output=False)
    async def build(
        routine: Routine,
        name: Annotated[str, Field(description="What to call it: letters, digits, - and _, such as my-bedtime.")],
    ) -> CallToolResult:
        """Make the track of a routine as MP3, with the routine beside it, in the folder that the person has named.

        What is unsafe by a rule is refused. A routine with boots, heat or socks whose new texts nobody has read is kept
        for a person to read, and not made. That a track was made does not mean that it is safe. Show the person every
        new line first.
        """
        return await answered("build", answers.build(routine, name, tracks))

    def _result(name: str, language: str) -> CallToolResult:
        said = answers.example(name, language)
        return CallToolResult(content=[TextContent(text=said.text)], is_error=said.failed)

    return offered
