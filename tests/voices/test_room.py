"""Where memory is short, fewer engines run at once, one always does, all lines are spoken, and it is said once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from nightcue.voices.worker import pool as pools
from nightcue.voices.worker import room
from nightcue.voices.worker.pool import EnginePool
from nightcue.voices.worker.process import EngineError, EngineProcess
from nightcue.voices.worker.room import OURS, Room
from nightcue.voices.worker.warm import WARM

ENGINE = (
    sys.executable,
    "-c",
    "import os, time\nwhile input(): time.sleep(.05); print('{\"pid\": %d}' % os.getpid(), flush=True)",
)
BYTES = 200_000_000


def command(_: int) -> Sequence[str]:
    return ENGINE


def answered(pool: EnginePool, times: int = 8) -> list[int]:
    """The process that answered each of so many requests, which four threads send."""

    def ask(_: int) -> int:
        with pool.borrow() as engine:
            return int(engine.ask({}, 60)["pid"])

    with ThreadPoolExecutor(4) as threads:
        return [*threads.map(ask, range(times))]


@pytest.fixture(autouse=True)
def own_room(monkeypatch: pytest.MonkeyPatch) -> Room:
    """A room in which no engine of another test is."""
    monkeypatch.setattr(pools, "ROOM", own := Room())
    return own


def pool_in(monkeypatch: pytest.MonkeyPatch, most: float, identity: str = "", free: float = 100) -> EnginePool:
    """A pool of up to four engines where so many engines may be, and so many more have room."""
    monkeypatch.setattr(room, "limit", lambda: OURS + most * BYTES)
    monkeypatch.setattr(room, "free", lambda: free * BYTES)
    return EnginePool(command, 4, identity, BYTES)


@pytest.mark.parametrize(
    ("most", "free", "runs"), [(0.5, 100, 1), (1.5, 100, 1), (2.5, 100, 2), (100, 0.5, 1), (100, 100, 4)]
)
def test_no_more_run_than_have_room_and_every_request_is_answered(
    monkeypatch: pytest.MonkeyPatch, most: float, free: float, runs: int
) -> None:
    pool = pool_in(monkeypatch, most, free=free)
    pids = answered(pool)
    assert len(pids) == 8
    assert len(set(pids)) == runs
    pool.close()


def test_no_more_are_started_ahead_than_have_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is free does not say yet that the first one will take of it."""
    started: list[EngineProcess] = []

    class Counted(EngineProcess):
        def __init__(self, command: Sequence[str], lines: int) -> None:
            super().__init__(command, lines)
            started.append(self)

    monkeypatch.setattr(pools, "EngineProcess", Counted)
    pool = pool_in(monkeypatch, 100, free=1.5)
    pool.start(4)
    assert len(started) == 1
    assert len(answered(pool, 1)) == 1
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


def test_it_is_said_once(monkeypatch: pytest.MonkeyPatch, own_room: Room) -> None:
    said: list[str] = []
    with own_room.told_by(lambda: said.append("short")):
        for _ in range(2):
            pool = pool_in(monkeypatch, 1)
            answered(pool)
            pool.close()
    assert said == ["short"]
    WARM.end()
    with own_room.told_by(lambda: said.append("again")):
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


def test_those_that_are_started_ahead_are_those_that_answer_and_go_to_the_next_pool_while_they_load(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ahead = pool_in(monkeypatch, 100)
    ahead.start(2)
    started = {each._process.pid for each in ahead._lent}
    assert len(started) == 2
    assert not ahead.warm  # it is not known yet that they can speak
    ahead.close()
    pool = pool_in(monkeypatch, 100)
    assert set(answered(pool, 1)) <= started
    assert pool.warm
    pool.close()
