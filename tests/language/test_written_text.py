"""Text is taken as it is meant: the lines of a block, emoji of any age, variables with their unit."""

import unicodedata

import pytest

from nightcue.language.diagnostics import RoutineError
from nightcue.language.script import Line


@pytest.fixture
def lines(script):
    """The lines of a routine whose steps are given as YAML."""
    return lambda steps, head="": [
        cue.text for cue in script(f"title: T\n{head}steps:\n{steps}").cues if type(cue) is Line
    ]


def test_every_line_of_a_block_ends_a_sentence_and_the_others_stay_as_they_are(lines):
    assert lines("- say: |\n    Sit down\n    Breathe in,\n    and out!\n\n    Rest\n") == [
        "Sit down. Breathe in, and out! Rest"
    ]
    assert (
        lines("- say: >\n    Sit down\n    and rest\n")
        == lines("- say: Sit down\n    and rest\n")
        == ["Sit down and rest"]
    )


UNKNOWN = chr(0x1FAFF)
"""An emoji of a later Unicode, until it is one of this Python's."""


@pytest.mark.parametrize("emoji", ["😴", "🩷", "👨‍👩‍👧", "👍🏽", "❤️", "🇪🇸", "1️⃣", UNKNOWN])
def test_no_emoji_is_refused_whatever_this_python_knows(lines, emoji):
    assert lines(f"- say: Good night {emoji}\n") == [f"Good night {emoji}"]


def test_what_is_no_character_is_still_refused(lines):
    assert unicodedata.category("\ufdd0") == "Cn"
    for odd in ("\ufdd0", "\U0001ffff", "\\ud800", "\\udc00\\ud800"):
        with pytest.raises(RoutineError, match="control-character"):
            lines(f'- say: "a {odd}"\n')


def test_the_halves_of_an_emoji_as_json_writes_them_are_one(script):
    written = '{"title": "T \\ud83d\\ude34", "steps": [{"say": "Mum \\ud83e\\ude77 \\u2764"}]}'
    made = script(written)
    assert (made.title, made.cues[0].text) == ("T 😴", "Mum 🩷 ❤")


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ('- pause: "{v}"\n', "Hold 25 seconds."),
        ('- stretch: {name: A, hold: "{v}"}\n', "Hold 25 seconds."),
        ('- repeat: {times: 2, steps: [{stretch: {name: A, hold: 1m, cues: {every: "{v}"}}}]}\n', "Hold 25 seconds."),
        ('- breathe: {in: "{v}", out: 3s, times: 1}\n', "Hold 25 seconds."),
        ('- movement: {name: A, reps: "{v}", tempo: 2s}\n', "Hold 25."),
        ("- pause: 25\n", "Hold 25."),
    ],
)
def test_a_number_that_is_a_length_of_time_elsewhere_is_said_with_its_unit(lines, use, said):
    assert lines(f'- say: "Hold {{v}}."\n{use}', "vars: {v: 25}\n")[0] == said


@pytest.mark.parametrize("unit", [" seconds", " s", "-second", "s", " segundos"])
def test_a_unit_that_is_written_is_not_said_twice(lines, unit):
    steps = f'- say: "Hold {{v}}{unit}."\n- pause: "{{v}}"\n'
    assert lines(steps, "vars: {v: 25}\n") == [f"Hold 25{unit}."]


def test_a_sign_can_have_a_word_and_nothing_at_all_cannot(script):
    made = script('title: T\nvoice: {pronounce: {"°": degrees, "→": then}}\nsteps: [say: Bend to 90° → rest.]\n')
    assert made.cues[0].text == "Bend to 90° → rest."
    with pytest.raises(RoutineError, match="a word or a sign belongs here"):
        script('title: T\nvoice: {pronounce: {" ": x}}\nsteps: [say: Rest.]\n')
