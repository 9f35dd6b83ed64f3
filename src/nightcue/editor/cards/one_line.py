"""A step in one line, as its card shows it when it is closed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from nightcue.editor.amounts import shown_time
from nightcue.editor.cards.placed import Placed
from nightcue.editor.cards.shapes import shape_of
from nightcue.editor.words import Words
from nightcue.language.duration_slips import duration_as_said
from nightcue.language.labels import Labels
from nightcue.language.step import Step
from nightcue.language.until_tap import AT_MOST, WAIT

_VARIABLE = re.compile(r"\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}")
_LONGEST = 160
"""Characters of a title; the rest of a long text is seen when its card is opened."""

_AMOUNTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stretch": ("hold", "sides", "sets"),
        "movement": ("reps", "tempo", "sides", "sets"),
        "breathe": ("in", "hold", "out", "rest", "times"),
        "rest": ("duration",),
        "session": ("duration",),
        "repeat": ("times",),
        "safety": ("wait",),
    }
)
"""The fields that a closed card shows beside its title, by kind."""
_TITLES = ("name", "title", "say", "lines", "stop")
_FILES = ("file", "steps")


class OneLine:
    """Says steps in one line, with the variables of one routine filled in."""

    def __init__(self, said: Words, labels: Labels, variables: Any) -> None:
        self._said, self._labels = said, labels
        self._variables = variables if isinstance(variables, dict) else {}

    def title(self, step: Placed) -> str:
        """Return what a step is called, or says: nothing for a kind that has no words."""
        if step.kind is None:
            return self.filled(step.written)
        if step.kind in ("audio", "include"):
            return PurePosixPath(self.filled(step.body)).stem.replace("-", " ").replace("_", " ")
        if step.kind == "chime":
            choices = self._labels.of(Step.kinds["chime"], "name").choices
            return choices.get(self.filled(step.body), self.filled(step.body))
        if step.kind == "pause":
            return self._time(step.body)
        fields = Step.kinds[step.kind].written()
        return next((text for name in _TITLES if name in fields and (text := self.filled(step.value_of(name)))), "")

    def amounts(self, step: Placed) -> str:
        """Return how long and how often, where it is written."""
        fields = _AMOUNTS.get(step.kind or "", ())
        found = (self._amount(step, name) for name in fields)
        return " · ".join(amount for amount in found if amount)

    def full(self, step: Placed) -> str:
        """Return the kind of a step and its title, for what is said of it."""
        kind = self._labels.kinds[step.kind].label if step.kind else self._said("cards.unknown")
        title = self.title(step)
        return f"{kind}: {title}" if title else kind

    def _amount(self, step: Placed, name: str) -> str:
        written = step.value_of(name)
        if written is None:
            return ""
        model = Step.kinds[str(step.kind)]
        label = self._labels.of(model, name)
        takes = shape_of(model, name).takes
        if takes == "number":
            return self._said("cards.times", number=self.filled(written))
        if takes == "sides":
            key = f"[{', '.join(map(str, written))}]" if isinstance(written, list) else str(written)
            return label.choices.get(key, "")
        return f"{label.label}: {self._time(written)}" if step.kind in ("breathe", "safety") else self._time(written)

    def _time(self, written: Any) -> str:
        if isinstance(written, dict):
            most = written.get(WAIT, written.get(AT_MOST, ""))
            return self._said("cards.until_tap", time=self._time(most))
        text = self.filled(written)
        seconds = duration_as_said(text)
        return text if seconds is None else shown_time(seconds, self._said.tag)

    def filled(self, written: Any) -> str:
        """Return the text of what is written, of a list its first, with the values of variables in it."""
        while isinstance(written, list | dict):
            written = next(iter(written if isinstance(written, list) else written.values()), "")
        text = _VARIABLE.sub(lambda found: str(self._variables.get(found[1], found[0])), str(written or ""))
        return " ".join(text.split())[:_LONGEST]
