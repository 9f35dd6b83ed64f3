"""One run at a time: a folder is locked while a run writes into it, and in any other store a lease is kept.

The system frees the lock of a run that is killed. A lease is a file that says until when it holds; the run that wrote
it renews it, and whoever finds one that has run out takes it. Two that take it at the same moment see it soon: each
looks whether the lease is still its own before it begins, and at every renewal.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event

from nightcue.audio.errors import OutputError
from nightcue.clinic.manifest import PARTS
from nightcue.clinic.order import Order
from nightcue.clinic.store import AddressedStore, FolderStore, open_store
from nightcue.debugging import log
from nightcue.threads import begun

LOCK = f"{PARTS}lock"
LEASE = f"{PARTS}lease.json"

LASTS = 300.0
"""Seconds for which a lease holds; longer than a store may be away, so that nobody takes that of a run that waits."""

RENEWED = 60.0
"""Seconds between two renewals."""

_LONGEST = 86_400.0
"""Seconds from now for which no lease can hold, whatever its clock: such a file is none of ours."""

_SETTLED = 2.0
"""Seconds after which two runs that took a lease at the same moment both see whose it is."""


@contextmanager
def only_run(order: Order) -> Iterator[Callable[[], None]]:
    """Be the only run in the order's place while the block runs.

    What it yields raises OutputError once another run has taken the place over, and is to be called now and then.
    Raises OutputError where a run is at work there.
    """
    store = open_store(order.where)
    if isinstance(store, FolderStore):
        with store.locked(LOCK) as is_ours:
            if not is_ours:
                raise OutputError(f"another run is at work in {order.where}; start this one again when it has ended")
            yield lambda: None
    else:
        assert isinstance(store, AddressedStore)
        lease = Lease(store, order)
        lease.take()
        over = Event()
        begun(lambda: lease.renew_until(over))
        try:
            yield lease.check
        finally:
            over.set()
            lease.give_back()


class Lease:
    """The lease of one run."""

    def __init__(self, store: AddressedStore, order: Order) -> None:
        self._store, self._order = store, order
        self._is_lost = False

    def take(self) -> None:
        """Take the lease. Raises OutputError where another run has it, with the time from which on it is free."""
        found = None
        while not self._store.create(LEASE, self._written()):
            run, until = self._read()
            if run == self._order.run:  # the call went through, and its answer was lost
                return
            if 0 < until - time.time() < _LONGEST:
                self._refuse(until)
            log("the lease of the run %s ran out at %s, and is taken", run, until)
            found = run
            self._store.remove(LEASE)
        if found is not None:
            time.sleep(_SETTLED)
            run, until = self._read()
            if run != self._order.run:
                self._refuse(until)

    def renew_until(self, over: Event) -> None:
        """Renew the lease now and then, until the run is `over` or has lost it."""
        while not over.wait(RENEWED) and not self._is_lost:
            with suppress(OutputError):  # the store is away, which the run finds out by itself
                self.renew()

    def renew(self) -> None:
        """Have the lease hold for another while. Raises OutputError where the store does not answer."""
        if self._read()[0] != self._order.run:
            self._is_lost = True
            return
        self._store.write(LEASE, self._written(), known=True)

    def check(self) -> None:
        """Raise OutputError where another run has the lease now."""
        if self._is_lost:
            where = self._order.where
            raise OutputError(
                f"another run has taken over {where}, as this one did not answer for {LASTS / 60:.0f} min"
            )

    def give_back(self) -> None:
        """Let the next run begin at once."""
        with suppress(OutputError):
            if self._read()[0] == self._order.run:
                self._store.remove(LEASE)

    def _written(self) -> bytes:
        return json.dumps({"run": self._order.run, "until": time.time() + LASTS}).encode()

    def _read(self) -> tuple[str | None, float]:
        """Return which run has the lease, and until when; None and 0 where there is none that can be read."""
        try:
            said = json.loads(self._store.read(LEASE) or b"{}")
            return str(said["run"]), float(said["until"])
        except (ValueError, TypeError, KeyError):
            return None, 0.0

    def _refuse(self, until: float) -> None:
        free = time.strftime("%H:%M:%S", time.localtime(until))
        raise OutputError(
            f"another run is at work in {self._order.where}; start this one again when it has ended. "
            f"If it was killed, the place is free from {free} on"
        )
