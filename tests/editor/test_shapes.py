"""Every field of every kind of step is drawn as what it takes."""

import pytest

from nightcue.editor.cards.fields.drawing import DRAWN, SPECIAL
from nightcue.editor.cards.shapes import shape_of
from nightcue.language.labels import group_of
from nightcue.language.step import Step
from nightcue.language.steps.session import Check
from nightcue.language.window_cues import Cues

MODELS = [*Step.kinds.values(), Check, Cues]
PLAIN = {("audio", "file"), ("include", "steps"), ("session", "pressure")}
"""What is typed as it stands, as no other field takes the like."""


@pytest.mark.parametrize(
    ("model", "name"), [(model, name) for model in MODELS for name in model.written()], ids=lambda each: str(each)
)
def test_each_field_has_a_shape_that_something_draws(model, name):
    place, takes = (group_of(model, name), name), shape_of(model, name).takes
    if takes == "other":
        assert place in PLAIN | SPECIAL.keys()
    else:
        assert takes in DRAWN.keys() | {"fields", "steps"}
