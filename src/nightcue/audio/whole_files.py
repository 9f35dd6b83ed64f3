"""Several files that are there together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from nightcue.audio.whole_file import remove_abandoned, whole_file
from nightcue.storage.targets import see_on_disk


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write new files with what they hold, the last of `contents` after all the others; folders are made for them.

    When one cannot be written, none stays, nor any folder that was made. A program that is killed in the moment in
    which they appear leaves some without the last. Raises OSError.
    """
    made = [folder for path in contents for folder in _missing(path.parent)]
    try:
        with ExitStack() as written:
            # left in the order opposite to this one, so that the last appears last
            for path, content in reversed([*contents.items()]):
                path.parent.mkdir(parents=True, exist_ok=True)
                remove_abandoned(path.parent, path.name)
                file = written.enter_context(whole_file(path))
                file.write(content)
                see_on_disk(file)
    except BaseException:
        for path in contents:
            with suppress(OSError):
                path.unlink()
        for folder in sorted(set(made), reverse=True):
            with suppress(OSError):  # somebody has put something into it
                folder.rmdir()
        raise


def _missing(folder: Path) -> list[Path]:
    return [above for above in (folder, *folder.parents) if not above.exists()]
