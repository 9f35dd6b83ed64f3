"""Sounds to be heard in the page: kept in files that are gone with the program, and served behind its key alone."""

from __future__ import annotations

import secrets
from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, PlainTextResponse, Response

from nightcue.building.outputs.track import write_track
from nightcue.storage.scratch import ScratchFolder

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled

ADDRESS = "/sounds"
"""Where the sounds are, below the key."""

_NOT_KEPT = {"cache-control": "no-store"}


class Sounds:
    """The sounds of every window, as WAV, each under a name that nobody can guess."""

    def __init__(self) -> None:
        self._scratch: ScratchFolder | None = None
        self._names: dict[Hashable, str] = {}

    def keep(self, place: Hashable, compiled: Compiled) -> str:
        """Mix `compiled`, and return the address of the sound below the key; what was kept at `place` before is gone.

        A WAV of half an hour is written in a fifth of a second, and a browser finds every moment of it exactly. Raises
        OutputError.
        """
        if self._scratch is None:
            self._scratch = ScratchFolder()
        name = f"{secrets.token_urlsafe(16)}.wav"
        write_track(compiled, self._scratch.path / name, "wav")
        self.drop(place)
        self._names[place] = name
        return f"{ADDRESS}/{name}"

    def drop(self, place: Hashable) -> None:
        """Delete the sound at `place`, if there is one."""
        if (name := self._names.pop(place, None)) and self._scratch:
            (self._scratch.path / name).unlink(missing_ok=True)

    def close(self) -> None:
        """Delete every sound."""
        self._names.clear()
        if self._scratch:
            self._scratch.close()
            self._scratch = None

    def file_of(self, name: str) -> Path | None:
        """Return the file of a sound that is kept, or None."""
        return self._scratch.path / name if self._scratch and name in self._names.values() else None


SOUNDS = Sounds()
"""The sounds of this program."""


def answer(name: str) -> Response:
    """Return the sound `name`, or the part of it that a browser asks for; no browser keeps it."""
    file = SOUNDS.file_of(name)
    if file is None or not file.is_file():
        return PlainTextResponse("There is no such sound any more.\n", 404, _NOT_KEPT)
    return FileResponse(file, media_type="audio/wav", headers=_NOT_KEPT)
