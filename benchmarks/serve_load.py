"""How `nightcue serve` stands up to load, slow clients, half-open connections and odd requests: a table.

`python benchmarks/serve_load.py [REQUESTS]` (ten thousand unless told). The server is a process of its own on loopback,
with a folder of made-up files; its memory is read from /proc, so this runs on Linux. Latencies are those of a client in
Python on the same machine, and so are upper bounds. What is done against the diary is in serve_attacks.py.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import serve_attacks

TRACK_BYTES = 17_000_000
"""About what a bedtime track of 36 minutes has."""
WORKERS = 8
MANY = 200
PATIENCE = 60.0
TRACK = "/tracks/bedtime.en.mp3"
HOST = "\r\nHost: localhost\r\n\r\n"

ODD_PATHS = (
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/tracks/%2e%2e/%2e%2e/secret.txt",
    "/%252e%252e/secret.txt",
    "/index.html%00.mp3",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/.hidden",
    "/out.txt",
    "/tracks/",
    "/C:/Windows/win.ini",
    "/%ff%fe",
    "/" + "a" * 8000,
)
ODD_RANGES = (
    "bytes=-0",
    f"bytes={TRACK_BYTES}-",
    f"bytes={'9' * 300}-",
    "bytes=5-2",
    "bytes=--1",
    "bytes=a-b",
    "bytes=",
    "lines=1-2",
    "bytes=0-0,2-2",
    "bytes=" + "0-0," * 3000,
    "\x01",
)


@dataclass
class Row:
    """What came of one kind of load."""

    name: str
    statuses: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    note: str = ""

    def add(self, status: object, began: float) -> None:
        """Count an answer to a request sent at `began`."""
        self.seconds.append(time.perf_counter() - began)
        self.statuses[str(status)] += 1


class Served:
    """The server, as a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "nightcue", "serve", str(folder / "site"), "--port", "0"]
        environment = {**os.environ, "NIGHTCUE_DATA": str(folder / "data")}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
        )
        assert self.process.stdout
        address, _, self.key = self.process.stdout.readline().strip().partition("/#key=")
        self.port = int(address.rpartition(":")[2])
        self.track = folder / "site" / TRACK[1:]
        self.told = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        """Count the lines that it prints, one for each write, lest it waits for somebody to read them."""
        assert self.process.stdout
        for _ in self.process.stdout:
            self.told += 1

    def memory(self, which: str = "VmRSS") -> float:
        """What the server takes in memory, in MB; "VmHWM" for the most that it ever took."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition(f"{which}:")[2].split()[0]) / 1000

    def files(self) -> int:
        """How many files and connections the server has open."""
        return len(list(Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def connect(self) -> socket.socket:
        """A new connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, request: str) -> str:
        """The status that a request gets which is sent as it is; "closed" for none."""
        with self.connect() as connection, suppress(ConnectionError):
            connection.sendall(request.encode("latin-1"))
            return connection.makefile("rb").readline().decode("latin-1").split(" ")[1]
        return "closed"

    def stop(self) -> str:
        """Stop it as Ctrl-C does; tells how that ended."""
        began = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=PATIENCE)
        assert self.process.stderr
        errors = self.process.stderr.read()
        took = time.perf_counter() - began
        return f"exit code {self.process.returncode} after {took:.2f} s; {len(errors)} characters on stderr"


