"""A run: what it leaves, what it makes again, who is refused, and what a killed one had done."""

import json

import pytest

from nightcue.clinic import making
from nightcue.clinic.engine import Here
from nightcue.clinic.manifest import read_manifest
from nightcue.clinic.order import Order
from nightcue.clinic.person import Person
from nightcue.clinic.run import CHUNK, look_ahead, run
from nightcue.clinic.store import open_store
from nightcue.clinic.wanting import variables_of_file, wanted_by

ROUTINE = """\
title: T
language: en
voice: embedded
topic: other
vars: {rest: 2s}
steps:
  - say: Lie down. This is not medical advice.
  - pause: "{rest}"
"""


@pytest.fixture
def mine(folder, known_voice, monkeypatch):
    """A routine of one's own, in a folder with nothing kept of other tests."""
    variables_of_file.cache_clear()
    (folder / "routines").mkdir()
    (folder / "routines/mine.yaml").write_text(ROUTINE)
    return folder


def people(*rows):
    return [Person("people.csv", line, i, said) for line, (i, said) in enumerate(rows, 2)]


def carried_out(rows, routine="mine", where="out", **settings):
    order = Order(where, **settings)
    return {each.entry.file: each for each in run(order, wanted_by(people(*rows), [routine]), Here())}


TWO = (("17", {"name": "Ana"}), ("18", {"name": "Bob", "rest": "3s"}))


def test_a_second_run_makes_nothing_and_writes_nothing(mine):
    first = carried_out(TWO)
    assert not any(each.unchanged for each in first.values())
    before = {path: path.stat().st_mtime_ns for path in (mine / "out").iterdir()}
    assert all(each.unchanged for each in carried_out(TWO).values())
    assert {path: path.stat().st_mtime_ns for path in (mine / "out").iterdir()} == before


def test_only_what_changed_is_made_again(mine):
    carried_out(TWO)
    other = carried_out((TWO[0], ("18", {"name": "Bob", "rest": "4s"})))
    assert {file: each.unchanged for file, each in other.items()} == {"17.mp3": True, "18.mp3": False}
    (mine / "out/17.mp3").unlink()
    assert [file for file, each in carried_out(TWO).items() if each.unchanged] == []
    (mine / "routines/mine.yaml").write_text(ROUTINE.replace("Lie down", "Sit down"))
    assert [file for file, each in carried_out(TWO).items() if each.unchanged] == []


def test_a_track_that_is_cut_short_is_made_again(mine):
    whole = carried_out(TWO)["17.mp3"].entry
    (mine / "out/17.mp3").write_bytes((mine / "out/17.mp3").read_bytes()[:-100])
    assert carried_out(TWO)["17.mp3"].entry == whole
    assert (mine / "out/17.mp3").stat().st_size == whole.size


def test_whoever_is_refused_is_named_with_the_fact_and_the_others_go_on(mine):
    found = carried_out((("17", {"name": "Ana", "conditions": "thrombosis"}), ("18", {"name": "Bob"})), "massage")
    why = found["17.mp3"].entry.why
    assert (found["17.mp3"].entry.how, why[0]["code"]) == ("refused", "thrombosis")
    assert "(fact thrombosis-emergency)" in why[0]["message"]
    assert (found["18.mp3"].entry.how, sorted(p.name for p in (mine / "out").glob("*.mp3"))) == ("made", ["18.mp3"])


def test_an_older_track_of_whoever_is_refused_now_goes(mine):
    carried_out((("17", {"name": "Ana"}),), "massage")
    assert (mine / "out/17.mp3").exists()
    carried_out((("17", {"name": "Ana", "conditions": "thrombosis"}),), "massage")
    assert not (mine / "out/17.mp3").exists()


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({"rest": "soon"}, "people.csv:2:rest"),
        ({"name": "x" * 10_000}, "people.csv:2:name"),
        ({"conditions": "gout"}, "people.csv:2:conditions"),
        ({"cleared_by": "Ruiz"}, "people.csv:2:cleared_by"),
        ({"recipient": "age1nobody"}, "people.csv:2:recipient"),
        ({"language": "klingon"}, "people.csv:2:language"),
    ],
)
def test_a_cell_that_cannot_be_is_named_and_the_others_go_on(mine, said, place):
    found = {each.entry.id: each.entry for each in carried_out((("17", said), TWO[1])).values()}
    assert (found["17"].how, found["17"].why[0]["place"]) == ("refused", place)
    assert found["18"].how == "made"


