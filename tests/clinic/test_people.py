"""Reading a table of people: as spreadsheets write it, and with the place of everything that is wrong."""

import json

import pytest

from nightcue.clinic.people import read_people
from nightcue.language.diagnostics import DamagedFileError


def read(folder, text, name="people.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_people(path)


def problems_of(folder, text, name="people.csv"):
    with pytest.raises(DamagedFileError) as caught:
        read(folder, text, name)
    return [f"{each.span}: {each.code}".removeprefix(f"{folder}/") for each in caught.value.diagnostics]


def test_a_row_is_a_person_with_what_stands_in_its_cells(folder):
    ana, bob = read(folder, "id,name,hold,conditions\n17,Ana,20s,\n18, Bob ,,pregnancy\n")
    assert (ana.id, ana.line, dict(ana.said)) == ("17", 2, {"name": "Ana", "hold": "20s"})
    assert (bob.line, bob.profile().name, bob.profile().conditions) == (3, "Bob", ["pregnancy"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_as_any_spreadsheet_saves_it(folder, encoding, delimiter):
    text = "id,name\r\n17,María\r\n\r\n18,Begoña\r\n".replace(",", delimiter)
    assert [(each.line, each.said["name"]) for each in read(folder, text, encoding=encoding)] == [
        (2, "María"),
        (4, "Begoña"),
    ]


def test_json_lines_and_parquet_say_the_same(folder):
    rows = [{"id": "17", "name": "Ana", "conditions": ["pregnancy", "heart-failure"]}, {"id": "18", "rest": 5}]
    text = "\n".join(map(json.dumps, rows))
    ana, bob = read(folder, text, "people.jsonl")
    assert ana.profile().conditions == ["pregnancy", "heart-failure"]
    assert bob.said == {"rest": "5"}
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist([{**rows[0], "rest": None}, rows[1]]), folder / "people.parquet")
    assert [dict(each.said) for each in read_people(folder / "people.parquet")] == [dict(ana.said), dict(bob.said)]


def test_several_conditions_stand_in_one_cell(folder):
    (ana,) = read(folder, "id;conditions\n17;pregnancy, heart-failure\n")
    assert ana.profile().conditions == ["pregnancy", "heart-failure"]


def test_a_cell_that_a_profile_cannot_have_is_named_by_its_column(folder):
    (ana,) = read(folder, "id,name,conditions,pace\n17,%s,gout,fast\n" % ("x" * 10_000))
    with pytest.raises(DamagedFileError) as caught:
        ana.profile()
    places = {str(each.span).removeprefix(f"{folder}/") for each in caught.value.diagnostics}
    assert places == {"people.csv:2:name", "people.csv:2:conditions", "people.csv:2:pace"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "people.csv: no-people"),
        ("id,name\n", "people.csv: no-people"),
        ("name\nAna\n", "people.csv:1:1: missing-column"),
        ("id,name,name\n1,a,b\n", "people.csv:1:1: column-twice"),
        ("id,phone number\n1,2\n", "people.csv:1:1: unknown-column"),
        ("id,name\n17,Ana,Bob\n", "people.csv:2:1: wrong-length"),
        ('id,name\n17,"Ana\n', "people.csv:2:1: not-csv"),
        ("id,name\n,Ana\n", "people.csv:2:id: bad-id"),
        ("id,name\n../17,Ana\n", "people.csv:2:id: bad-id"),
        ("id,name\nnul,Ana\n", "people.csv:2:id: bad-id"),
        ("id,name\nana,Ana\n", "people.csv:2:id: bad-id"),
        ("id,name\na1,Ana\nA1,Bob\n", "people.csv:3:id: same-id"),
    ],
)
def test_a_table_that_leaves_open_who_is_meant_is_refused_as_a_whole(folder, text, problem):
    assert problems_of(folder, text) == [problem]


def test_what_is_no_table_is_refused(folder):
    assert problems_of(folder, "id\n", "people.xlsx") == ["people.xlsx: not-a-table"]
    assert problems_of(folder, '{"id": "1"}\n[1]\n{"name": "x"}', "people.jsonl") == [
        "people.jsonl:2:1: not-json",
        "people.jsonl:3:1: missing-column",
    ]
    assert problems_of(folder, "no parquet", "people.parquet") == ["people.parquet: not-parquet"]
