"""safety: named questions, in built-in words or one's own."""

import pytest

from nightcue.language.phrases import Speech


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_five_questions_unless_told_otherwise(steps, language):
    said = Speech(language).phrases.steps.safety
    assert steps("  - safety: {}\n", f"language: {language}\n") == [
        said.swelling,
        ("wait", 5),
        said.clot,
        ("wait", 5),
        said.skin,
        ("wait", 5),
        said.sensation,
        ("wait", 5),
        said.conditions,
        ("wait", 5),
        said.stop,
    ]


def test_questions_in_ones_own_order_and_words(steps):
    safety = """
  - safety:
      ask:
        - skin
        - swelling: Is a leg thicker than the other?
      wait: 8s
      stop: [Stop here., Ask first.]
"""
    assert steps(safety) == [
        Speech("en").phrases.steps.safety.skin,
        ("wait", 8),
        "Is a leg thicker than the other?",
        ("wait", 8),
        "Stop here.",
        "Ask first.",
    ]


def test_a_clot_is_asked_about_before_the_conditions_where_nobody_named_it(script):
    def asked(names):
        cues = script(f"title: T\nsteps:\n  - safety: {{ask: [{names}]}}\n").cues
        return [cue.question for cue in cues if getattr(cue, "question", None)]

    assert asked("swelling, skin, sensation, conditions") == ["swelling", "skin", "sensation", "clot", "conditions"]
    assert asked('conditions: "Are you ill?", skin') == ["clot", "conditions", "skin"]
    assert asked("clot, swelling, conditions") == ["clot", "swelling", "conditions"]
    assert asked("skin") == ["skin"]


def test_a_question_keeps_its_name_and_the_place_of_its_own_words(script):
    text = "title: T\nvars: {w: gently}\nsteps:\n  - safety: {ask: [skin, {swelling: '{w} asked'}], stop: Stop}\n"
    skin, _, swelling, _, stop = script(text).cues
    assert [cue.question for cue in (skin, swelling, stop)] == ["skin", "swelling", None]
    assert swelling.text == "gently asked"
    assert [cue.origin.span.column for cue in (skin, swelling, stop)] == [5, 37, 58]


def test_without_waiting(steps):
    assert steps("  - safety: {ask: [skin], wait: 0, stop: Stop.}\n") == [
        Speech("en").phrases.steps.safety.skin,
        "Stop.",
    ]


@pytest.mark.parametrize(
    ("fields", "code", "column"),
    [
        ("ask: [skn]", "unknown-word", 20),
        ("ask: [skin, {swollen: Hm}]", "unknown-word", 26),
        ("ask: [{skin: ''}]", "nothing-to-speak", 20),
        ("ask: [{skin: Hm, swelling: Hm}]", "wrong-shape", 20),
        ("ask: [[skin]]", "wrong-shape", 20),
        ("ask: skin", "wrong-shape", 19),
        ("ask: []", "wrong-length", 14),
        (f"ask: [{', '.join(['skin'] * 21)}]", "wrong-length", 14),
        ("wait: 11m", "out-of-range", 20),
        ("stop: '?'", "nothing-to-speak", 20),
    ],
)
def test_what_cannot_be(told, fields, code, column):
    assert told(f"title: T\nsteps:\n  - safety: {{{fields}}}\n") == [(code, 3, column)]


def test_the_closest_question_is_offered(problems):
    (problem,) = problems("title: T\nsteps:\n  - safety: {ask: [swellings]}\n")
    assert problem.hint == "did you mean 'swelling'?"


def test_a_safety_step_takes_fields(problems):
    (problem,) = problems("title: T\nsteps:\n  - safety: all\n")
    assert (problem.code, problem.hint) == ("wrong-shape", "safety: {}")
