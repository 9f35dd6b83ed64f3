"""Building many routines at a time, and building again whenever something is saved, as a user runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue

import pytest

from stopped import heed_signals

pytestmark = pytest.mark.once

TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: {}\n  - say: This is not medical advice. Ask a clinician.\n"
PATIENCE = 300


@pytest.fixture
def routines(routine, read):
    return [read(routine(TEXT.format(f"Routine {name}."), name)) for name in ("one", "two", "three")]


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "nightcue", "build", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=heed_signals,
    )


def test_several_at_a_time_give_the_same_tracks_each_with_its_line(routines, folder):
    done = start(*routines, "--jobs", "2", "-o", "many/").communicate()[0]
    assert re.findall(r"^(\d)/3  many/", done, re.MULTILINE) == ["1", "2", "3"]
    assert sorted(re.findall(r"many/(\w+)\.en", done)) == ["one", "three", "two"]
    start(*routines, "-o", "single/", "--force").communicate()
    for name in ("one", "two", "three"):
        assert (folder / f"many/{name}.en.mp3").read_bytes() == (folder / f"single/{name}.en.mp3").read_bytes()


def test_one_that_fails_is_told_and_the_others_are_built(routines, routine, folder):
    bad = routine("title: Bad\nsteps: [{sya: x}]\n", "bad")
    process = start(bad, *routines, "--jobs", "2")
    said = process.communicate()[0]
    assert process.returncode == 1
    assert "routines/bad.yaml:2:9: error[unknown-step]" in said
    assert "1 of 4 routines were not built" in said
    assert len([*(folder / "audio_out").iterdir()]) == 3


def test_options_reach_every_routine(routine, folder):
    with_hold = TEXT.format("Hello there.").replace("steps:", "vars: {hold: 1s}\nsteps:") + "  - pause: '{hold}'\n"
    paths = [routine(with_hold, "one"), routine(with_hold, "two")]
    said = start(*paths, "--jobs", "2", "--set", "hold=40s", "--format", "ogg").communicate()[0]
    assert re.search(r"one\.en\.ogg  0:4\d", said)
    assert re.search(r"two\.en\.ogg  0:4\d", said)


@pytest.fixture
def starts(folder, plugin):
    """The voice `made_up` writes an x into this file whenever a process of it is started."""
    plugin(on_start=f"with open({str(folder / 'starts')!r}, 'a') as log: log.write('x')")
    return folder / "starts"


def test_the_engines_of_one_routine_speak_the_others_too(routines, starts, folder):
    start(*routines, "--voice", "made_up").communicate()
    # the first has two lines, and so two engines at most; the others have a line more each
    assert len(starts.read_text()) <= 2
    assert len([*(folder / "audio_out").iterdir()]) == 3


def test_so_do_those_of_each_worker(routine, starts, folder):
    many = [routine(TEXT.format(f"Routine {number}."), f"number-{number}") for number in range(6)]
    start(*many, "--voice", "made_up", "--jobs", "2").communicate()
    assert len([*(folder / "audio_out").iterdir()]) == 6
    assert len(starts.read_text()) <= 2 * 2


def test_what_lies_in_the_working_folder_is_not_taken_for_a_part_of_the_program(routines, folder):
    for name in ("json", "click", "yaml"):
        (folder / f"{name}.py").write_text("raise SystemExit('taken for another')")
    command = [sys.executable, "-P", "-m", "nightcue", "build", *routines, "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_worker_that_is_killed_is_told_and_the_others_are_built(routine, plugin):
    plugin(on_line="if 'fatal' in text: os.kill(os.getppid(), 9)")
    paths = [routine(TEXT.format(f"Routine {name}."), name) for name in ("one", "fatal", "three", "four")]
    process = start(*paths, "--voice", "made_up", "--jobs", "2")
    said = process.communicate()[0]
    assert process.returncode == 1
    assert "routines/fatal.yaml: what was to build it ended" in said
    assert "1 of 4 routines were not built" in said


@pytest.fixture
def watched():
    """Start watching; what it says comes back line by line."""
    started: list[subprocess.Popen[str]] = []
    readers: list[threading.Thread] = []

    def call(*words: str):
        process = start(*words, "--watch")
        started.append(process)
        lines: Queue[str] = Queue()
        reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True)
        reader.start()
        readers.append(reader)

        def until(wanted: str) -> str:
            end = time.monotonic() + PATIENCE
            heard = ""
            while time.monotonic() < end:
                try:
                    heard += lines.get(timeout=1)
                except Empty:
                    continue
                if re.search(wanted, heard):
                    return heard
            raise AssertionError(f"never said {wanted!r}, but: {heard}")

        return process, until

    yield call
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for reader in readers:
            reader.join(PATIENCE)
        if process.stdout:
            process.stdout.close()


def test_saving_builds_again_says_what_changed_and_survives_a_mistake(routines, watched, folder):
    process, until = watched(routines[0])
    until(r"one\.en\.mp3 .* in \d+\.\d s\n(.*\n)*watching")
    path, track = Path(routines[0]), folder / "audio_out/one.en.mp3"
    before = track.read_bytes()
    path.write_text(TEXT.format("Something else."), encoding="utf-8")
    assert "routines/one.yaml changed" in until(r"one\.en\.mp3 .* in \d+\.\d s\n")
    assert track.read_bytes() != before
    path.write_text("title: [\n", encoding="utf-8")
    until(r"one\.yaml:\d+:\d+: error\[")
    path.write_text(TEXT.format("All is well."), encoding="utf-8")
    until(r"one\.en\.mp3 .* in \d+\.\d s\n")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(PATIENCE) == 130


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process in this way")
def test_where_memory_is_short_fewer_are_made_at_a_time_and_it_is_said(folder):
    limited = (
        "import resource; resource.setrlimit(resource.RLIMIT_DATA, (2**30, 2**30));"
        "from nightcue.__main__ import main; main()"
    )
    names = ["calf-pump", "rescue", "stretch"]
    command = [sys.executable, "-c", limited, "build", *names, "--jobs", "3", "-o", "many/"]
    done = subprocess.run(command, capture_output=True, text=True, start_new_session=True)
    assert done.returncode == 0, done.stderr
    assert "there is memory for 1 at a time here, and not for 3" in done.stderr
    assert sorted(path.name for path in (folder / "many").glob("*.mp3")) == [f"{name}.en.mp3" for name in names]
