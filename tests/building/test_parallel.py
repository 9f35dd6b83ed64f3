"""Many tracks at a time: each comes to what it would alone, and nothing is printed."""

from __future__ import annotations

import subprocess
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
