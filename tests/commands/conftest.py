"""The command line, run in the same process in an empty folder."""

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
def quick_voices(monkeypatch, tmp_path):
    """Kokoro, which takes seconds for a line, is not installed, and there is no voice in anybody's folder."""
    monkeypatch.setenv("NIGHTCUE_VOICES", str(tmp_path / "no voices"))
    for engine in engines():
        if "kokoro" in engine.NAMES:
            monkeypatch.setattr(engine, "offers", list)
