"""Whatever happens while a track is built: the old one or the new one is there, and the next build puts all right.

A few rounds of each fault of benchmarks/faults.py, at random moments of a seed of its own, on whole processes.
"""

import resource
import signal
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import faults
from fault_bench import Bench, Tally

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("faults"), seed=5)


def held(tally):
    """Nothing was left but whole tracks, nothing temporary stayed, and every next build succeeded."""
    assert tally.good, tally
    assert not any("traceback" in end for end in tally.ends), tally
    return tally


@pytest.mark.parametrize("cache", ["cold", "warm"])
def test_killed_at_any_moment(bench, cache):
    tally = held(faults.signalled(bench, 6, signal.SIGKILL, cache, in_a_row=3))
    assert (tally.times, tally.next_builds) == (6, 2)


def test_stopped_with_ctrl_c(bench):
    tally = faults.signalled(bench, 2, signal.SIGINT, "warm")
    assert tally.good, tally  # in its first moments Python itself answers Ctrl-C with a traceback


def test_two_builds_of_the_same_routine_at_once_both_succeed(bench):
    tally = held(faults.two_at_once(bench, 1))
    assert (tally.ends, tally.left) == ({"0": 2}, {"new": 1})


@pytest.mark.parametrize(
    ("fault", "times"),
    [(faults.no_cache, 1), (faults.garbage, 1), (faults.cleared_meanwhile, 1), (faults.clock_back, 2)],
)
def test_a_cache_of_no_use_stops_no_build(bench, fault, times):
    tally = held(fault(bench, times))
    assert (tally.ends, tally.left) == ({"0": times}, {"new": times})


def test_a_full_disk(bench):
    tally = held(faults.limited(bench, 2, resource.RLIMIT_FSIZE, len(bench.good["new"]) // 2, "full"))
    assert tally.left == {"old": 2}
    assert set(tally.ends) <= {"3", "4"}


def test_out_of_file_descriptors(bench):
    assert faults.limited(bench, 2, resource.RLIMIT_NOFILE, 20, "descriptors").good


def test_a_build_with_nothing_to_do_clears_away_too(bench):
    tally = Tally("nothing to do")
    bench.reset("cold")
    bench.build_again(tally)
    (bench.out / ".track.mp3.0123abcd.part").write_bytes(b"half a track")
    bench.build_again(tally)
    assert held(tally).next_builds == 2
