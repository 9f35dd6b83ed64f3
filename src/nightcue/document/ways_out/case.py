"""A finding of a rule as its ways out need it: the step, what is written there, and the cues that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from nightcue.document.looking import Seen
from nightcue.document.nodes import data_of
from nightcue.document.places import STEPS, place_of_line
from nightcue.document.removing import without
from nightcue.document.sentences import PART
from nightcue.document.setting import with_value
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.diagnostics import Diagnostic, one_line
from nightcue.language.durations import in_short, parse_duration
from nightcue.language.kinds import KINDS
from nightcue.language.locale_files import words_of
from nightcue.language.script import Cue, Window
from nightcue.language.variables import lone_variable
from nightcue.locales import has

_LENGTHS = {
    "stretch": ("hold",), "pause": (), "rest": ("duration",), "session": ("duration",), "movement": ("tempo",),
}  # fmt: skip
"""Where the length of a step stands below its kind."""
_NEEDED = frozenset({"name", "title", "therapy"})


class Case:
    """A finding, the path `at` of the step it belongs to, and the text that it was found in."""

    def __init__(self, seen: Seen, problem: Diagnostic, at: Path_) -> None:
        assert seen.forms  # rules look at what can be read
        self.seen, self.problem, self.at, self.tree = seen, problem, at, seen.tree
        self.forms = seen.forms
        self.tag = seen.forms.script.language

    @cached_property
    def kind(self) -> str:
        """The kind of the step; empty where the finding belongs to none."""
        written = self.value(self.at)
        return next((key for key in written if key in KINDS), "") if isinstance(written, dict) else ""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of the form in which it was found."""
        other = self.forms.other
        return other.cues if other and "form, " in self.problem.message else self.forms.script.cues

    @property
    def windows(self) -> list[Window]:
        """The windows that come of the step."""
        return [cue for cue in self.cues if isinstance(cue, Window) and cue.origin.span == self.problem.span]

    def value(self, path: Path_) -> Any:
        """Return what is written at `path`; None where nothing is."""
        node = self.tree.find(path)
        return None if node is None else data_of(node)

    def field(self, name: str) -> Path_:
        """Return the path of a field of the step."""
        return (*self.at, self.kind, name)

    def seconds(self, path: Path_) -> Fraction | None:
        """Return the length that is written at `path`, or in the variable that it names; None where there is none."""
        written = self.value(self._defined(path))
        try:
            return parse_duration(written) if isinstance(written, str) else None
        except ValueError:
            return None

    def length_of(self, step: Path_) -> Path_ | None:
        """Return the path of the length of a step; None where its kind has none, or it waits for a tap."""
        written = self.value(step)
        kind = next((key for key in written if key in _LENGTHS), None) if isinstance(written, dict) else None
        path = (*step, kind, *_LENGTHS[kind]) if kind else None
        return path if path and isinstance(self.value(path), str) else None

    def line(self, name: str, **filled: str) -> str | None:
        """Return a line that comes with nightcue, in the routine's language; None where that has none."""
        return words_of(PART, self.tag)["lines"][name].format(**filled) if has(self.tag, PART) else None

    def make_it(self, path: Path_ | None, seconds: Fraction) -> Iterator[WayOut]:
        """Yield another length at `path`, or in the variable that stands there."""
        if path is not None and seconds > 0:
            yield self.write(path, in_short(seconds), "make_it", amount=amount(seconds))

    def write(self, path: Path_, written: str, label: str = "write", **values: str) -> WayOut:
        """Return the way out that writes something else at `path`, or in the variable that stands there."""
        there = self._defined(path)
        return WayOut(label, lambda tree: with_value(tree, there, written), values or {"text": written})

    def remove_step(self) -> Iterator[WayOut]:
        """Yield the text without the step."""
        step = self.at
        if len(step) > 1 and step[-2] == STEPS:
            yield WayOut("remove_step", lambda tree: without(tree, step))

    def leave_out(self, path: Path_ | None) -> Iterator[WayOut]:
        """Yield the text without the line at `path`, or without its field or its step where nothing else is in it."""
        whole = self._whole(path) if path else ()
        if path and whole and whole[-1] not in _NEEDED and whole != (STEPS,):
            text = one_line(str(self.value(path)), 40)
            yield WayOut("leave_out", lambda tree: without(tree, whole), {"text": text})

    def path_of_text(self) -> Path_ | None:
        """Return the path of the text that begins at the place of the finding; None where none does."""
        span = self.problem.span
        if not 0 < span.line <= len(self.tree.lines):
            return None
        return path_of(self.tree, self.tree.starts[span.line - 1] + span.column - 1)

    def _defined(self, path: Path_) -> Path_:
        written = self.value(path)
        name = lone_variable(written) if isinstance(written, str) else None
        return ("vars", name) if name and self.tree.find(("vars", name)) else path

    def _whole(self, path: Path_) -> Path_:
        """Return the path of what has to go for the line at `path` to go."""
        while path[-1] in {"full", "say", "lines"} or (isinstance(path[-1], int) and path[-2] != STEPS):
            there = self.value(path[:-1])
            if isinstance(path[-1], int) and isinstance(there, list) and len(there) > 1:
                return path
            if path[-1] == "say" and isinstance(there, dict) and len(there) > 1 and "detail" not in there:
                return path[:-1] if path[-2] == "check" else path
            path = path[:-1]
        return path


class CaseOfPart(Case):
    """A finding in an included part, whose value a variable of the routine brings: `tree` is the part's text.

    Only what is written into such a variable is a way out; those are kept in `own`.
    """

    def __init__(self, seen: Seen, problem: Diagnostic, part: Tree) -> None:
        super().__init__(replace(seen, tree=part), problem, place_of_line(part, problem.span.line))
        self._routine = seen.tree
        self.own: list[WayOut] = []

    def seconds(self, path: Path_) -> Fraction | None:
        """Return the length that the variable of the routine brings."""
        there, name = Case(replace(self.seen, tree=self._routine), self.problem, ()), self._variable(path)
        return there.seconds(("vars", name)) if name else None

    def write(self, path: Path_, written: str, label: str = "write", **values: str) -> WayOut:
        """Return the way out that writes it into the variable, and keep it where there is one."""
        name = self._variable(path)
        way = WayOut(label, lambda tree: with_value(tree, ("vars", str(name)), written), values or {"text": written})
        if name:
            self.own.append(way)
        return way

    def _variable(self, path: Path_) -> str | None:
        written = self.value(path)
        name = lone_variable(written) if isinstance(written, str) else None
        return name if name and self._routine.find(("vars", name)) else None


def amount(seconds: Fraction) -> str:
    """Return a length as a button says it in every language, such as 1 min 30 s."""
    whole, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(whole), 60)
    parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    return " ".join([*parts, f"{float(rest):g} s"] if rest or not parts else parts)


def path_of(tree: Tree, at: int) -> Path_ | None:
    """Return the path of the text that begins at the character `at`; None where none does."""
    node, path = tree.root, ()  # type: tuple[Any, Path_]
    while node is not None:
        for number, child in enumerate(node.children):
            if child.start <= at < max(child.end, child.start + 1):
                path = (*path, node.key(number) if node.kind == "mapping" else number)
                if child.start == at and child.kind == "text":
                    return path
                node = child
                break
        else:
            return None
    return None
