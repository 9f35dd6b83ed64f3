"""Say something before anything is loaded. Nothing slow is imported here."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def say(said: Iterable[tuple[bool, str]]) -> int:
    """Write each text to stderr or to stdout, and return the exit code: another one where nobody can hear it."""
    for err, text in said:
        stream = sys.stderr if err else sys.stdout
        try:
            stream.write(text)
            stream.flush()
        except OSError as error:
            from nightcue.commands.exit_codes import end_unheard
            from nightcue.terminal import UnheardError, doors, silence

            silence(stream)
            if not err:
                with doors():
                    return end_unheard(UnheardError(error))
    return 0
