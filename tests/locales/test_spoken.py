"""Routines of one's own in a language that is only spoken: they plan and build, in a voice of that language."""

import json
from fractions import Fraction

import mutagen
import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.language.phrases import Speech
from nightcue.language.steps.safety import QUESTIONS
from nightcue.voices.catalogue import find_voice

ROUTINE = """title: T
language: {tag}
vars: {{hold: {written}}}
steps:
- safety: {{ask: [swelling, clot, skin, sensation, conditions], wait: 2s}}
- stretch: {{name: T, hold: "{{hold}}", sides: [left, right]}}
- breathe: {{in: 3s, out: 3s, times: 1}}
"""

SAID = {
    "fr": (
        "0 min 25 secondes",
        [
            "Jambe gauche.",
            "Tenez pendant 25 secondes.",
            "Relâchez. Passez à la jambe droite.",
            "Inspirez.",
        ],
    ),
    "de": (
        "25 Sek",
        [
            "Linkes Bein.",
            "Halten Sie das 25 Sekunden lang.",
            "Lassen Sie locker. Wechseln Sie zum rechten Bein.",
            "Ausatmen.",
        ],
    ),
}
"""For each language: how somebody may write 25 seconds in it, and some of what is said."""

LEFT = {
    "fr": ["1 heure, 1 minute et 1 seconde", "une minute et demie", "0,5 seconde"],
    "de": ["1 Stunde, 1 Minute und 1 Sekunde", "eineinhalb Minuten", "0,5 Sekunden"],
}
"""How 3661, 90 and half a second are said."""


@pytest.fixture(params=SAID)
def routine(request, folder):
    """A language, with a routine in it in the folder of one's own."""
    written = SAID[request.param][0]
    (folder / "routines").mkdir()
    (folder / "routines/t.yaml").write_text(ROUTINE.format(tag=request.param, written=written), encoding="utf-8")
    return request.param


def run(*words):
    done = CliRunner().invoke(nightcue, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def test_what_is_planned_is_in_the_words_and_numbers_of_the_language(routine):
    plan = json.loads(run("plan", "t", "--json").stdout)
    texts = [event["text"] for event in plan["events"] if event["kind"] == "speech"]
    assert set(SAID[routine][1]) < set(texts)
    assert [window["seconds"] for window in plan["windows"] if window["kind"] == "hold"] == [25, 25]
    questions = Speech(routine).phrases.steps.safety
    assert texts[: len(QUESTIONS)] == [getattr(questions, name) for name in QUESTIONS]
    assert plan["language"] == routine
    assert plan["voice"] in (f"pico pico-{routine}", f"espeak default for {routine}")  # Pico is not on every machine
    assert {warning["code"] for warning in plan["warnings"]} == {"words-not-judged", "unreviewed"}


def test_it_is_built_with_a_voice_and_a_code_of_its_language(routine, folder):
    done = run("build", "t")
    assert done.stderr.count("words-not-judged") == 1
    tags = mutagen.File(folder / f"audio_out/t.{routine}.mp3").tags
    assert find_voice("default", routine).languages[0].startswith(routine)
    assert tags["TLAN"].text[0] not in ("und", "eng")


@pytest.mark.parametrize("language", LEFT)
def test_long_and_short_times_are_said_as_the_language_has_them(language):
    speech = Speech(language)
    assert [speech.duration(seconds) for seconds in (Fraction(3661), Fraction(90), Fraction(1, 2))] == LEFT[language]
