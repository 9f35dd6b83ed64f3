"""nightcue mcp over stdin and stdout, as an assistant's program starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from awaiting import awaited

pytestmark = pytest.mark.once

STARTED = [sys.executable, "-P", "-m", "nightcue", "mcp", "tracks"]
TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: This is not medical advice. Ask a clinician.\n"


def test_the_packages_own_client_makes_a_track(folder):
    async def asking():
        program = StdioServerParameters(command=STARTED[0], args=STARTED[1:], env=dict(os.environ), cwd=folder)
        async with Client(stdio_client(program)) as client:
            return client.instructions, await client.call_tool("build", {"routine": TEXT, "name": "mine"})

    instructions, made = awaited(asking())
    assert instructions
    assert not made.is_error, made.content
    assert (folder / "tracks/mine.en.mp3").exists()


def test_stdout_carries_the_protocol_and_nothing_else(folder):
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    check = {"name": "check", "arguments": {"routine": f'{TEXT}  - say: "\\u001b[2J"\n'}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": check},
    ]
    with subprocess.Popen(
        STARTED,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NIGHTCUE_DEBUG": "1"},
    ) as going:
        going.stdin.write("".join(f"{json.dumps(line)}\n" for line in lines) + "no protocol\n")
        going.stdin.flush()
        said = [json.loads(going.stdout.readline()) for _ in range(2)]
        while said[-1].get("id") != 2:
            said.append(json.loads(going.stdout.readline()))
        rest, wrong = going.communicate(timeout=60)
    assert all(line["jsonrpc"] == "2.0" for line in [*said, *map(json.loads, rest.splitlines())])
    assert going.returncode == 0
    assert "Traceback" not in wrong


def test_without_the_extra_it_says_what_to_install(run, monkeypatch):
    monkeypatch.setattr("nightcue.commands.mcp.find_spec", lambda _: None)
    said = run("mcp", "tracks")
    assert said.exit_code == 2
    assert "pip install 'nightcue[mcp]'" in said.output


def test_a_folder_that_is_a_file_is_told_at_once(run, folder):
    (folder / "tracks").write_text("")
    said = run("mcp", "tracks")
    assert said.exit_code == 4
    assert "it is a file" in said.output
