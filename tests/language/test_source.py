"""From a YAML file to plain values, each with its place."""

import pytest

from nightcue.language.composing import MAX_DEPTH, MAX_NODES
from nightcue.language.diagnostics import RoutineError
from nightcue.language.routine_source import RoutineSource
from nightcue.language.source import MAX_BYTES, Mapping, Scalar, Sequence

pytestmark = pytest.mark.once


@pytest.fixture
def value(write):
    return lambda content: RoutineSource(write(file=content)).read()


def places(value):
    """Every text and every key of a value, with line and column."""
    if isinstance(value, Scalar):
        return [(str(value), value.span.line, value.span.column)]
    if isinstance(value, Sequence):
        return [place for item in value for place in places(item)]
    found = []
    for key, item in value.items():
        span = value.key_spans[key]
        found += [(f"{key}:", span.line, span.column), *places(item)]
    return found


def test_every_value_and_key_knows_its_place(value):
    text = "# first\na: x\nb:\n  - y\n  - {c: z, 'd e': \"w\"}\n  -\n\n  - - v\nf: >-\n  folded\n  text\n"
    assert places(value(text)) == [
        ("a:", 2, 1),
        ("x", 2, 4),
        ("b:", 3, 1),
        ("y", 4, 5),
        ("c:", 5, 6),
        ("z", 5, 9),
        ("d e:", 5, 12),
        ("w", 5, 19),
        ("", 6, 4),
        ("v", 8, 7),
        ("f:", 9, 1),
        ("folded text", 9, 4),
    ]


def test_lists_and_mappings_know_where_they_begin(value):
    read = value("a:\n  - {b: c}\n  - [d]\n")
    assert (read.span.line, read.span.column) == (1, 1)
    assert (read["a"].span.line, read["a"].span.column) == (2, 3)
    assert [(item.span.line, item.span.column) for item in read["a"]] == [(2, 5), (3, 5)]
    assert [type(item) for item in (read, read["a"], read["a"][0])] == [Mapping, Sequence, Mapping]


def test_a_place_holds_its_line_for_messages_to_show(value):
    assert value("a: 1\nb: 2  # two\n")["b"].span.text == "b: 2  # two"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85"])
def test_line_ends_of_any_kind_count_the_same(value, end):
    read = value(end.join(["a: 1", "b: 2", "c:", "  - d", ""]))
    assert places(read)[-1] == ("d", 4, 5)
    assert read["c"][0].span.text == "  - d"


def test_columns_are_characters_also_after_a_byte_order_mark_and_beyond_ascii(value):
    assert places(value("\ufeffa: x\n"))[0][0] == "a:"
    assert places(value("{ñ漢🦵: x, b: y}"))[2:] == [("b:", 1, 10), ("y", 1, 13)]


@pytest.mark.parametrize(
    "written",
    ["no", "1:30", "0o17", "0x1f", "null", "~", "2026-11-21", "1e3", ".nan", "=", "<<", "true", "+5", "1_000"],
)
def test_text_is_nothing_but_text(value, written):
    assert value(f"a: {written}\n") == {"a": written}


def test_an_alias_has_the_place_of_what_it_stands_for(value):
    read = value("a: &x [p, q]\nb: *x\n")
    assert read == {"a": ["p", "q"], "b": ["p", "q"]}
    assert read["b"][1].span.line == 1


def told(error):
    return [(p.code, p.span.line, p.span.column) for p in error.value.diagnostics]


def test_all_duplicate_keys_and_unusable_keys_are_told_at_once(value):
    with pytest.raises(RoutineError) as error:
        value("a: 1\nb: {c: 1, c: 2}\na: 3\n? [d]\n: 4\na: 5\n")
    assert told(error) == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
        ("bad-key", 4, 3),
        ("duplicate-key", 6, 1),
    ]
    assert error.value.diagnostics[1].message == "'a' is written twice; the first is on line 1"


def test_the_deepest_value_that_is_read_and_one_level_more(value):
    assert value("[" * (MAX_DEPTH - 1) + "x" + "]" * (MAX_DEPTH - 1))
    with pytest.raises(RoutineError) as error:
        value("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH)
    assert told(error) == [("too-deep", 1, MAX_DEPTH + 1)]


def test_depth_counts_what_an_alias_stands_for(value):
    half = MAX_DEPTH // 2
    deep = "a: &a " + "[" * half + "x" + "]" * half + "\n"
    assert value(deep + "b: " + "[" * (half - 2) + "*a" + "]" * (half - 2) + "\n")
    with pytest.raises(RoutineError) as error:
        value(deep + "b: " + "[" * half + "*a" + "]" * half + "\n")
    assert told(error) == [("too-deep", 2, 4 + half)]


def test_a_chain_of_aliases_cannot_go_deeper_than_brackets_can(value):
    with pytest.raises(RoutineError) as error:
        value("- &a0 [x]\n" + "".join(f"- &a{n} [*a{n - 1}]\n" for n in range(1, 60)))
    assert [code for code, *_ in told(error)] == ["too-deep"]


def test_depth_is_that_of_the_deepest_sibling_not_of_the_last(value):
    half = MAX_DEPTH // 2
    deep = f"a: &a [{'[' * half}x{']' * half}, y]\n"
    with pytest.raises(RoutineError) as error:
        value(deep + "b: " + "[" * half + "*a" + "]" * half + "\n")
    assert [code for code, *_ in told(error)] == ["too-deep"]


def test_the_most_values_that_are_read_and_one_more(value):
    assert len(value("[" + "x," * (MAX_NODES - 1) + "]")) == MAX_NODES - 1
    with pytest.raises(RoutineError) as error:
        value("[" + "x," * MAX_NODES + "]")
    assert told(error) == [("too-large", 1, 2 * MAX_NODES)]


def test_the_largest_file_that_is_read_and_one_byte_more(value):
    assert value("# " + "x" * (MAX_BYTES - 8) + "\na: b\n") == {"a": "b"}
    with pytest.raises(RoutineError) as error:
        value("# " + "x" * (MAX_BYTES - 7) + "\na: b\n")
    assert told(error) == [("too-large", 0, 0)]
