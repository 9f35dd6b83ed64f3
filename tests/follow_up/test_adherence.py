"""nightcue batch adherence: who has a reason for a call, what is told of each file, and what a hostile one can do."""

import csv
import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue

TODAY = date.today()
TABLE = "id,name,first_night,nights\n17,Ana,{first},28\n18,Bob,{first},28\n19,Eva,{first},28\n"


def evening(days_ago):
    return str(TODAY - timedelta(days=days_ago))


def night(days_ago, **said):
    return {"date": evening(days_ago), "cramps": 1, **said}


def play(days_ago, **said):
    started = datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), UTC).replace(hour=21)
    usual = {"routine": "stretch", "language": "en", "heard": 400, "length": 408, "finished": True}
    return {**usual, "started": started.isoformat(), **said}


@pytest.fixture
def adherence(folder):
    (folder / "people.csv").write_text(TABLE.format(first=evening(10)))
    (folder / "exports").mkdir()

    def run(*words, **files):
        for name, content in files.items():
            if not isinstance(content, str):
                content = json.dumps({"nights": content, "plays": []})
            (folder / "exports" / f"{name}.json").write_text(content)
        return CliRunner().invoke(nightcue, ["batch", "adherence", "exports", *words])

    return run


def line_of(done, whose):
    return next(line for line in done.stdout.splitlines() if line.startswith(f"  {whose}: "))


def rows(path):
    with path.open(newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_who_needs_a_call_comes_first_with_the_reason_and_its_date(adherence, folder):
    fine = [night(days, stretched=days % 2 == 0, intensity=3) for days in range(1, 11)]
    done = adherence(
        "--people", "people.csv", "--pain", "8", "-o", "calls.csv",
        **{"17": fine, "18": [night(2, intensity=8), night(1, signs=["numbness"])], "19": [night(5)]},
    )  # fmt: skip
    none = "0 of 10 nights done (of 28 prescribed)"
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2 people of 3 with a reason to call",
        f"  18: warning sign: numbness, last noted of {evening(1)}; pain 8 of 10 in the night of {evening(2)}; {none}",
        f"  19: nothing for 4 nights, since that of {evening(5)}; {none}",
        "1 person with none in what was handed back",
        "  17: 5 of 10 nights done (of 28 prescribed)",
        "This list decides nothing: it repeats what people noted, and reads no note of theirs.",
        "Who has no reason here may need a call too.",
        "calls.csv",
    ]
    table = rows(folder / "calls.csv")
    assert [*table] == ["18", "19", "17"]
    assert (table["18"]["call"], table["18"]["signs"], table["18"]["worst_pain"]) == ("yes", "numbness", "8")
    assert (table["17"]["call"], table["17"]["nights_done"], table["17"]["nights_due"]) == ("no", "5", "10")
    assert (folder / "calls.csv").stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_night_is_done_by_what_was_noted_or_heard_and_a_rescue_is_no_night(adherence):
    plays = [play(4), play(3, heard=100, finished=False), play(2, routine="rescue"), play(1)]
    nights = [night(1, stretched=False), night(5, stretched=True)]
    done = adherence(**{"17": json.dumps({"nights": nights, "plays": plays})})
    assert "2 of 5 nights done" in line_of(done, "17"), "the last was played, and then said not to have been done"


def test_nothing_is_asked_of_nights_that_are_not_prescribed(adherence, folder):
    rows = [f"17,{evening(20)},7", f"18,{evening(2)},7", "19,,", f"20,{evening(-5)},7", f"21,{evening(20)},7"]
    (folder / "people.csv").write_text("\n".join(["id,first_night,nights", *rows, ""]))
    done = adherence("--people", "people.csv", **{"17": [night(20, stretched=True)]})
    assert line_of(done, "17") == "  17: 1 of 7 nights done"
    assert line_of(done, "18") == "  18: 0 of 2 nights done (of 7 prescribed)"
    assert line_of(done, "19") == "  19: nothing was handed back; no night was due yet"
    assert line_of(done, "20") == "  20: no night was due yet (of 7 prescribed)"
    assert line_of(done, "21") == "  21: nothing was handed back; 0 of 7 nights done"


def test_a_pain_that_nobody_noted_is_none(adherence):
    done = adherence("--pain", "0", **{"17": [night(1)], "18": [night(1), night(2, intensity=0)]})
    assert line_of(done, "17") == "  17: 0 of 1 night done"
    assert "pain 0 of 10" in line_of(done, "18")


def test_a_folder_without_exports_is_told_for_it_may_be_another(adherence):
    done = adherence("--people", "people.csv")
    assert (done.exit_code, "exports: there is no export in this folder" in done.stderr) == (1, True)
    assert line_of(done, "17").startswith("  17: nothing was handed back; 0 of 10 nights done")


def test_since_leaves_out_what_was_told_before(adherence):
    nights = [night(9, signs=["swelling"], intensity=9), night(1)]
    assert "swelling" in line_of(adherence(**{"17": nights}), "17")
    assert line_of(adherence("--since", evening(8)), "17") == "  17: 0 of 9 nights done"


