"""The simulation of docs/clinic.md with few people: what goes in comes out, and nothing is quicker than it can be."""

from dataclasses import replace

import pytest

pytest.importorskip("distributed")

from clinic_simulation import Assumed, Playing, Stage, Store, stages_of

pytestmark = pytest.mark.once

MAKING = Stage("making", chunks=40, processor=2.0, writes=51)


def came(workers, **changed):
    assumed = replace(Assumed(), **changed)
    store = Store(assumed)
    return Playing(MAKING, workers, assumed, store, began=0.0).played(), store


@pytest.mark.parametrize("writes", [30.0, 1e9])
@pytest.mark.parametrize("workers", [1, 7, 100])
def test_every_file_is_written_once_and_never_more_in_a_second_than_the_store_takes(workers, writes):
    found, store = came(workers, writes=writes)
    assert sum(store.taken.values()) == MAKING.chunks * MAKING.writes
    assert max(store.taken.values()) <= writes
    assert (found.refused > 0) == (writes * 0.14 < min(workers, MAKING.chunks)), "a write every 0.14 s for each worker"


def test_one_worker_takes_as_long_as_its_work_and_its_writes():
    found, _ = came(1)
    assert found.took == pytest.approx(40 * (2.0 + 51 * 0.1), rel=0.05)
    assert found.worked == pytest.approx(2.0 / 7.1, rel=0.05)


def test_more_workers_are_quicker_until_the_store_or_the_client_is_busy_all_the_time():
    few, many = came(2)[0].took, came(20)[0].took
    assert many < few / 8
    slow = came(20, hand_out=2.0)[0]
    assert slow.took >= 40 * 2.0 and slow.handed > 0.95


def test_the_stages_are_those_of_a_run():
    looking, speaking, making = stages_of(1000, Assumed())
    assert (looking.chunks, speaking.chunks, making.chunks, making.writes) == (1, 4, 20, 51)
