"""Where memory is short, fewer engines run at once, one always does, all lines are spoken, and it is said once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from nightcue.voices.worker import room
from nightcue.voices.worker.process import EngineError, EnginePool
from nightcue.voices.worker.room import OURS, ROOM
from nightcue.voices.worker.warm import WARM

ENGINE = (
    sys.executable,
    "-c",
    "import os, time\nwhile input(): time.sleep(.05); print('{\"pid\": %d}' % os.getpid(), flush=True)",
)
BYTES = 200_000_000


def answered(pool: EnginePool, times: int = 8) -> list[int]:
    """The process that answered each of so many requests, which four threads send."""

    def ask(_: int) -> int:
        with pool.borrow() as engine:
            return int(engine.ask({}, 60)["pid"])

    with ThreadPoolExecutor(4) as threads:
        return [*threads.map(ask, range(times))]


def pool_in(monkeypatch: pytest.MonkeyPatch, free: float, identity: str = "") -> EnginePool:
    """A pool of up to four engines where so many engines have room."""
    monkeypatch.setattr(room, "memory", lambda: OURS + free * BYTES)
    return EnginePool(ENGINE, 4, identity, BYTES)


@pytest.mark.parametrize(("free", "most"), [(0.5, 1), (1.5, 1), (2.5, 2), (100, 4)])
def test_no_more_run_than_have_room_and_every_request_is_answered(
    monkeypatch: pytest.MonkeyPatch, free: float, most: int
) -> None:
    pool = pool_in(monkeypatch, free)
    pids = answered(pool)
    assert len(pids) == 8
    assert len(set(pids)) == most
    pool.close()


def test_an_engine_that_nobody_uses_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    other = pool_in(monkeypatch, 1, "another voice")
    with other.borrow() as idle:
        pass
    other.close()  # warm, for the next of its kind
    pool = pool_in(monkeypatch, 1)
    answered(pool, 1)
    assert not idle.alive
    pool.close()


def test_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with ROOM.told_by(lambda: said.append("short")):
        for _ in range(2):
            pool = pool_in(monkeypatch, 1)
            answered(pool)
            pool.close()
    assert said == ["short"]
    WARM.end()
    with ROOM.told_by(lambda: said.append("again")):
        pool = pool_in(monkeypatch, 100)
        answered(pool)
        pool.close()
    assert said == ["short"]


def test_whoever_waits_for_an_engine_is_told_when_the_pool_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = pool_in(monkeypatch, 1)
    with pool.borrow(), ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(answered, pool, 1)
        pool.close()
        with pytest.raises(EngineError, match="told to stop"):
            waiting.result(60)
