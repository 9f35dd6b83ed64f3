"""What a run is to do: what holds for everybody, and each track that is wanted."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nightcue.building.request import BuildRequest
from nightcue.clinic.person import Person
from nightcue.storage.paths import clinic_key
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

_KEY_BYTES = 32


SentFile = tuple[str, bytes]
"""A file that goes along with the work: its path where the run began, and what is in it."""


def _new_run() -> str:
    return f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime())}-{os.urandom(4).hex()}"


@dataclass(frozen=True)
class Order:
    """What holds for every track of a run: where it goes, its format, and the rules that are allowed.

    `clips` is a place for spoken lines that all workers see; None for the cache of each machine. `key` is the secret
    with which rows are digested, so that nobody can find out from a digest what a row says. `run` names the run, and
    sorts after every earlier one. `files` are those of the routines, for workers on other machines.
    """

    where: str
    format: str = "mp3"
    allow: frozenset[str] = frozenset()
    clips: str | None = None
    key: bytes = b""
    run: str = field(default_factory=_new_run)
    files: tuple[SentFile, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """A track for a person: of the routine file at `routine`, the person's routine number `number`, from 1.

    `settings` is what the row says of the variables that this routine has. Of a `programme`, by its name, `weeks` are
    those of this track, and `part` is what tells it from its other tracks, such as week-1-2; then `settings` is what
    the weeks set too.
    """

    person: Person
    routine: Path
    number: int = 1
    settings: Mapping[str, str] = field(default_factory=dict)
    programme: str | None = None
    weeks: tuple[int, ...] = ()
    part: str | None = None

    def request(self, order: Order) -> BuildRequest:
        """Return the request for the track, without the profile, which the person has."""
        return BuildRequest(
            self.routine,
            settings=self.settings,
            allow=order.allow,
            cleared_by=self.person.said.get("cleared_by"),
            format=order.format,
        )

    def file(self, order: Order) -> str:
        """Return the name of the track: the id, the number of any routine but the first, its weeks, and no more."""
        which = ("" if self.number == 1 else f".{self.number}") + (f".{self.part}" if self.part else "")
        locked = ".age" if "recipient" in self.person.said else ""
        return f"{self.person.id}{which}.{order.format}{locked}"


def kept_key() -> bytes:
    """Return the secret of this machine, made the first time. Raises OSError where it cannot be kept."""
    path = clinic_key()
    try:
        if len(key := read_file(path)) == _KEY_BYTES:
            return key
    except FileNotFoundError:
        pass
    key = os.urandom(_KEY_BYTES)
    keep_private(path, key)
    return key
