"""A client that speaks HTTP over a plain socket: a client library would tidy up too much."""

import socket
import time
from dataclasses import dataclass

from nightcue.bedside.key import Key

PATIENCE = 30.0
KEY = Key("the-key-of-these-tests")


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes


class Client:
    """One connection; `room` is how many bytes the system takes before they are read."""

    def __init__(self, port, room=None):
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE)
        if room:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        self.socket.connect(("127.0.0.1", port))
        self.file = self.socket.makefile("rb")

    def send(self, data):
        self.socket.sendall(data)

    def ask(self, target="/", method="GET", body=b"", host="127.0.0.1", **headers):
        """Send a request; headers in Python's spelling, None leaves one out."""
        named = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if body:
            named.setdefault("Content-Length", str(len(body)))
        lines = [
            f"{method} {target} HTTP/1.1",
            *(f"{name}: {value}" for name, value in named.items() if value is not None),
        ]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
        return self.answer(method)

    def answer(self, method="GET"):
        status = int(self.file.readline().split()[1])
        headers = {}
        while line := self.file.readline().strip():
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        length = 0 if method == "HEAD" or status == 304 else int(headers.get("content-length", 0))
        return Answer(status, headers, self.file.read(length))

    def is_closed(self):
        """Wait until the server closes the connection, and tell whether it did."""
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True

    def close(self):
        self.file.close()
        self.socket.close()


def until(seen):
    """Wait until `seen` returns something true, and return it."""
    end = time.monotonic() + PATIENCE
    while not (found := seen()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return found
