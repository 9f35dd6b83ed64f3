"""What is typed into the whole text: other line ends stay, and nobody's change is lost."""

from hypothesis import example, given
from hypothesis import strategies as st

from nightcue.document.typing_in import both, typed_into, with_plain_ends

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
TEXTS = st.lists(st.tuples(st.text("ab: ", max_size=4), ENDS), max_size=6).map(
    lambda lines: "".join(line + end for line, end in lines)
)
TYPED = st.text("ab: \n", max_size=30)


@given(TEXTS, TYPED)
@example("\n\r", "\n\n\n")
@example("a\rb\n", "a\n\n")
def test_what_is_typed_is_there_whatever_ends_the_lines(text, typed):
    assert with_plain_ends(typed_into(text, typed)) == typed


@given(TEXTS)
def test_nothing_typed_changes_no_byte(text):
    assert typed_into(text, with_plain_ends(text)) == text


def test_a_new_line_ends_as_the_others_do_and_they_stay():
    text = "title: A\r\nsteps:\r\n  - say: Hi\n  - pause: 2s\r\n"
    typed = with_plain_ends(text).replace("Hi\n", "Hello\n  - say: You\n")
    assert typed_into(text, typed) == "title: A\r\nsteps:\r\n  - say: Hello\r\n  - say: You\n  - pause: 2s\r\n"


def test_changes_in_two_places_are_both_there():
    assert both("one\ntwo\nthree\n", "ONE\ntwo\nthree\n", "one\ntwo\nthree!\n") == "ONE\ntwo\nthree!\n"


def test_where_two_change_the_same_what_is_typed_counts():
    assert both("hold: 20s", "hold: 25s", "hold: 30s") == "hold: 30s"


@given(TYPED, TYPED)
def test_a_change_beside_none_is_that_change(base, typed):
    assert both(base, base, typed) == typed
    assert both(base, typed, base) == typed
