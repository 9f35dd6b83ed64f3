"""What each tool answers: text for the model, and whether it is a failure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nightcue.amounts import clock
from nightcue.assistant.instructions import AFTER_JUDGING
from nightcue.assistant.running import Ran, run
from nightcue.assistant.texts import alone, shipped_names, whole_text
from nightcue.assistant.tracks import NameNotFreeError, Tracks
from nightcue.language.diagnostics import UNREVIEWED
from nightcue.locales import COMPLETE, FIRST, languages_with

SECONDS = {"facts": 30.0, "check": 60.0, "plan": 120.0, "build": 240.0}
"""How long each may take. Most programs that ask wait for 1 to 5 minutes."""
LONGEST = 3 * 3600
"""Seconds that a track may play; the longest shipped one plays for under one hour."""
FIELDS = "fields"
MOST_SHOWN = 60_000
"""Characters of an answer; the plan of the longest shipped routine has a quarter of it."""
NO_FILES = (
    "A routine that comes as text has no files beside it: write the steps of a part themselves, as `example` shows "
    "them, and leave recordings to the person."
)
_OF_FILES = ("missing-file", "outside-folder")
_ROUTINE = "routine"
_ERRORS = 1
"""The exit code of a routine with errors."""


@dataclass(frozen=True)
class Answer:
    """`text` for the model; `failed` where it did not get what it asked for."""

    text: str
    failed: bool = False


async def facts(of: str) -> Answer:
    """Answer with all facts, or the one whose id is `of`."""
    with alone("", _ROUTINE) as folder:
        ran = await run(["facts", *(["--", of] if of else [])], folder, SECONDS["facts"])
    return _as_it_is(ran)


def example(name: str, language: str) -> Answer:
    """Answer with a shipped routine as one text, the reference of every field, or without a name what there is."""
    languages = languages_with(*COMPLETE)
    wanted = language or FIRST
    if wanted not in languages:
        return Answer(
            f"there are no examples in '{wanted[:20]}'; there are some in: {', '.join(languages)}", failed=True
        )
    if name == FIELDS:
        from nightcue.language.reference import reference

        return Answer(reference())
    names = shipped_names(wanted)
    if name in names:
        return Answer(whole_text(name, wanted))
    listed = f"examples in {wanted}: {', '.join(names)}; and {FIELDS}: every step and every field"
    return Answer(listed) if not name else Answer(f"there is no example '{name[:64]}'\n{listed}", failed=True)


async def check(text: str) -> Answer:
    """Answer with all that is wrong or unsafe in a routine, as `nightcue check` tells it."""
    with alone(text, _ROUTINE) as folder:
        ran = await run(["check", f"{_ROUTINE}.yaml"], folder, SECONDS["check"])
    return Answer(_shown(f"{ran.said}{ran.problems}\n{AFTER_JUDGING}"), failed=ran.code > _ERRORS)


async def plan(text: str) -> Answer:
    """Answer with what a routine says and when, as `nightcue plan` shows it."""
    with alone(text, _ROUTINE) as folder:
        ran = await run(["plan", f"{_ROUTINE}.yaml"], folder, SECONDS["plan"])
    return _as_it_is(ran)


async def build(text: str, name: str, tracks: Tracks) -> Answer:
    """Make a track in the folder `tracks`, with its routine beside it; answer with its path, or with what is wrong.

    Of a routine that waits for nothing but a reader, only the text is kept, for that reader.
    """
    try:
        tracks.see_free(name)
    except NameNotFreeError as error:
        return Answer(str(error), failed=True)
    routine = f"{name}.yaml"
    with alone(text, name, tracks.signed(name)) as folder:
        planned = await run(["plan", "--json", routine], folder, SECONDS["plan"])
        if planned.code == _ERRORS and await _waits_for_a_reader(routine, folder):
            return Answer(_for_a_reader(tracks.keep(name, text), planned), failed=True)
        if planned.code:
            return _as_it_is(planned)
        if (seconds := json.loads(planned.said)["duration"]) > LONGEST:
            return Answer(
                f"it would play for {clock(seconds)}; a track made here plays for 3 hours at most", failed=True
            )
        kept = tracks.keep(name, text)
        made = await run(["build", routine, "-o", str(tracks.path)], folder, SECONDS["build"])
    if made.code:
        return _as_it_is(made)
    return Answer(f"{made.said}{made.problems}\nIts routine: {kept}\n{AFTER_JUDGING}")


def took_too_long(tool: str) -> Answer:
    """Answer that a tool was stopped."""
    return Answer(
        f"stopped, as it took more than {SECONDS[tool]:.0f} seconds; try it shorter, or with a voice that speaks at "
        "once: `voice: embedded` in any language, or `voice: pico-es` in Spanish",
        failed=True,
    )


async def _waits_for_a_reader(routine: str, folder: Path) -> bool:
    """Return whether all that keeps a routine from being made is that nobody has read it."""
    found = await run(["check", "--json", routine], folder, SECONDS["check"])
    problems: list[dict[str, Any]] = json.loads(found.said)
    return all(each["code"] == UNREVIEWED for each in problems if each["severity"] == "error")


def _for_a_reader(kept: Path, told: Ran) -> str:
    return (
        f"{told.problems}\nNothing is made before a person has read it. The routine is kept: that person reads and "
        f"signs it with\n  nightcue review {kept}\nand then you build the same text again under the same name."
    )


def _as_it_is(ran: Ran) -> Answer:
    return Answer(_shown(f"{ran.said}{ran.problems}"), failed=ran.code != 0)


def _shown(text: str) -> str:
    """Return what a command wrote, without the blanks at the ends of its lines, and no more than MOST_SHOWN of it."""
    shown = "\n".join(line.rstrip() for line in text.splitlines())
    if any(f"[{code}]" in shown for code in _OF_FILES):
        shown += f"\n{NO_FILES}"
    if len(shown) <= MOST_SHOWN:
        return shown
    left_out = len(shown) - MOST_SHOWN
    return f"{shown[:MOST_SHOWN]}\n… {left_out:,} characters more are left out; make it shorter to see them all"