def test_each_file_that_is_wrong_is_told_with_its_place_and_the_rest_goes_on(adherence):
    done = adherence(
        "--people", "people.csv",
        **{
            "17": [night(-2), night(1, intensity=11), night(2, signs=["redness"])],
            "18": "{nope",
            "19": [night(1)],
            "19 (1)": [night(2, intensity=9)],
            "99": [night(1, signs=["weakness"])],
            "list": "[1]",
            "no id!": [night(1)],
        },
    )  # fmt: skip
    assert done.exit_code == 1
    told = {line.partition(": ")[0]: line for line in reversed(done.stderr.splitlines())}
    assert f"exports/17.json: nights[0].date: {evening(-2)} is in the future" in done.stderr
    assert "exports/17.json: nights[1].intensity: 11 is not possible" in done.stderr
    assert "exports/18.json: this is not JSON: " in told["exports/18.json"] and "line 1 column 2" in done.stderr
    assert "exports/19.json: a second export of 19, beside exports/19 (1).json; both are looked at" in done.stderr
    assert told["exports/99.json"].endswith("the id 99 is not in people.csv")
    assert "the name is no id" in told["exports/no id!.json"]
    assert "warning sign: redness" in line_of(done, "17"), "what is right in a file with faults counts"
    assert "not all that was handed back can be read" in line_of(done, "18")
    assert "pain 9 of 10" in line_of(done, "19"), "the worse of two exports counts"
    assert "warning sign: weakness" in line_of(done, "99"), "nobody is left out for a wrong id"


def test_one_night_twice_in_a_file_is_told_and_both_count(adherence):
    done = adherence(**{"17": [night(1), night(1, signs=["warmth"])]})
    assert f"nights[1]: the night of {evening(1)} is there already, at nights[0]" in done.stderr
    assert "warning sign: warmth" in line_of(done, "17")


def test_hundreds_of_exports_are_read_and_one_that_is_wrong_is_found(adherence):
    files = {f"p{number}": [night(1, stretched=True)] for number in range(300)}
    done = adherence(**files, p300='{"nights": 5}')
    assert done.stdout.startswith("1 person of 301 with a reason to call\n")
    assert done.stderr == "exports/p300.json: nights: it is a list of at most 100,000\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[" * 3_000_000, "nested too deep"),
        (" " * 5_000_001, "more than 5 MB is no diary"),
        ('{"nights": [{"date": ' + "9" * 1_000_000 + "}]}", "this is not JSON"),
        ('{"nights": [' + "{}," * 50_000 + "{}]}", "and 49,996 more"),
        ('{"plays": [{"heard": NaN, "length": 1e999}]}', "plays[0].heard: it is a number of seconds"),
        ("\x00\x1b[2J", "this is not JSON"),
    ],
    ids=["deep", "huge", "a number", "many faults", "no number", "control characters"],
)
def test_a_hostile_file_is_told_in_a_few_lines_and_harms_no_other(adherence, content, told):
    done = adherence(**{"17": content, "18": [night(1, signs=["numbness"])]})
    assert told in done.stderr and len(done.stderr.splitlines()) <= 6
    assert "\x1b" not in done.output and "warning sign: numbness" in line_of(done, "18")


@pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")
def test_no_cell_of_the_table_is_a_formula_or_holds_a_control_character(adherence, folder):
    (folder / "exports/=cmd|'x'!A0\x1b[2J.json").write_text(json.dumps({"nights": [night(1)]}))
    (folder / "exports/+1,@SUM(A1)\n-2.json").write_text("no")
    done = adherence("-o", "calls.csv", **{"17": [night(1, note="=HYPERLINK(1)", signs=["numbness"])]})
    written = (folder / "calls.csv").read_text()
    assert "HYPERLINK" not in written, "no note is in the table"
    assert "\x1b" not in written + done.output and len(written.splitlines()) == 4
    cells = [cell for row in csv.reader(written.splitlines()) for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell]
    assert "1 note to read" in line_of(done, "17")


def test_a_pipe_a_link_and_a_folder_in_the_folder_are_told_and_not_waited_for(adherence, folder):
    (folder / "exports/more").mkdir()
    (folder / "exports/.hidden").write_text("")
    (folder / "exports/17.csv").write_text("date,cramps\n")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "exports/20.json")
    done = adherence(**{"18": [night(1)]})
    assert "exports/17.csv: no JSON export, so left out" in done.stderr
    assert "exports/more: a folder in a folder is not looked into" in done.stderr
    assert not hasattr(os, "mkfifo") or "exports/20.json: cannot be read: this is a device or a pipe" in done.stderr
    assert ".hidden" not in done.stderr and line_of(done, "18")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--first", "soon"], 2, "Invalid value for '--first'"),
        (["--people", "wrong.csv"], 1, "wrong.csv:2:first_night: error[bad-value]: 'soon' is no date"),
        (["-o", "people.csv"], 4, "a file is there that nightcue did not make"),
        (["-o", "exports/17.json"], 4, "a file is there that nightcue did not make"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(adherence, folder, words, code, told):
    (folder / "wrong.csv").write_text("id,first_night\n17,soon\n")
    done = adherence(*words, **{"17": [night(1)]})
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr


def test_a_course_in_the_table_changes_no_track(folder):
    (folder / "one.yaml").write_text("title: T\nsteps: [say: This is not medical advice.]\n")
    (folder / "one.csv").write_text("id,voice\n17,embedded\n")
    (folder / "two.csv").write_text("id,voice,first_night,nights\n17,embedded,2026-11-02,28\n")
    for table, told in (("one.csv", "1 track made"), ("two.csv", "0 tracks made, 1 unchanged")):
        done = CliRunner().invoke(nightcue, ["batch", table, "./one.yaml", "-o", "out"])
        assert done.stdout.startswith(f"out: {told}"), done.output
