"""What is found out of a line is found out once: in this program, and in every later one that is the same.

What a line asks of the listener depends on its words, its language and nightcue's own files, and on nothing else. So
answers are kept in the cache, all in one entry, under what tells this program from any other.
"""

from __future__ import annotations

import atexit
import hashlib
import marshal
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from functools import _lru_cache_wrapper

    from nightcue.storage.disk_cache import DiskCache

_Answer = TypeVar("_Answer")
_Line = tuple[str, ...]
_Kept = tuple[frozenset[str], dict[str, Any]]
"""What was asked of a line, and each answer but no."""

MOST = 1_000
"""Lines that are kept, which are read in 2 ms; where there would be more, the new ones alone are."""

_UNKNOWN = object()


class KnownLines:
    """Answers by line and by question, read from an entry of the cache, and kept there when the program ends."""

    def __init__(self, store: DiskCache, made_for: str) -> None:
        self._store = store
        self._key = hashlib.sha256(f"lines; {made_for}".encode()).hexdigest()
        self._kept: dict[_Line, _Kept] = self._read()
        self._new: dict[_Line, dict[str, Any]] = {}

    def answer(self, question: str, line: _Line) -> Any:
        """Return the answer, or _UNKNOWN."""
        asked, answers = self._kept.get(line, (frozenset(), {}))
        return answers.get(question, False) if question in asked else _UNKNOWN

    def add(self, question: str, line: _Line, answer: Any) -> None:
        """Keep an answer, of Python's plain kinds, unless there are MOST new lines already."""
        if not self._new:
            atexit.register(self.write)
        if line not in self._new and len(self._new) >= MOST:
            return
        self._new.setdefault(line, {})[question] = answer

    def write(self) -> None:
        """Keep everything in the cache."""
        alike: dict[frozenset[str], frozenset[str]] = {}  # what is asked of most lines is the same, and is written once
        lines: dict[_Line, _Kept] = {}
        for line, new in self._new.items():
            asked, answers = self._kept.get(line, (frozenset(), {}))
            asked = asked.union(new)
            answers = answers | {question: answer for question, answer in new.items() if answer is not False}
            lines[tuple(map(str, line))] = alike.setdefault(asked, asked), answers
        if len(self._kept.keys() | lines.keys()) <= MOST:
            lines = {**self._kept, **lines}
        self._store.store(self._key, marshal.dumps(lines))

    def _read(self) -> dict[_Line, _Kept]:
        content = self._store.load(self._key)
        return {} if content is None else marshal.loads(content)


_known: KnownLines | None = None


def know_lines(program: str) -> None:
    """Have what is found out of lines from now on be kept, and found again by the same `program`."""
    global _known
    if _known is None:
        from nightcue.storage.disk_cache import DiskCache
        from nightcue.storage.paths import cached

        _known = KnownLines(DiskCache(cached("recipes"), "lines"), program)


def once_a_line(found_out: Callable[..., _Answer]) -> _lru_cache_wrapper[_Answer]:
    """Have a function of a line and its language, or of more texts, find out the same only once.

    It has a name of its own, depends on nothing but what it is given, and answers with a value of Python's plain kinds.
    """
    question = f"{found_out.__module__}.{found_out.__qualname__}"
    if "<" in question:
        raise ValueError(f"{question} is no name of its own")

    @lru_cache(maxsize=10_000)  # a routine says many of its lines again and again, and many rules ask
    @wraps(found_out)
    def once(*line: str) -> _Answer:
        if _known is None:
            return found_out(*line)
        answer: Any = _known.answer(question, line)
        if answer is _UNKNOWN:
            answer = found_out(*line)
            _known.add(question, line, answer)
        known: _Answer = answer
        return known

    return once
