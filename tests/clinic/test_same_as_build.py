"""A track of a batch is, byte for byte, the track that `nightcue build` makes for the same person."""

import hashlib

import pytest

from nightcue.building.incremental import make as build
from nightcue.building.request import BuildRequest
from nightcue.clinic.engine import Here
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.person import Person
from nightcue.clinic.run import run
from nightcue.language.library import shipped_routine
from nightcue.safety.profile import write_profile

ROWS = {
    "nobody": {},
    "named": {"name": "Ana"},
    "longer": {"name": "Maria del Carmen Fernandez"},
    "slow": {"name": "Ana", "pace": "slow"},
    "brief": {"name": "Ana", "detail": "brief"},
    "cleared": {"name": "Bo", "conditions": "pregnancy", "cleared_by": "Dr Ruiz, 20 November 2026"},
}
SUNK = """\
title: T
language: en
voice: embedded
topic: other
sound: {background: brown-noise, fade_to: -6}
steps:
  - say: Good evening to all. This is not medical advice.
  - pause: 5s
  - say: Good night.
"""


def built(folder, row, routine, settings=None, format="mp3"):
    """Return what `nightcue build` writes for a person with this row."""
    person = Person("people.csv", 2, "1", row)
    profile = write_profile(person.profile(), folder / "profile.yaml")
    track = folder / f"built.{format}"
    request = BuildRequest(
        routine, settings or {}, profile=profile, cleared_by=row.get("cleared_by"), format=format, file=track
    )
    build(request)
    return track.read_bytes()


def made(folder, rows, routine, settings=None, format="mp3"):
    """Return what a batch writes for each row, by id."""
    order = Order(str(folder / "out"), format)
    wanted = [Wanted(Person("people.csv", 2, i, row), routine, settings=settings or {}) for i, row in rows.items()]
    settled = list(run(order, wanted, Here()))
    assert [each.entry.why for each in settled if each.entry.how != "made"] == []
    tracks = {each.entry.id: (folder / "out" / each.entry.file).read_bytes() for each in settled}
    assert {each.entry.id: each.entry.digest for each in settled} == {
        i: hashlib.sha256(track).hexdigest() for i, track in tracks.items()
    }
    return tracks


@pytest.mark.parametrize("name", ["bedtime", "stretch", "rescue", "massage"])
def test_every_person_hears_what_build_makes(folder, known_voice, name):
    routine = shipped_routine(name, "en")
    tracks = made(folder, ROWS, routine)
    for i, row in ROWS.items():
        assert tracks[i] == built(folder, row, routine), i


def test_a_variable_of_the_row_is_that_of_set(folder, known_voice):
    routine = shipped_routine("stretch", "en")
    (track,) = made(folder, {"a": {"name": "Ana"}}, routine, {"hold": "25s"}).values()
    assert track == built(folder, {"name": "Ana"}, routine, {"hold": "25s"})


@pytest.mark.parametrize("format", ["ogg", "wav"])
def test_another_format_too(folder, known_voice, format):
    routine = shipped_routine("wind-down", "en")
    (track,) = made(folder, {"a": {"name": "Ana"}}, routine, format=format).values()
    if format == "wav":  # an Ogg stream has a number by chance
        assert track == built(folder, {"name": "Ana"}, routine, format=format)
    assert track


def test_what_sounds_under_everything_sounds_there_too(folder, known_voice):
    routine = folder / "sunk.yaml"
    routine.write_text(SUNK)
    tracks = made(folder, {"a": {"name": "Ana"}, "b": {"name": "Bartholomew"}}, routine)
    assert tracks["a"] == built(folder, {"name": "Ana"}, routine)
    assert tracks["b"] == built(folder, {"name": "Bartholomew"}, routine)


def test_a_line_that_all_hear_is_spoken_once(folder, known_voice):
    made(folder, {f"p{n}": {"name": f"Name {n}"} for n in range(120)}, shipped_routine("wind-down", "en"))
    assert len(known_voice.spoken) == len(set(known_voice.spoken))
    assert sum("Name" in line for line in known_voice.spoken) == 120
