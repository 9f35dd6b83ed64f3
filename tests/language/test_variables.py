"""Braces in text, and the variables of a whole routine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.language.reading import read_routine
from nightcue.language.variables import VariableError, fill_in, lone_variable, look_up

VARS = {"hold": "25s", "name": "Ana"}


def as_it_is(name, value, after):
    return value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{hold}", "hold"),
        (" { hold } ", "hold"),
        ("{}", ""),
        ("{hold} ", "hold"),
        ("{hold} s", None),
        ("{hold}{hold}", None),
        ("{{hold}}", None),
        ("hold", None),
        ("", None),
        ("{", None),
    ],
)
def test_a_variable_on_its_own(text, name):
    assert lone_variable(text) == name


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hold {hold}.", "Hold <25s>."),
        ("{ hold }{name}", "<25s><Ana>"),
        ("{{hold}}", "{hold}"),
        ("{{{hold}}}", "{<25s>}"),
        ("}}{{", "}{"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_filling_in(text, filled):
    assert fill_in(text, VARS, lambda name, value, after: f"<{value}>") == filled


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{hol}", "there is no variable 'hol'", "did you mean 'hold'?"),
        ("{zzz}", "there is no variable 'zzz'", "one of: hold, name"),
        ("{}", "'{}' is not a variable", "literal braces are written {{ and }}"),
        ("{1x}", "'{1x}' is not a variable", "literal braces are written {{ and }}"),
        ("{a b}", "'{a b}' is not a variable", "literal braces are written {{ and }}"),
        ("{hold", "a '{' without its partner", "a variable is {name}; literal braces are {{ and }}"),
        ("hold}", "a '}' without its partner", "a variable is {name}; literal braces are {{ and }}"),
        ("{{hold}", "a '}' without its partner", "a variable is {name}; literal braces are {{ and }}"),
        ("{a{hold}", "a '{' without its partner", "a variable is {name}; literal braces are {{ and }}"),
    ],
)
def test_braces_that_mean_nothing(text, message, hint):
    with pytest.raises(VariableError) as problem:
        fill_in(text, VARS, as_it_is)
    assert (str(problem.value), problem.value.hint) == (message, hint)


def test_without_variables_the_way_out_is_to_declare_one():
    with pytest.raises(VariableError) as problem:
        look_up("hold", {})
    assert problem.value.hint == "declare it under vars"


@given(st.text())
def test_text_with_its_braces_doubled_is_itself(text):
    assert fill_in(text.replace("{", "{{").replace("}", "}}"), {}, as_it_is) == text


@given(st.text("{}a ", max_size=20))
def test_any_braces_are_filled_in_or_refused(text):
    try:
        filled = fill_in(text, {"a": "x"}, as_it_is)
    except VariableError:
        return
    assert len(filled) <= len(text)


VALUES = "title: T\nvars: {hold: 25s, half: '0:30', reps: 12, word: gently}\nsteps:\n"


def test_a_value_in_text_is_in_words_of_the_language(script):
    say = VALUES + '  - say: "{hold}, {half}, {reps}, {word}, {{hold}}"\n'
    assert list(script(say).texts()) == ["25 seconds, 30 seconds, 12, gently, {hold}"]
    assert list(script("language: es\n" + say).texts()) == ["25 segundos, 30 segundos, 12, gently, {hold}"]


def test_a_field_that_is_nothing_but_a_variable_takes_the_value_itself(steps):
    head = "vars: {t: 1m, n: 3, side: left, kind: heat, calm: slow, often: every 2, yes_or_no: yes, q: skin}\n"
    movement = '  - movement: {name: M, reps: "{n}", tempo: " { t } ", sides: "{side}", count: "{often}"}\n'
    assert steps(movement, head)[-2:] == [("beats", 180), "Now relax."]
    assert steps('  - safety: {ask: ["{q}"]}\n', head)[0].startswith("Is there any open wound")
    session = '  - session: {name: S, therapy: "{kind}", duration: "{t}", cues: {halfway: "{yes_or_no}"}}\n'
    assert steps(session, head)[-1] == ("session", 60)


def test_settings_override_variables(write, script):
    path = write(routine=VALUES + '  - pause: "{hold}"\n  - say: "{hold}"\n')
    assert read_routine(path, {"hold": "1m"}).vars == {"hold": "1m", "half": "0:30", "reps": "12", "word": "gently"}
    changed = script(path.read_text(), {"hold": "1m"})
    assert changed.cues[0].seconds == 60
    assert changed.cues[1].text == "1 minute"


def test_a_setting_is_held_to_the_same_limits_as_the_value_it_replaces(problems):
    (problem,) = problems(VALUES + '  - movement: {name: M, reps: "{reps}", tempo: 2s}\n', {"reps": "0"})
    assert (problem.code, problem.span.line) == ("out-of-range", 0)
    assert problem.message == "--set reps=0: from 1 to 10000 is possible here, not 0"


def test_a_variable_of_no_use_is_told_once_where_it_is_written(problems):
    text = "vars: {hold: 25 secunds}\n" + 'title: T\nsteps:\n  - pause: "{hold}"\n  - rest: {duration: "{hold}"}\n'
    (problem,) = problems(text)
    assert (problem.code, problem.span.line, problem.span.column) == ("bad-duration", 1, 14)
    assert problem.message == "not a duration: 25 secunds; it is used on line 4"
    assert problem.hint == "did you mean 25s?"


def test_a_variable_of_a_routine_that_is_of_no_use_in_a_part_is_told_in_the_routine(problems, tmp_path):
    text = "vars: {hold: soon}\n" + "title: T\nsteps:\n  - include: part.yaml\n"
    (problem,) = problems(text, part='vars: {hold: 5s}\nsteps:\n  - pause: "{hold}"\n')
    assert (problem.span.path, problem.span.line) == (tmp_path / "routine.yaml", 1)
    assert problem.message == "not a duration: soon; it is used in part.yaml on line 3"


def test_a_setting_for_a_variable_that_does_not_exist(problems):
    (problem,) = problems(VALUES + "  - say: hi\n", {"holt": "1"})
    assert (problem.code, problem.span.line) == ("unknown-variable", 0)
    assert problem.message == "--set names 'holt', and the routine has no such variable"
    assert problem.hint == "did you mean 'hold'?"
    (problem,) = problems("title: T\nsteps: [say: hi]\n", {"hold": "1"})
    assert problem.hint == "this routine has no variables"


def test_every_bad_variable_is_told_at_its_own_place(told, problems):
    bad = "title: T\nvars: {a: [b], 1x: 2, c: '{d}', e: , 'f g': 1, h: {i: j}}\nsteps: [say: hi]\n"
    assert told(bad) == [
        ("wrong-shape", 2, 11),
        ("bad-variable", 2, 16),
        ("bad-variable", 2, 26),
        ("missing-value", 2, 35),
        ("bad-variable", 2, 38),
        ("wrong-shape", 2, 51),
    ]
    assert problems(bad)[2].hint == "a variable cannot use another variable"


@pytest.mark.parametrize("value", ["", "[a]", "text"])
def test_variables_are_names_and_values(told, value):
    assert [code for code, *_ in told(f"title: T\nvars: {value}\nsteps: [say: hi]\n")] == ["wrong-shape"]


def test_a_variable_without_quotes_is_told_so(problems):
    text = "title: T\nvars: {hold: 5s}\nsteps:\n  - pause: {hold}\n  - say: {hold}\n  - rest: {duration: {hold}}\n"
    assert [p.hint for p in problems(text)] == ['a variable on its own needs quotes: "{hold}"'] * 3
    (problem,) = problems("title: T\nsteps:\n  - {hold}: 3\n")
    assert problem.hint == 'a variable on its own needs quotes: "{name}"'
