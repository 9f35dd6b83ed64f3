"""Fact sheets: those of the seeds, and damaged ones."""

import pytest

from nightcue.language.library import shipped
from nightcue.safety.facts import EVIDENCE, Quantity, all_facts, read_sheets
from nightcue.safety.rule import RULES

HEAD = "document: {id: d, title: {en: T, es: T}, kind: guide, about: {en: A, es: A}}\nfacts:\n"
FACT = "  - {id: one, text: {en: One, es: Uno}, evidence: trial, source: {organisation: O, year: 2012}}\n"


@pytest.fixture
def sheets(tmp_path):
    """Write sheets by name, and return their folder."""

    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize("fact", all_facts().values(), ids=lambda fact: str(fact.id))
def test_every_fact_of_the_seeds_is_whole(fact):
    assert fact.text.in_language("en") != fact.text.in_language("es")
    assert all(len(fact.text.in_language(language)) > 20 for language in ("en", "es"))
    assert fact.evidence in EVIDENCE
    assert str(fact.source)
    for number in fact.numbers.values():
        low, high = number.ends
        assert low is not None or high is not None
        assert str(number).endswith(str(number.unit))


def test_every_sheet_of_the_seeds_is_read():
    assert len(list(shipped("seeds").glob("*.yaml"))) == 6
    assert len(all_facts()) > 100


def test_the_limits_of_the_rules_are_numbers_of_their_facts():
    from nightcue.safety.rules import compression, rescue, stretching

    def ends(fact, number):
        return all_facts()[fact].numbers[number].ends

    assert ends("compression-session-length", "duration")[1] * 60 == compression.LONGEST
    assert ends("compression-pressure", "pressure")[1] == compression.STRONGEST
    assert ends("stretch-hold", "hold") == stretching.USUAL
    assert ends("stretch-trial-protocol", "hold")[0] == stretching.TRIAL_HOLD
    assert ends("device-timer", "longest_without")[1] * 60 == compression.LONGEST_WITHOUT_TIMER
    assert ends("rescue-time", "duration") == (rescue.SHORTEST, rescue.LONGEST)
    assert RULES["rescue-length"].fact == "rescue-time"


def test_a_sheet_without_anything_wrong(sheets):
    assert list(read_sheets(sheets(a=HEAD + FACT))) == ["one"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        (", es: Uno", "", "missing-key", "text:"),
        ("en: One, ", "", "missing-key", "text:"),
        ("es: Uno", "es: ''", "missing-value", "''"),
        ("evidence: trial", "evidence: rumour", "unknown-word", "rumour"),
        ("evidence: trial, ", "", "missing-key", "{id:"),
        (", source: {organisation: O, year: 2012}", "", "missing-key", "{id:"),
        ("year: 2012", "year: last", "bad-number", "last"),
        ("year: 2012", "page: 3", "unknown-key", "page"),
        ("id: one", "id: [one]", "wrong-shape", "id:"),
        ("id: one", "id: one, id: two", "duplicate-key", "id: two"),
    ],
)
def test_what_is_wrong_in_a_fact_is_told_at_its_place(sheets, refusals, old, new, code, place):
    fact = FACT.replace(old, new)
    [problem] = refusals(read_sheets, sheets(a=HEAD + fact))
    assert problem.code == code
    where = (problem.span.path.name, problem.span.line, problem.span.column)
    assert where == ("a.yaml", 3, fact.index(place) + 1)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{unit: s}", "bad-quantity"),
        ("{unit: s, limit: {}}", "bad-quantity"),
        ("{unit: s, value: 3, range: [1, 2]}", "bad-quantity"),
        ("{unit: s, range: [30, 20]}", "bad-quantity"),
        ("{unit: s, limit: {min: 3, max: 2}}", "bad-quantity"),
        ("{unit: s, value: ten}", "bad-number"),
        ("{unit: s, value: .inf}", "bad-number"),
        ("{unit: s, value: 1e3}", "bad-number"),
        ("{unit: s, range: [20]}", "wrong-length"),
        ("{unit: s, range: [1, 2, 3]}", "wrong-length"),
        ("{value: 3}", "missing-key"),
        ("3 s", "wrong-shape"),
    ],
)
def test_a_bad_number_is_told_at_its_line(sheets, refusals, written, code):
    fact = FACT.replace("source:", f"numbers: {{hold: {written}}}, source:")
    [problem] = refusals(read_sheets, sheets(a=HEAD + fact))
    assert (problem.code, problem.span.line) == (code, 3)


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({"value": 3}, "3 s"),
        ({"range": [20, 30]}, "20–30 s"),
        ({"limit": {"min": 2}}, "at least 2 s"),
        ({"limit": {"max": 2.5}}, "at most 2.5 s"),
        ({"limit": {"min": 1, "max": 2}}, "1–2 s"),
    ],
)
def test_a_number_is_shown_with_its_unit(sheets, values, shown):
    import json

    fact = FACT.replace("source:", f"numbers: {{n: {json.dumps({'unit': 's', **values})}}}, source:")
    [found] = read_sheets(sheets(a=HEAD + fact)).values()
    assert isinstance(found.numbers["n"], Quantity)
    assert str(found.numbers["n"]) == shown


def test_an_id_that_is_there_already_is_told_even_in_another_sheet(sheets, refusals):
    [problem] = refusals(read_sheets, sheets(a=HEAD + FACT, b=HEAD + FACT))
    assert (problem.code, problem.span.path.name, problem.span.line) == ("duplicate-fact", "b.yaml", 3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("facts: [", "yaml"),
        ("- a\n", "wrong-shape"),
        ("words\n", "wrong-shape"),
        ("document: {}\nfacts: []\n", "wrong-length"),
        (HEAD.replace("facts:", "fcts:") + FACT, "unknown-key"),
    ],
)
def test_a_damaged_sheet_is_told_and_never_left_out(sheets, refusals, text, code):
    problems = refusals(read_sheets, sheets(a=text, b=HEAD + FACT))
    assert code in {problem.code for problem in problems}
    assert {problem.span.path.name for problem in problems} == {"a.yaml"}


def test_every_sheet_is_told_at_once(sheets, refusals):
    problems = refusals(read_sheets, sheets(a="- a\n", b="facts: [\n", c=HEAD + FACT.replace("trial", "x")))
    assert {problem.span.path.name for problem in problems} == {"a.yaml", "b.yaml", "c.yaml"}


def test_no_sheets_at_all_is_an_error(tmp_path, refusals):
    [problem] = refusals(read_sheets, tmp_path)
    assert problem.code == "missing-facts"
    [problem] = refusals(read_sheets, tmp_path / "nowhere")
    assert problem.code == "missing-facts"


def test_a_sheet_that_cannot_be_read(sheets, refusals, monkeypatch):
    folder = sheets(a=HEAD + FACT)
    (folder / "b.yaml").mkdir()
    [problem] = refusals(read_sheets, folder)
    assert problem.span.path.name == "b.yaml"
