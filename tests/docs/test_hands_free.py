"""docs/hands-free.md: its pictures are those that are drawn, and what it says is written is written."""

import re
import runpy
from pathlib import Path

from click.testing import CliRunner

from nightcue.casting.listening import LOADING
from nightcue.casting.speakers import LOOKING
from nightcue.commands import nightcue

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "hands-free.md").read_text(encoding="utf-8")


def test_each_picture_is_what_the_script_draws(tmp_path):
    drawing = runpy.run_path(str(DOCS / "pictures/hands_free.py"))
    drawing["main"].__globals__["HERE"] = tmp_path
    drawing["main"]()
    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert drawn == {path.name: path.read_bytes() for path in (DOCS / "pictures").glob("hands-free-*.svg")}
    assert {*drawn} == {*re.findall(r"\(pictures/([^)]+)\)", PAGE)}


def test_the_command_writes_the_files_that_the_page_lists(folder):
    [words] = re.findall(r"^\$ nightcue (home-assistant .*)$", PAGE, re.MULTILINE)
    assert CliRunner().invoke(nightcue, words.replace(" bedtime", "").split()).exit_code == 0
    written = {str(path.relative_to(folder / "config")) for path in (folder / "config").rglob("*.yaml")}
    assert written == {*re.findall(r"^ +(\S+\.yaml)  ", PAGE, re.MULTILINE)}


def test_the_seconds_on_the_page_are_those_that_are_waited():
    assert f"after {LOOKING:.0f} seconds" in PAGE
    assert f"within 5 to {LOADING:.0f} seconds" in PAGE
