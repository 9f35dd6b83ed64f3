"""One track on the network, for as long as a speaker plays it, at an address that nobody can guess."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nightcue.bedside.listening_socket import Server, listen
from nightcue.bedside.ranges import asked_for
from nightcue.casting.speakers import Speaker
from nightcue.threads import begun

MP3 = "audio/mpeg"
_KEY_BYTES = 16
"""128 bits, as for the bedside page."""
_ENDING = 3.0
"""Seconds in which the server hangs up; it takes a tenth."""


@contextmanager
def served(content: bytes, speaker: Speaker) -> Iterator[str]:
    """Serve the MP3 with this `content` within the block; what is handed out is its address for `speaker`.

    Nothing else is served, and nobody without the key in the address gets anything. Raises OSError where this machine
    is in no network with the speaker.
    """
    path = f"/{secrets.token_urlsafe(_KEY_BYTES)}.mp3"
    listening = listen(_own_address(speaker), 0)
    host, port = listening.getsockname()
    server, ended = Server(_application(content, path)), Event()

    def serve() -> None:
        with listening:  # closed by who uses it, however late that begins
            server.run([listening])
        ended.set()

    if not begun(serve):
        listening.close()
        raise RuntimeError("can't start new thread")
    try:
        yield f"http://{host}:{port}{path}"
    finally:
        server.should_exit = True
        ended.wait(_ENDING)


def _application(content: bytes, path: str) -> Starlette:
    async def track(request: Request) -> Response:
        part = asked_for(request.headers.get("range", ""), len(content))
        headers = {"accept-ranges": "bytes", "cache-control": "no-store"}
        if part is None:
            return Response(content, 200, headers, MP3)
        if not part:
            return Response(b"", 416, {**headers, "content-range": f"bytes */{len(content)}"})
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{len(content)}"
        return Response(content[part.start : part.stop], 206, headers, MP3)

    return Starlette(routes=[Route(path, track, methods=["GET", "HEAD"])])


def _own_address(speaker: Speaker) -> str:
    """Return the address under which `speaker` reaches this machine."""
    # sends nothing: the system only chooses the way there, and with it the address to leave by
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect((speaker.host, speaker.port))
        address: str = asking.getsockname()[0]
        return address
