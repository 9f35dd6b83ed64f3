"""nightcue play with a programme: tonight's routine, by the nights in the diary."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from nightcue.bedside.track_metadata import read_score
from nightcue.diary.night import Night
from nightcue.diary.play import Play, evening_of
from nightcue.diary.plays import keep_play
from nightcue.diary.store import reading, writing
from nightcue.storage.paths import diary_path

pytestmark = pytest.mark.once

ROUTINE = """\
title: Legs
language: {language}
vars: {{hold: 25s}}
steps:
  - chapter: First
  - say: "{said} {{hold}}."
"""
PROGRAMME = """\
version: 1
programme: calves
title: Calves
weeks:
  - routine: legs
    vars: {hold: 20s}
  - routine: legs
    nights: 5
"""


@pytest.fixture(autouse=True)
def _calves(folder, monkeypatch, known_voice, run):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    for place, language, said in (("routines", "en", "Hold for"), ("routines/es", "es", "Mantenga")):
        Path(place).mkdir()
        Path(place, "legs.yaml").write_text(ROUTINE.format(language=language, said=said))
        assert run("review", f"{place}/legs.yaml", "--by", "Ana", "--yes").exit_code == 0
    Path("programmes").mkdir()
    Path("programmes/calves.yaml").write_text(PROGRAMME)


@pytest.fixture
def heard(monkeypatch):
    """What is played, as [track, name in the diary], without waiting for it."""
    calls = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda track, name, *_, **__: calls.append([track, name]))
    return calls


def words_of(track):
    return " ".join(text for _, text in read_score(track.read_bytes(), "").lines)


def moment(ago):
    """Ten in the evening, so many nights ago."""
    evening = evening_of(datetime.now()) - timedelta(ago)
    return datetime(evening.year, evening.month, evening.day, 22).astimezone()


def did(name, *ago):
    for nights in ago:
        keep_play(name, "en", moment(nights), 600, 600, True)


def noted(*ago, **said):
    with writing() as diary:
        for nights in ago:
            diary.put(Night(moment(nights).date(), cramps=1, **said))


def test_it_begins_with_the_first_night_and_the_diary_knows_the_week(run):
    done = run("play", "calves")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Week 1, night 1\n")
    with reading() as diary:
        (play,) = diary.plays()
    assert (play.routine, play.finished) == ("calves/1", True)


def test_it_goes_on_from_the_last_night_done(run, heard):
    did("calves/1", *range(8, 1, -1))
    did("calves/2", 1)
    assert run("play", "calves").stdout == "Week 2, night 9\n"
    assert heard[0][1] == "calves/2"
    assert "25 seconds" in words_of(heard[0][0])


def test_a_week_sets_what_it_says_and_leaves_the_track_of_the_routine_alone(run, heard):
    run("play", "calves")
    assert "20 seconds" in words_of(heard[0][0])
    assert heard[0][0] == Path("audio_out/calves.en/week-1.mp3")
    assert not Path("audio_out/legs.en.mp3").exists()


def test_it_plays_what_programme_build_has_made(run, heard):
    assert run("programme", "build", "calves").exit_code == 0
    made = Path("audio_out/calves.en/week-1.mp3").stat().st_mtime_ns
    run("play", "calves")
    assert heard[0][0].stat().st_mtime_ns == made


def test_a_setting_of_tonight_wins_and_goes_elsewhere(run, heard):
    run("play", "calves", "--set", "hold=30s")
    assert "30 seconds" in words_of(heard[0][0])
    assert not Path("audio_out/calves.en/week-1.mp3").exists()


def test_a_missed_week_is_said_to_repeat(run, heard):
    did("calves/1", 8, 7)
    assert run("play", "calves").stdout == "Week 1 once more, night 1\n"


def test_another_week_can_be_asked_for_and_it_goes_on_from_there(run, heard):
    done = run("play", "calves", "--week", "2")
    assert done.stdout == "Week 2, night 8\n"
    did("calves/2", 1)
    assert run("play", "calves").stdout == "Week 2, night 9\n"


@pytest.mark.parametrize(("week", "why"), [("0", "range"), ("3", "calves has 2 weeks")])
def test_a_week_that_is_not_there_is_wrong_usage(run, week, why):
    done = run("play", "calves", "--week", week)
    assert done.exit_code == 2
    assert why in done.stderr


def test_a_routine_has_no_weeks(run):
    done = run("play", "legs", "--week", "1")
    assert done.exit_code == 2
    assert "--week is for a programme" in done.stderr


def test_a_programme_is_also_found_by_its_path_and_by_any_other_language(run, heard):
    assert run("play", "programmes/calves.yaml").stdout == "Week 1, night 1\n"
    assert run("play", "calves", "--lang", "es").stdout == "Semana 1, noche 1\n"
    assert "Mantenga 20 segundos" in words_of(heard[1][0])


def test_after_all_nights_of_a_week_it_says_when_the_next_one_begins(run, heard):
    did("calves/1", *range(12, 5, -1))
    did("calves/2", *range(5, 0, -1))
    said = run("play", "calves").stdout.splitlines()
    assert said[0] == "Week 2, night 12"
    assert said[1].startswith("All nights of week 2 are done. What comes next begins on ")


def test_when_it_is_finished_its_last_week_goes_on(run, heard):
    did("calves/1", *range(19, 12, -1))
    did("calves/2", *range(12, 7, -1))
    assert run("play", "calves").stdout == "Week 2, night 12\nThe programme is finished. This is its last week.\n"


def test_after_three_sore_mornings_the_easier_week_is_offered_with_the_command_that_takes_it(run, heard):
    did("calves/1", *range(10, 3, -1))
    did("calves/2", 3, 2, 1)
    noted(3, 2, 1, legs="sore")
    said = run("play", "calves").stdout.splitlines()
    assert said[0] == "Week 2, night 11"
    assert "Shall it be hold 20s in place of 25s, as in week 1?" in said[1]
    assert said[1].endswith("nightcue play calves --week 1")
    assert heard[0][1] == "calves/2"  # nothing has changed


def test_nothing_is_offered_after_a_warning_sign(run, heard):
    did("calves/1", *range(10, 3, -1))
    did("calves/2", 3, 2, 1)
    noted(3, 2, 1, legs="sore", signs=("swelling",))
    assert run("play", "calves").stdout == "Week 2, night 11\n"


def test_while_the_diary_measures_nothing_is_offered(run, heard):
    noted(*range(30, 10, -1))
    did("calves/1", *range(10, 3, -1))
    did("calves/2", 3, 2, 1)
    noted(*range(10, 3, -1), legs="fine")
    noted(3, 2, 1, legs="sore")
    said = run("play", "calves").stdout
    assert "While the diary measures whether the routine helps, the programme stays as it is" in said
    assert "--week" not in said


def test_a_programme_with_errors_is_told_with_its_place(run):
    Path("programmes/calves.yaml").write_text(PROGRAMME.replace("hold", "hodl"))
    done = run("play", "calves")
    assert done.exit_code == 1
    assert "programmes/calves.yaml:6:" in done.stderr


def test_programme_nights_shows_where_one_is(run):
    did("calves/1", *range(8, 2, -1))
    did("calves/2", 1)
    done = run("programme", "nights", "calves")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Calves",
        "Week 2, night 9",
        "of 12 nights; done so far: 7",
        "  week 1  7 nights  legs  hold 20s",
        "> week 2  5 nights  legs",
    ]


def test_programme_nights_knows_whose_diary(run):
    done = run("programme", "nights", "calves", "--diary", "Ana")
    assert "there is no diary of 'Ana' here" in done.stderr
    with writing(diary_path("ana")) as diary:
        diary.put_play(Play("calves/1", "en", moment(1), 600, 600, True))
    assert "Week 1, night 2" in run("programme", "nights", "calves", "--diary", "Ana").stdout


def test_an_answer_is_heard_tonight_and_leaves_the_track_of_the_week_alone(run, heard):
    assert run("share", "answer", "Well done.").exit_code == 0
    run("play", "calves")
    assert words_of(heard[0][0]).startswith("Well done.")
    run("share", "answer", "--forget")
    run("play", "calves")
    assert words_of(heard[1][0]).startswith("Hold for")
    assert heard[1][0] == Path("audio_out/calves.en/week-1.mp3")
