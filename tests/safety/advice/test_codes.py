"""The table of codes: each rests on a fact in the seeds, and each language knows all of them."""

from pathlib import Path

import pytest
import yaml

from nightcue.safety.advice import CODES, dangerous_advice
from nightcue.safety.matching import LANGUAGES, kinds_of

ROOT = Path(__file__).parents[3]
SHEETS = sorted((ROOT / "seeds").glob("*.yaml"))


def _facts():
    return [fact for sheet in SHEETS for fact in yaml.safe_load(sheet.read_text(encoding="utf-8"))["facts"]]


def _spoken(node):
    """Every text of a routine; fact ids are not spoken."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from _spoken(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key != "facts":
                yield from _spoken(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_knows_the_same_codes(language):
    assert {kind.code for kind in kinds_of(language)} == {code.code for code in CODES}


def test_there_is_english_and_spanish():
    assert LANGUAGES == ("en", "es")


def test_each_code_rests_on_a_fact_and_says_what_it_means():
    assert {code.fact for code in CODES} <= {fact["id"] for fact in _facts()}
    assert all(code.meaning for code in CODES)


@pytest.mark.parametrize("fact", _facts(), ids=lambda fact: fact["id"])
def test_no_fact_is_refused(fact):
    assert not any(dangerous_advice(text, language) for language, text in fact["text"].items())


@pytest.mark.parametrize("path", sorted((ROOT / "routines").rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_line_of_a_shipped_routine_would_be_refused(path):
    routine = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert not any(dangerous_advice(text, routine["language"]) for text in _spoken(routine))
