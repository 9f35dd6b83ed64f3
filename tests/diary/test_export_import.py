"""CSV and JSON: out and in again exactly, no formula in a spreadsheet, and all of a file or none of it."""

import csv
import io
import json
import re
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.diary.csv_file import as_csv, as_written, defused, from_csv
from nightcue.diary.errors import DiaryError, ProblemsError
from nightcue.diary.importing import Taken, read_file, take
from nightcue.diary.night import Night, night_of
from nightcue.diary.payload import as_json, from_json
from nightcue.diary.play import Play
from nightcue.diary.store import read_diary, writing

TEXT = "one\ntwo, \"three\"; 'x'"
NIGHTS = [
    Night(date(2024, 11, 22), 0),
    Night(
        date(2024, 11, 23),
        2,
        7,
        90,
        "both",
        "calf",
        (),
        True,
        False,
        None,
        False,
        "sore",
        (),
        "one\ntwo, \"three\"; 'x'",
    ),
    Night(date(2024, 11, 24), 1, day=("sport", "stress"), signs=("swelling",), note="=1+1"),
]
CLOCK = timezone(timedelta(hours=-3, minutes=-30))
PLAYS = [
    Play("bedtime", "en", datetime(2024, 11, 21, 23, 59, 59, 5, CLOCK), 1200.1, 2129.1, False),
    Play("=mine", "es-MX", datetime(2024, 11, 25, 1, 30, tzinfo=CLOCK), 0.1 + 0.2, 60.0, True),
]
FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''@x", "a;=1", "a\n- b", "a,'+b"),
    *("'hello", "'", "", "plain", "−1", "a-b"),
]


def same(sent):
    return [night_of(fields) for _, fields in sent.nights], sent.plays


@pytest.mark.parametrize(("write", "read"), [(as_csv, from_csv), (as_json, from_json)])
def test_all_comes_back_exactly(write, read):
    assert same(read(write(NIGHTS, PLAYS))) == (NIGHTS, PLAYS)
    assert same(read(write([], []))) == ([], [])


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula_and_its_text_comes_back(text):
    cell = defused(text)
    for part in re.split("[,;\t\n]", cell):
        assert part[:1] not in {"=", "+", "-", "@", "\r", "＝"}
    assert as_written(cell) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n,;a"), max_size=8))
def test_any_text_comes_back_from_its_cell(text):
    assert as_written(defused(text)) == text


def test_the_table_has_no_formula_anywhere_even_in_a_routine_s_name():
    for row in csv.reader(io.StringIO(as_csv(NIGHTS, PLAYS), newline="")):
        assert not [cell for cell in row if cell[:1] in set("=+-@\t\r")]


def test_the_table_has_one_row_an_evening_with_its_plays():
    rows = list(csv.DictReader(io.StringIO(as_csv(NIGHTS, PLAYS), newline="")))
    assert [row["date"] for row in rows] == ["2024-11-21", "2024-11-22", "2024-11-23", "2024-11-24"]
    assert [row["cramps"] for row in rows] == ["", "0", "2", "1"]
    assert json.loads(rows[0]["plays"])[0]["routine"] == "bedtime"
    assert (rows[2]["day"], rows[2]["massage"], rows[2]["stretched"]) == ("none", "", "yes")


@pytest.fixture
def file(tmp_path):
    def write(content, name="nights.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_taking_a_file_twice_changes_nothing(file, path):
    for name, text in (("a.csv", as_csv(NIGHTS, PLAYS)), ("a.json", as_json(NIGHTS, PLAYS))):
        taken = take(read_file(file(text, name)), replace=False)
    assert taken == Taken(0, 0, 3, 0)
    assert read_diary() == (NIGHTS, PLAYS)


def test_a_table_by_hand_needs_only_dates_and_cramps(file):
    path = file("Cramps;date\r\n2;2024-11-24\r\n\r\n;\r\n0;2024-11-23\r\n".encode("utf-8-sig"))
    assert take(read_file(path), replace=False) == Taken(2, 0, 0, 0)
    assert read_diary()[0] == [Night(date(2024, 11, 23), 0), Night(date(2024, 11, 24), 2)]


def test_rows_that_are_wrong_are_all_named_and_none_goes_in(file):
    rows = [
        "date,cramps,intensity,longest,note,plays",
        "2024-11-20,1,5,90,fine,",
        "2099-11-20,1,5,90,,",
        '2024-11-21,1,11,2 days,"two\nlines",',
        "2024-11-22,,5,,,",
        "2024-11-20,1,5,90,again,",
        "2024-11-23,1,5",
        "2024-11-24,1,5,90,,bedtime",
        '2024-11-25,0,5,,,"[{}]"',
    ]
    with pytest.raises(ProblemsError) as raised:
        take(read_file(file("\n".join(rows))), replace=False)
    told = [problem.split(": ")[:2] for problem in raised.value.problems]
    assert [told[0], *told[1:3]] == [["line 3", "date"], ["line 4", "intensity"], ["line 4", "longest"]]
    assert {place for place, _ in told} == {"line 3", "line 4", "line 6", "line 8", "line 9", "line 10"}
    assert read_diary() == ([], [])


def test_the_same_night_twice_in_a_file_is_wrong(file):
    with pytest.raises(ProblemsError, match="line 3: the night of 2024-11-20 is in the file already, at line 2"):
        take(read_file(file("date,cramps\n2024-11-20,1\n2024-11-20,1\n")), replace=False)


def test_a_night_that_is_there_otherwise_is_only_replaced_when_asked(file):
    with writing() as diary:
        diary.add(NIGHTS[0])
    sent = read_file(file("date,cramps\n2024-11-22,3\n2024-11-23,1\n"))
    with pytest.raises(ProblemsError, match="line 2: the diary says something else of 2024-11-22; --replace"):
        take(sent, replace=False)
    assert read_diary()[0] == NIGHTS[:1]
    assert take(sent, replace=True) == Taken(1, 1, 0, 0)
    assert [night.cramps for night in read_diary()[0]] == [3, 1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "line 1: there is nothing"),
        ("date,cramps,colour\n", "line 1: there is no column 'colour'"),
        ("date,cramps,date\n", "line 1: the column 'date' is there twice"),
        ("date,intensity\n", "line 1: the column 'cramps' is missing"),
        ('date,cramps\n2024-11-20,"1\n', "line 2: this is no CSV"),
        (b"date,cramps,note\n2024-11-20,1,caf\xe9\n", "line 2: this is not UTF-8"),
        (b"\x00\x01\x02\xff", "this is not UTF-8"),
        ("{", "this is not JSON"),
        ("[" * 100_000, "this is no diary: it is nested too deep|this is not JSON"),
        ('{"nights": [{"date": "2024-11-20"}]}', r"nights\[0\].cramps: it is missing"),
        ('{"nights": [{"date": "2024-11-20", "cramps": NaN}]}', r"nights\[0\].cramps: nan"),
        ("[]", "nights and plays are written"),
    ],
)
def test_what_is_no_diary_is_told(file, content, told):
    with pytest.raises(ProblemsError, match=told):
        read_file(file(content))


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(DiaryError, match=r"missing\.csv: cannot be read: No such file"):
        read_file(tmp_path / "missing.csv")
    with pytest.raises(DiaryError, match="cannot be read"):
        read_file(tmp_path)
