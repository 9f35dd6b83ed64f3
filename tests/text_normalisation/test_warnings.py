"""What may mean two things, markup and letters that cannot be read: told at their place, before anything is built."""

import json

import pytest
from click.testing import CliRunner

from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.commands import nightcue
from nightcue.text_normalisation.normaliser import spoken

TWO_MEANINGS = ["1:30", "Rest 3/4", "Go 5 m", 'Hold 30"', "It takes 5'", "On 3/4/2025", "About 1.000", "5'10\""]
ONE_MEANING = [
    "Hold for 1:30.", "at 1:30", "1:30 min", "1:30 p.m.", "22:30:00", "3/4 of the way", "3/4 cup", "4/10", "1,000",
    "5 min", "5 cm", "Wait for 5 m.", "1.5 m long", "5 m from the wall", "Hold 25 seconds.", "It's fine.", "½",
]  # fmt: skip


@pytest.mark.parametrize("text", TWO_MEANINGS)
def test_what_may_mean_two_things_is_told_with_how_it_is_said_and_what_to_write(text):
    [doubt] = spoken("en", text).doubts
    assert doubt.code == "two-meanings"
    assert doubt.message.partition("it is said as '")[2].rstrip("'").lower() in spoken("en", text).words.lower()
    assert doubt.hint


@pytest.mark.parametrize("text", ONE_MEANING)
def test_what_means_one_thing_is_not_told(text):
    assert spoken("en", text).doubts == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Hold <break time="3s"/> and rest.', "Hold, and rest."),
        ("Breathe [PAUSE:4] out.", "Breathe, out."),
        ("Breathe in [pause 1s] and out.", "Breathe in, and out."),
        ("Rest (pause) and go.", "Rest, and go."),
        ("This is **bold** text.", "This is bold text."),
        ("An _italic_ word.", "An italic word."),
        ("<b>Now</b> rest.", "Now rest."),
        ("See [here](http://x.org/y).", "See here."),
        ("Hold for $25 seconds.", "Hold for twenty-five seconds."),
        ("Stretch your $left leg.", "Stretch your left leg."),
        ("Hold {hold} seconds.", "Hold hold seconds."),
        ("Breathe in;5", "Breathe in"),
        ("# Part one", "Part one"),
        ("the [[s'oUli@s]] muscle", "the muscle"),
    ],
)
def test_markup_is_told_and_not_read_out(text, words):
    said = spoken("en", text)
    assert said.words == words
    assert [doubt.code for doubt in said.doubts] == ["markup"]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ('Rest. <break time="2s"/>', "2s"),
        ("Rest [PAUSE:4]", "4s"),
        ('A <break time="500ms"/> b', "500ms"),
        ("Rest; 1,5", "1.5s"),
        ("Rest <break/> now", "3s"),
    ],
)
def test_the_silence_to_write_is_as_long_as_the_one_that_was_meant(text, length):
    [doubt] = spoken("en", text).doubts
    assert doubt.hint.endswith(f"- pause: {length}")


@pytest.mark.parametrize("text", ["It costs $5.", "2 * 3 * 4", "snake_case", "a < b", "(two) words", "Rest; 5 more"])
def test_what_only_looks_like_markup_is_not_told(text):
    assert spoken("en", text).doubts == ()


def test_letters_that_a_voice_cannot_read_are_told(language="es"):
    [doubt] = spoken(language, "Buenas noches. 晚安. Спокойной").doubts
    assert (doubt.code, "晚, 安, С" in doubt.message) == ("other-letters", True)
    assert spoken(language, "Café, naïve, Ñandú, ß, ø, ł, 5 µg, 1.ª y 2.º").doubts == ()


ROUTINE = """title: T
language: en
vars: {hold: 25s}
steps:
- say: Sit down.
- say: "Hold ${hold}."
- stretch:
    name: Calf
    hold: 20s
    setup: Go on 1:30
    cues: {encourage: Nearly **there**}
"""


def test_each_is_a_warning_at_its_line_and_the_track_is_made(tmp_path):
    file = tmp_path / "t.yaml"
    file.write_text(ROUTINE, encoding="utf-8")
    _, script = script_for(BuildRequest(file))
    found = [(one.span.line, one.code, one.severity) for one in script.warnings]
    assert found == [(6, "markup", "warning"), (10, "two-meanings", "warning"), (11, "markup", "warning")]
    done = CliRunner().invoke(nightcue, ["check", str(file), "--json"])
    told = {(one["line"], one["code"]) for one in json.loads(done.stdout)}
    assert {(6, "markup"), (10, "two-meanings"), (11, "markup")} <= told


def test_plan_shows_what_is_said_beside_what_is_written(tmp_path):
    file = tmp_path / "t.yaml"
    file.write_text("title: T\nlanguage: es\nsteps:\n- say: Descanse 1 minuto.\n- say: Afloje.\n", encoding="utf-8")
    run = CliRunner().invoke
    plan = json.loads(run(nightcue, ["plan", str(file), "--json", "--voice", "embedded"]).stdout)
    said = [(event["text"], event.get("spoken")) for event in plan["events"]]
    assert said == [("Descanse 1 minuto.", "Descanse un minuto."), ("Afloje.", None)]
    assert "un minuto" not in run(nightcue, ["plan", str(file), "--voice", "embedded"]).stdout
    shown = run(nightcue, ["plan", str(file), "--voice", "embedded", "--spoken"]).stdout
    assert "Descanse 1 minuto." in shown
    assert "Descanse un minuto." in shown
    assert shown.count("Afloje.") == 1
