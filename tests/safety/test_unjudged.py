"""A language without safety words: steps and times are judged, and what would have to be heard is not trusted."""

import pytest

from nightcue import locales
from nightcue.locales import SAFETY

PLAIN = """title: Piernas
language: es
steps:
- say: Prenez de la quinine, et dormez avec les bottes.
- stretch: {name: Pantorrilla, hold: 25s}
- rest: {duration: 90s}
"""
SESSION = """
- session: {name: Medias, therapy: %s, start: "Si nota dolor, pare.", duration: 5m, stop: Quíteselas ahora.}
"""


@pytest.fixture(autouse=True)
def _spanish_without_safety_words(monkeypatch):
    monkeypatch.setitem(locales._FILES, "es", locales._FILES["es"] - set(SAFETY))


def test_one_warning_says_that_the_words_are_not_judged(judged):
    [problem] = judged(PLAIN)
    assert (problem.code, problem.severity, problem.span.line) == ("words-not-judged", "warning", 2)
    assert "what is said in 'es' is not judged" in problem.message


def test_steps_and_times_are_judged(codes):
    assert "stretch-too-long" in codes(PLAIN.replace("25s", "70s"))


@pytest.mark.parametrize("therapy", ["compression", "socks"])
def test_what_must_come_off_again_is_an_error_whatever_is_said(judged, therapy):
    errors = {problem.code for problem in judged(PLAIN + SESSION % therapy) if problem.severity == "error"}
    assert "therapy-not-judged" in errors
    assert "therapy-not-judged" not in {p.code for p in judged(PLAIN + SESSION % "massage")}


def test_the_first_words_of_a_rescue_need_only_be_words(codes):
    rescue = "title: Rescate\nlanguage: es\nsteps:\n- say: Estire la pierna.\n- pause: 90s\n"
    assert codes(rescue) == {"words-not-judged"}
    assert "rescue-first-words" in codes(rescue.replace("- say: Estire la pierna.\n", ""))


def test_no_other_language_is_meant(codes):
    assert "words-not-judged" not in codes(PLAIN.replace("language: es", "language: en"))
    assert "advice-quinine" in codes("title: T\nsteps:\n- say: Take quinine every night.\n")
