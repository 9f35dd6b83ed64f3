"""The tools that an assistant is offered, and what each takes: text and nothing else."""

from __future__ import annotations

from typing import Any

from mcp.types import Tool, ToolAnnotations

_LOOKS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
_ROUTINE = "The whole routine, as YAML text. It cannot include or play any file."


def _taking(needed: dict[str, str], others: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the schema of what a tool takes, a description for each name.

    Nothing in it is nested: some programs send nested values as text, and others not at all.
    """
    every = needed | (others or {})
    described = {name: {"type": "string", "description": told} for name, told in every.items()}
    return {"type": "object", "properties": described, "required": [*needed]}


TOOLS = (
    Tool(
        name="facts",
        description="Show the facts that routines and safety rules rest on, each with its evidence. Take all numbers "
        "from here.",
        input_schema=_taking({}, {"id": "The id of one fact, such as stretch-hold; empty for all."}),
        annotations=_LOOKS,
    ),
    Tool(
        name="example",
        description="Show a shipped routine as one YAML text to change, or every step and field that a routine can "
        "have. People have read what the shipped routines say. What you change in it is new, and unread.",
        input_schema=_taking(
            {},
            {
                "name": "A shipped routine such as bedtime; `fields` for the reference; empty for a list.",
                "language": "A language such as en, which is meant where nothing is said.",
            },
        ),
        annotations=_LOOKS,
    ),
    Tool(
        name="check",
        description="Find what is wrong or unsafe in a routine, with the line and a way out; it makes nothing. Rules "
        "judge times, pressures, questions and ends. Words are only held against lists that choose what a person "
        "should read first: wrong advice in ordinary words is not found. No errors does not mean safe.",
        input_schema=_taking({"routine": _ROUTINE}),
        annotations=_LOOKS,
    ),
    Tool(
        name="plan",
        description="Show what a routine says and when, to the millisecond, and how long it is; it makes nothing.",
        input_schema=_taking({"routine": _ROUTINE}),
        annotations=_LOOKS,
    ),
    Tool(
        name="build",
        description="Make the track of a routine as MP3, with the routine beside it, in the folder that the person has "
        "named. What is unsafe by a rule is refused. A routine with boots, heat or socks whose new texts nobody has "
        "read is kept for a person to read, and not made. That a track was made does not mean that it is safe. Show "
        "the person every new line first.",
        input_schema=_taking(
            {"routine": _ROUTINE, "name": "What to call it: letters, digits, - and _, such as my-bedtime."}
        ),
        annotations=_WRITES,
    ),
)


def what_is_wrong(name: str, given: dict[str, Any]) -> str | None:
    """Return a sentence on a tool that there is not, or that is given what it does not take; else None."""
    schema = next((tool.input_schema for tool in TOOLS if tool.name == name), None)
    if schema is None:
        return f"there is no tool '{name[:64]}'; there are: {', '.join(tool.name for tool in TOOLS)}"
    taken = ", ".join(schema["properties"])
    if missing := [each for each in schema["required"] if each not in given]:
        return f"{name} needs `{missing[0]}`; it takes: {taken}"
    if unknown := [each for each in given if each not in schema["properties"]]:
        return f"{name} takes no `{unknown[0][:64]}`; it takes: {taken}"
    if other := [each for each, value in given.items() if not isinstance(value, str)]:
        return f"`{other[0]}` of {name} has to be text"
    return None