def test_what_makes_the_program_fail_fails_one_track(mine, monkeypatch):
    whole = making.track_bytes

    def failing(desk, compiled):
        if any("Ana" in text for _, text in compiled.clips):
            raise ZeroDivisionError("a bug")
        return whole(desk, compiled)

    monkeypatch.setattr(making, "track_bytes", failing)
    found = carried_out(TWO)
    assert (found["17.mp3"].entry.how, found["18.mp3"].entry.how) == ("failed", "made")
    monkeypatch.setattr(making, "track_bytes", whole)
    assert carried_out(TWO)["17.mp3"].entry.how == "made"  # what failed is tried again


def test_a_run_that_is_killed_goes_on_where_it_was(mine, monkeypatch):
    rows = [(f"p{n}", {"name": f"Name {n % 7}"}) for n in range(3 * CHUNK)]
    going = run(Order("out"), wanted_by(people(*rows), ["mine"]), Here())
    seen = [next(going) for _ in range(CHUNK + 1)]  # in the second chunk
    going.close()
    known = read_manifest(open_store("out"))
    assert len(known) == 2 * CHUNK
    assert all(known[each.entry.file] == each.entry for each in seen)
    again = carried_out(rows)
    assert sum(each.unchanged for each in again.values()) == 2 * CHUNK
    assert sorted(read_manifest(open_store("out"))) == sorted(f"p{n}.mp3" for n in range(3 * CHUNK))
    assert not list((mine / "out").glob(".*"))


def test_neither_a_name_nor_a_condition_is_in_the_manifest_or_a_file_name(mine):
    carried_out((("17", {"name": "Anastasia", "conditions": "pregnancy"}),), key=b"k")
    written = (mine / "out/manifest.jsonl").read_text()
    assert "Anastasia" not in written and "pregnancy" not in written
    assert [path.name for path in (mine / "out").glob("*.mp3")] == ["17.mp3"]
    (line,) = map(json.loads, written.splitlines())
    assert (line["id"], line["how"], line["size"]) == ("17", "made", (mine / "out/17.mp3").stat().st_size)


def test_the_digest_of_a_row_needs_the_key(mine):
    one, other = (carried_out(TWO, where=where, key=key) for where, key in (("a", b"1"), ("b", b"2")))
    assert one["17.mp3"].entry.row != other["17.mp3"].entry.row
    assert one["17.mp3"].entry.digest == other["17.mp3"].entry.digest


def test_a_track_for_one_person_alone_is_read_with_that_persons_key(mine):
    pyrage = pytest.importorskip("pyrage")
    ana = pyrage.x25519.Identity.generate()
    carried_out((("17", {"name": "Ana", "recipient": str(ana.to_public())}),), where="locked")
    carried_out((("17", {"name": "Ana"}),))
    locked = (mine / "locked/17.mp3.age").read_bytes()
    assert pyrage.decrypt(locked, [ana]) == (mine / "out/17.mp3").read_bytes()
    assert not (mine / "locked/17.mp3").exists()


def test_a_person_with_two_routines_gets_two_tracks_each_with_its_own_variables(mine):
    rows = people(("17", {"routine": "mine wind-down", "rest": "3s"}))
    files = [each.entry for each in run(Order("out"), wanted_by(rows, []), Here())]
    assert {each.file: (each.routine, each.how) for each in files} == {
        "17.mp3": ("mine", "made"),
        "17.2.mp3": ("wind-down", "made"),
    }


def test_looking_ahead_writes_nothing_and_says_the_same(mine, known_voice):
    rows = people(("17", {"conditions": "thrombosis"}), ("18", {"name": "Bob"}), ("19", {"name": "Ana"}))
    outlook = look_ahead(Order("out"), wanted_by(rows, ["massage"]), Here())
    assert [each.wanted.person.id for each in outlook.due] == ["19", "18"]
    assert [each.how for each in outlook.settled] == ["refused"]
    assert (known_voice.spoken, (mine / "out").exists()) == ([], False)
    assert sum("Bob" in line for _, line in outlook.unspoken) == 1
