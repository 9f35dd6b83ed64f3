"""Everything that can be edited has a name in both languages, and there are no names of things that are gone."""

from itertools import chain
from typing import get_args

import pytest

from nightcue.language.choices import OneOf
from nightcue.language.labels import group_of, labels_in
from nightcue.language.phrase_models import Question
from nightcue.language.routine import Part, VoiceSettings
from nightcue.language.sound import NOISES, Sound
from nightcue.language.step import Step
from nightcue.language.steps.session import Check
from nightcue.language.window_cues import Cues
from nightcue.locales import COMPLETE, languages_with

MODELS = [*Step.kinds.values(), Part, VoiceSettings, Sound, Check, Cues]
FIELDS = {(group_of(model, name), name): field for model in MODELS for name, field in model.written().items()}
MARKS = {("window", "wait"), ("line", "full"), ("step", "detail")}
SIDES = ("none", "[left, right]", "[right, left]", "left", "right")
CHOICES = {
    ("rounds", "sides"): SIDES,
    ("safety", "ask"): get_args(Question),
    ("movement", "count"): ("each", "none", "every 5", "every 10"),
    ("sound", "background"): ("none", *NOISES),
    ("sound", "floor"): ("none",),
}
"""What the type of a field does not say by itself."""


def choices_of(place):
    words = next((each.words for each in FIELDS[place].metadata if isinstance(each, OneOf)), ())
    return words or CHOICES.get(place, ())


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
def test_every_kind_and_every_field_has_a_label(language):
    labels = labels_in(language)
    assert set(labels.kinds) == set(Step.kinds)
    assert {(group, name) for group, names in labels.fields.items() for name in names} == FIELDS.keys() | MARKS


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
@pytest.mark.parametrize("place", FIELDS, ids=".".join)
def test_every_choice_of_a_field_has_a_label(language, place):
    group, name = place
    assert set(labels_in(language).fields[group][name].choices) == set(choices_of(place))


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
def test_labels_are_short_and_what_explains_them_is_one_or_two_sentences(language):
    labels = labels_in(language)
    for each in chain(labels.kinds.values(), *(group.values() for group in labels.fields.values())):
        assert len(each.label) <= 50, each.label
        assert each.help.endswith((".", "?")) and len(each.help) <= 110, each.help
        assert not each.label.endswith("."), each.label


def test_a_language_without_labels_has_the_english_ones():
    assert labels_in("fr") == labels_in("en-GB")
    assert labels_in("es-MX").kinds["stretch"].label == "Estiramiento"
