"""nightcue diary, as a user runs it."""

import json
import re
from datetime import date, timedelta

import pytest

from nightcue.diary import file as diary_file
from nightcue.diary.night import Night
from nightcue.diary.store import read_diary, writing
from nightcue.diary.words import words

YESTERDAY = date.today() - timedelta(days=1)
URGENT = words("en").help["urgent"]


@pytest.fixture(autouse=True)
def own_folders(folder, monkeypatch):
    """A diary and a profile of this test alone."""
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))


def nights():
    return read_diary()[0]


def test_five_questions_and_the_night_of_yesterday_evening_is_kept(run):
    done = run("diary", "add", input="2\n6\n2 min\nleft\n1\n2, stress\n1 3\ntired\n0\n")
    assert done.exit_code == 0, done.output
    assert nights() == [
        Night(
            *(YESTERDAY, 2, 6, 120, "left", "calf", ("sitting", "stress")),
            *(True, False, True, False, "tired", ()),
        )
    ]
    assert re.findall(r"^\d of \d", done.stdout, re.MULTILINE) == [f"{n} of 5" for n in range(1, 6)]
    assert done.stdout.startswith(words("en").of_night(words("en").heading, YESTERDAY))
    assert done.stdout.endswith(f"Kept: {words('en').of_night('the night from {evening} to {morning}', YESTERDAY)}.\n")


def test_a_night_without_cramps_is_four_lines_of_answers(run):
    done = run("diary", "add", input="0\n\n\n\n\n")
    assert done.exit_code == 0
    assert nights() == [Night(YESTERDAY, 0)]
    assert "How strong" not in done.stdout


def test_in_spanish_with_spanish_words(run):
    run("profile", "set", "--language", "es")
    done = run("diary", "add", input="1\n3\n40\ndere\npie\ndeporte, estres\nestira\nbien\nnada de esto\n")
    assert done.exit_code == 0
    (night,) = nights()
    assert (night.side, night.muscle, night.day, night.stretched) == ("right", "foot", ("sport", "stress"), True)
    assert (night.legs, night.signs) == ("fine", ())
    assert "1 de 5. ¿Cuántos calambres" in done.stdout
    shown = run("diary", "list").stdout
    assert shown.splitlines()[0].split()[:3] == ["noche", "del", "calambres"]
    assert "derecha, pie" in shown


def test_an_answer_that_is_not_understood_is_asked_again_and_nothing_is_lost(run):
    answers = ["many", "2", "11", "10", "2 days", "90s", "up", "3", "c", "9", "1", "s", "stretches", "", ""]
    done = run("diary", "add", input="\n".join(answers) + "\n")
    assert done.exit_code == 0, done.output
    assert done.stderr.count("That was not understood.") == 6
    (night,) = nights()
    assert (night.cramps, night.intensity, night.longest, night.side, night.day) == (2, 10, 90, "both", ("sport",))


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        ("compression socks", ["socks"]),
        ("boots", ["compression"]),
        ("stretches, compression socks", ["stretched", "socks"]),
        ("1,4", ["stretched", "socks"]),
        ("none of these", []),
        ("none", []),
        ("ninguno", []),
    ],
)
def test_an_answer_is_a_label_or_the_beginning_of_words_of_it(run, answer, done):
    run("diary", "add", input=f"0\n\n{answer}\n\n\n")
    assert [name for name in ("stretched", "compression", "massage", "socks") if getattr(nights()[0], name)] == done


def test_leaving_in_the_middle_keeps_nothing(run):
    assert run("diary", "add", input="2\n6\n").exit_code == 1
    assert nights() == []


def test_every_answer_is_an_option_and_nothing_is_asked(run):
    done = run(
        *("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--intensity", "6", "--longest", "2 min"),
        *("--side", "both", "--muscle", "foot", "--day", "sport", "--day", "stress", "--stretched", "--compression"),
        *("no", "--massage", "yes", "--socks", "no", "--legs", "sore", "--sign", "none", "--note", "-x", "--no-input"),
    )
    assert done.exit_code == 0, done.output
    assert nights() == [
        Night(
            *(date(2024, 11, 24), 2, 6, 120, "both", "foot", ("sport", "stress")),
            *(True, False, True, False, "sore", (), "-x"),
        )
    ]


