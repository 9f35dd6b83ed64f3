"""nightcue programme: what is made, told and refused."""

import json

import jsonschema
import pytest
import yaml
from icalendar import Calendar

from nightcue.language.library import shipped
from nightcue.programme.schema import programme_schema

ROUTINE = """\
title: Own
voice: embedded
vars: {hold: 10s}
steps:
  - say: This is not medical advice. If pain is new, ask a doctor.
  - stretch: {name: Calf, hold: "{hold}", cues: {}}
"""


@pytest.fixture
def programme(folder, routine):
    """Write the programme mine over the routine own, with a week for each of these holds."""
    routine(ROUTINE, "own")
    (folder / "programmes").mkdir()

    def write(*holds):
        weeks = "".join(f"  - {{routine: own, vars: {{hold: {hold}}}}}\n" for hold in holds)
        text = f"version: 1\nprogramme: mine\ntitle: Mine\nweeks:\n{weeks}"
        (folder / "programmes/mine.yaml").write_text(text)

    return write


def test_weeks_are_built_equal_ones_once_and_nothing_twice(run, folder, programme, known_voice):
    programme("10s", "10s", "15s")
    done = run("programme", "mine")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("weeks 1 and 2: audio_out/mine.en/week-1-2.mp3  ")
    assert lines[1].startswith("week 3: audio_out/mine.en/week-3.mp3  ")
    assert done.stderr.count("nobody has read") <= 1
    again = run("programme", "build", "mine").stdout.splitlines()
    assert [line.endswith("nothing has changed") for line in again] == [True, True]


def test_a_line_of_several_weeks_is_spoken_once(run, folder, programme, plugin, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    plugin(on_line=f"open({str(folder / 'spoken')!r}, 'a').write(text + '\\n')")
    programme("10s", "15s", "20s")
    assert run("programme", "mine", "--voice", "made_up").exit_code == 0
    spoken = (folder / "spoken").read_text().splitlines()
    assert sorted(spoken) == sorted(set(spoken))
    assert {line for line in spoken if line.startswith("Hold")} >= {"Hold for ten seconds.", "Hold for twenty seconds."}


def test_a_track_of_an_earlier_form_is_told_of_and_stays(run, folder, programme, known_voice):
    programme("10s", "10s")
    run("programme", "mine")
    programme("10s", "15s")
    assert "week-1-2.mp3 is no track of this programme any more" in run("programme", "mine").stderr
    assert (folder / "audio_out/mine.en/week-1-2.mp3").exists()


def test_nothing_is_made_where_one_week_is_unsafe(run, folder, programme):
    programme("10s", "10s", "5m")
    done = run("programme", "mine")
    assert done.exit_code == 1
    assert "error[stretch-too-long]: in week 3 (mine.yaml:7), " in done.stderr
    assert "programmes/mine.yaml: nothing was built" in done.stderr
    assert not (folder / "audio_out").exists()
    assert run("programme", "check", "mine").exit_code == 1


def test_a_file_of_somebody_elses_is_kept(run, folder, programme, known_voice):
    programme("10s")
    (folder / "out").mkdir()
    (folder / "out/week-1.mp3").write_bytes(b"a song of mine")
    assert run("programme", "mine", "-o", "out").exit_code == 4
    assert (folder / "out/week-1.mp3").read_bytes() == b"a song of mine"
    assert run("programme", "mine", "-o", "out", "--overwrite").exit_code == 0


def test_check_and_list_know_the_shipped_ones_and_ones_own(run, programme):
    programme("10s", "soon")
    listed = run("programme", "list").stdout.splitlines()
    assert listed[1].split()[:3] == ["mine", "en", "yours"]
    assert listed[1].endswith("has errors: nightcue programme check programmes/mine.yaml")
    assert "calves-6-weeks  es" in listed[3] and "Seis semanas para las pantorrillas" in listed[3]
    done = run("programme", "check")
    assert done.exit_code == 1
    assert "programmes/mine.yaml:6:33: error[bad-duration]" in done.stderr
    assert done.stdout == "3 programmes, 1 error, no warnings\n"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_copy_is_a_programme_of_its_own_that_editors_complete(run, folder, language):
    done = run("programme", "new", "mio", "--lang", language)
    assert done.exit_code == 0
    copy = folder / "programmes" / ("" if language == "en" else language) / "mio.yaml"
    first = copy.read_text().splitlines()[0].split("$schema=")[1]
    schema = json.loads((copy.parent / first).read_text())
    jsonschema.validate(yaml.safe_load(copy.read_text()), schema)
    assert run("programme", "check", "mio", "--lang", language).stdout == "1 programme, no errors, no warnings\n"
    assert "is there already" in run("programme", "new", "MIO", "--lang", language).stderr
    assert run("programme", "new", "a b").exit_code == 2


def test_the_shipped_schema_is_that_of_the_models(run):
    kept = (shipped("programmes") / "schema.json").read_text()
    assert json.loads(kept) == programme_schema(), "nightcue programme schema > programmes/schema.json"
    assert json.loads(run("programme", "schema").stdout) == programme_schema()
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {"version": 1, "programme": "x", "title": "X", "weeks": [{"nights": 3}]}, programme_schema()
        )


def test_the_nights_go_into_a_calendar(run, folder):
    words = ("programme", "calendar", "calves-6-weeks", "--at", "21:30", "-o", "nights.ics")
    assert run(*words, "--from", "2026-12-01").stdout == "nights.ics  42 nights, 2026-12-01 to 2027-01-11\n"
    assert len(Calendar.from_ical((folder / "nights.ics").read_bytes()).walk("VEVENT")) == 42
    assert run(*words, "--from", "2026-12-08", "--week", "6").stdout.startswith("nights.ics  7 nights, 2026-12-08 to")
    (folder / "nights.ics").write_text("BEGIN:VCALENDAR of somebody else")
    assert run(*words).exit_code == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--at", "25:00"), "'25:00' is no time of day"),
        (("--at", "21:30", "--from", "1.12.2026"), "'1.12.2026' is no date; it is written 2026-12-01"),
        (("--at", "21:30", "--week", "7"), "calves-6-weeks has 6 weeks"),
    ],
)
def test_what_a_calendar_cannot_be_given_is_told(run, words, told):
    done = run("programme", "calendar", "calves-6-weeks", "-o", "nights.ics", *words)
    assert done.exit_code == 2
    assert told in " ".join(done.stderr.split())


@pytest.mark.parametrize("command", ["build", "check", "plan"])
def test_a_programme_in_place_of_a_routine_is_told(run, programme, command):
    programme("10s")
    named = run(command, "calves-6-weeks")
    assert named.exit_code == 2
    assert "'calves-6-weeks' is a programme over weeks" in " ".join(named.stderr.split())
    path = run(command, "programmes/mine.yaml")
    assert path.exit_code == 1
    assert "hint: nightcue programme check programmes/mine.yaml" in path.stderr
