"""What every command reads: a pipe, a device and a file without end are told, and never waited for."""

from __future__ import annotations

import faulthandler
import os
import stat
from pathlib import Path

import pytest

from nightcue.voices.voices_file import faults, programs

pytestmark = pytest.mark.once

TEXT = "title: T\nsteps:\n  - say: This is not medical advice. Ask a clinician.\n"
PATIENCE = 300
"""Seconds after which a command is taken to wait for ever; it takes one."""
ENDLESS = 1 << 40
"""Bytes of a file with nothing in it but a hole."""


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch, known_voice):
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"NIGHTCUE_{name}", str(folder / name.lower()))


@pytest.fixture(autouse=True)
def _no_waiting():
    # ends the process, whatever waits, and says where
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _terminal(path: Path) -> None:
    path.symlink_to("/dev/ptmx")


def _endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(ENDLESS)


@pytest.fixture(params=[_pipe, _device, _terminal, _endless], ids=lambda make: make.__name__[1:])
def there(request, folder):
    """Put it at a path, in place of what was there."""

    def make(path: str) -> Path:
        put = folder / path
        put.parent.mkdir(parents=True, exist_ok=True)
        put.unlink(missing_ok=True)
        request.param(put)
        return put

    return make


def told(done, path: Path) -> None:
    """Ended with one of the codes for what a person can mend, and a sentence with the name in it."""
    assert done.exit_code in (1, 2, 3, 4), done.output
    assert path.name in done.stderr, done.stderr


@pytest.mark.parametrize("command", ["build", "check", "new copy --from", "calendar --at 21:30 -o nights.ics"])
def test_a_programme(run, there, command):
    path = there("programmes/mine.yaml")
    told(run("programme", *command.split(), "programmes/mine.yaml"), path)


READERS = [
    "check {}",
    "plan {}",
    "build {}",
    "play {}",
    "plot {}",
    "record {}",
    "new copy --from {}",
    "prepare {}",
    "export {}",
]


@pytest.mark.parametrize("command", READERS)
def test_a_routine(run, there, command):
    path = there("routines/mine.yaml")
    told(run(*command.format("routines/mine.yaml").split()), path)
    if command.startswith("new"):
        assert not Path("routines/copy.yaml").exists()


@pytest.mark.parametrize("command", READERS)
@pytest.mark.parametrize(
    ("name", "step"),
    [("routines/parts/part.yaml", "include: parts/part.yaml"), ("routines/hm.wav", "audio: hm.wav")],
)
def test_what_a_routine_names(run, routine, there, command, name, step):
    routine(f"{TEXT}  - {step}\n")
    path = there(name)
    if command.split()[0] in ("record", "new", "export") and name.endswith(".wav") and path.is_file():
        pytest.skip("it needs no more of a recording than that it is there")
    told(run(*command.format("routines/mine.yaml").split()), path)


@pytest.mark.parametrize("name", ["talk.md", "talk.txt", "talk.ssml", "talk.json", "talk.csv", "talk.yaml"])
def test_what_a_routine_is_made_from(run, there, name):
    told(run("import", name), there(name))
    assert not Path("routines").exists()


@pytest.mark.parametrize("command", ["check", "plan", "build", "plot"])
def test_a_background(run, routine, there, command):
    routine(TEXT.replace("steps:", "sound: {background: rain.wav}\nsteps:"))
    told(run(command, "routines/mine.yaml"), there("routines/rain.wav"))


@pytest.mark.parametrize("command", ["check", "plan", "build", "record"])
def test_a_line_in_ones_own_voice(run, routine, there, command):
    from nightcue.voices.recorded import line_id

    routine(TEXT.replace("steps:", "recordings: own\nsteps:"))
    path = there(f"routines/own/{line_id('This is not medical advice. Ask a clinician.')}.wav")
    done = run(command, "routines/mine.yaml")
    assert done.exit_code == 1
    assert path.name[:40] in done.output.replace("\n", "")


PROFILED = ["check mine", "plan mine", "build mine", "profile show", "profile set --name Ana", "diary add --cramps 1"]


@pytest.mark.parametrize("command", [*PROFILED, "diary report", "play mine", "site site mine"])
def test_the_profile(run, routine, there, command):
    routine(TEXT)
    done = run(*command.split(), input="")
    path = there("config/profile.yaml")
    done = run(*command.split(), *(["--no-input"] if "add" in command else []), input="")
    if not command.startswith("diary"):
        told(done, path)
    assert not path.is_file() or path.stat().st_size == ENDLESS


def test_the_programs_that_speak(there):
    path = there("config/voices.yaml")
    (fault,) = faults()
    assert str(fault).startswith(f"{path}: cannot be read: ")
    assert programs() == []


@pytest.mark.parametrize("command", ["diary add --cramps 1 --no-input", "diary list", "diary export", "diary report"])
def test_the_diary(run, there, command):
    path = there("data/diary/nights.db")
    kind = stat.S_IFMT(path.stat().st_mode)
    mode = path.stat().st_mode
    told(run(*command.split()), path)
    assert (stat.S_IFMT(path.stat().st_mode), kind == stat.S_IFREG or path.stat().st_mode == mode) == (kind, True)


def test_a_file_for_the_diary(run, there):
    for name in ("nights.csv", "nights.json", "nights.db"):
        told(run("diary", "import", name), there(name))


@pytest.mark.parametrize("words", [(), ("--split",), ("--with", "lrc,vtt,json"), ("--force",)])
def test_what_an_earlier_build_has_left(run, routine, there, folder, words):
    """The next build tells of it, or makes it anew where the name is its own; the one after that is done."""
    routine(TEXT)
    run("build", "mine", *words)
    for made in [path for path in (folder / "audio_out").rglob("*") if path.is_file()]:
        path = there(str(made.relative_to(folder)))
        done = run("build", "mine", *words)
        if done.exit_code:
            told(done, path)
        path.unlink(missing_ok=True)
        assert run("build", "mine", *words, "--overwrite").exit_code == 0


@pytest.mark.parametrize("name", ["mine.en.lrc", "mine.en.vtt"])
def test_words_beside_a_track(run, routine, there, name):
    routine(TEXT)
    path = there(f"audio_out/{name}")
    assert run("build", "mine").exit_code == 0
    assert not path.is_file() or path.stat().st_size == ENDLESS


@pytest.mark.parametrize("name", ["page/routines.json", "page/index.html", "page/tracks/mine.en.mp3"])
def test_a_site(run, routine, there, folder, name):
    routine(TEXT)
    run("site", "page", "mine")
    there(name)
    done = run("site", "page", "mine")
    assert done.exit_code in (0, 4), done.output


def test_an_entry_of_the_cache_and_the_kept_rescue(run, routine, there, folder, monkeypatch):
    routine(TEXT)
    run("build", "mine")
    for made in [path for path in (folder / "cache").rglob("*") if path.is_file()]:
        there(str(made.relative_to(folder)))
    done = run("build", "mine", "--force")
    assert done.exit_code == 0
    assert run("cache").exit_code == 0
    assert run("cache", "--clear").exit_code == 0
