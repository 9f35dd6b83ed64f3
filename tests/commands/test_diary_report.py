import os
import stat
import sys

import pytest

from made_up_nights import nights_of
from nightcue.diary.store import writing

HIGH, LOW = [4, 3, 5, 4, 2, 4, 3] * 4, [1, 0, 2, 1, 1, 0, 1] * 6


@pytest.fixture(autouse=True)
def own_diary(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_DATA", str(tmp_path / "data"))


@pytest.fixture
def kept():
    with writing() as diary:
        for night in nights_of(HIGH, since=LOW, intensity=6, note="<b>a note</b> [bold]"):
            diary.put(night)


def test_the_terminal_shows_the_verdict_first_then_each_night(run, kept):
    shown = run("diary", "report").output
    assert shown.index("Clear improvement") < shown.index("Cramps by night") < shown.index("Before and since")
    assert "diary-decide" in shown
    assert "█" in shown and "6/10" in shown and "stretches" in shown
    assert "<b>a note</b> [bold]" in shown, "markup of the terminal stays text"
    assert max(map(len, shown.splitlines())) <= 100


def test_the_page_is_written_for_its_owner_alone(run, kept, folder):
    result = run("diary", "report", "-o", "report.html")
    assert result.exit_code == 0
    assert result.stdout == "report.html  Clear improvement that lasts: keep going\n"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "&lt;b&gt;a note" in page
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "report.html").stat().st_mode) == 0o600
    assert run("diary", "report", "-o", ".").stdout.startswith("diary-report.html")


def test_the_language_is_that_of_the_profile_or_the_one_asked_for(run, kept, monkeypatch, tmp_path):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "own"))
    assert "Una mejora clara" in run("diary", "report", "--lang", "es-MX").output
    run("profile", "set", "--language", "es", "--name", "Ana")
    assert "Diario de calambres nocturnos de Ana" in run("diary", "report").output
    assert "Night cramp diary" in run("diary", "report", "--lang", "en").output


def test_no_diary_is_no_fault(run):
    result = run("diary", "report")
    assert result.exit_code == 0 and "No nights yet" in result.output
    assert run("diary", "report", "-o", "report.html").exit_code == 0


@pytest.mark.parametrize(
    "words", [("-o", "report.pdf"), ("-o", "report"), ("--lang", "fr"), ("--lang", "en-"), ("--lang", "../en")]
)
def test_wrong_usage_is_told_before_anything_is_written(run, kept, folder, words):
    result = run("diary", "report", *words)
    assert result.exit_code == 2 and "Error" in result.stderr
    assert not list(folder.glob("report*"))


def test_without_the_extra_the_terminal_still_works_and_the_page_says_what_to_install(run, kept, monkeypatch):
    for package in ("matplotlib", "jinja2"):
        monkeypatch.setattr("nightcue.commands.diary.report.find_spec", lambda name, gone=package: name != gone or None)
        result = run("diary", "report", "-o", "report.html")
        assert result.exit_code == 2 and "nightcue[plot]" in result.stderr
        assert "Clear improvement" in run("diary", "report").output


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(run, kept, folder):
    (folder / "closed").mkdir(mode=0o500)
    result = run("diary", "report", "-o", "closed/report.html")
    assert result.exit_code == 4


def test_a_folder_that_is_not_there_is_told(run, kept):
    result = run("diary", "report", "-o", "nowhere/report.html")
    assert result.exit_code == 4 and "nowhere/report.html" in result.stderr
