"""Durations as people write them, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.language.durations import LONGEST, is_duration, parse_duration


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("25s", 25),
        ("25 s", 25),
        (" 25s ", 25),
        ("25S", 25),
        ("1m30s", 90),
        ("1m 30s", 90),
        ("1 m  30 s", 90),
        ("2 min", 120),
        ("2 minutes 5 seconds", 125),
        ("2 minutos 5 segundos", 125),
        ("1 hora", 3600),
        ("1 hour", 3600),
        ("1 hr 1 sec", 3601),
        ("500ms", Fraction(1, 2)),
        ("1s 500ms", Fraction(3, 2)),
        ("1h 2m 3s 4ms", Fraction(3723004, 1000)),
        ("1:30", 90),
        ("0:05", 5),
        ("720:00", LONGEST),
        ("1h", 3600),
        ("12h", LONGEST),
        ("0", 0),
        ("0s", 0),
        ("25", 25),
        ("2.5", Fraction(5, 2)),
        ("0.1s", Fraction(1, 10)),
        ("1.5h", 5400),
        ("43200", LONGEST),
        ("25 sec.", 25),
        ("1 min. 30 sec.", 90),
        ("90SEC", 90),
        ("3 seg", 3),
        ("3 segs.", 3),
        ("2 Min", 120),
        ("1m30", 90),
        ("1min 30", 90),
        ("1h30", 5400),
        ("1 h 5", 3900),
        ("1,5 min", 90),
        ("2,5", Fraction(5, 2)),
        ("0,500 s", Fraction(1, 2)),
        (".5s", Fraction(1, 2)),
        (",5 s", Fraction(1, 2)),
        ("½ min", 30),
        ("1½ min", 90),
        ("1 ½ h", 5400),
        ("¾ h", 2700),
        ("⅓ min", 20),
        ('30"', 30),
        ("2'", 120),
        ("1'30\"", 90),
        ("1'30", 90),
        ("1′30″", 90),
        ("1’ 30”", 90),
        ("PT30S", 30),
        ("pt1h1.5m", 3690),
        ("1:05:00", 3900),
        ("12:00:00", LONGEST),
        ("1 minute and 30 seconds", 90),
        ("1 minuto y 30 segundos", 90),
        ("1 Minute und 30 Sekunden", 90),
        ("1 minute et 30 secondes", 90),
        ("1 min, 30 s", 90),
        ("1m + 30s", 90),
        ("2\N{NO-BREAK SPACE}s", 2),
    ],
)
def test_what_is_a_duration(written, seconds):
    assert parse_duration(written) == seconds


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "a duration is missing"),
        ("   ", "a duration is missing"),
        ("-1", "a duration cannot be negative: -1"),
        ("-5s", "a duration cannot be negative: -5s"),
        ("-0:05", "a duration cannot be negative: -0:05"),
        ("nan", "not a duration: nan"),
        ("NaN", "not a duration: NaN"),
        ("inf", "not a duration: inf"),
        (".inf", "not a duration: .inf"),
        ("soon", "not a duration: soon"),
        ("1e3", "not a duration: 1e3"),
        ("1_000", "not a duration: 1_000"),
        ("+5", "not a duration: +5"),
        ("5 5", "not a duration: 5 5"),
        ("30s 1m", "not a duration: 30s 1m"),
        ("1m1m", "not a duration: 1m1m"),
        ("5.s", "not a duration: 5.s"),
        ("1m90", "not a duration: 1m90"),
        ("30s5", "not a duration: 30s5"),
        ("1m1.5", "not a duration: 1m1.5"),
        ("1m and", "not a duration: 1m and"),
        ("PT", "not a duration: PT"),
        ("1 1/2 min", "not a duration: 1 1/2 min"),
        ("\N{EN DASH}5s", "a duration cannot be negative: \N{EN DASH}5s"),
        ("1.30 min", "this can mean two durations: 1.30 min"),
        ("1,500 s", "this can mean two durations: 1,500 s"),
        ("5 apples", "not a duration: 5 apples"),
        ("1:75", "seconds after the colon go from 00 to 59: 1:75"),
        ("1:60", "seconds after the colon go from 00 to 59: 1:60"),
        ("1:5", "not a duration: 1:5 (minutes and seconds are written 1:30)"),
        (":30", "not a duration: :30 (minutes and seconds are written 1:30)"),
        ("1:60:00", "minutes after the hours go from 00 to 59: 1:60:00"),
        ("1:5:00", "not a duration: 1:5:00 (minutes and seconds are written 1:30)"),
        ("1:30s", "not a duration: 1:30s (minutes and seconds are written 1:30)"),
        ("12h 1ms", "longer than 12 hours: 12h 1ms"),
        ("13h", "longer than 12 hours: 13h"),
        ("43200.000000001", "longer than 12 hours: 43200.000000001"),
        ("720:01", "longer than 12 hours: 720:01"),
        ("999999999h", "longer than 12 hours: 999999999h"),
        ("9999999999s", "not a duration: 9999999999s"),
    ],
)
def test_what_is_not(written, message):
    with pytest.raises(ValueError) as problem:
        parse_duration(written)
    assert str(problem.value) == message


def test_a_long_mistake_is_quoted_in_part():
    with pytest.raises(ValueError) as problem:
        parse_duration("x" * 1000)
    assert len(str(problem.value)) < 80


def test_a_row_of_spaces_counts_as_one_space():
    # tried in every way to share it out, a row this long would never come to an end
    assert parse_duration("1h" + " " * 100_000 + "5s") == 3605
    with pytest.raises(ValueError, match="not a duration: 1h x"):
        parse_duration("1h" + " " * 100_000 + "x")


@pytest.mark.parametrize(
    ("written", "is_one"),
    [("25s", True), ("1:30", True), (" 2 min ", True), ("25", False), ("2.5", False), ("Ana", False), ("1:75", False)],
)
def test_only_what_has_a_unit_or_a_colon_is_spoken_as_a_duration(written, is_one):
    assert is_duration(written) is is_one


PARTS = st.tuples(st.integers(0, 11), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999))
UNITS = st.tuples(
    st.sampled_from(["h", "hr", " hours"]),
    st.sampled_from(["m", "min", " minutes"]),
    st.sampled_from(["s", "sec", " Segundos"]),
    st.just("ms"),
)


@given(PARTS, UNITS, st.sampled_from(["", " ", "  "]))
def test_parts_with_units_add_up(parts, units, between):
    hours, minutes, seconds, thousandths = parts
    written = between.join(f"{part}{unit}" for part, unit in zip(parts, units, strict=True) if part)
    expected = hours * 3600 + minutes * 60 + seconds + Fraction(thousandths, 1000)
    assert parse_duration(written or "0") == expected


@given(st.integers(0, 720).flatmap(lambda m: st.tuples(st.just(m), st.integers(0, 0 if m == 720 else 59))))
def test_a_clock_is_minutes_and_seconds(clock):
    minutes, seconds = clock
    assert parse_duration(f"{minutes}:{seconds:02}") == minutes * 60 + seconds


@given(st.decimals(0, 43200, places=9, allow_nan=False, allow_infinity=False))
def test_a_bare_number_is_exactly_itself(number):
    assert parse_duration(f"{number:f}") == Fraction(number)
    assert parse_duration(f"{number:f}s") == Fraction(number)


@given(st.text(max_size=30) | st.text("0123456789:.- hmsn", max_size=12))
def test_any_text_is_a_duration_in_range_or_a_value_error(text):
    try:
        assert 0 <= parse_duration(text) <= LONGEST
    except ValueError as problem:
        assert str(problem)


def test_a_text_too_long_for_a_duration_is_none_however_long_it_is():
    for text in ("1" * 200_000, "1h" * 100_000, "1 " * 100_000):
        with pytest.raises(ValueError, match="not a duration: 1"):
            parse_duration(text)
        assert not is_duration(text)