def test_what_is_given_is_not_asked(run):
    done = run("diary", "add", "--cramps", "1", "--stretched", "yes", "--sign", "none", input="5\n\n\n\n\n\n")
    assert done.exit_code == 0
    assert "How many cramps" not in done.stdout
    assert "What did you do" not in done.stdout
    assert nights() == [Night(YESTERDAY, 1, 5, stretched=True, signs=())]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--intensity", "11"], "--intensity: 11 is not possible; from 0 to 10"),
        (["--longest", "2 days"], "--longest: not a duration: 2 days"),
        (["--longest", "30h"], "--longest: longer than 12 hours: 30h"),
        (["--date", "2999-01-01"], "--date: 2999-01-01 is in the future; today is"),
        (["--date", "24.11.2024"], "--date: '24.11.2024' is no date; a date is written 2026-11-24"),
        (["--side", "middle"], "--side: 'middle' is not possible here; one of: left, right, both"),
        (["--day", "sprot"], "--day: 'sprot' is not possible here; did you mean 'sport'?"),
        (["--sign", "fever"], "--sign: 'fever' is not possible here; one of: swelling"),
        (["--stretched", "maybe"], "--stretched: 'maybe' is not possible; yes or no"),
        (["--cramps", "0", "--intensity", "5"], "intensity: a night without cramps has none"),
    ],
)
def test_what_cannot_be_is_told_with_its_option_and_not_kept(run, given, told):
    done = run("diary", "add", "--no-input", *([] if "--cramps" in given else ["--cramps", "1"]), *given)
    assert done.exit_code == 1
    assert f"nightcue: error: {told}" in done.stderr
    assert nights() == []


def test_no_input_needs_the_number_of_cramps(run):
    done = run("diary", "add", "--no-input")
    assert done.exit_code == 2
    assert "--no-input needs --cramps" in done.stderr


@pytest.mark.parametrize("tag", ["en", "es"])
def test_warning_signs_are_answered_before_anything_else(run, tag):
    run("profile", "set", "--language", tag)
    done = run("diary", "add", "--cramps", "1", "--sign", "swelling", "--sign", "weakness", "--no-input")
    help_text = words(tag).help_for(("swelling", "weakness"))
    assert done.stdout.startswith(f"\n{help_text}\n\n")
    asked = run("diary", "add", "--date", "2024-11-24", input="0\n\n\n\nhinchada\n" if tag == "es" else "0\n\n\n\n1\n")
    assert asked.stdout.index(words(tag).help["urgent"]) < asked.stdout.index(words(tag).kept.split(":")[0])


def test_warning_signs_are_answered_even_where_nothing_can_be_kept(run, folder):
    done = run("diary", "add", "--cramps", "1", "--intensity", "11", "--sign", "redness", "--no-input")
    assert done.exit_code == 1
    assert URGENT in done.stdout
    (folder / "config").mkdir()
    (folder / "config/profile.yaml").write_text("language: xx\n", encoding="utf-8")
    done = run("diary", "add", "--cramps", "1", "--sign", "redness", "--no-input")
    assert done.exit_code == 1
    assert all(words(tag).help["urgent"] in done.stdout for tag in ("en", "es"))


def test_the_same_night_twice_says_so_and_offers_to_change_it(run):
    run("diary", "add", "--cramps", "2", "--intensity", "6", "--no-input")
    done = run("diary", "add", "--cramps", "9", "--no-input")
    assert done.exit_code == 1
    assert f"the night of {YESTERDAY} is in the diary already" in done.stderr
    assert f"nightcue diary edit {YESTERDAY}" in done.stderr
    assert "Nothing was changed." in run("diary", "add", input="n\n").stdout
    assert nights() == [Night(YESTERDAY, 2, 6)]
    done = run("diary", "add", input="y\n3\n\n1:30\n\n\n\n\n\n\n")
    assert done.exit_code == 0
    assert "[6]" in done.stdout
    assert nights() == [Night(YESTERDAY, 3, 6, 90)]


