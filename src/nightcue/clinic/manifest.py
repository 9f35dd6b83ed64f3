"""The manifest: what became of every track that was wanted, as JSON lines beside the tracks.

While a run goes on, each chunk adds a file of its own, for no store can add to a file; at the end all become one. Read
together they say the same, so a run that is killed at any moment loses no more than the chunks it was at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeVar

from nightcue.clinic.store import Store
from nightcue.language.diagnostics import Diagnostic
from nightcue.threads import Pool

WHOLE = "manifest.jsonl"
PARTS = "manifest/"
"""What the names of the chunks' files begin with."""

READERS = 16
"""Files that are read or deleted at a time: each takes a store as long as any other, and there is one a chunk."""

How = Literal["made", "refused", "failed"]
T = TypeVar("T")


@dataclass(frozen=True)
class Entry:
    """What became of one track. It was `made`; or `refused` for what `why` says; or it `failed` and is tried again.

    `file` is its name and `row` the digest of all that decides what it holds. Of one that was made, `digest` is the
    SHA-256 of the file, `size` its bytes and `seconds` how long it plays; `voice` is the name of who speaks. `why` has
    a place, a code, a sentence and a way out for each thing that was found, and `program` is the version of nightcue.
    Of a `programme`, `weeks` are those of the track.
    """

    file: str
    id: str
    routine: str
    row: str
    how: How
    program: str
    digest: str | None = None
    size: int = 0
    seconds: float = 0.0
    voice: str | None = None
    why: tuple[dict[str, str | None], ...] = ()
    programme: str | None = None
    weeks: tuple[int, ...] = ()


def reason(found: Diagnostic) -> dict[str, str | None]:
    """Return what a manifest keeps of a diagnostic."""
    return {"place": str(found.span), "code": found.code, "message": found.message, "hint": found.hint}


def read_manifest(store: Store) -> dict[str, Entry]:
    """Return the last entry of each file. Raises OutputError where the store does not answer."""
    names = [WHOLE, *_parts(store)]
    contents = _of_each(store.read, names)
    return {entry.file: entry for name in names for entry in _entries(contents[name] or b"")}


def add_part(store: Store, name: str, entries: Iterable[Entry]) -> None:
    """Write what became of one chunk, under a `name` that sorts after those of earlier runs. Raises OutputError."""
    store.write(f"{PARTS}{name}.jsonl", _as_lines(entries), known=True)


def close_manifest(store: Store) -> None:
    """Make one file of all. Raises OutputError."""
    parts = _parts(store)
    if parts:
        store.write(WHOLE, _as_lines(read_manifest(store).values()), known=True)
        _of_each(store.remove, parts)  # what is left if this is killed says the same once more


def _of_each(call: Callable[[str], T], names: Sequence[str]) -> dict[str, T]:
    """Return what `call` does with each name, some at a time."""
    if len(names) == 1:
        return {names[0]: call(names[0])}
    pool = Pool(READERS, "manifest")
    try:
        return {name: done.result() for name, done in pool.each(call, names)}
    finally:
        pool.shutdown(cancel=True)


def _parts(store: Store) -> list[str]:
    return sorted(name for name in store.sizes(PARTS) if name.endswith(".jsonl"))


def _as_lines(entries: Iterable[Entry]) -> bytes:
    return b"".join(json.dumps(asdict(each), ensure_ascii=False).encode() + b"\n" for each in entries)


def _entries(content: bytes) -> Iterable[Entry]:
    for line in content.splitlines():
        try:
            said: dict[str, Any] = json.loads(line)
            yield Entry(**{**said, "why": tuple(said["why"]), "weeks": tuple(said.get("weeks", ()))})
        except (ValueError, TypeError, KeyError):  # written by another version: its track is made again
            continue
