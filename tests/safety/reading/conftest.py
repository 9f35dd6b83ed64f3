"""A routine written as text, and what is to be read in it."""

import pytest

from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.reading.reviews import read_reviews
from nightcue.safety.reading.unread import unreviewed


@pytest.fixture
def unread(folder):
    """Return what nobody has read in a routine's text, as text -> (severity, topic, line)."""

    def call(text, settings=(), name="mine"):
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        routine = read_routine(path, dict(settings))
        found = unreviewed(routine, unroll(routine), read_reviews(path))
        return {each.text: (each.severity, each.topic, each.span.line) for each in found}

    return call
