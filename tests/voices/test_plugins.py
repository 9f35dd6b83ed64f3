"""An engine that another package brings: the one of docs/voices.md, installed by pip, and used as users do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs/voices.md"


def block(kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which pip has installed the engine of the page."""
    package, target = tmp_path_factory.mktemp("hum"), tmp_path_factory.mktemp("site")
    (package / "hum.py").write_text(block("python"), encoding="utf-8")
    (package / "pyproject.toml").write_text(block("toml"), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(package)], check=True)
    return target


def run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, "-m", "nightcue", *words], env=environment, capture_output=True, text=True)


def test_the_example_of_the_page_is_whole_and_short() -> None:
    assert len(block("python").splitlines()) <= 30
    assert block("python").count("    def ") == 2


def test_its_voice_is_listed_and_speaks_a_routine(installed: Path, folder: Path) -> None:
    assert re.search(r"^hum +nightcue-hum ", run(installed, "voices").stdout, re.MULTILINE)
    built = run(installed, "build", "rescue", "--voice", "hum", "-o", "hum.wav")
    assert built.returncode == 0, built.stderr
    assert soundfile.info(folder / "hum.wav").duration > 60
    assert " hum " in run(installed, "plan", "rescue", "--voice", "hum").stdout


def test_another_pace_is_another_voice_to_the_cache(installed: Path, folder: Path) -> None:
    routine = folder / "short.yaml"
    lengths = []
    for pace in ("slow", "normal"):
        routine.write_text(f"title: T\nvoice: {{name: hum, pace: {pace}}}\nsteps: [{{say: Breathe slowly.}}]\n")
        assert run(installed, "build", "short.yaml", "-o", "short.wav").returncode == 0
        lengths.append(soundfile.info(folder / "short.wav").duration)
    assert lengths[0] > lengths[1] + 0.2


def test_without_the_package_there_is_no_such_voice(folder: Path) -> None:
    refused = run(Path("nowhere"), "build", "rescue", "--voice", "hum")
    assert refused.returncode == 2
    assert "there is no voice 'hum'" in refused.stderr
