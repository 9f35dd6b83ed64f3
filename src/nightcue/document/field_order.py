"""Where a new key stands among those of a mapping: in the order of the model that the mapping is read with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from nightcue.document.tree import Path_
from nightcue.language.fields import Fields


def place_of_key(path: Path_, present: Sequence[str], key: str) -> int:
    """Return how many of the `present` keys of the mapping at `path` stand before a new `key`."""
    order = _order_at(path)
    if key not in order:
        return len(present)
    before = set(order[: order.index(key)])
    return max((at + 1 for at, other in enumerate(present) if other in before), default=0)


def _order_at(path: Path_) -> list[str]:
    from nightcue.language.routine import Routine
    from nightcue.language.step import Step

    model: type[Fields] | None = Routine
    for key in path:
        if isinstance(key, int):
            model = None  # an item of a list: a step, which has its kind as its key
        elif model is None:
            model = Step.kinds.get(key)
        elif key in model.written():
            model = _model_in(model.written()[key].annotation)
        else:
            return []
    return [*model.written()] if model else []


def _model_in(annotation: Any) -> type[Fields] | None:
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)