def honest(served: Served, row: Row, requests: int, workers: int = WORKERS) -> Row:
    """Ask for files and parts as browsers do, some at a time, over connections that stay open."""

    def work(number: int) -> None:
        chance = random.Random(number)
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        for _ in range(requests // workers):
            began = time.perf_counter()
            try:
                row.add(_one(connection, chance), began)
            except (OSError, http.client.HTTPException) as error:
                row.add(type(error).__name__, began)
                connection.close()
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return row


def _one(connection: http.client.HTTPConnection, chance: random.Random) -> int:
    start = chance.randrange(TRACK_BYTES - 70_000)
    path, headers = chance.choice(
        (
            ("/", {}),
            ("/page.js", {}),
            ("/page.js", {"If-None-Match": "*"}),
            ("/missing.js", {}),
            (TRACK, {"Range": f"bytes={start}-{start + 65_535}"}),
            (TRACK, {"Range": f"bytes={start}-{start + 1}"}),
            (TRACK, {"Range": "bytes=-1000"}),
            (TRACK, {"Range": f"bytes={TRACK_BYTES}-"}),
        )
    )
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status == 206 and len(body) != int(answer.headers["Content-Length"]):
        raise http.client.IncompleteRead(body)
    return answer.status


@contextmanager
def slow_clients(served: Served) -> Iterator[None]:
    """Clients that ask for the whole track and take a kilobyte of it every now and then."""
    over = threading.Event()
    connections = []
    for _ in range(MANY):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(PATIENCE)
        connection.connect(("127.0.0.1", served.port))
        connection.sendall(f"GET {TRACK} HTTP/1.1{HOST}".encode())
        connections.append(connection)

    def read() -> None:
        while not over.wait(0.2):
            for connection in connections:
                with suppress(OSError):  # dropped by the server
                    connection.recv(1024)

    reading = threading.Thread(target=read)
    reading.start()
    yield
    over.set()
    reading.join()
    for connection in connections:
        connection.close()


def beside_slow_clients(served: Served, requests: int) -> Row:
    """What others are answered while there are slow clients."""
    with slow_clients(served):
        row = honest(served, Row(f"others, beside {MANY} slow clients"), requests, 4)
        row.note = f"{served.files()} files open"
    return row


@contextmanager
def half_open(served: Served) -> Iterator[list[socket.socket]]:
    """Connections that send nothing, or half a request and then a letter now and then."""
    connections = [served.connect() for _ in range(MANY)]
    over = threading.Event()

    def drip() -> None:
        while not over.wait(1):
            for connection in connections[::2]:
                with suppress(OSError):
                    connection.send(b"a")

    for connection in connections[::2]:
        connection.send(b"GET / HTTP/1.1\r\nHost: local")
    dripping = threading.Thread(target=drip)
    dripping.start()
    yield connections
    over.set()
    dripping.join()
    for connection in connections:
        connection.close()


def until_closed(connections: list[socket.socket]) -> float:
    """Seconds until the server has closed every one."""
    began = time.perf_counter()
    for connection in connections:
        with suppress(ConnectionError):
            while connection.recv(4096):
                pass
    return time.perf_counter() - began


def odd(served: Served, name: str, requests: list[str]) -> Row:
    """Send each request as it is, on a connection of its own."""
    row = Row(name)
    for request in requests:
        began = time.perf_counter()
        row.add(served.ask(request), began)
    return row


def at_once(served: Served, name: str, requests: list[str]) -> Row:
    """Send each request on a connection of its own, all at the same time."""
    row = Row(name)

    def ask(request: str) -> None:
        began = time.perf_counter()
        row.add(served.ask(request), began)

    threads = [threading.Thread(target=ask, args=(request,)) for request in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return row


def deleted_while_sent(served: Served) -> Row:
    """Delete the track in the middle of sending it."""
    row, content = Row("track deleted while sent"), served.track.read_bytes()
    for _ in range(20):
        began = time.perf_counter()
        with served.connect() as connection:
            connection.sendall(f"GET {TRACK} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            answer = connection.makefile("rb")
            answer.peek(1)
            served.track.unlink()
            row.add("whole" if answer.read().endswith(content) else "cut short", began)
        row.statuses[f"then {served.ask(f'GET {TRACK} HTTP/1.1{HOST}')}"] += 1
        served.track.write_bytes(content)
    return row


def rows(served: Served, requests: int) -> Iterator[Row]:
    """Every kind of load in turn."""
    yield honest(served, Row("warm up"), requests // 10)
    yield honest(served, Row("files and ranges"), requests)
    yield beside_slow_clients(served, requests // 10)
    with half_open(served) as connections:
        row = honest(served, Row(f"others, beside {MANY} half-open"), requests // 10, 4)
        row.note = f"{served.files()} files open; all half-open ones closed {until_closed(connections):.0f} s later"
        yield row
    yield odd(served, "odd paths", [f"GET {path} HTTP/1.1{HOST}" for path in ODD_PATHS] * 10)
    ranges = [f"GET {TRACK} HTTP/1.1\r\nRange: {asked}{HOST}" for asked in ODD_RANGES]
    yield odd(served, "odd ranges", ranges * 10)
    yield odd(
        served, "a foreign name", [f"GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n" for path in ("/", TRACK)] * 50
    )
    bodies = [
        f"{method} {path} HTTP/1.1\r\nContent-Length: {10**12}{HOST}" + "a" * 1000
        for method, path in (("GET", "/"), ("PUT", "/"), ("POST", "/"), ("DELETE", "/page.js"))
    ]
    yield odd(served, "a body where none belongs", bodies * 25)
    for name, attack in serve_attacks.by_turns(served.key).items():
        yield odd(served, name, attack)
    for name, attack in serve_attacks.at_once(served.key).items():
        yield at_once(served, name, attack)
    yield odd(served, "no HTTP at all", ["\x16\x03\x01\r\n\r\n", "\x00" * 100_000, "GET /" + "a" * 400_000] * 30)
    yield deleted_while_sent(served)
    yield honest(served, Row("files and ranges, again"), requests)
    yield beside_slow_clients(served, requests // 10)


def shown(row: Row, served: Served) -> str:
    """The row as a line of the table."""
    times = sorted(row.seconds)
    middle = f"{1000 * statistics.median(times):.1f}" if times else ""
    late = f"{1000 * times[int(0.99 * len(times))]:.1f}" if times else ""
    counted = ", ".join(f"{name}: {count}" for name, count in sorted(row.statuses.items()))
    return f"| {row.name} | {counted} | {middle} | {late} | {served.memory():.1f} | {row.note} |"


def made_up_site(folder: Path) -> None:
    """Files as the page has them, a secret beside them, and a link to it."""
    site = folder / "site"
    (site / "tracks").mkdir(parents=True)
    (site / "index.html").write_text("<!doctype html>" + "x" * 4000, encoding="utf-8")
    (site / "page.js").write_text("x" * 20_000, encoding="utf-8")
    (site / ".hidden").write_text("secret", encoding="utf-8")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (site / "out.txt").symlink_to("../secret.txt")
    (site / TRACK[1:]).write_bytes(os.urandom(TRACK_BYTES))
    listed = {"format": "nightcue site 2", "routines": [{"track": TRACK[1:], "named": False}]}
    (site / "routines.json").write_text(json.dumps(listed), encoding="utf-8")


def main(requests: int, tell: Callable[[str], None] = print) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        made_up_site(Path(folder))
        served = Served(Path(folder))
        tell(f"memory at the start: {served.memory():.1f} MB, {served.files()} files open")
        tell("| load | answers | median ms | p99 ms | memory after, MB | |\n|---|---|---|---|---|---|")
        for row in rows(served, requests):
            tell(shown(row, served))
        time.sleep(6)  # for connections to run out
        diary = sum(path.stat().st_size for path in (Path(folder) / "data").rglob("*") if path.is_file())
        told = f"{served.told - 1} writes told, {diary / 1000:.0f} kB of diary and its copies"
        tell(f"at the most: {served.memory('VmHWM'):.1f} MB; {told}")
        tell(f"at the end: {served.memory():.1f} MB, {served.files()} files open; Ctrl-C: {served.stop()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
