"""A window that waits for a tap keeps the written time in an MP3, to the sample, for players in which nobody taps."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from reading_back import read_track

pytestmark = pytest.mark.once

TEXT = """\
title: Made
steps:
  - say: This is not medical advice. Get help at once if one leg is swollen.
  - pause: {pause}
  - stretch: {{name: Calf, hold: 20s, ready: {ready}, sides: [left, right], switch: {pause}}}
  - say: Good night.
"""


@settings(
    max_examples=5, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pause=st.integers(1000, 20_000), ready=st.integers(1000, 20_000))
def test_the_track_is_the_one_without_waiting(folder, known_voice, pause, ready):
    def made(name, **windows):
        path = folder / f"{name}.yaml"
        path.write_text(TEXT.format(**windows), encoding="utf-8")
        compiled = compile_routine(BuildRequest(path, allow=frozenset({"stretch-unusual"})))
        write_track(compiled, folder / f"{name}.mp3", "mp3")
        return compiled.timeline, *read_track(folder / f"{name}.mp3")

    timeline, sound, rate = made("waits", pause=f"{{wait: {pause}ms}}", ready=f"{{until: tap, at most: {ready}ms}}")
    _, plain, _ = made("plain", pause=f"{pause}ms", ready=f"{ready}ms")
    waits = [kept for kept in timeline.windows if kept.until_tap]
    wanted = [round(Fraction(length, 1000) * rate) for length in (pause, ready, pause)]
    assert [kept.end - kept.start for kept in waits] == wanted
    assert len(sound) == timeline.length
    assert np.array_equal(sound, plain)
    for kept in waits:
        assert not np.any(np.abs(sound[kept.start + 600 : kept.end - 600]) > 300)
        assert np.any(np.abs(sound[kept.end : kept.end + 2000]) > 1000)