def test_edit_changes_what_is_given_and_nothing_in_quotes_removes_it(run):
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--intensity", "6", "--note", "x", "--no-input")
    done = run("diary", "edit", "2024-11-24", "--intensity", "4", "--note", "", "--day", "none")
    assert done.exit_code == 0
    assert nights() == [Night(date(2024, 11, 24), 2, 4, day=())]
    assert run("diary", "edit", "2024-11-24", "--day", "").exit_code == 0
    assert nights() == [Night(date(2024, 11, 24), 2, 4)]


def test_edit_without_options_asks_and_enter_keeps(run):
    run("diary", "add", "--cramps", "2", "--side", "left", "--day", "stress", "--stretched", "--no-input")
    before = nights()
    done = run("diary", "edit", str(YESTERDAY), input="\n" * 9)
    assert done.stdout.endswith("Nothing was changed.\n")
    assert nights() == before
    assert run("diary", "edit", str(YESTERDAY), input="\n\n\n2\n\n0\n0\n\n\n").exit_code == 0
    (night,) = nights()
    assert (night.side, night.day, night.stretched) == ("right", (), False)


@pytest.mark.parametrize("part", [["edit", "2024-11-24", "--cramps", "1"], ["remove", "2024-11-24", "--yes"]])
def test_a_night_that_is_not_there_is_told(run, part):
    done = run("diary", *part)
    assert done.exit_code == 1
    assert "there is no night of 2024-11-24 in the diary" in done.stderr


def test_edit_cannot_take_away_the_number_of_cramps(run):
    run("diary", "add", "--cramps", "2", "--no-input")
    done = run("diary", "edit", str(YESTERDAY), "--cramps", "")
    assert done.exit_code == 2
    assert "diary remove" in done.stderr


def test_remove_asks_first(run):
    run("diary", "add", "--date", "2024-11-24", "--cramps", "2", "--no-input")
    assert run("diary", "remove", "2024-11-24", input="n\n").stdout.endswith("Nothing was changed.\n")
    assert run("diary", "remove", "2024-11-24", input="").exit_code == 1
    assert len(nights()) == 1
    assert run("diary", "remove", "2024-11-24", input="y\n").exit_code == 0
    assert nights() == []


def test_list_shows_the_last_nights_and_what_was_played(run):
    with writing() as diary:
        for back in range(40):
            diary.add(Night(YESTERDAY - timedelta(days=back), back % 3, note=f"note {back}"))
    from datetime import datetime, time

    from nightcue.diary.plays import keep_play

    keep_play("stretch", "en", datetime.combine(YESTERDAY, time(23, 30)), 150.0, 300.0, False)
    shown = run("diary", "list").stdout.splitlines()
    assert len(shown) == 32
    assert shown[-2].split() == [str(YESTERDAY), "0", "stretch", "50", "%", "note", "0"]
    assert shown[-1] == "Older nights: 10; --all shows them."
    everything = run("diary", "list", "--all").stdout.splitlines()
    assert len(everything) == 41
    assert everything[0].split() == shown[0].split()
    assert everything[-1].split() == shown[-2].split()
    told = json.loads(run("diary", "list", "--json").stdout)
    assert (len(told["nights"]), told["plays"][0]["routine"]) == (40, "stretch")


def test_an_empty_diary_says_how_to_begin(run):
    assert run("diary", "list").stdout == "The diary is empty. The first night: nightcue diary add\n"
    assert json.loads(run("diary", "list", "--json").stdout) == {"nights": [], "plays": []}
    assert run("diary", "export").stdout.startswith("date,cramps,")


@pytest.mark.parametrize("name", ["nights.csv", "nights.json"])
def test_export_and_import_give_the_same_diary(run, folder, monkeypatch, name):
    run("diary", "add", "--cramps", "2", "--note", "=1+1", "--sign", "none", "--no-input")
    before = read_diary()
    assert run("diary", "export", "-o", name).stdout == f"{name}\n"
    exported = (folder / name).read_bytes()
    assert run("diary", "export", "--format", name[7:]).stdout_bytes == exported
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "other"))
    assert run("diary", "import", name).stdout.startswith("nights: 1 new, 0 replaced, 0 there already")
    assert run("diary", "import", name).stdout.startswith("nights: 0 new, 0 replaced, 1 there already")
    assert read_diary() == before
    assert run("diary", "export", "--format", name[7:]).stdout_bytes == exported


