"""Answers of an earlier run: what was said of a routine, for as long as nothing that it follows from has changed.

Nothing slow is imported here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from nightcue.building.fingerprint import changed_since, kept_under, states
from nightcue.building.program import program
from nightcue.building.request import BuildRequest
from nightcue.grounds import end, rests_on_states
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached


def recall_answer(request: BuildRequest, question: str) -> Any | None:
    """Return what was kept of the same request and question; None where it may be another by now."""
    try:
        kept = json.loads(_store().load(_key(request, question)) or b"{}")
        same = kept["program"] == program() and states(map(Path, kept["inputs"])) == kept["inputs"]
        if not same:
            end()  # it takes long to answer anew, and need not be noted
            return None
        rests_on_states(kept["inputs"])
        return kept["answer"]
    except (ValueError, TypeError, KeyError, AttributeError):  # nothing is kept, or another version kept it
        end()
        return None
    except FileNotFoundError:  # the folder that somebody is in was deleted
        end()
        return None


def keep_answer(request: BuildRequest, question: str, answer: Any, looked_at: Iterable[Path], started: int) -> None:
    """Keep an answer, as JSON has it, with all that it follows from; `started` is when it was asked for, in ns.

    What was written since may not be what was read, so nothing is kept then.
    """
    inputs = tuple(looked_at)
    with suppress(FileNotFoundError):  # the folder that somebody is in was deleted
        found = states(inputs)
        if not changed_since(inputs, started):
            kept = {"program": program(), "inputs": found, "answer": answer}
            _store().store(_key(request, question), json.dumps(kept).encode())


def _store() -> DiskCache:
    return DiskCache(cached("recipes"), "json")


def _key(request: BuildRequest, question: str) -> str:
    return hashlib.sha256(f"{kept_under(request)} {question}".encode()).hexdigest()
