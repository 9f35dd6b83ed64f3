"""Any routine at all: what is valid lasts as long as it says, and what is not is a RoutineError."""

import json
import shutil
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nightcue.language.diagnostics import RoutineError
from nightcue.language.durations import LONGEST
from nightcue.language.library import shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Rank, Window
from nightcue.language.source import MAX_BYTES
from written import DUMPS, INK, PART, STEPS, changes, odd_routines

pytestmark = pytest.mark.once

FEW = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the shipped routines and a part that lasts three seconds."""
    folder = tmp_path_factory.mktemp("any")
    shutil.copytree(shipped("routines"), folder, dirs_exist_ok=True)
    (folder / "part.yaml").write_text(PART)
    return folder


@given(STEPS, st.sampled_from(["en", "es"]), DUMPS)
@FEW
def test_a_routine_lasts_exactly_as_long_as_is_written(home, drawn, language, dump):
    content = {"title": "T", "language": language, "steps": [*(step for step, _ in drawn), {"say": "The end"}]}
    path = home / "drawn.yaml"
    path.write_text(dump(content), encoding="utf-8")
    expected = sum(seconds for _, seconds in drawn)
    routine = read_routine(path)
    if expected > LONGEST:
        with pytest.raises(RoutineError, match="longer than 12 hours"):
            unroll(routine)
        return
    script = unroll(routine)
    windows = [cue for cue in script.cues if isinstance(cue, Window)]
    assert sum(window.seconds for window in windows) == expected
    assert all(window.seconds > 0 for window in windows)
    for window in windows:
        assert all(0 <= cue.offset <= window.seconds for cue in window.cues)
        assert all(cue.offset > 0 for cue in window.cues if cue.rank not in {Rank.BEAT, Rank.SIGNAL})
    assert script.cues[-1].text == "The end"
    assert script.cues[-1].origin.step == f"steps[{len(drawn)}]"
    assert unroll(read_routine(path)) == script


@pytest.fixture(scope="module")
def assert_survives(home):
    """Read and unroll these bytes; what is wrong with them, if anything, is told as it has to be."""

    def call(data, is_shown_well):
        path = home / "fuzzed.yaml"
        path.write_bytes(data)
        try:
            unroll(read_routine(path))
        except RoutineError as error:
            assert error.diagnostics
            for problem in error.diagnostics:
                is_shown_well(problem)

    return call


SHOWN = settings(FEW, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@given(st.binary(max_size=60) | st.binary(max_size=60).map(lambda tail: b"title: T\nsteps:\n  - say: " + tail))
@example(b'title: "\\UFFFFFFFF"')
@example(b"\xef\xbb\xbf\xf1")
@SHOWN
def test_any_bytes(assert_survives, is_shown_well, data):
    assert_survives(data, is_shown_well)


@given(st.lists(INK, max_size=40).map("".join))
@SHOWN
def test_any_ink(assert_survives, is_shown_well, text):
    assert_survives(text.encode(), is_shown_well)
    assert_survives(b"title: T\nsteps:\n  - " + text.encode(), is_shown_well)


@given(changes())
@SHOWN
def test_any_change_of_a_real_routine(assert_survives, is_shown_well, data):
    assert len(data) < MAX_BYTES
    assert_survives(data, is_shown_well)


@given(odd_routines())
@SHOWN
def test_anything_under_the_right_keys(assert_survives, is_shown_well, content):
    assert_survives(json.dumps(content).encode("utf-8", "surrogatepass"), is_shown_well)


def test_the_time_of_shipped_routines_is_the_sum_of_their_windows(home):
    for name in ("bedtime", "rescue", "calf-pump"):
        script = unroll(read_routine(home / f"{name}.yaml"))
        total = sum((cue.seconds for cue in script.cues if isinstance(cue, Window)), Fraction(0))
        assert 0 < total <= script.about_seconds()
