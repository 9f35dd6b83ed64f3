"""A build with nothing new: over at once, and never when anything that matters has changed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from nightcue.building import fingerprint
from nightcue.building.program import program
from nightcue.commands import nightcue
from nightcue.language.library import find
from nightcue.voices.engines import hibari
from nightcue.voices.recorded import line_id

TEXT = (
    "title: T\nvoice: embedded\nrecordings: mine\nvars: {hold: 2s}\nsteps:\n  - include: parts/hello.yaml\n"
    "  - audio: bell.wav\n  - pause: '{hold}'\n  - say: This is not medical advice. Ask a clinician.\n"
)
SAME = "nothing has changed\n"


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch):
    """A routine with a part, a sound and a folder of recordings, written long ago; a cache and config of its own."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_VOICES", "")  # what is not set before is not taken away afterwards
    monkeypatch.delenv("NIGHTCUE_VOICES")
    write("routines/t.yaml", TEXT)
    write("routines/parts/hello.yaml", "steps:\n  - say: Hello there\n")
    Path("routines/mine").mkdir()
    sound("routines/bell.wav", 300)


def write(path, text):
    """A file that was last changed an hour ago; a build does not trust what is written while it runs."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    long_ago(file)


def sound(path, hertz):
    soundfile.write(path, 0.3 * np.sin(np.arange(22_050) * 2 * np.pi * hertz / 22_050), 22_050)
    long_ago(Path(path))


def long_ago(path):
    then = path.stat().st_mtime - 3600
    os.utime(path, (then, then))


def build(*words, routine="routines/t.yaml"):
    done = CliRunner().invoke(nightcue, ["build", routine, *words])
    assert done.exit_code == 0, done.output
    return done


TRACK = Path("audio_out/t.en.mp3")


def test_a_second_build_says_that_nothing_has_changed_and_leaves_the_file_alone():
    build()
    before = TRACK.read_bytes(), TRACK.stat().st_mtime_ns
    done = build()
    assert done.stdout.endswith(SAME)
    assert done.stdout.startswith("audio_out/t.en.mp3  0:")
    assert (TRACK.read_bytes(), TRACK.stat().st_mtime_ns) == before


def test_it_loads_neither_the_models_nor_numpy_nor_an_engine(monkeypatch):
    """The list of what a build with nothing new may import, as whole packages."""
    monkeypatch.delenv("NIGHTCUE_READY")
    text = find("rescue").read_text(encoding="utf-8").replace("name: default", "name: embedded")
    write("routines/rescue.yaml", text)
    build()
    program = (
        "import sys\nfrom nightcue.__main__ import main\nsys.argv[1:] = ['build', 'routines/t.yaml']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "ours = sorted(name for name in sys.modules if name.startswith('nightcue'))\n"
        "others = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(ours, sorted(others), sep='\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    first, ours, others = done.stdout.splitlines()
    assert first.endswith(SAME.strip())
    allowed = {"click", "nightcue", "platformdirs", "__main__", "__mp_main__", "typing_extensions"}
    assert {name for name in ast.literal_eval(others) if not name.startswith(("_", "sitecustomize"))} <= allowed
    assert not {name for name in ast.literal_eval(ours) if "voices" in name or "timeline" in name or "steps" in name}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: write("routines/t.yaml", TEXT.replace("medical", "any medical")), id="the routine"),
        pytest.param(lambda: write("routines/t.yaml", TEXT + "# a comment\n"), id="a comment"),
        pytest.param(lambda: write("routines/parts/hello.yaml", "steps:\n  - say: Good night\n"), id="a part"),
        pytest.param(lambda: sound("routines/bell.wav", 301), id="a sound"),
        pytest.param(lambda: sound(f"routines/mine/{line_id('Hello there')}.wav", 200), id="a new recording"),
        pytest.param(lambda: write("config/profile.yaml", "name: Ana\n"), id="the profile"),
        pytest.param(lambda: write("config/voices.yaml", "x: {command: [a, '{text}', '{out}']}\n"), id="voices.yaml"),
        pytest.param(lambda: TRACK.unlink(), id="no track"),
        pytest.param(lambda: TRACK.write_bytes(b""), id="an empty track"),
        pytest.param(lambda: TRACK.write_bytes(TRACK.read_bytes()[:-1]), id="a track cut short"),
        pytest.param(lambda: TRACK.write_bytes(TRACK.read_bytes() + b"x"), id="a track with more behind it"),
        pytest.param(lambda: TRACK.write_bytes(b"ID3\3\0\0" + b"\xff" * 4_000), id="garbage"),
        pytest.param(lambda: os.environ.__setitem__("NIGHTCUE_VOICES", "/nowhere"), id="another folder of voices"),
        pytest.param(lambda: [f.write_bytes(b"{") for f in Path("cache/recipes").rglob("*.json")], id="a bad recipe"),
    ],
)
def test_whatever_matters_is_noticed(change):
    build()
    assert build().stdout.endswith(SAME)
    change()
    assert not build().stdout.endswith(SAME)
    assert build().stdout.endswith(SAME)


@pytest.mark.parametrize(
    "words",
    [["--set", "hold=3s"], ["--voice", "en-gb-x-rp"], ["--format", "ogg"], ["-o", "x.mp3"], ["--allow", "no-help"]],
)
def test_something_else_that_is_asked_is_another_build(words):
    build()
    assert not build(*words).stdout.endswith(SAME)
    if "ogg" not in words:
        assert build(*words).stdout.endswith(SAME)


def test_a_file_of_another_build_in_the_same_place_is_noticed():
    build("-o", "one.mp3")
    build("--set", "hold=4s", "-o", "one.mp3")
    assert not build("-o", "one.mp3").stdout.endswith(SAME)


def test_force_builds_anyway_and_the_bytes_are_the_same():
    build()
    before = TRACK.read_bytes()
    assert not build("--force").stdout.endswith(SAME)
    assert TRACK.read_bytes() == before


def test_another_version_of_the_program_builds_anew(monkeypatch):
    build()
    monkeypatch.setattr(fingerprint, "program", lambda: "another")
    assert not build().stdout.endswith(SAME)


def test_a_link_to_nowhere_among_the_programs_own_files_is_no_obstacle(monkeypatch, folder):
    """Some editors make one for every file that is open."""
    write("package/program.py", "")
    monkeypatch.setattr("nightcue.building.program._PACKAGE", str(folder / "package"))
    before = program.__wrapped__()
    Path("package/.#program.py").symlink_to("ana@laptop.4711:1732900000")
    assert program.__wrapped__() == before


def test_what_is_written_while_a_build_runs_is_not_taken_for_what_was_read():
    Path("routines/t.yaml").touch()
    os.utime("routines/t.yaml", (2e9, 2e9))
    build()
    assert not build().stdout.endswith(SAME)


def test_warnings_are_shown_each_time():
    cues = "  - stretch: {name: Calf, hold: 20s, cues: {halfway: true, every: 10s}}\n"
    write("routines/t.yaml", TEXT + cues)
    for _ in range(2):
        assert "cue-left-out" in build().stderr


def test_the_note_about_the_voice_is_told_again(monkeypatch):
    monkeypatch.setattr(hibari, "offers", lambda: [hibari.Heart(Path("no/such/model.onnx"))])
    write("routines/odd.yaml", "title: T\nsteps:\n  - say: Not medical advice. Ask a clinician.\n")
    for _ in range(2):
        done = build(routine="routines/odd.yaml")
        assert "note: voice 'hibari heart' could not speak" in done.stderr
        assert "speaks this track instead" in done.stderr
    assert done.stdout.endswith(SAME)


def test_where_nothing_can_be_kept_it_is_built_each_time(monkeypatch, folder):
    (folder / "a-file").touch()
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "a-file"))
    for _ in range(2):
        assert not build().stdout.endswith(SAME)
