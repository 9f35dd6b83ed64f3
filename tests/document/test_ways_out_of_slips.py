"""Every slip that has a way out: its button mends it, and touches no line but those that were written wrongly."""

import importlib.util
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from nightcue.document.document import Document
from nightcue.document.findings import look

pytestmark = pytest.mark.once

LANGUAGE_TESTS = Path(__file__).parents[1] / "language"
_SPEC = importlib.util.spec_from_file_location("slips_of_the_language", LANGUAGE_TESTS / "test_slips.py")
SLIPS = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(SLIPS)

NOBODY_KNOWS = {
    "known-breathe-kind": "how long to breathe in and out",
    "known-half-var": "what the half is to be called",
    "held_out-multi-plain-colon": "whether it is one text or two steps",
    "held_out-hash-question": "where the text was to end",
    "held_out-kind-tip": "which of the keys is the text",
    "held_out-halfway-text": "whether yes or no was meant",
    "held_out-background-mp3": "where the file is",
    "held_out-order-first": "which number",
    "held_out-var-plus": "what the sum is to be called",
    "held_out-var-times": "what the product is to be called",
    "held_out-var-in-var": "what the value is to be",
    "held_out-var-unclosed": "where the brace was to close",
    "held_out-dur-days": "how many hours",
    "held_out-dur-percent": "of what",
    "held_out-dur-word": "how long",
    "held_out-repeat-bare": "what to repeat",
    "held_out-repeat-list": "how often",
    "held_out-stretch-text": "how long to hold it",
    "held_out-pause-seconds-mapping": "2 of what",
    "held_out-empty-hold": "how long",
    "held_out-title-empty": "what it is called",
    "held_out-steps-empty": "what happens",
}
"""Slips without a way out, and what is not known of them."""

ELSEWHERE = {"held_out-var-name-dash", "held_out-var-name-space"}
"""Slips whose mend has to touch other lines: the variable is used there too."""


def opened(folder, text):
    (folder / "parts").mkdir(exist_ok=True)
    (folder / "parts/ankles.yaml").write_text("steps:\n  - say: Ankles.\n", encoding="utf-8")
    path = folder / "routine.yaml"
    path.write_bytes(text.encode())
    return Document(path)


def lines_touched(before, after):
    matches = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return {line for kind, first, last, *_ in matches if kind != "equal" for line in before.splitlines()[first:last]}


def found_in(document):
    return [found for found in look(document).found if found.diagnostic.code != "unreviewed"]


def is_told(problem):
    """Whether it is one of reading, and not of a rule."""
    return problem.diagnostic.fact is None and problem.diagnostic.span.line


@pytest.mark.parametrize(("routine", "lines"), list(SLIPS.slips()))
def test_a_slip_is_mended_by_its_button(tmp_path, request, routine, lines):
    text, _ = SLIPS.changed(routine, lines)
    name = request.node.callspec.id
    wrong = lines_touched(text, routine)
    found = [each for each in found_in(opened(tmp_path, text)) if is_told(each)]
    for each in found:
        assert each.ways_out or name in NOBODY_KNOWS, each.diagnostic
        for way in each.ways_out:
            document = opened(tmp_path, text)
            way.apply(document)
            left = [(other.diagnostic.code, other.diagnostic.message) for other in found_in(document)]
            before = [(other.diagnostic.code, other.diagnostic.message) for other in found]
            gone = (each.diagnostic.code, each.diagnostic.message)
            assert left.count(gone) < before.count(gone), way
            assert lines_touched(text, document.text) <= wrong or name in ELSEWHERE, way
            document.undo()
            assert document.text == text


def test_what_nobody_knows_is_a_slip():
    assert {case.id for case in SLIPS.slips()}.issuperset({*NOBODY_KNOWS, *ELSEWHERE})


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        ("stretch: {name: A, hold: 2h}", "hold: 1h"),
        ("stretch: {name: A, hold: 500ms}", "hold: 1s"),
        ("stretch: {name: A, hold: 20s, sets: 0}", "sets: 1"),
        ("stretch: {name: A, hold: 20s, sets: 500}", "sets: 100"),
    ],
)
def test_a_number_out_of_range_becomes_the_nearest_limit(tmp_path, written, limit):
    document = opened(tmp_path, f"title: T\nsteps:\n  - {written}\n")
    (found,) = [each for each in found_in(document) if each.diagnostic.code == "out-of-range"]
    (way,) = found.ways_out
    way.apply(document)
    assert limit in document.text


def test_a_level_out_of_range_becomes_the_nearest_limit(tmp_path):
    document = opened(tmp_path, "title: T\nsound: {loudness: -5}\nsteps:\n  - say: Hi.\n")
    (found,) = [each for each in found_in(document) if each.diagnostic.code == "out-of-range"]
    found.ways_out[0].apply(document)
    assert "loudness: -18" in document.text
