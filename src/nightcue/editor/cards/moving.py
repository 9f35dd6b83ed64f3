"""Where a step goes when it is moved by one place, or dropped somewhere."""

from __future__ import annotations

from dataclasses import dataclass

from nightcue.document.document import Document
from nightcue.document.tree import Path_
from nightcue.editor.cards.placed import CHAPTER, STEPS, Placed, sections_of


@dataclass(frozen=True)
class Move:
    """`steps`, which stand one after another, are to stand in a list before what is at `index` there now."""

    steps: list[Placed]
    list_path: Path_
    index: int


def one_up(steps: list[Placed], step: Placed) -> Move | None:
    """Return the move of a step by one place towards the beginning; None where it is the first.

    It goes into a repeat that is before it, and out of the one that it is the first in. A chapter goes with all its
    steps.
    """
    if step.kind == CHAPTER and step.list_path == STEPS:
        return _chapter(steps, step, -1)
    if step.index == 0:
        around = _around(step)
        return Move([step], around[:-1], int(around[-1])) if around else None
    before = _siblings(steps, step)[step.index - 1]
    if before.inner_path:
        return Move([step], before.inner_path, len(before.inner))
    return Move([step], step.list_path, step.index - 1)


def one_down(steps: list[Placed], step: Placed) -> Move | None:
    """Return the move of a step by one place towards the end; None where it is the last."""
    if step.kind == CHAPTER and step.list_path == STEPS:
        return _chapter(steps, step, 1)
    siblings = _siblings(steps, step)
    if step.index == len(siblings) - 1:
        around = _around(step)
        return Move([step], around[:-1], int(around[-1]) + 1) if around else None
    after = siblings[step.index + 1]
    if after.inner_path:
        return Move([step], after.inner_path, 0)
    return Move([step], step.list_path, step.index + 2)


def chapter_to(steps: list[Placed], chapter: Placed, number: int) -> Move | None:
    """Return the move of a chapter with its steps, so that it is the chapter of that number, from 0."""
    chapters = [(section.chapter, section.steps) for section in sections_of(steps) if section.chapter]
    names = [each for each, _ in chapters]
    now = names.index(chapter)
    if number == now or not 0 <= number < len(chapters):
        return None
    after = number + 1 if number > now else number
    index = names[after].index if after < len(names) else len(steps)
    return Move([chapter, *chapters[now][1]], STEPS, index)


def move(document: Document, found: Move) -> Path_:
    """Move the steps, as one change, and return where the first of them is then. Raises ChangeRefusedError."""
    first, count = found.steps[0], len(found.steps)
    is_later = found.list_path == first.list_path and found.index > first.index
    with document.as_one():
        paths = [
            document.move_step(
                first.path if is_later else step.path,
                found.list_path,
                found.index - 1 if is_later else found.index + number,
            )
            for number, step in enumerate(found.steps)
        ]
    return (*paths[-1][:-1], int(paths[-1][-1]) - count + 1)


def copy(document: Document, steps: list[Placed]) -> Path_:
    """Copy steps, which stand one after another, to behind the last, as one change; return where the first copy is."""
    behind = steps[-1].index + 1
    with document.as_one():
        for number, step in enumerate(steps):
            path = document.copy_step(step.path)
            document.move_step(path, step.list_path, behind + number)
    return (*steps[0].list_path, behind)


def _chapter(steps: list[Placed], chapter: Placed, by: int) -> Move | None:
    names = [section.chapter for section in sections_of(steps) if section.chapter]
    return chapter_to(steps, chapter, names.index(chapter) + by)


def _around(step: Placed) -> Path_:
    """Return the path of the repeat that a step stands in; nothing for one that stands in none."""
    return step.list_path[:-2] if step.list_path != STEPS else ()


def _siblings(steps: list[Placed], step: Placed) -> list[Placed]:
    """Return the list that a step stands in."""
    found = steps
    for key in step.list_path[1::3]:
        found = found[int(key)].inner
    return found
