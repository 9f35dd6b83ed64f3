"""One run at a time: a folder is locked, a store has a lease, and a run that was killed keeps nobody away for long."""

import json
import subprocess
import sys
import time

import pytest

from nightcue.audio.errors import OutputError
from nightcue.clinic import lease as leases
from nightcue.clinic.lease import LEASE, Lease, only_run
from nightcue.clinic.order import Order
from nightcue.clinic.store import open_store

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(params=["folder", "memory"])
def where(request, folder):
    return str(folder / "out") if request.param == "folder" else f"memory://{folder.name}"


@pytest.fixture
def place(folder, monkeypatch):
    monkeypatch.setattr(leases, "_SETTLED", 0.0)
    return f"memory://{folder.name}"


def left(place, run, until):
    open_store(place).write(LEASE, json.dumps({"run": run, "until": until}).encode())


def holder(place):
    return json.loads(open_store(place).read(LEASE))["run"]


def test_a_second_run_says_so_and_ends_and_begins_once_the_first_has_ended(where):
    with only_run(Order(where)) as still_ours:
        still_ours()
        with pytest.raises(OutputError, match=f"another run is at work in {where}; start this one again when"):
            only_run(Order(where)).__enter__()
        still_ours()
    with only_run(Order(where)):
        pass


def test_a_run_that_fails_keeps_nobody_away(where):
    with pytest.raises(ZeroDivisionError), only_run(Order(where)):
        raise ZeroDivisionError
    with only_run(Order(where)):
        pass


def test_another_process_is_kept_away_until_it_is_killed(folder):
    code = (
        "import sys; from nightcue.clinic.lease import only_run; from nightcue.clinic.order import Order\n"
        "with only_run(Order('out')): print('here', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "here\n"
        with pytest.raises(OutputError, match="another run is at work in out"):
            only_run(Order("out")).__enter__()
    finally:
        other.kill()
        other.communicate(timeout=60)
    with only_run(Order("out")):
        pass


def test_the_lease_of_a_killed_run_is_told_with_its_end_and_then_taken(place):
    until = time.time() + 100
    left(place, "killed", until)
    with pytest.raises(OutputError, match=f"free from {time.strftime('%H:%M:%S', time.localtime(until))} on"):
        only_run(Order(place)).__enter__()
    left(place, "killed", time.time() - 1)
    with only_run(order := Order(place)):
        assert holder(place) == order.run
    assert open_store(place).read(LEASE) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"run": "x", "until": 1e999}', b'{"run": "x"}'])
def test_a_lease_that_nobody_can_read_is_none(place, content):
    open_store(place).write(LEASE, content)
    with only_run(Order(place)):
        pass


def test_a_run_whose_lease_another_one_took_ends_and_leaves_that_alone(place):
    lease = Lease(open_store(place), Order(place))
    lease.take()
    lease.renew()
    lease.check()
    left(place, "another", time.time() + 100)
    lease.renew()
    with pytest.raises(OutputError, match="another run has taken over"):
        lease.check()
    lease.give_back()
    assert holder(place) == "another"


def test_of_two_that_take_a_lease_that_ran_out_only_one_goes_on(place, monkeypatch):
    left(place, "killed", time.time() - 1)
    slow, quick = Lease(open_store(place), Order(place)), Lease(open_store(place), Order(place))
    # the quick one takes it while the slow one has seen that it ran out, and has not removed it yet
    store = slow._store
    monkeypatch.setattr(store, "remove", lambda name: (quick.take(), type(store).remove(store, name)))
    slow.take()
    quick.renew()
    with pytest.raises(OutputError, match="another run has taken over"):
        quick.check()
    slow.check()


def test_a_call_that_went_through_and_lost_its_answer_is_no_other_run(place, monkeypatch):
    lease = Lease(open_store(place), Order(place))
    create = lease._store.create
    monkeypatch.setattr(lease._store, "create", lambda *written: (create(*written), False)[1])
    lease.take()


def test_a_lease_is_renewed_while_the_run_goes_on(place, monkeypatch):
    monkeypatch.setattr(leases, "RENEWED", 0.01)
    with only_run(Order(place)):
        first = json.loads(open_store(place).read(LEASE))["until"]
        until = time.monotonic() + 30
        while json.loads(open_store(place).read(LEASE))["until"] == first:
            assert time.monotonic() < until
            time.sleep(0.01)
