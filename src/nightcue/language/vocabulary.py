"""The vocabulary of the routine language: the kinds of steps and the names of fields."""

from __future__ import annotations

from functools import cache

from nightcue.language.fields import Fields


@cache
def every_word() -> frozenset[str]:
    """Return the kinds of steps, and the names of all fields of a routine."""
    from nightcue.language.routine import Routine
    from nightcue.language.step import Step

    words, seen = set(Step.kinds), set[type[Fields]]()
    models: list[type[Fields]] = [Routine, *Step.kinds.values()]
    while models:
        model = models.pop()
        if model in seen:
            continue
        seen.add(model)
        words |= set(model.written())
        for field in model.model_fields.values():
            inner = (field.annotation, *getattr(field.annotation, "__args__", ()))
            models += [one for one in inner if isinstance(one, type) and issubclass(one, Fields)]
    return frozenset(words)
