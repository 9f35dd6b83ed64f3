"""The tools as a server of the Model Context Protocol, over stdin and stdout."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, TextContent

import nightcue
from nightcue.assistant import answers
from nightcue.assistant.answers import Answer
from nightcue.assistant.instructions import INSTRUCTIONS
from nightcue.assistant.tools import TOOLS, what_is_wrong
from nightcue.assistant.tracks import Tracks
from nightcue.threads import begun

if TYPE_CHECKING:
    import anyio


def server(folder: Path) -> Server[Any]:
    """Return the server; tracks are made in `folder` and nowhere else, and one thing is done at a time."""
    tracks, one_at_a_time = Tracks(folder), asyncio.Lock()

    async def show_tools(*_: object) -> ListToolsResult:
        return ListToolsResult(tools=[*TOOLS])

    async def call_tool(_: object, asked: CallToolRequestParams) -> CallToolResult:
        async with one_at_a_time:
            said = await _answer(asked.name, asked.arguments or {}, tracks)
        return CallToolResult(content=[TextContent(text=said.text)], is_error=said.failed)

    return Server(
        "nightcue",
        version=nightcue.__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=show_tools,
        on_call_tool=call_tool,
    )


async def serve(folder: Path) -> None:
    """Answer over stdout what is asked over stdin, until nobody asks any more."""
    offered = server(folder)
    async with stdio_server(stdin=cast("anyio.AsyncFile[str]", _asked())) as (asked, answered):
        await offered.run(asked, answered, offered.create_initialization_options())


async def _answer(tool: str, given: dict[str, Any], tracks: Tracks) -> Answer:
    if wrong := what_is_wrong(tool, given):
        return Answer(wrong, failed=True)
    try:
        match tool:
            case "facts":
                return await answers.facts(given.get("id", ""))
            case "example":
                return await asyncio.to_thread(answers.example, given.get("name", ""), given.get("language", ""))
            case "check":
                return await answers.check(given["routine"])
            case "plan":
                return await answers.plan(given["routine"])
            case _:
                return await answers.build(given["routine"], given["name"], tracks)
    except TimeoutError:
        return answers.took_too_long(tool)
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        return Answer(f"nightcue: error: {problem.strerror or problem}{where}", failed=True)


async def _asked() -> AsyncIterator[str]:
    """Yield the lines of stdin. Who waits for them is a thread that the end of the program does not wait for."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        # a file of its own: Python closes that of sys.stdin at the end, and would wait for this thread
        with suppress(RuntimeError), os.fdopen(os.dup(sys.stdin.fileno()), "rb") as stdin:
            for line in stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line.decode(errors="replace"))
            loop.call_soon_threadsafe(lines.put_nowait, None)

    if not begun(read):
        raise RuntimeError("can't start new thread")
    while (line := await lines.get()) is not None:
        yield line
