"""`nightcue site`: the page as a folder or as one file, old or new, whole."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from nightcue.bedside import site as writing
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

RESCUE = """
title: Rescue
steps:
  - say: Straighten your leg, and pull your foot up towards your face.
  - pause: 1m
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""
SHORT = """
title: Short
steps:
  - chapter: One
  - say: Lie down.
  - chapter: Two
  - say: If a leg is swollen or warm, get medical help. This is not medical advice.
"""


@pytest.fixture
def run(folder, known_voice):
    (folder / "routines").mkdir()
    (folder / "routines/rescue.yaml").write_text(RESCUE)
    (folder / "routines/short.yaml").write_text(SHORT)

    def call(*words):
        done = CliRunner().invoke(nightcue, ["site", *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    return call


def listed(folder):
    return {r["name"]: r for r in json.loads((folder / "site/routines.json").read_text())["routines"]}


def lines(folder, name):
    """The text and the start of each line."""
    score = json.loads((folder / "site/scores.json").read_text())[listed(folder)[name]["track"]]
    return [(line["text"], line["start"]) for line in score["lines"]]


def names(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_holds_the_page_the_list_and_the_tracks_that_were_asked_for(run, folder):
    done = run("site", "short", "rescue", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert {"index.html", "main.js", "page.css", "sw.js", "manifest.webmanifest", "routines.json"} <= {
        *names(folder / "site")
    }
    tracks = [listed(folder)[name]["track"] for name in ("rescue", "short")]
    opus = [listed(folder)[name]["opus"] for name in ("rescue", "short")]
    there = sorted(str(p.relative_to(folder / "site")) for p in (folder / "site/tracks").iterdir())
    assert there == sorted(filter(None, tracks + opus))
    assert re.fullmatch(r"tracks/rescue\.en\.[0-9a-f]{8}\.opus", opus[0])
    assert re.fullmatch(r"tracks/rescue\.en\.[0-9a-f]{8}\.mp3", tracks[0])
    short = listed(folder)["short"]
    assert next((step["title"], step["start"]) for step in short["chapters"]) == ("One", 0.0)
    assert short["lines"] == []  # the list is there sooner without them
    assert lines(folder, "short")[0][0] == "Lie down."
    assert listed(folder)["rescue"]["lines"][0]["text"].startswith("Straighten your leg")
    assert (short["questions"], short["compression"], short["rescue"], short["page"]) == ([], False, False, "en")
    assert listed(folder)["rescue"]["rescue"] is True
    assert listed(folder)["rescue"]["chapters"] == [{"title": "Rescue", "start": 0.0, "end": short_seconds(folder)}]


def short_seconds(folder):
    return listed(folder)["rescue"]["seconds"]


def test_the_list_says_which_tracks_hold_the_listeners_name_and_does_not_hold_it_itself(run, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    run("site", "short", "rescue", "--lang", "en")
    assert [routine["named"] for routine in listed(folder).values()] == [False, False]
    CliRunner().invoke(nightcue, ["profile", "set", "--name", "Ana María"])
    run("site", "short", "rescue", "--lang", "en")
    assert {name: routine["named"] for name, routine in listed(folder).items()} == {"short": True, "rescue": False}
    text, start = lines(folder, "short")[0]
    assert text == "Lie down."
    assert start > 1  # after what is said to her
    for name in ("routines", "scores"):
        assert "Ana" not in (folder / f"site/{name}.json").read_text(encoding="utf-8")


@pytest.mark.long
def test_the_shipped_compression_routine_asks_its_five_questions_in_both_languages(run, folder):
    assert run("site", "bedtime", "stretch", "--lang", "en", "--lang", "es").exit_code == 0
    routines = json.loads((folder / "site/routines.json").read_text())["routines"]
    bedtimes = [routine for routine in routines if routine["name"] == "bedtime"]
    assert [(each["page"], each["detail"]) for each in bedtimes] == [
        (tag, form) for tag in ("en", "es") for form in ("full", "brief")
    ]
    for routine in bedtimes:
        assert routine["compression"] is True
        assert [question["name"] for question in routine["questions"]] == [
            "swelling",
            "clot",
            "skin",
            "sensation",
            "conditions",
        ]
        assert [routine["chapters"][number]["title"] for number in routine["boots"]] in (
            ["Compression boots"],
            ["Botas de compresión"],
        )
    assert [routine["stretches"] for routine in routines] == 4 * [False] + 4 * [True]


def test_a_track_that_is_there_is_not_made_again(run, folder):
    CliRunner().invoke(nightcue, ["build", "short", "--force"])
    before = (folder / "audio_out/short.en.mp3").stat()
    run("site", "short", "--lang", "en")
    assert (folder / "audio_out/short.en.mp3").stat() == before


def test_a_routine_that_cannot_be_built_is_told_and_the_others_go_on(run, folder):
    (folder / "routines/bad.yaml").write_text("title: Bad\nsteps: [{sya: x}]\n")
    done = run("site", "bad", "short")
    assert done.exit_code == 1
    assert "bad.yaml:2:9: error[unknown-step]" in done.output
    assert "1 of 2 routines were not built" in done.output
    assert [*listed(folder)] == ["short"]


def test_where_nothing_can_be_built_the_old_site_stays(run, folder):
    run("site", "short")
    before = names(folder / "site")
    (folder / "routines/short.yaml").write_text("title: Bad\nsteps: [{sya: x}]\n")
    assert run("site", "short").exit_code == 1
    assert names(folder / "site") == before


def test_a_failure_in_the_middle_leaves_the_old_site_whole_and_nothing_beside_it(run, folder, monkeypatch):
    run("site", "short")
    before = names(folder / "site")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "track_on_the_page", full)
    done = run("site", "rescue")
    assert done.exit_code == 4
    assert "No space left on device" in done.output
    assert names(folder / "site") == before
    assert [path.name for path in folder.iterdir() if "site" in path.name] == ["site"]


def test_what_a_killed_run_left_goes_with_the_next_one(run, folder):
    run("site", "short")
    (folder / ".site.0123abcd.parts/tracks").mkdir(parents=True)
    assert run("site", "rescue", "--lang", "en").exit_code == 0
    assert [*listed(folder)] == ["rescue"]
    assert [path.name for path in folder.iterdir() if "site" in path.name] == ["site"]


@pytest.mark.parametrize("exchange", [True, False])
def test_tracks_that_are_no_longer_asked_for_are_gone(run, folder, monkeypatch, exchange):
    """Also where a system or a disk cannot exchange two folders at once."""
    if not exchange:
        monkeypatch.setattr("nightcue.storage.atomic_folder._exchange", lambda *_: False)
    run("site", "short")
    assert run("site", "rescue", "--lang", "en").exit_code == 0
    there = sorted(str(path.relative_to(folder / "site")) for path in (folder / "site/tracks").iterdir())
    assert there == sorted(listed(folder)["rescue"][form] for form in ("track", "opus"))


def test_a_folder_with_other_files_is_left_alone(run, folder):
    (folder / "letters").mkdir()
    (folder / "letters/mine.txt").write_text("dear")
    done = run("letters", "short")
    assert done.exit_code == 4
    assert "no nightcue site" in done.output
    assert not (folder / "audio_out").exists()
    assert [*names(folder / "letters")] == ["mine.txt"]


def test_files_that_were_put_into_a_site_are_still_there_after_it_is_written_again(run, folder):
    run("site", "short")
    (folder / "site/.htaccess").write_text("AddType audio/mpeg mp3")
    (folder / "site/photos").mkdir()
    (folder / "site/photos/a.txt").write_text("a")
    run("site", "rescue")
    assert (folder / "site/.htaccess").read_text() == "AddType audio/mpeg mp3"
    assert (folder / "site/photos/a.txt").read_text() == "a"
    assert [*listed(folder)] == ["rescue"]


def test_the_worker_keeps_every_file_of_the_page_and_its_version_changes_with_them(run, folder):
    run("site", "short")
    line = (folder / "site/sw.js").read_text().splitlines()[0]
    site = json.loads(re.fullmatch(r"const SITE = (.*);", line)[1])
    # the clips are kept after the tracks
    files = {path.name for path in (folder / "site").iterdir() if path.is_file() and path.suffix != ".mp3"}
    assert {*site["files"]} == files - {"sw.js", "made.json"}  # which tells what is there by now
    run("site", "rescue")
    assert (folder / "site/sw.js").read_text().splitlines()[0] != line


def test_one_file_is_written_whole_and_refers_to_nothing(run, folder):
    done = run("--single", "out/night.html", "short", "--lang", "en")
    assert done.exit_code == 0
    text = (folder / "out/night.html").read_text()
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert "import {" not in text
    assert [path.name for path in (folder / "out").iterdir()] == ["night.html"]


def test_text_in_the_one_file_cannot_end_its_block(run, folder):
    (folder / "routines/short.yaml").write_text(SHORT.replace("title: Short", 'title: "</script><b>"'))
    run("--single", "night.html", "short")
    assert "</script><b>" not in (folder / "night.html").read_text()


def test_a_page_without_a_rescue_is_told(run):
    assert "no rescue routine in 'en'" in run("site", "short").output


def test_no_folder_and_no_file_is_wrong_usage(run):
    assert run().exit_code == 2


def test_the_modules_have_no_name_in_common_so_that_they_can_be_one_script():
    names = [
        name
        for path in sorted(writing.PAGE.glob("*.js"))
        if path.name != writing.WORKER
        for name in re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", path.read_text(), re.MULTILINE
        )
    ]
    assert len(names) == len({*names})


def test_nothing_in_the_page_writes_markup_or_styles_by_script():
    for path in writing.PAGE.glob("*.js"):
        text = Path(path).read_text()
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\.style\b", text), (
            path.name
        )


@pytest.mark.parametrize("other", ["routines/es/short.yaml", "routines/Short.yaml", "other/short.yaml"])
def test_of_two_routines_whose_tracks_would_be_one_file_the_second_is_left_out_and_told(run, folder, other):
    """Also where capitals do not count: one must never be heard under the title of the other."""
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text(SHORT.replace("title: Short", "title: Other"))
    done = run("site", "routines/short.yaml", other)
    assert done.exit_code == 1
    assert f"{other}: its track would take the place of that of routines/short.yaml" in done.stderr
    assert [routine["title"] for routine in listed(folder).values()] == ["Short"]
