"""What can go wrong with a diary that is not a fault of the program."""

from __future__ import annotations

from collections.abc import Sequence


class DiaryError(Exception):
    """The diary cannot be used or changed like this: the message says why, and names a way out."""


class NotKeptError(DiaryError):
    """The diary could not be opened or written, by a fault of the machine; what was in it is still there."""


class ProblemsError(ValueError):
    """What was sent or typed is not possible. `problems` holds a sentence for each thing, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))
