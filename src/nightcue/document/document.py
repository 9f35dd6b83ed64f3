"""A routine's text while it is changed: by fields, by steps or as text, and saved so that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nightcue.document.contents import Line, with_data, with_lines
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.history import History
from nightcue.document.inserting import item_from, spaced, with_item
from nightcue.document.moving import copied, moved
from nightcue.document.nodes import Data, data_of
from nightcue.document.places import lines_of, place_of_line, steps_in
from nightcue.document.removing import taken_out
from nightcue.document.routine_file import RoutineFile
from nightcue.document.setting import with_value
from nightcue.document.tree import Path_, Tree
from nightcue.document.versions import Version, keep_version, versions_of


class Document:
    """A routine's text. Every change keeps each byte of what it is not about, and can be taken back.

    A change that cannot be made without another one raises ChangeRefusedError, and leaves all as it was.
    """

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, with errors or not. Raises CannotOpenError where it is no file or no text."""
        self._file = RoutineFile(path)
        self._tree = Tree(self._file.text)
        self._history = History()

    @property
    def path(self) -> Path:
        """The file."""
        return self._file.path

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._tree.text

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return self.text.splitlines()

    @property
    def is_saved(self) -> bool:
        """Whether the text is what was read or saved last."""
        return self.text == self._file.text

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether a change was taken back that can be made again."""
        return self._history.can_redo

    @property
    def is_yaml(self) -> bool:
        """Whether the text can be read as YAML; if not, it has no values and no steps, and is changed as text."""
        return self._tree.root is not None

    def value(self, path: Path_) -> Any:
        """Return what is written at `path`, as plain text, lists and mappings; None where nothing is."""
        node = self._tree.find(path)
        return None if node is None else data_of(node)

    def span(self, path: Path_) -> tuple[int, int]:
        """Return the first and the last line of what is at `path`, from 1. Raises ChangeRefusedError."""
        return lines_of(self._tree, path)

    def path_at(self, line: int) -> Path_:
        """Return the path of the innermost step that holds a `line`, from 1; outside of the steps, that of the key."""
        return place_of_line(self._tree, line)

    def steps(self, path: Path_ = ()) -> list[Path_]:
        """Return the paths of the steps of the routine, or of those in the list or the step at `path`."""
        return steps_in(self._tree, path)

    def set_value(self, path: Path_, value: str) -> None:
        """Put `value` in the place of what is written at `path`; a missing key is added where its model has it."""
        self._become(with_value(self._tree, path, value), ("value", path))

    def set_lines(self, path: Path_, lines: Sequence[Line]) -> None:
        """Put `lines` in the place of what is said at `path`: one text, or a list; those that are there stay."""
        self._become(with_lines(self._tree, path, lines))

    def set_data(self, path: Path_, data: Data) -> None:
        """Put a text, a list or a mapping in the place of what is written at `path`; what is in it stays."""
        self._become(with_data(self._tree, path, data))

    @contextmanager
    def as_one(self) -> Iterator[None]:
        """Let the changes within be one change; where one of them is refused, none is made."""
        before, history = self._tree, self._history
        self._history = History()
        try:
            yield
        except ChangeRefusedError:
            self._tree = before
            raise
        finally:
            self._history = history
            history.note(before.text, self.text)

    def remove(self, path: Path_) -> None:
        """Take a step, a line or a key out, with the comments right above it, and a field that is empty without it."""
        self._become(taken_out(self._tree, path))

    def insert_step(self, list_path: Path_, index: int, yaml_text: str) -> Path_:
        """Put a step, written as YAML with its dash or without, into a list as number `index`; return its path."""
        lines, data = item_from(yaml_text)
        tree = with_item(self._tree, list_path, index, spaced(self._tree, list_path, lines, data), data)
        there = tree.found(list_path).resolved.children
        self._become(tree)
        return (*list_path, max(0, min(index, len(there) - 1)))

    def move_step(self, path: Path_, list_path: Path_, index: int) -> Path_:
        """Make a step number `index` of a list, counted without it, with the comments above it; return its path.

        Both paths are those before the move.
        """
        tree, there = moved(self._tree, path, list_path, index)
        self._become(tree)
        return there

    def copy_step(self, path: Path_) -> Path_:
        """Put a copy of a step right after it, with its comments; return the path of the copy."""
        tree, there = copied(self._tree, path)
        self._become(tree)
        return there

    def replace_text(self, text: str) -> None:
        """Put `text` in the place of the whole text."""
        self._become(Tree(text), "text")

    def make(self, change: Callable[[Tree], Tree]) -> None:
        """Make a change that is put together elsewhere, as one that can be taken back."""
        self._become(change(self._tree))

    def undo(self) -> None:
        """Take the last change back, if there is one."""
        self._tree = Tree(self._history.undo(self.text))

    def redo(self) -> None:
        """Make the change again that was taken back last, if there is one."""
        self._tree = Tree(self._history.redo(self.text))

    def save(self) -> None:
        """Save the text, whole or not at all, and keep it as a version; what the file held is one too.

        Raises ChangedOnDiskError where somebody else has changed the file, and OSError.
        """
        before = self._file.text
        self._file.save(self.text)
        self._history.pause()
        keep_version(self.path, before)
        keep_version(self.path, self.text)

    def on_disk(self) -> str | None:
        """Return what the file holds now, if somebody else has changed it; None if nobody has."""
        other = self._file.other()
        return None if other is None else other.decode("utf-8-sig", "replace")

    def take_theirs(self) -> None:
        """Take what somebody else has saved in place of the text; that can be taken back. Raises CannotOpenError."""
        if (other := self._file.other()) is not None:
            self._file.take(other)
            self._become(Tree(self._file.text))

    def keep_mine(self) -> None:
        """Keep the text, so that it can be saved; what somebody else has saved becomes a version."""
        if (other := self._file.other()) is not None:
            self._file.accept(other)
            keep_version(self.path, self._file.text)

    def versions(self) -> list[Version]:
        """Return what the file was at every save that is kept, the newest first."""
        return versions_of(self.path)

    def go_back(self, version: Version) -> None:
        """Put the text of a version in the place of this one; it is not saved yet, and can be taken back."""
        self._become(Tree(version.text))

    def _become(self, tree: Tree, typed: Hashable = None) -> None:
        self._history.note(self.text, tree.text, typed)
        self._tree = tree
