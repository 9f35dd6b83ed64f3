"""docs/architecture.md: each file that it shows how to add works, alone, in a copy of the package."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

import nightcue

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
SHOWN = dict(re.findall(r"`((?:language|voices|audio)/\w+/\w+\.py)`:\n\n```python\n(.*?)```", PAGE, re.DOTALL))
NOTICE = "  - say: Not medical advice. Ask a clinician.\n"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package with every file that the page shows."""
    root = tmp_path_factory.mktemp("copy")
    kept_out = shutil.ignore_patterns("__pycache__", "ahead")
    shutil.copytree(Path(nightcue.__file__).parent, root / "nightcue", ignore=kept_out)
    shutil.copytree(
        Path(nightcue.__file__).parent / "voices/ahead",
        root / "nightcue/voices/ahead",
        ignore=lambda folder, names: [name for name in names if name.endswith(".ogg")],
    )
    for name in ("routines", "seeds"):
        shutil.copytree(ROOT / name, root / "nightcue" / name, dirs_exist_ok=True)
    for name, text in SHOWN.items():
        (root / "nightcue" / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def run(package, tmp_path):
    def call(*words):
        surroundings = {**os.environ, "PYTHONPATH": str(package), "NIGHTCUE_CACHE": str(tmp_path / "cache")}
        return subprocess.run(
            [sys.executable, "-P", "-m", "nightcue", *words],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
        )

    return call


def test_the_page_shows_a_file_of_each_kind():
    assert {Path(name).parent.as_posix() for name in SHOWN} == {"language/steps", "voices/engines", "audio/encoders"}


def test_a_step_an_engine_and_a_format_are_one_file_each(run, tmp_path):
    roll = "  - roll: {say: Circle your left ankle slowly., circles: 5, each: 4s}\n"
    (tmp_path / "mine.yaml").write_text(f"title: Mine\nsteps:\n{roll}{NOTICE}", encoding="utf-8")
    done = run("build", "mine.yaml", "--voice", "hum", "--format", "aiff", "-o", "mine.aiff")
    assert done.returncode == 0, done.stderr
    seconds = soundfile.info(tmp_path / "mine.aiff").duration
    spoken = 0.08 * (len("Circle your left ankle slowly.") + len("Not medical advice. Ask a clinician."))
    assert abs(seconds - (0.5 + spoken + 20 + 0.7)) < 0.3


def test_the_new_voice_is_listed_and_the_new_step_is_in_the_schema(run):
    assert '"hum"' in run("voices", "--json").stdout
    assert '"roll"' in run("schema").stdout


def test_every_file_and_page_that_is_named_is_there():
    for name in re.findall(r"\]\(([\w./-]+\.md)", PAGE):
        assert (ROOT / "docs" / name).is_file(), name
    for name in re.findall(r"`((?:safety|audio|voices|language)/[\w/]+)`", PAGE):
        assert name in SHOWN or (ROOT / "src/nightcue" / name).exists(), name
