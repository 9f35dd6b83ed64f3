"""Many tracks at a time: each comes to what it would alone, and nothing is printed."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace

import pytest

from nightcue.building import parallel
from nightcue.building.incremental import build_track
from nightcue.building.parallel import build_tracks
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import RoutineError

pytestmark = pytest.mark.once

TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: {}\n  - say: This is not medical advice. Ask a clinician.\n"
CROWDED = TEXT.format("Crowded.") + "  - stretch: {name: Calf, hold: 20s, cues: {halfway: true, every: 10s}}\n"


@pytest.fixture
def requests(folder):
    texts = {"one": TEXT.format("One."), "crowded": CROWDED, "bad": "title: T\nsteps: [{sya: x}]\n"}
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [BuildRequest(folder / f"{name}.yaml", format="wav") for name in texts]


@pytest.fixture
def started(monkeypatch):
    """Every process that was started."""
    processes, begin = [], subprocess.Popen

    def start(*words, **options):
        processes.append(begin(*words, **options))
        return processes[-1]

    monkeypatch.setattr(parallel.subprocess, "Popen", start)
    return processes


def test_each_comes_to_what_it_would_alone(requests, folder, capfd):
    results = [*build_tracks(requests, jobs=2)]
    [error] = [each for each in results if isinstance(each, Exception)]
    made = {each.track.stem: each for each in results if not isinstance(each, Exception)}
    assert capfd.readouterr() == ("", "")
    for request in requests[:2]:
        alone = build_track(replace(request, folder=folder / "alone"))
        beside = made[alone.track.stem]
        assert beside.track.read_bytes() == alone.track.read_bytes()
        assert (beside.seconds, beside.warnings) == (alone.seconds, alone.warnings)
    assert made["crowded.en"].warnings
    with pytest.raises(RoutineError) as raised:
        build_track(requests[2])
    assert str(error) == str(raised.value)


def test_who_asks_for_no_more_stops_the_workers(requests, started):
    results = build_tracks(requests, jobs=2)
    next(results)
    results.close()
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals to hold back")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=str)
def test_a_worker_that_is_stopped_while_it_loads_says_nothing(folder, monkeypatch, started, capfd, number):
    (folder / "sitecustomize.py").write_text(f"import os\nos.kill(os.getpid(), {int(number)})\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    worker = parallel.Worker()
    [process] = started
    try:
        assert process.wait(60) == 1, "it got the signal, and ended in good order"
    finally:
        worker.close()
    assert capfd.readouterr() == ("", "")
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, []), "what started it gets its signals"
