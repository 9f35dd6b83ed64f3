"""Sending the files of routines along with the work, for workers on machines where they do not lie at the same path."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from nightcue.audio.errors import OutputError
from nightcue.clinic.order import SentFile, Wanted
from nightcue.language.diagnostics import DiagnosedError
from nightcue.language.reading import read_routine
from nightcue.safety.reading.reviews import path_of_reviews
from nightcue.storage.reading import read_file
from nightcue.storage.scratch import ScratchFolder

MOST = 200_000
"""Bytes of all files together: they go with every chunk. A routine with its parts has about 15,000."""


def files_to_send(wanted: Iterable[Wanted]) -> tuple[SentFile, ...]:
    """Return each file of the routines that are wanted, by their whole paths; none where they are too large together.

    A routine in a voice of one's own is read at its path, on every worker, for its recordings are too large.
    """
    first = {each.routine: each for each in wanted}
    found: dict[Path, bytes] = {}
    for routine, each in first.items():
        paths = {routine, path_of_reviews(routine)}
        with suppress(DiagnosedError):  # the workers say what is wrong with it
            read = read_routine(routine, each.settings)
            paths |= set() if read.recordings else set(read.files)
        for path in paths:
            with suppress(OSError):
                found[path.absolute()] = read_file(path, MOST)
    is_too_large = sum(map(len, found.values())) > MOST
    return () if is_too_large else tuple((str(path), content) for path, content in sorted(found.items()))


class Received:
    """Files that came with the work: read at their own paths if they are the same there, else in a folder of ours."""

    def __init__(self, files: Iterable[SentFile]) -> None:
        self._files = {Path(path): content for path, content in files}
        self._folder: ScratchFolder | None = None

    def here(self, wanted: Wanted) -> Wanted:
        """Return a track with its routine at its path on this machine. Raises OutputError where there can be none."""
        if self._folder is None and not all(map(_is_the_same, self._files, self._files.values())):
            try:
                self._write()
            except OSError as problem:
                raise OutputError(f"cannot keep the routines that were sent: {problem.strerror or problem}") from None
        is_copied = self._folder is not None and wanted.routine in self._files
        return replace(wanted, routine=self._copy(wanted.routine)) if is_copied else wanted

    def as_sent(self, place: str) -> str:
        """Return a place in a file as whoever sent it calls it."""
        return place.removeprefix(str(self._folder.path)) if self._folder else place

    def _write(self) -> None:
        self._folder = ScratchFolder()
        for path, content in self._files.items():
            copy = self._copy(path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)

    def _copy(self, path: Path) -> Path:
        assert self._folder
        return self._folder.path.joinpath(*path.parts[1:])


def _is_the_same(path: Path, content: bytes) -> bool:
    try:
        return read_file(path, MOST) == content
    except OSError:
        return False
