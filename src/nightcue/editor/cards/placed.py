"""The steps of a routine as they stand in it: each with its place, its kind and what is written in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nightcue.document.tree import Path_
from nightcue.language.detail import DETAIL
from nightcue.language.step import Step

STEPS: Path_ = ("steps",)
"""The list of the routine's own steps."""
CHAPTER, REPEAT = "chapter", "repeat"


@dataclass(frozen=True)
class Placed:
    """A step at its place. `kind` is None where it is none that nightcue knows, as while it is being written."""

    path: Path_
    written: Any

    @cached_property
    def kind(self) -> str | None:
        """The kind of step."""
        keys = [*self.written] if isinstance(self.written, dict) else []
        return next((key for key in keys if key in Step.kinds), None)

    @property
    def list_path(self) -> Path_:
        """The list that it stands in."""
        return self.path[:-1]

    @property
    def index(self) -> int:
        """Its place in that list, from 0."""
        return int(self.path[-1])

    @property
    def body(self) -> Any:
        """What is written behind its kind."""
        return self.written[self.kind] if self.kind else None

    @property
    def only_full(self) -> bool:
        """Whether the brief form leaves it out."""
        return isinstance(self.written, dict) and DETAIL in self.written

    @property
    def inner_path(self) -> Path_ | None:
        """The list of the steps in it, if it is a repeat."""
        return (*self.path, REPEAT, "steps") if self.kind == REPEAT else None

    @cached_property
    def inner(self) -> list[Placed]:
        """The steps in it, if it is a repeat."""
        steps = self.body.get("steps") if self.inner_path and isinstance(self.body, dict) else None
        return placed_steps(steps, self.inner_path or ())

    @property
    def fields_path(self) -> Path_:
        """Where its fields stand; those of a step that takes one value alone, such as `pause: 5s`, beside its dash."""
        return self.path if self.kind is None or Step.kinds[self.kind].bare else (*self.path, self.kind)

    def path_of(self, field: str) -> Path_:
        """Return the place of a field."""
        is_bare = self.kind is not None and Step.kinds[self.kind].bare == field
        return (*self.path, str(self.kind)) if is_bare else (*self.fields_path, field)

    def value_of(self, field: str) -> Any:
        """Return what is written in a field, None where it is left out."""
        if self.kind is None or Step.kinds[self.kind].bare == field:
            return self.body
        return self.body.get(field) if isinstance(self.body, dict) else None


def placed_steps(written: Any, list_path: Path_ = STEPS) -> list[Placed]:
    """Return the steps of the list that stands at `list_path`; none where there is no list."""
    items = written if isinstance(written, list) else []
    return [Placed((*list_path, index), item) for index, item in enumerate(items)]


def every_step(steps: list[Placed]) -> Iterator[Placed]:
    """Yield these steps and all that are in them, in order."""
    for step in steps:
        yield step
        yield from every_step(step.inner)


def in_order(path: Path_) -> tuple[int, ...]:
    """Return what steps are sorted by, so that they stand as in the file."""
    return tuple(key for key in path if isinstance(key, int))


@dataclass(frozen=True)
class Section:
    """A chapter and the steps up to the next one; those before the first chapter have none."""

    chapter: Placed | None
    steps: list[Placed]


def sections_of(steps: list[Placed]) -> list[Section]:
    """Return the steps of a routine by chapter; the first section, without one, may be empty."""
    sections = [Section(None, [])]
    for step in steps:
        if step.kind == CHAPTER:
            sections.append(Section(step, []))
        else:
            sections[-1].steps.append(step)
    return sections
