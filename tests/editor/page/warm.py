"""`nightcue` in a process that has everything of the editor in memory: loading it costs more than most tests do.

One process in each worker loads it, and forks for each editor; what the command does then is what it always does.
Tests of what the process itself is (its environment, its end) start it as a person does.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_LOADED = [
    "nightcue.__main__",
    "nightcue.commands.edit",
    "nightcue.editor.app",
    "nightcue.bedside.listening_socket",
    "nightcue.building.clips",
    "nightcue.voices.ahead",
    "nightcue.voices.catalogue",
    "uvicorn.protocols.http.h11_impl",
    "uvicorn.protocols.websockets.websockets_sansio_impl",
]
"""What an editor has loaded when its page is drawn."""


class WarmProgram:
    """A command of nightcue that runs in the folder `home`, with what it prints in the file `told`."""

    def __init__(self, words: Sequence[str], home: Path, environment: Mapping[str, str], told: Path) -> None:
        forking = multiprocessing.get_context("forkserver")
        forking.set_forkserver_preload(_LOADED)
        self._process = forking.Process(target=_run, args=(words, home, dict(environment), told))
        self._process.start()

    def poll(self) -> int | None:
        """Its exit code, if it has ended."""
        return self._process.exitcode

    def terminate(self) -> None:
        """Tell it to end."""
        self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended."""
        self._process.join(seconds)
        assert self._process.exitcode is not None, "it does not end"


def _run(words: Sequence[str], home: Path, environment: Mapping[str, str], told: Path) -> None:
    from nightcue.__main__ import main

    os.chdir(home)
    os.environ.clear()
    os.environ.update(environment)
    with told.open("ab") as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
    sys.argv = ["nightcue", *words]
    main()
