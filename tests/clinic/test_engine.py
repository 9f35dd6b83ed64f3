"""The engine with its processes running: on this machine, with a worker that is killed, and with one that is poison."""

from functools import partial

import pytest

from made_up_work import doubled, dying_once, failing, poisoned
from nightcue.clinic import engine as engines
from nightcue.clinic.engine import Here, local_cluster

pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.once,
    pytest.mark.filterwarnings("default"),  # Dask has its own
]


CHUNKS = [[1, 2], [3, 4], [5]]


@pytest.fixture(scope="module")
def cluster():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "MOST_DEATHS", 1)
        with local_cluster(2) as engine:
            yield engine


def test_every_chunk_is_done_once_whoever_does_it(cluster):
    before = cluster.handed_out
    for engine in (Here(), cluster):
        assert {tuple(done.chunk): done.result for done in engine.each(doubled, CHUNKS)} == {
            (1, 2): [2, 4],
            (3, 4): [6, 8],
            (5,): [10],
        }
    assert cluster.handed_out - before == len(CHUNKS)


def test_the_chunk_of_a_lost_worker_goes_to_another(cluster, tmp_path):
    work = partial(dying_once, str(tmp_path / "died"))
    assert sorted(map(tuple, (done.result for done in cluster.each(work, CHUNKS)))) == [(1, 2), (3, 4), (5,)]


def test_what_ends_every_worker_is_found_and_the_others_are_done(cluster):
    found = [(tuple(done.chunk), done.result) for done in cluster.each(partial(poisoned, 3), CHUNKS)]
    assert ((3,), None) in found
    assert sorted(each for chunk, result in found if result for each in chunk) == [1, 2, 4, 5]


def test_a_bug_is_raised(cluster):
    with pytest.raises(ZeroDivisionError, match="a bug"):
        list(cluster.each(failing, CHUNKS))


def test_nobody_else_on_the_machine_can_talk_to_the_workers(cluster):
    import distributed

    address = cluster._client.scheduler.address
    assert address.startswith("tls://127.0.0.1:")
    with pytest.raises((OSError, ValueError, TypeError)):
        distributed.Client(address.replace("tls", "tcp"), timeout=2, set_as_default=False)


def test_a_cluster_that_is_not_there_is_told(tmp_path):
    from nightcue.building.outcome import WorkerEndedError

    with (
        pytest.raises(WorkerEndedError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        engines.known_cluster("tcp://127.0.0.1:9"),
    ):
        pass
