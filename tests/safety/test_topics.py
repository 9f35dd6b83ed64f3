"""The topic of a routine: which rules and notices hold in it, and that no topic is a way around those about devices."""

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.language.diagnostics import RoutineError
from nightcue.safety.checker import every_rule

YOGA = {
    "en": """title: Yin before bed
language: en
topic: stretching
steps:
  - say: This is not medical advice. If anything hurts, stop.
  - stretch: {name: Butterfly, setup: Sit with the soles of your feet together., hold: 3m}
  - stretch: {name: Twist, hold: 3m, sides: [left, right], part: none}
""",
    "es": """title: Yin antes de dormir
language: es
topic: stretching
steps:
  - say: Esto no es un consejo médico. Si algo le duele, pare.
  - stretch: {name: Mariposa, setup: Siéntese con las plantas de los pies juntas., hold: 3m}
  - stretch: {name: Torsión, hold: 3m, sides: [left, right], part: none}
""",
}
NECK = {
    "en": """title: Neck
language: en
topic: stretching
steps:
  - say: This is not medical advice. If anything hurts, stop.
  - stretch: {name: Ear to the shoulder, hold: 15s, sides: [left, right], part: neck}
""",
    "es": """title: Cuello
language: es
topic: stretching
steps:
  - say: Esto no es un consejo médico. Si algo le duele, pare.
  - stretch: {name: Oreja al hombro, hold: 15s, sides: [left, right], part: neck}
""",
}
BREATHING = {
    "en": """title: Rescue breathing for a racing mind
language: en
topic: breathing
steps:
  - say: Close your eyes.
  - breathe: {in: 4s, hold: 7s, out: 8s, times: 6}
  - say: Good night.
""",
    "es": """title: Respirar para dormir
language: es
topic: breathing
steps:
  - say: Cierre los ojos.
  - breathe: {in: 4s, hold: 7s, out: 8s, times: 6}
  - say: Buenas noches.
""",
}
BOOTS = """title: Boots
language: en
topic: TOPIC
steps:
  - session: {name: Boots, therapy: compression, pressure: 60 mmHg, duration: 25m}
  - say: Good night.
"""
SOCKS = """title: Socks
language: en
topic: TOPIC
steps:
  - session: {name: Compression socks, therapy: socks, duration: 5m}
  - say: Good night.
"""
TOPICS = ["cramps", "stretching", "breathing", "other"]


@pytest.mark.parametrize("routine", [YOGA, NECK, BREATHING], ids=["yoga", "neck", "breathing"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_not_about_cramps_is_judged_by_its_own_topic(codes, routine, language):
    assert codes(routine[language]) == set()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_same_about_cramps_is_found_fault_with(codes, language):
    assert codes(YOGA[language].replace("topic: stretching\n", "")) == {"stretch-too-long", "no-help"}
    assert codes(NECK[language].replace("topic: stretching\n", "")) == {"stretch-unusual", "no-help"}
    found = codes(BREATHING[language].replace("topic: breathing\n", ""))
    assert {"no-notice", "no-help"} <= found


@pytest.mark.parametrize("topic", TOPICS[1:])
def test_a_hold_has_its_limit_in_every_topic(judged, topic):
    text = (
        "title: T\nlanguage: en\ntopic: {}\nsteps:\n  - say: No medical advice. If it hurts, stop.\n  - stretch: {}\n"
    )
    assert judged(text.format(topic, "{name: Frog, hold: 5m}")) == []
    [problem] = judged(text.format(topic, "{name: Frog, hold: 301s}"))
    assert (problem.code, problem.severity, problem.span.line) == ("stretch-too-long", "error", 6)
    assert "a hold of 301 s; at most 300 s (fact exit-gentle)" in problem.message


def test_a_stretching_routine_is_asked_for_notices_about_stretching(judged):
    found = judged("title: T\nlanguage: en\ntopic: stretching\nsteps:\n  - stretch: {name: Frog, hold: 3m}\n")
    assert {problem.code: problem.hint for problem in found} == {
        "no-notice": "- say: This is not medical advice.",
        "stretch-no-stop": "- say: If anything hurts, stop.",
    }


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("topic", ["breathing", "other"])
def test_the_other_topics_are_asked_for_no_notice(codes, language, topic):
    text = BREATHING[language].replace("topic: breathing", f"topic: {topic}")
    assert codes(text) == set()


@pytest.mark.parametrize("text", [BOOTS, SOCKS], ids=["boots", "socks"])
@pytest.mark.parametrize("topic", TOPICS[1:])
def test_no_topic_is_a_way_around_the_rules_about_what_is_worn(codes, text, topic):
    asked = codes(text.replace("TOPIC", "cramps"))
    assert asked
    assert asked <= codes(text.replace("TOPIC", topic))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Drink tonic water against the cramps.", "advice-quinine"),
        ("Leave the heating pad on overnight.", "advice-sleep-with-device"),
        ("Turn the boots on.", "compression-hidden"),
    ],
)
def test_what_is_said_is_refused_in_every_topic(codes, topic, line, code):
    assert code in codes(f"title: T\nlanguage: en\ntopic: {topic}\nsteps:\n  - say: {line}\n  - pause: 5m\n")


@pytest.mark.parametrize("topic", TOPICS)
def test_a_routine_that_says_it_is_a_rescue_is_one_in_every_topic(codes, topic):
    text = f"title: T\nlanguage: en\ntopic: {topic}\nuse: rescue\nsteps:\n  - pause: 10m\n  - say: Sit.\n"
    assert {"rescue-length", "rescue-first-words"} <= codes(text)


def test_a_part_that_is_included_brings_no_topic(codes):
    part = {"yin.yaml": "topic: stretching\nsteps:\n  - stretch: {name: Frog, hold: 3m}\n"}
    assert "stretch-too-long" in codes("title: T\nlanguage: en\nsteps:\n  - include: yin.yaml\n", parts=part)


def test_a_topic_that_there_is_not_is_told_with_the_one_that_is_meant(judged):
    with pytest.raises(RoutineError) as caught:
        judged("title: T\ntopic: yoga\nsteps:\n  - say: Sit.\n")
    [problem] = caught.value.diagnostics
    assert (problem.code, problem.span.line, problem.hint) == ("unknown-word", 2, "did you mean 'stretching'?")


def test_list_rules_says_which_hold_in_some_topics_only(folder):
    shown = " ".join(CliRunner().invoke(nightcue, ["check", "--list-rules"]).stdout.split())
    assert "(topic cramps or stretching)" in shown
    assert {rule.code for rule in every_rule() if len(rule.topics) < len(TOPICS)} == {
        "too-often",
        "bouncing",
        "no-notice",
        "no-help",
        "cramps-without-help",
        "stretch-no-stop",
        "elevation-hidden",
        "stretch-unusual",
    }
