"""The command line, run in the same process in an empty folder."""

import os

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.voices.engines import engines


@pytest.fixture
def run(folder):
    """Run nightcue with these words; nothing but a clean exit may come out of it."""

    def call(*words, **options):
        result = CliRunner().invoke(nightcue, list(words), **options)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def routine(folder):
    """Write a routine file of one's own, and return its path as a person would type it."""

    def write(text, name="mine"):
        (folder / "routines").mkdir(exist_ok=True)
        path = folder / "routines" / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        return f"routines/{name}.yaml"

    return write


@pytest.fixture
def read(run):
    """Sign for every text of the routine at a path, so that it is not told that nobody has; returns the path."""

    def sign(path):
        assert run("review", path, "--by", "Ana", "--yes").exit_code == 0
        return path

    return sign


@pytest.fixture
def quick_voices(monkeypatch, tmp_path):
    """Kokoro, which takes seconds for a line, is not installed, and there is no voice in anybody's folder."""
    monkeypatch.setenv("NIGHTCUE_VOICES", str(tmp_path / "no voices"))
    for engine in engines():
        if "kokoro" in engine.NAMES:
            monkeypatch.setattr(engine, "offers", list)


PLUGIN = """
import os, time
import numpy as np
from nightcue.audio.clip import Clip
from nightcue.voices.voice import Voice

class MadeUp(Voice):
    def __init__(self, language, pace):
        {on_start}

    def speak(self, text):
        {on_line}
        return Clip((8000 * np.sin(np.arange(400 * len(text)) * 0.1)).astype(np.int16))
"""


@pytest.fixture
def plugin(folder, monkeypatch):
    """Install an engine, the voice `made_up`, for this program and those it starts, which can do more besides."""

    def install(on_start="pass", on_line="pass"):
        (folder / "site/made_up-1.dist-info").mkdir(parents=True)
        (folder / "site/made_up.py").write_text(PLUGIN.format(on_start=on_start, on_line=on_line))
        (folder / "site/made_up-1.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: made-up\nVersion: 1\n")
        (folder / "site/made_up-1.dist-info/entry_points.txt").write_text(
            "[nightcue.voices]\nmade_up = made_up:MadeUp\n"
        )
        monkeypatch.syspath_prepend(folder / "site")
        monkeypatch.setenv("PYTHONPATH", str(folder / "site"), prepend=os.pathsep)

    return install
