"""How a problem is shown, and in which order."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, did_you_mean, in_file_order, one_line

HERE = Path("a.yaml")


def test_a_problem_with_its_line_a_caret_and_a_hint():
    span = Span(HERE, 12, 5, "  - hodl: 5s")
    shown = str(Diagnostic(span, "unknown-step", "there is no step 'hodl'", "did you mean 'hold'?"))
    assert shown.split("\n") == [
        "a.yaml:12:5: error[unknown-step]: there is no step 'hodl'",
        "  |   - hodl: 5s",
        "  |     ^",
        "  hint: did you mean 'hold'?",
    ]


def test_a_warning_says_so():
    assert str(Diagnostic(Span(HERE, 1, 1), "c", "m", severity="warning")) == "a.yaml:1:1: warning[c]: m"


def test_a_problem_of_the_whole_file_has_no_line():
    assert str(Diagnostic(Span(HERE), "empty", "the file is empty")) == "a.yaml: error[empty]: the file is empty"


@pytest.mark.parametrize(
    ("line", "column", "room"),
    [
        ("abc", 1, 0),
        ("abc", 4, 3),
        ("\tabc", 2, 1),
        ("漢字 abc", 4, 5),
        ("e\u0301 abc", 4, 2),
        ("\x1b[31mabc", 6, 5),
    ],
)
def test_the_caret_stands_under_its_column(line, column, room):
    _, source, caret = str(Diagnostic(Span(HERE, 1, column, line), "c", "m")).split("\n")
    assert caret == "  | " + " " * room + "^"
    assert source.isprintable()


def test_of_a_long_line_the_part_around_the_column_is_shown():
    line = "x" * 50_000 + "HERE" + "y" * 50_000
    _, source, caret = str(Diagnostic(Span(HERE, 1, 50_001, line), "c", "m")).split("\n")
    assert len(source) <= 164
    assert source[caret.index("^") :].startswith("HERE")


@given(st.text(max_size=300).filter(lambda t: "\n" not in t), st.integers(1, 300))
def test_any_line_is_shown_on_one_line(line, column):
    shown = str(Diagnostic(Span(HERE, 1, min(column, len(line) + 1), line), "c", "m"))
    assert len(shown.split("\n")) == 3
    assert shown.endswith("^")


def test_problems_come_once_by_file_then_by_line_then_by_column():
    def at(name, line, column=1, code="c"):
        return Diagnostic(Span(Path(name), line, column), code, "m")

    mixed = [at("b", 9), at("a", 2, 7), at("b", 3), at("a", 2, 1), at("b", 9), at("a", 1), at("b", 9, code="d")]
    ordered = [at("b", 3), at("b", 9), at("b", 9, code="d"), at("a", 1), at("a", 2, 1), at("a", 2, 7)]
    assert in_file_order(mixed) == ordered
    error = RoutineError(mixed)
    assert error.diagnostics == ordered
    assert str(error).split("\n") == [str(d) for d in ordered]


def test_the_line_is_no_part_of_what_a_place_is():
    assert Span(HERE, 1, 1, "one") == Span(HERE, 1, 1, "two")


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("strech", ["say", "stretch"], "did you mean 'stretch'?"),
        ("zzz", ["say", "stretch"], "one of: say, stretch"),
        ("zzz", [], None),
        ("zzz", [f"word{n}" for n in range(21)], None),
        ("word", [f"word{n}" for n in range(21)], "did you mean 'word9'?"),
        ("word", ["word\x1b[1m"], "did you mean 'word [1m'?"),
        ("zzz", ["a\nb", "\x07c"], "one of: a b, c"),
    ],
)
def test_the_closest_word(word, known, hint):
    assert did_you_mean(word, known) == hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\nb\t c", "a b c"), ("\x1b[31mred\x07", "[31mred"), ("x" * 9, "xxxxxxx…"), ("x" * 8, "x" * 8), ("", "")],
)
def test_text_inside_a_message(text, shown):
    assert one_line(text, 8) == shown