def test_an_import_with_rows_that_are_wrong_names_them_and_takes_nothing(run, folder):
    (folder / "bad.csv").write_text("date,cramps,intensity\n2024-11-24,1,5\n2024-11-25,1,11\n2999-01-01,1,1\n")
    done = run("diary", "import", "bad.csv")
    assert done.exit_code == 1
    assert [line.partition("bad.csv: ")[2][:18] for line in done.stderr.splitlines()] == [
        "line 3: intensity:",
        "line 4: date: 2999",
        "nothing was taken;",
    ]
    assert nights() == []


def test_an_export_that_cannot_be_written_is_told(run):
    done = run("diary", "export", "-o", "missing/nights.csv")
    assert done.exit_code == 4
    assert "missing/nights.csv: cannot be written" in done.stderr
    assert run("diary", "export", "-o", "nights.xls").exit_code == 2


def test_remind_writes_a_calendar_file(run, folder):
    assert run("diary", "remind", "--at", "21:30", "-o", "reminder.ics").stdout == "reminder.ics\n"
    assert f"DTSTART:{date.today():%Y%m%d}T213000" in (folder / "reminder.ics").read_text(encoding="utf-8")
    assert run("diary", "remind", "--at", "9:05", "-o", "missing/reminder.ics").exit_code == 4


@pytest.mark.parametrize("time", ["24:00", "21.30", "21:60", "evening", ""])
def test_a_time_that_is_none_is_told(run, time):
    done = run("diary", "remind", "--at", time, "-o", "reminder.ics")
    assert done.exit_code == 2
    assert "it is written 21:30" in done.stderr


def test_a_diary_that_is_locked_or_damaged_is_told(run, folder, monkeypatch):
    monkeypatch.setattr(diary_file, "PATIENCE", 0.05)
    run("diary", "add", "--cramps", "2", "--no-input")
    with writing():
        done = run("diary", "edit", str(YESTERDAY), "--cramps", "1")
    assert done.exit_code == 4
    assert "another program has been writing the diary" in done.stderr
    path = folder / "data/diary/nights.db"
    path.write_bytes(b"no diary at all" * 1000)
    for part in (["list"], ["add", "--cramps", "1", "--no-input"], ["export"], ["remove", str(YESTERDAY), "--yes"]):
        done = run("diary", *part)
        assert done.exit_code == 1
        assert f"{path}: the diary is damaged" in done.stderr
        assert "hint: rename the folder" in done.stderr
    assert path.read_bytes() == b"no diary at all" * 1000


@pytest.mark.parametrize("part", ["add", "list", "edit", "remove", "export", "import", "remind"])
def test_each_part_has_help_with_an_example(run, part):
    done = run("diary", part, "--help")
    assert done.exit_code == 0
    assert f"nightcue diary {part}" in done.stdout.partition("Example")[2]


def test_a_part_that_is_misspelt_is_told(run):
    assert run("diary", "lsit").exit_code == 2


def test_two_people_keep_a_diary_each(run):
    run("diary", "add", "--cramps", "2", "--no-input", "--diary", "Ana")
    run("diary", "add", "--cramps", "none", "--no-input")
    assert "2" in run("diary", "list", "--diary", "ana").stdout
    assert [night.cramps for night in nights()] == [0]
    run("diary", "edit", str(YESTERDAY), "--cramps", "3", "--diary", "Ana")
    listed = json.loads(run("diary", "list", "--json", "--diary", "Ana").stdout)["nights"]
    assert [night["cramps"] for night in listed] == [3]
    assert [night.cramps for night in nights()] == [0]


def test_a_diary_that_nobody_keeps_and_a_name_that_is_none(run):
    run("diary", "add", "--cramps", "2", "--no-input", "--diary", "Ana")
    done = run("diary", "list", "--diary", "Aan")
    assert done.exit_code == 1
    assert "there is no diary of 'Aan' here; there is: ana" in done.stderr
    for name in ("../diary", "a/b", ".", "", "nul", "x" * 50):
        done = run("diary", "add", "--cramps", "2", "--no-input", "--diary", name)
        assert (name, done.exit_code) == (name, 1)
        assert "Traceback" not in done.stderr
