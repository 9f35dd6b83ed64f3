"""Making the page that is served, and making it anew whenever something that it is made of is saved."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from nightcue.storage.paths import served_looked_at
from nightcue.storage.reading import read_file
from nightcue.terminal import tell
from nightcue.threads import begun

_SITE = (sys.executable, "-P", "-m", "nightcue", "site")
_STDERR = 2
_PATIENCE = 2.0
"""Seconds in which what makes the page ends in good order once it is told to; it takes a tenth of one."""
_PAUSE = 2.0
"""Seconds between two looks at the files: it goes on all night."""


@contextmanager
def remade(folder: Path, words: Iterable[str]) -> Iterator[None]:
    """Make the page in `folder` as `nightcue site` does with these words; in the block it is kept up to date.

    Exits as `nightcue site` does where there is no page then.
    """
    from nightcue.building.watch import watch

    page = _Page(folder, [*words])
    watching = watch(page.make, _PAUSE)
    try:
        next(watching)
        if not begun(lambda: _keep_up_to_date(page, watching)):
            tell("note: the system gives no thread, so what is saved meanwhile is on the page the next time", err=True)
        yield
    finally:
        page.end()


def _keep_up_to_date(page: _Page, watching: Iterator[list[Path]]) -> None:
    page.make_opus()
    for changed in watching:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        tell(f"{changed[0]}{more} changed; the page is made anew", err=True)
        page.make_opus()


class _Page:
    """A page that is made in a process of its own: building takes four times the memory that serving does."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self._folder, self._words = folder, words
        self._making: subprocess.Popen[bytes] | None = None
        self._ended, self._starting = False, Lock()
        self._looked_at: list[Path] = []

    def make(self) -> list[Path]:
        """Make it, and return what it depends on; exits where that fails for the first time."""
        code = self._made()
        if code > 1 and not self._looked_at:  # 1 where a routine has errors, and the others are there
            raise SystemExit(code)
        with suppress(OSError, ValueError):  # what it depended on before goes on to be looked at
            self._looked_at = [Path(path) for path in json.loads(read_file(served_looked_at()))]
        return self._looked_at

    def make_opus(self) -> None:
        """Make it once more, with the tracks that it does not have in Opus yet: that takes ten times as long as MP3."""
        with suppress(OSError):
            self._made("--opus", told=False)

    def end(self) -> None:
        """Make it no more; the process that does ends, with the engines that it started."""
        with self._starting:
            self._ended = True
        if self._making:
            _end(self._making)

    def _made(self, *more: str, told: bool = True) -> int:
        with self._starting:
            if self._ended:
                return 0
            words = [str(self._folder), *self._words, *more, "--looked-at", str(served_looked_at())]
            quiet = subprocess.DEVNULL  # it has all been told
            self._making = subprocess.Popen(
                [*_SITE, *words], stdout=_STDERR if told else quiet, stderr=None if told else quiet
            )
        try:
            return self._making.wait()
        except BaseException:
            _end(self._making)
            raise


def _end(making: subprocess.Popen[bytes]) -> None:
    """End the process; on Ctrl-C only a terminal has told it already."""
    for stop in (making.terminate, making.kill):
        try:
            making.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            stop()
    making.wait()
