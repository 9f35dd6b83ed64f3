"""What a batch comes to when things fail around it, with the processes, the store and the failures really there.

    python benchmarks/clinic_faults.py --people 150

Every track is held, byte for byte, against one that was made by one process in peace.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from clinic import names
from nightcue.clinic.engine import Cluster, Engine, Here, known_cluster, local_cluster
from nightcue.clinic.manifest import read_manifest
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.person import Person
from nightcue.clinic.run import run
from nightcue.clinic.store import open_store
from nightcue.language.library import find

HANGING = "hanging: {command: [sleep, '1000', '{text}', '{out}'], languages: [en]}\n"


def wanted(count: int, more: Sequence[dict[str, str]] = ()) -> list[Wanted]:
    """Return a track for so many people, and one for each row of `more`."""
    rows = [*({"name": name, "voice": "embedded"} for name in names()[:count]), *more]
    return [Wanted(Person("people.csv", n, f"p{n}", row), find("wind-down")) for n, row in enumerate(rows, 2)]


def told(what: str, engine: Engine, where: str, tracks: Sequence[Wanted], right: dict[str, str | None]) -> None:
    """Make the tracks, and print how many came out right, twice, wrong or not at all."""
    began = time.monotonic()
    settled = list(run(Order(where), tracks, engine))
    took = time.monotonic() - began
    entries = read_manifest(open_store(where))
    there = open_store(where).sizes()
    twice = sum(count > 1 for count in Counter(each.entry.file for each in settled).values())
    wrong = [file for file, digest in right.items() if file not in entries or entries[file].digest != digest]
    lost = [file for file, entry in entries.items() if entry.how == "made" and there.get(file) != entry.size]
    others = Counter(entry.how for file, entry in entries.items() if file not in right)
    handed = f", {engine.handed_out} chunks handed out" if isinstance(engine, Cluster) else ""
    print(
        f"{what}: {len(right) - len(wrong)} of {len(right)} tracks byte-identical, {len(wrong)} wrong or missing,"
        f" {len(lost)} lost, {twice} told twice, others {dict(others)}; {took:.0f} s{handed}",
        flush=True,
    )


@contextmanager
def meanwhile(do: Callable[[threading.Event], None]) -> Iterator[None]:
    """Do something in a thread while the block runs; the event says that it is over."""
    over = threading.Event()
    thread = threading.Thread(target=do, args=(over,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def kill_workers(over: threading.Event) -> None:
    """Kill one worker process every 5 s for a minute."""
    chance = random.Random(5)
    for count in range(12):
        if over.wait(5):
            print(f"  {count} workers were killed")
            return
        workers = [each for each in psutil.Process().children() if "spawn_main" in " ".join(each.cmdline())]
        if workers:
            with suppress(psutil.NoSuchProcess):
                chance.choice(workers).kill()
    print("  12 workers were killed")


def free_port() -> int:
    """Return a port of this machine that nobody uses."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class OtherCluster:
    """A scheduler and two workers, as programs of their own."""

    def __init__(self) -> None:
        self.port = free_port()
        self._programs: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start all of it."""
        scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        worker = ["dask_worker", f"tcp://127.0.0.1:{self.port}", "--nthreads", "1", "--no-dashboard"]
        for words in (scheduler, worker, worker):
            command = [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]]
            quiet = subprocess.DEVNULL
            self._programs.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=tempfile.gettempdir()))

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End all of it."""
        for program in self._programs:
            program.send_signal(how)
        for program in self._programs:
            program.wait()
        self._programs = []

    def start_again(self, over: threading.Event) -> None:
        """Kill all of it after 10 s, and start it 3 s later."""
        if not over.wait(10):
            self.stop(signal.SIGTERM)
            over.wait(3)
            self.start()
            print("  the scheduler was started again")


class Wire:
    """A network to a server on this machine, which can be cut."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        self._is_cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self, over: threading.Event) -> None:
        """Cut it after 3 s, for 10 s."""
        if over.wait(3):
            return
        self._is_cut = True
        for each in self._open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        over.wait(10)
        self._is_cut = False
        print("  the network was cut for 10 s")

    def _accept(self) -> None:
        while True:
            near, _ = self._listening.accept()
            if self._is_cut:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._to))
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while block := one.recv(1 << 16):
                other.sendall(block)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextmanager
def s3() -> Iterator[Wire]:
    """Serve the protocol of S3 behind a wire, with a bucket in it."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=free_port(), verbose=False)
    server.start()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    wire = Wire(server._port)
    os.environ |= {
        "AWS_ACCESS_KEY_ID": "clinic",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{wire.port}",
    }
    fsspec.filesystem("s3").mkdir("clinic")
    yield wire
    server.stop()


def main() -> None:
    """Print what each failure came to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=150)
    count = options.parse_args().people
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as stack:
        folder = Path(scratch)
        (folder / "voices.yaml").write_text(HANGING)
        os.environ |= {"NIGHTCUE_CACHE": str(folder / "cache"), "NIGHTCUE_CONFIG": scratch}
        tracks = wanted(count)
        settled = list(run(Order(str(folder / "peace")), tracks, Here()))
        right = {each.entry.file: each.entry.digest for each in settled}

        with local_cluster(2) as engine, meanwhile(kill_workers):
            told("a worker killed every 5 s", engine, str(folder / "killed"), tracks, right)

        wire = stack.enter_context(s3())
        with meanwhile(wire.cut):
            told("the network to the store cut for 10 s", Here(), "s3://clinic/cut", tracks[:50], _first(right, 50))

        other = OtherCluster()
        other.start()
        try:
            with known_cluster(f"tcp://127.0.0.1:{other.port}") as engine, meanwhile(other.start_again):
                told("the scheduler started again", engine, str(folder / "again"), tracks, right)
        finally:
            other.stop()

        poison = wanted(count, [{"name": "x" * 10_000}, {"voice": "hanging"}])
        told("a name of 10,000 letters, a voice that hangs", Here(), str(folder / "poison"), poison, right)


def _first(right: dict[str, str | None], count: int) -> dict[str, str | None]:
    return dict([*right.items()][:count])


if __name__ == "__main__":
    main()
