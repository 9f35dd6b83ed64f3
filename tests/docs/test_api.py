"""docs/api.md: its example prints what the page says, and its table names every argument."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nightcue

PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")
SHOWN = {kind: re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)[1] for kind in ("yaml", "python", "text")}


def test_the_example_prints_what_the_page_says(folder):
    (folder / "mine.yaml").write_text(SHOWN["yaml"], encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", SHOWN["python"]], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (SHOWN["text"], "")
    assert (folder / "audio_out/mine.en.lrc").exists()


@pytest.mark.parametrize(("column", "name"), [(2, "build"), (3, "check"), (4, "plan")])
def test_the_table_names_every_argument(column, name):
    rows = [row.split("|") for row in PAGE.splitlines() if row.startswith("| `")]
    named = {re.search(r"`(\w+)`", row[1])[1] for row in rows if len(row) > column and row[column].strip() == "x"}
    assert named == {*inspect.signature(getattr(nightcue, name)).parameters} - {"routine"}
