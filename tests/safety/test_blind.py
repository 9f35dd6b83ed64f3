"""The blind sentences, measured: the figures of docs/safety.md must not get worse."""

import json
from pathlib import Path

import pytest
import yaml

from nightcue.safety.advice import dangerous_advice
from nightcue.safety.reading.topics import topic_of

BLIND = Path(__file__).parent / "blind"


def sentences(language, kind):
    by_topic = yaml.safe_load((BLIND / f"{language}.yaml").read_text(encoding="utf-8"))[kind]
    return [one for said in by_topic.values() for one in said]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_dangerous_sentence_is_refused_or_put_before_a_reader(language):
    said = sentences(language, "dangerous")
    assert len(said) >= 100
    assert [one for one in said if not dangerous_advice(one, language) and not topic_of(one, language)] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_harmless_sentence_is_refused(language):
    said = sentences(language, "harmless")
    assert len(said) >= 100
    assert [one for one in said if dangerous_advice(one, language)] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_rule_refuses_a_harmless_sentence_in_a_routine(judged, language):
    lines = "".join(f"  - say: {json.dumps(one, ensure_ascii=False)}\n" for one in sentences(language, "harmless"))
    found = judged(f"title: T\nlanguage: {language}\nsteps:\n{lines}")
    assert [problem for problem in found if problem.severity == "error"] == []
