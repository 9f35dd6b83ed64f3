"""nightcue as it is installed: from a built wheel, away from the repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder with the contents of the wheel, as pip lays them out."""
    built = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)], cwd=ROOT, check=True)
    [wheel] = built.glob("*.whl")
    target = built / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run(pip, check=True)
    return target


def run(installed, folder, *words):
    environment = os.environ | {"PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-P", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_it_runs_from_the_wheel_and_not_from_the_repository(installed, folder):
    where = run(installed, folder, "-c", "import nightcue; print(nightcue.__file__)").strip()
    assert Path(where).is_relative_to(installed)


def test_it_finds_its_routines_and_seeds(installed, folder):
    assert "bedtime" in run(installed, folder, "-m", "nightcue", "list")
    assert "Seis semanas" in run(installed, folder, "-m", "nightcue", "programme", "list")
    program = "from nightcue.language.library import shipped as s; print(s('routines'), s('seeds'))"
    routines, seeds = map(Path, run(installed, folder, "-c", program).split())
    assert routines.is_relative_to(installed)
    assert {path.name for path in (ROOT / "seeds").glob("*.yaml")} == {path.name for path in seeds.glob("*.yaml")}


def test_it_has_the_manual_page(installed):
    page = installed / "share/man/man1/nightcue.1"
    assert page.read_bytes() == (ROOT / "docs/nightcue.1").read_bytes()


def test_it_has_every_file_of_every_language(installed):
    def files(package):
        folder = package / "nightcue/locales"
        return {path.relative_to(folder) for path in folder.rglob("*.yaml")}

    assert files(installed) == files(ROOT / "src")
    assert len(files(installed)) > 20


def test_it_has_the_rescue_in_every_language(installed, folder):
    program = (
        "from nightcue.bedside.rescue import shipped_track\nfrom nightcue.locales import COMPLETE, languages_with\n"
        "print(*(shipped_track(language) for language in languages_with(*COMPLETE)))"
    )
    tracks = [Path(track) for track in run(installed, folder, "-c", program).split()]
    assert all(track.is_relative_to(installed) for track in tracks)
    kept = ROOT / "src/nightcue/bedside/rescue"
    assert [track.read_bytes() for track in tracks] == [(kept / track.name).read_bytes() for track in tracks]


def test_it_builds_a_track_with_its_cover(installed, folder):
    import mutagen

    run(installed, folder, "-m", "nightcue", "build", "rescue")
    assert mutagen.File(folder / "audio_out/rescue.en.mp3").tags.getall("APIC")[0].data.startswith(b"\x89PNG")
