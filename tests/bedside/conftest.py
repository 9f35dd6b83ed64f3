"""A short track of known lengths, and a sound device that plays into nothing."""

import miniaudio
import pytest

from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest

SHORT = """\
title: Short
steps:
  - chapter: First
  - say: [Evening., Sit.]
  - pause: 500ms
  - say: Left leg.
  - chapter: Second
  - pause: 500ms
  - say: Right leg.
  - repeat: {times: 2, steps: [{say: Again.}, {pause: 300ms}]}
"""


@pytest.fixture(autouse=True)
def _into_nothing(monkeypatch):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")


@pytest.fixture
def short(folder, known_voice):
    """The timeline of a track of six seconds, which is at short.mp3."""
    (folder / "short.yaml").write_text(SHORT, encoding="utf-8")
    compiled = compile_routine(BuildRequest(folder / "short.yaml"))
    write_track(compiled, folder / "short.mp3", "mp3")
    return compiled.timeline


@pytest.fixture
def path(short, folder):
    return folder / "short.mp3"


@pytest.fixture
def decoded(path):
    """What is in the track, by a decoder that does it all at once."""
    return miniaudio.decode_file(str(path), nchannels=1, sample_rate=22_050).samples
