"""Writing a copy of a routine, or of a programme, as the start of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from nightcue.terminal import tell


def write_copy(copied: Callable[[], Mapping[Path, bytes]], name: str, own: Path, build: str) -> None:
    """Write the files of a copy, the one to edit last, into the folder `own`, and tell how to `build` it.

    Raises OutputError for a file that cannot be written; a name that cannot be is wrong usage.
    """
    from nightcue.audio.errors import OutputError
    from nightcue.language.copying import NameTakenError, UnusableNameError, words_for
    from nightcue.locales import FIRST
    from nightcue.storage.atomic_files import write_together

    try:
        files = copied()
        write_together(files)
    except (NameTakenError, UnusableNameError) as error:
        raise click.BadParameter(str(error), param_hint="NAME") from None
    except OSError as problem:
        raise OutputError(f"cannot write {problem.filename or name}: {problem.strerror or problem}") from None
    *_, target = files
    words = words_for(name, FIRST if target.parent == own else target.parent.name)
    tell(target, f"edit it, then: {build} {words}")
