"""What starts the rescue and what does not, told by Home Assistant's own parser beside its own sentences."""

import pytest

from home_assistant.parsing import made, ours, parser, said, understood
from nightcue.home_assistant.sentences import CRAMP, ROUTINE, Sayable, sentences, spoken_languages

pytestmark = pytest.mark.once

BOTH = pytest.mark.parametrize("language", ["en", "es"])
ANYTHING = {"HassMediaSearchAndPlay", "HassBroadcast", "HassRespond"}
"""Built-in intents that take any words after a verb, such as "play ..."; sentences of one's own go before them."""

_PARSERS = {}


def known(language):
    """The parser with ours, made once."""
    return _PARSERS.setdefault(language, parser(language))


def test_there_are_sentences_in_english_and_in_spanish():
    assert {"en", "es"} <= {*spoken_languages()}


@BOTH
@pytest.mark.parametrize("kind", ["cramp", "blind_cramp", "others_cramp"])
def test_whoever_says_that_they_have_a_cramp_hears_the_rescue_of_their_language(language, kind):
    missed = [
        one
        for one in said(kind, language)
        if understood(one, known(language), language) != (CRAMP, f"rescue.{language}.mp3")
    ]
    assert missed == []


@BOTH
@pytest.mark.parametrize("kind", ["other", "blind_other", "others_other"])
def test_what_else_is_said_in_the_house_starts_nothing(language, kind):
    found = {one: understood(one, known(language), language) for one in said(kind, language)}
    assert [one for one, intent in found.items() if intent and intent[0] in (CRAMP, ROUTINE)] == []


@BOTH
def test_none_of_the_built_in_sentences_starts_a_track(language):
    alone, only_ours = parser(language, with_ours=False), parser(language, built_in=False)
    sayings = [*made(alone, 3, seed=1, of_ours=False)]
    assert len(sayings) > 1_000
    assert [each for each in sayings if understood(each[1], only_ours, language)] == []


@BOTH
def test_none_of_ours_is_a_built_in_sentence_but_for_those_that_take_any_words(language):
    alone = parser(language, with_ours=False)
    for intent, text in made(known(language), 2, seed=2, of_ours=True):
        assert understood(text, known(language), language)[0] == intent, text
        before = understood(text, alone, language)
        assert before is None or before[0] in ANYTHING, (text, before)


@pytest.mark.parametrize(
    ("language", "text", "track"),
    [
        ("en", "start the bedtime routine", "bedtime.en.mp3"),
        ("en", "play calf pump", "one.en.mp3"),
        ("en", "please begin my leg routine for bedtime", "bedtime.en.mp3"),
        ("es", "pon la rutina de piernas para antes de dormir", "bedtime.es.mp3"),
        ("es", "empieza nightcue bedtime", "bedtime.es.mp3"),
    ],
)
def test_a_routine_is_started_by_its_name_or_its_title(language, text, track):
    assert understood(text, known(language), language) == (ROUTINE, track)


@BOTH
def test_a_title_with_signs_of_a_template_is_one_that_can_be_said(language):
    written = sentences(language, "rescue.mp3", [Sayable("x.mp3", ("legs_[up]", "Legs (both) | {up}: <now>", "!?"))])
    assert [each["in"] for each in written["lists"]["nightcue_routine"]["values"]] == ["legs up", "legs both up now"]


@BOTH
def test_names_that_every_file_of_home_assistant_shares_begin_with_ours(language):
    written = ours(language)
    shared = [*written["expansion_rules"], *written["lists"]]
    assert [name for name in shared if not name.startswith("nightcue_")] == []
