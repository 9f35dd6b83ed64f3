"""Whole routines as people write them: careless ones that must be stopped, careful ones that must not."""

from pathlib import Path

import pytest
import yaml

CHECK = "safety: {ask: [swelling, skin, sensation, conditions]}"
NOTICE = {
    "en": "say: This is not medical advice. Ask your doctor if cramps come often.",
    "es": "say: Esto no es un consejo médico. Consulte con su médico si los calambres son frecuentes.",
}


def written(name):
    path = Path(__file__).parent / f"routines/{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def routine(language, steps, title="Evening"):
    filled = steps.replace("<check>", CHECK).replace("<notice>", NOTICE[language])
    return f"title: {title}\nlanguage: {language}\nsteps: {filled}\n"


CARELESS, CAREFUL = written("careless"), written("careful")


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(language, case, id=name) for language in CARELESS for name, case in CARELESS[language].items()],
)
def test_a_careless_routine_is_stopped(judged, language, case):
    found = judged(routine(language, case["steps"], case.get("title", "Evening")))
    assert case["code"] in {problem.code for problem in found if problem.severity == "error"}


@pytest.mark.parametrize(
    ("language", "steps"),
    [pytest.param(language, steps, id=name) for language in CAREFUL for name, steps in CAREFUL[language].items()],
)
def test_a_careful_routine_is_not(judged, language, steps):
    assert [problem for problem in judged(routine(language, steps)) if problem.severity == "error"] == []


@pytest.mark.parametrize("language", NOTICE)
def test_there_are_enough_of_both(language):
    assert min(len(CARELESS[language]), len(CAREFUL[language])) >= 15
