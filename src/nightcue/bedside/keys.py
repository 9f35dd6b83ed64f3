"""Keys as they are pressed in a terminal, which is put back as it was whatever happens."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

_ARROWS = {"A": "louder", "B": "softer", "C": "on", "D": "back"}
NAMED = {" ": "pause", "\r": "ready", "\n": "ready"}
"""What each key is for. A terminal sends arrows in one of two ways, whichever mode it was left in."""
_LETTERS = {"q": "stop", "m": "more time", "t": "timer", "i": "pain", "r": "rescue"}
NAMED |= {key: purpose for letter, purpose in _LETTERS.items() for key in (letter, letter.upper())}
NAMED |= {f"\x1b{mode}{arrow}": purpose for mode in "[O" for arrow, purpose in _ARROWS.items()}

if sys.platform == "win32":
    import msvcrt

    _SECOND = {"H": "louder", "P": "softer", "M": "on", "K": "back"}

    class Keys:
        """The keys of the console."""

        def __enter__(self) -> Keys:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def suspend(self) -> None:
            """Nothing to do: a Windows console has no Ctrl-Z."""

        resume = suspend

        def next(self, seconds: float) -> str | None:
            """Return what the next key is for, or None when none is pressed within `seconds`."""
            until = time.monotonic() + seconds
            while not msvcrt.kbhit():
                if time.monotonic() >= until:
                    return None
                time.sleep(0.02)
            key = msvcrt.getwch()
            return _SECOND.get(msvcrt.getwch()) if key in "\x00\xe0" else NAMED.get(key)

else:
    import select
    import termios
    import tty

    class Keys:
        """The keys of the terminal on stdin, each read at once, and not shown. Ctrl-C and Ctrl-Z are what they were."""

        def __init__(self) -> None:
            self._file = sys.stdin.fileno()
            self._before = termios.tcgetattr(self._file)
            self._open = True

        def __enter__(self) -> Keys:
            self.resume()
            return self

        def __exit__(
            self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
        ) -> None:
            self.suspend()

        def suspend(self) -> None:
            """Put the terminal back as it was."""
            termios.tcsetattr(self._file, termios.TCSADRAIN, self._before)

        def resume(self) -> None:
            """Take key by key again."""
            tty.setcbreak(self._file, termios.TCSADRAIN)

        def next(self, seconds: float) -> str | None:
            """Return what the next key is for, or None when none is pressed within `seconds`."""
            if not self._open:  # a terminal that went away would answer at once, for ever
                time.sleep(seconds)
                return None
            if not select.select([self._file], [], [], seconds)[0]:
                return None
            key = os.read(self._file, 1)
            self._open = bool(key)
            if key == b"\x1b" and (mode := self._at_once()):
                key = key + mode if mode in b"[O" else mode
                while len(key) > 1 and (more := self._at_once()):
                    key += more
                    if more.isalpha() or more == b"~":  # the end of what one key sends
                        break
            return NAMED.get(key.decode("latin-1"))

        def _at_once(self) -> bytes:
            """Return the next byte if it comes with the one before, as the bytes of an arrow do; or else nothing."""
            return os.read(self._file, 1) if select.select([self._file], [], [], 0.02)[0] else b""
