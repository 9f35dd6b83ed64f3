"""The files of one folder over HTTP: whole, in part, or not at all where the browser has them already."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from email.utils import formatdate, parsedate_to_datetime
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import unquote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from nightcue.bedside.packing import LARGEST, PACKED, packed, takes_gzip
from nightcue.bedside.ranges import asked_for
from nightcue.threads import run_in_thread

FRONT = "index.html"
CHUNK = 32_768
"""Bytes that are read at a time, and all that is held in memory of a file for somebody who reads it slowly."""

# not asked of the system: Windows may say that a script is plain text, and then no browser runs it
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/rss+xml",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ico": "image/vnd.microsoft.icon",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".vtt": "text/vtt; charset=utf-8",
    ".lrc": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True)
class _Opened:
    """A file that stays what it was when it was opened, whatever becomes of its name; `modified` in nanoseconds."""

    file: BinaryIO
    type: str
    size: int
    modified: int
    is_text: bool = False
    is_packed: bool = False

    @property
    def headers(self) -> dict[str, str]:
        packing = {"vary": "accept-encoding"} if self.is_text else {}
        if self.is_packed:
            packing["content-encoding"] = "gzip"
        return packing | {
            "content-type": self.type,
            "accept-ranges": "bytes",
            "cache-control": "no-cache",  # to be asked for each time, and answered with 304: a track may be made anew
            "etag": f'"{self.modified:x}-{self.size:x}{"-gzip" * self.is_packed}"',
            "last-modified": formatdate(self.modified // 10**9, usegmt=True),
        }

    def packed(self) -> _Opened:
        """Return the same, packed. Raises OSError."""
        content = packed(self.file.read(self.size))
        self.file.close()
        return replace(self, file=BytesIO(content), size=len(content), is_packed=True)


class _NotGivenError(Exception):
    """The file is there, and not for whoever asks."""


class Files:
    """An ASGI application that answers GET and HEAD with the files in `folder`, and with 404 for all else.

    Nothing outside of the folder is reached, not through symbolic links either; nor is anything whose name begins with
    a dot. A folder is never listed: `/` is FRONT, and others are not found. A file that is not given to an address,
    by its path inside of the folder and the address's query, is answered with 403.
    """

    def __init__(self, folder: Path, is_given: Callable[[PurePath, bytes], bool] | None = None) -> None:
        self._folder = folder.resolve()
        self._is_given = is_given

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            await self._answered(scope, receive, send)
        except _NotGivenError:
            await PlainTextResponse("This track says a name; it is not for guests.\n", 403)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        packs = takes_gzip(asked.get("accept-encoding", "")) and "range" not in asked
        async with self._opened(scope["raw_path"], scope["query_string"], packs) as opened:
            if opened is None:
                await PlainTextResponse("Not found.\n", 404)(scope, receive, send)
            else:
                await _answer(opened, scope, receive, send)

    @asynccontextmanager
    async def _opened(self, raw_path: bytes, query: bytes, packs: bool) -> AsyncIterator[_Opened | None]:
        opened = await run_in_thread(self._open, raw_path, query, packs)
        try:
            yield opened
        finally:
            if opened is not None:
                opened.file.close()

    def _open(self, raw_path: bytes, query: bytes, packs: bool) -> _Opened | None:
        names = _names(raw_path)
        if names is None:
            return None
        try:
            path = self._folder.joinpath(*names).resolve(strict=True)
            inside = path.relative_to(self._folder)
            # a pipe would be waited for, so what it is is looked at before it is opened
            if any(name.startswith(".") for name in inside.parts) or not stat.S_ISREG(path.stat().st_mode):
                return None
            if self._is_given and not self._is_given(inside, query):
                raise _NotGivenError
            file = path.open("rb", buffering=0)
            found, ending = os.fstat(file.fileno()), path.suffix.lower()
            kind = _TYPES.get(ending, "application/octet-stream")
            opened = _Opened(file, kind, found.st_size, found.st_mtime_ns, ending in PACKED)
            return opened.packed() if packs and opened.is_text and opened.size <= LARGEST else opened
        # missing or forbidden; outside, or no name at all; links in a circle
        except (OSError, ValueError, RuntimeError):
            return None


def _names(raw_path: bytes) -> list[str] | None:
    """Return the names between the slashes of a path, decoded one by one, so that an encoded slash is none."""
    root, *names = [unquote(name, errors="surrogateescape") for name in raw_path.decode("latin-1").split("/")]
    if root or not names:
        return None
    if names == [""]:
        return [FRONT]
    return None if any(_is_no_name(name) for name in names) else names


def _is_no_name(name: str) -> bool:
    # a colon is a drive or a hidden stream on Windows, a backslash a separator
    return not name or name.startswith(".") or any(sign in "/\\:" or ord(sign) < 32 for sign in name)


async def _answer(opened: _Opened, scope: Scope, receive: Receive, send: Send) -> None:
    asked, headers, size = Headers(scope=scope), opened.headers, opened.size
    versions = (headers["etag"], headers["last-modified"])
    if _is_known(asked, headers, opened.modified):
        of_any = ("cache-control", "etag", "last-modified", "vary")
        kept = {name: value for name, value in headers.items() if name in of_any}
        return await Response(status_code=304, headers=kept)(scope, receive, send)
    part = None
    # of no other method is a part defined; and of another version than the one begun, the whole is needed
    if scope["method"] == "GET" and asked.get("if-range", versions[0]) in versions:
        part = asked_for(asked.get("range", ""), size)
    if part is not None and not part:
        headers = {"content-range": f"bytes */{size}", "accept-ranges": "bytes"}
        return await PlainTextResponse(f"The file has {size} bytes.\n", 416, headers)(scope, receive, send)
    if part is not None:
        headers["content-range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    wanted = range(size) if part is None else part
    headers["content-length"] = str(len(wanted))
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 200 if part is None else 206, "headers": raw})
    if scope["method"] == "GET" and not await _send_bytes(opened.file, wanted, receive, send):
        return None
    return await send({"type": "http.response.body", "body": b"", "more_body": False})


def _is_known(asked: Headers, headers: dict[str, str], modified: int) -> bool:
    """Return whether the browser has this version of the file."""
    tags = asked.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or headers["etag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    try:
        return parsedate_to_datetime(asked["if-modified-since"]).timestamp() >= modified // 10**9
    except (KeyError, ValueError, OverflowError):
        return False


async def _send_bytes(file: BinaryIO, wanted: range, receive: Receive, send: Send) -> bool:
    """Send these bytes, and tell whether all were there and somebody was there to take them."""
    leaving = asyncio.ensure_future(_disconnected(receive))
    try:
        start = wanted.start
        while start < wanted.stop:
            chunk = await run_in_thread(_read, file, start, min(CHUNK, wanted.stop - start))
            if not chunk or leaving.done():  # without its last bytes, the answer ends with the connection
                return False
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            start += len(chunk)
        return True
    finally:
        leaving.cancel()


def _read(file: BinaryIO, start: int, count: int) -> bytes:
    try:
        file.seek(start)
        return file.read(count)
    except OSError:  # the disk failed, or is gone
        return b""


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
