"""The fields of a night: what each takes, refuses, and writes."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.diary.errors import ProblemsError
from nightcue.diary.night import (
    DAY,
    FIELDS,
    LEGS,
    MUSCLES,
    SIDES,
    SIGNS,
    Night,
    changed,
    check_fields,
    night_of,
    plain_night,
    read_fields,
)

TODAY = date(2026, 11, 25)


def maybe(strategy):
    return st.none() | strategy


def several(words):
    return st.sets(st.sampled_from(words)).map(lambda chosen: tuple(w for w in words if w in chosen))


notes = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)
nights = st.builds(
    Night,
    date=st.dates(date(2000, 1, 1), TODAY),
    cramps=st.integers(1, 100),
    intensity=maybe(st.integers(0, 10)),
    longest=maybe(st.integers(0, 43200)),
    side=maybe(st.sampled_from(SIDES)),
    muscle=maybe(st.sampled_from(MUSCLES)),
    day=maybe(several(DAY)),
    stretched=maybe(st.booleans()),
    compression=maybe(st.booleans()),
    massage=maybe(st.booleans()),
    socks=maybe(st.booleans()),
    legs=maybe(st.sampled_from(LEGS)),
    signs=maybe(several(SIGNS)),
    note=notes.map(lambda text: text.strip() or None),
)


def test_the_table_has_exactly_the_fields_of_a_night():
    assert [*FIELDS] == [field.name for field in fields(Night)]


@given(nights)
def test_any_night_comes_back_from_json_text_and_columns(night):
    plain = plain_night(night)
    assert check_fields(plain, TODAY) == ({k: v for k, v in vars(night).items() if v is not None}, [])
    for name, kind in FIELDS.items():
        value = getattr(night, name)
        if value is not None:
            assert kind.read(kind.text(value)) == value
            assert kind.from_column(kind.column(value)) == value


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("date", "2026-11-26", "date: 2026-11-26 is in the future; today is 2026-11-25"),
        ("date", "24/11/2026", "date: '24/11/2026' is no date; a date is written 2026-11-24"),
        ("date", "2026-02-30", "date: '2026-02-30' is no date; a date is written 2026-11-24"),
        ("date", "0206-11-24", "date: 0206-11-24 is before 2000-01-01; is the year right?"),
        ("date", 20261124, "date: 20261124 is no date; a date is written 2026-11-24"),
        ("cramps", -1, "cramps: -1 is not possible; from 0 to 100"),
        ("cramps", 1.5, "cramps: 1.5 is no whole number from 0 to 100"),
        ("cramps", True, "cramps: True is no whole number from 0 to 100"),
        ("cramps", "2", "cramps: '2' is no whole number from 0 to 100"),
        ("cramps", 10**30, "cramps: that is not possible; from 0 to 100"),
        ("cramps", float("nan"), "cramps: nan is no whole number from 0 to 100"),
        ("intensity", 11, "intensity: 11 is not possible; from 0 to 10"),
        ("longest", 200_000, "longest: 200000 is not possible; from 0 to 43200"),
        ("side", "links", "side: 'links' is not possible here; one of: left, right, both"),
        ("side", "rigth", "side: 'rigth' is not possible here; did you mean 'right'?"),
        ("day", "sport", "day: 'sport' is no list"),
        ("day", ["sprot"], "day: 'sprot' is not possible here; did you mean 'sport'?"),
        ("signs", [3], "signs: 3 is not possible here; one of: swelling, warmth, redness, numbness, weakness"),
        ("stretched", 1, "stretched: 1 is not possible; yes or no"),
        ("note", "a\x00b", "note: it has a control character that nobody can read"),
        ("note", "\ud800", "note: it has a control character that nobody can read"),
        ("note", "x" * 2001, "note: 2,001 characters; at most 2,000"),
        ("note", ["x"], "note: a list is no text"),
        ("cramp", 1, "cramp: there is no such field; did you mean 'cramps'?"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(name, value, said):
    values, problems = check_fields({name: value}, TODAY)
    assert (values, problems) == ({}, [said])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("longest", "2 min", 120),
        ("longest", "90s", 90),
        ("longest", "1:30", 90),
        ("longest", "45", 45),
        ("cramps", " 2 ", 2),
        ("stretched", "Yes", True),
        ("stretched", "no", False),
        ("day", "stress, sport", ("sport", "stress")),
        ("day", "none", ()),
        ("side", "LEFT", "left"),
        ("note", "two\r\nlines ", "two\nlines"),
    ],
)
def test_what_a_person_writes_is_understood(name, text, value):
    assert read_fields({name: text}, TODAY) == ({name: value}, [])


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("longest", "2 days", "longest: not a duration: 2 days"),
        ("longest", "48h", "longest: longer than 12 hours: 48h"),
        ("longest", "500ms", "longest: '500ms' is no whole number of seconds"),
        ("cramps", "two", "cramps: 'two' is no whole number from 0 to 100"),
        ("cramps", "³", "cramps: '³' is no whole number from 0 to 100"),
        ("cramps", "9" * 5000, "cramps: '" + "9" * 39 + "…' is no whole number from 0 to 100"),
        ("stretched", "perhaps", "stretched: 'perhaps' is not possible; yes or no"),
    ],
)
def test_what_a_person_cannot_mean_is_told(name, text, said):
    assert read_fields({name: text}, TODAY) == ({}, [said])


def test_null_is_nothing_said():
    assert check_fields({"date": "2026-11-24", "cramps": 0, "note": None}, TODAY)[1] == []


def test_a_night_without_cramps_has_no_intensity_and_losing_its_cramps_takes_what_belongs_to_them():
    night = night_of({"date": TODAY, "cramps": 2, "intensity": 5, "longest": 60, "side": "left", "legs": "sore"})
    assert changed(night, {"cramps": 0}) == Night(TODAY, 0, legs="sore")
    with pytest.raises(ProblemsError, match="intensity: a night without cramps has none"):
        changed(night, {"cramps": 0, "intensity": 5})
    assert night_of({"date": TODAY, "cramps": 0, "intensity": 0, "longest": 0}) == Night(TODAY, 0)


@pytest.mark.parametrize("missing", ["date", "cramps"])
def test_a_night_needs_a_date_and_a_number_of_cramps(missing):
    said = {"date": TODAY, "cramps": 1}
    del said[missing]
    with pytest.raises(ProblemsError, match=f"{missing}: it is missing"):
        night_of(said)


@pytest.mark.parametrize(
    "none", ["none", "None", "nothing.", "ninguno", "Ninguna", "ningun calambre", "keine", "aucun"]
)
def test_none_is_an_answer_in_any_language(none):
    said = {"date": "2026-11-24", "cramps": none, "signs": none, "day": none}
    values, problems = read_fields(said, TODAY)
    assert problems == []
    assert (values["cramps"], values["signs"], values["day"]) == (0, (), ())


def test_no_is_no_cramp_and_no_answer_to_how_strong_it_was():
    assert read_fields({"cramps": "no"}, TODAY) == ({"cramps": 0}, [])
    assert read_fields({"intensity": "none"}, TODAY)[1]
