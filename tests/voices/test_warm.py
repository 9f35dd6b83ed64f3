"""Engines that stay warm: started once for many voices, never for another engine, and not too many of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from nightcue.voices.worker import pool as pools
from nightcue.voices.worker.pool import EnginePool
from nightcue.voices.worker.process import EngineProcess
from nightcue.voices.worker.warm import MOST_KINDS

ENGINE = (sys.executable, "-c", "import os\nwhile input(): print('{\"pid\": %d}' % os.getpid(), flush=True)")


def command(_: int) -> Sequence[str]:
    return ENGINE


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[EngineProcess]:
    """Every process that is started."""
    seen: list[EngineProcess] = []

    class Counted(EngineProcess):
        def __init__(self, command: Sequence[str], lines: int) -> None:
            super().__init__(command, lines)
            seen.append(self)

    monkeypatch.setattr(pools, "EngineProcess", Counted)
    return seen


def pid(pool: EnginePool) -> int:
    with pool.borrow() as engine:
        return int(engine.ask({}, 30)["pid"])


def asked_once(identity: str = "") -> int:
    pool = EnginePool(command, 2, identity)
    number = pid(pool)
    pool.close()
    return number


def test_the_next_pool_of_the_kind_has_the_process_of_the_last(started: list[EngineProcess]) -> None:
    assert asked_once() == asked_once() == asked_once()
    assert len(started) == 1


def test_an_engine_whose_identity_has_changed_is_another_one(started: list[EngineProcess]) -> None:
    assert asked_once("model of Monday") != asked_once("model of Tuesday")
    assert len(started) == 2


def test_a_pool_is_warm_when_an_engine_of_its_kind_has_nothing_to_do() -> None:
    pool = EnginePool(command, 2)
    assert not pool.warm
    with pool.borrow() as engine:
        assert not pool.warm
        engine.ask({}, 30)
    assert pool.warm
    pool.close()
    assert EnginePool(command, 2).warm
    assert not EnginePool(command, 2, "another").warm


def test_one_that_is_killed_while_it_waits_is_started_again() -> None:
    pool = EnginePool(command, 1)
    with pool.borrow() as engine:
        pass
    pool.close()
    engine.kill()
    pid(pool := EnginePool(command, 1))
    pool.close()


def test_what_waited_longest_ends_where_there_are_too_many() -> None:
    pids = {kind: asked_once(str(kind)) for kind in range(MOST_KINDS)}
    assert asked_once("0") == pids[0]
    asked_once("one more")
    assert asked_once("0") == pids[0]
    assert asked_once("1") != pids[1]
