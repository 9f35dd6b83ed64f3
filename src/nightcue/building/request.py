"""The request for a track: one routine, what changes in it, and where the track goes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from nightcue.language.detail import Detail

OUTPUT_FOLDER = Path("audio_out")
"""Where tracks go that nobody named a place for."""

BESIDE = ("lrc", "vtt", "json")
"""What can be written beside a track."""

_PATHS = ("routine", "profile", "recordings", "opening_recording", "file", "folder")
_CHANGE_NO_TRACK = ("force", "overwrite")


@dataclass(frozen=True)
class BuildRequest:
    """A track to be made of the routine file at `routine`. Nothing is read or checked before it is compiled.

    `settings` overrides variables, `voice` names another voice than the routine does, `allow` names safety rules to
    leave out, and `cleared_by` ("name, date") says who cleared what the profile speaks against. `profile` is the file
    of whoever listens; None is nobody in particular. `recordings` is a folder with lines in one's own voice, in place
    of the one that the routine names. `opening` is a line of somebody's, spoken before the routine's own, and
    `opening_recording` the file of one. `detail` is the form to make; None is the listener's or the routine's.

    The track is called `file`, or else NAME.LANG.FORMAT in `folder`. `split` makes a folder of chapters instead, and
    `beside` names what else is written, of BESIDE. `force` makes it even where nothing has changed. Without `overwrite`
    a file that nightcue did not make is left alone.
    """

    routine: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    voice: str | None = None
    profile: Path | None = None
    allow: frozenset[str] = frozenset()
    cleared_by: str | None = None
    recordings: Path | None = None
    opening: str | None = None
    opening_recording: Path | None = None
    detail: Detail | None = None
    format: str = "mp3"
    file: Path | None = None
    folder: Path = OUTPUT_FOLDER
    split: bool = False
    beside: tuple[str, ...] = ()
    force: bool = False
    overwrite: bool = True

    def as_json(self) -> dict[str, Any]:
        """Return the request as JSON has it, with every path as text."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        said |= {name: str(path) for name in _PATHS if (path := said[name]) is not None}
        return said | {"settings": dict(self.settings), "allow": sorted(self.allow), "beside": [*self.beside]}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """Return the request that `as_json` gave."""
        paths = {name: Path(path) for name in _PATHS if (path := said[name]) is not None}
        return cls(**{**said, **paths, "allow": frozenset(said["allow"]), "beside": tuple(said["beside"])})

    def fingerprint(self) -> str:
        """Return a digest of all that changes a track, its name or its place: equal for requests of the same track."""
        said = {name: value for name, value in self.as_json().items() if name not in _CHANGE_NO_TRACK}
        said["routine"] = str(self.routine.absolute())
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
