"""The web server of the bedside page: its files, and the nights that it sends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Collection, Sequence
from pathlib import Path, PurePath
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from nightcue.audio.errors import OutputError
from nightcue.bedside.feed.choices import FEED
from nightcue.bedside.files import Files
from nightcue.bedside.hosts import is_origin_ours, is_our_host
from nightcue.bedside.key import Key
from nightcue.bedside.list_file import OpenTracks
from nightcue.patience import timeout
from nightcue.threads import run_in_thread

Keep = Callable[[Any, str], dict[str, Any]]
Known = Callable[[], dict[str, Any]]

BODY_LIMIT = 64_000
"""Bytes of nights sent at once; all that a page can have to send, with long notes, is half of that."""
BODY_SECONDS = 10.0
"""Within which they have to be there."""
MOST_PROBLEMS = 10
"""That an answer tells of."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self' blob: data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_SAFE = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_NO_KEY = "the address that nightcue serve shows has the key; open the page there"


def application(
    folder: Path,
    keep: Keep | None = None,
    names: Collection[str] = (),
    key: Key | None = None,
    diaries: Sequence[str] = (),
    known: Known | None = None,
) -> Starlette:
    """Return the bedside page in `folder`, as an ASGI application.

    Whoever does not have the `key` is a guest, who may open the page and hear the tracks that say nobody's name.
    Without a `key`, every track is given to everybody, and no nights are taken. `keep` is handed what the page sends to
    /nights and the address that it comes from, and its answer goes back; it raises ValueError with a line for each
    thing that is wrong, and OutputError where it cannot write. An answer with "there" tells of nights that somebody has
    noted meanwhile. Without `keep`, nothing is to be sent. A page may choose among the names of `diaries`, and with the
    key it is told what is `known` from them.

    `names` are names of this machine in its network; any other name but localhost is refused, lest a page of somebody
    else's whose name leads here is taken for ours. An address is never refused.
    """
    nights = _problem(404, "no diary is kept here") if keep is None or key is None else _nights(keep, key)
    ticket = _problem(404, "there is no key here") if key is None else _ticket(key, diaries, known or dict)
    files = Files(folder) if key is None else Files(folder, _for_guests(folder, key))
    routes = [
        Route("/nights", nights, methods=["POST"]),
        Route("/ticket", ticket, methods=["GET"]),
        Route("/{path:path}", files, methods=["GET", "HEAD"]),
    ]
    hosts = frozenset({"localhost", *(name.lower() for name in names)})
    return Starlette(routes=routes, middleware=[Middleware(_HostAllowList, names=hosts)])


class _HostAllowList:
    """What every request has to keep to, and every answer carries."""

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_SAFE)
            await send(message)

        if is_our_host(Headers(scope=scope).get("host", ""), self._names):
            await self._app(scope, receive, safely)
        else:
            refusal = PlainTextResponse("This name does not belong to this page; open it by its address.\n", 403)
            await refusal(scope, receive, safely)


def _for_guests(folder: Path, key: Key) -> Callable[[PurePath, bytes], bool]:
    """Return whether a file of the site is for everybody, or else the query of its address holds the ticket.

    Tracks are known by their folder, and not by what they are called, for a disk may have a file under several names.
    """
    tracks = OpenTracks(folder)

    def is_given(inside: PurePath, query: bytes) -> bool:
        # whoever knows the address of the feed has the key that stands in it
        is_feed = inside.parts[0] == FEED
        return is_feed or len(inside.parts) == 1 or inside.as_posix() in tracks or key.opens(query)

    return is_given


def _ticket(key: Key, diaries: Sequence[str], known: Known) -> Callable[[Request], Any]:
    async def ticket(request: Request) -> Response:
        """Tell the page whether it has the key, what opens the tracks that say a name, and what the diaries know."""
        if not key.is_in(request.headers):
            return _problem(403, _NO_KEY)
        told = {"ticket": key.ticket, "diaries": [*diaries], **await run_in_thread(known)}
        return JSONResponse(told, headers={"cache-control": "no-store"})

    return ticket


def _nights(keep: Keep, key: Key) -> Callable[[Request], Any]:
    # one at a time, so that what many send at once is not all in memory as lists of things
    alone = asyncio.Semaphore(1)

    async def nights(request: Request) -> Response:
        """Take what the page has to keep."""
        if not _is_same_origin(request.headers):
            return _problem(403, "only the page of this server may send nights")
        if not key.is_in(request.headers):
            return _problem(403, _NO_KEY)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _problem(415, "nights are sent as application/json")
        try:
            async with timeout(BODY_SECONDS):
                body = await _body(request)
        except (TimeoutError, ClientDisconnect):
            return _problem(408, "the nights did not arrive in time")
        if body is None:
            return _problem(413, f"more than {BODY_LIMIT} bytes at once")
        sender = request.client.host if request.client else "?"
        async with alone:
            return await run_in_thread(_kept, keep, body, sender)

    return nights


def _kept(keep: Keep, body: bytes, sender: str) -> Response:
    try:
        answer = keep(json.loads(body, parse_constant=_no_number), sender)
        return JSONResponse(answer, 409 if "there" in answer else 200)
    except RecursionError:
        return _problem(400, "nested too deeply")
    except ValueError as error:
        problems = str(error).splitlines()
        more = len(problems) - MOST_PROBLEMS
        return _problem(400, *problems[:MOST_PROBLEMS], *([f"and {more:,} more"] if more > 0 else []))
    except OutputError:
        return _problem(500, "the diary of the computer could not be written")


def _is_same_origin(headers: Headers) -> bool:
    """Return whether our own page asks; a browser says so in one of two headers, and no page can change either."""
    origin, relation = headers.get("origin", "null"), headers.get("sec-fetch-site")
    if relation not in (None, "same-origin"):
        return False
    if origin == "null":  # what some say of a page that is to say nothing of where it comes from
        return relation == "same-origin"
    return is_origin_ours(origin, headers)


async def _body(request: Request) -> bytes | None:
    """Return the body of a request; None where it is longer than BODY_LIMIT."""
    said = request.headers.get("content-length", "0")
    if len(said) > 9 or int(said) > BODY_LIMIT:
        return None
    body = bytearray()
    async for some in request.stream():
        body += some
        if len(body) > BODY_LIMIT:
            return None
    return bytes(body)


def _no_number(written: str) -> None:
    raise ValueError(f"{written} is no number")


def _problem(status: int, *problems: str) -> JSONResponse:
    return JSONResponse({"problems": list(problems)}, status)
