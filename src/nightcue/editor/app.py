"""The web server of the editor: everything is behind its key, and nothing leaves this machine."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Collection
from pathlib import Path

from fastapi import FastAPI
from nicegui import app as pages
from nicegui import ui
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from nightcue.bedside.hosts import is_origin_ours, is_our_host
from nightcue.debugging import debugging, listen_to, log_error
from nightcue.editor.first_page import add_first_pages
from nightcue.editor.making import ENDING
from nightcue.editor.page import add_pages
from nightcue.editor.sounds import ADDRESS, SOUNDS, answer
from nightcue.editor.styling import dress
from nightcue.editor.words import wished_language, words
from nightcue.terminal import tell

_SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
_SCRIPT = b"<script"
_RECONNECT_SECONDS = 60.0
"""For which a page that has lost its connection, as of a laptop that slept, finds everything as it was."""


def application(
    key: str, given: Path | None = None, names: Collection[str] = (), beside: ASGIApp | None = None
) -> ASGIApp:
    """Return the editor as an ASGI application, all of it below /KEY/; whoever does not know the `key` gets nothing.

    It opens one's own routines, and the one at `given` wherever it is. `names` are names of this machine in its
    network. Requests without the key go to the application `beside` it, where there is one. A program can have one
    editor, for NiceGUI keeps its pages for the whole of a program.
    """
    listen_to("nicegui")
    logging.getLogger("nicegui").setLevel(logging.ERROR if debugging() else logging.CRITICAL)
    outer = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_first_pages(given)
    add_pages(given)
    pages.add_api_route(f"{ADDRESS}/{{name}}", answer)
    pages.on_shutdown(SOUNDS.close)
    pages.on_shutdown(ENDING.set)
    ui.run_with(
        outer,
        mount_path=f"/{key}",
        title="nightcue",
        dark=None,
        tailwind=False,
        gzip_middleware_factory=None,
        reconnect_timeout=_RECONNECT_SECONDS,
        show_welcome_message=False,
    )
    # a bar for every request that nobody waits for, and that no screen reader has a name for
    pages.config.quasar_config["loadingBar"]["skipHijack"] = True
    pages.on_exception(_tell_of)
    pages.on_page_exception(_say_broken)
    return _Guard(_Noncing(outer), key, frozenset({"localhost", *(name.lower() for name in names)}), beside)


def _tell_of(error: Exception) -> None:
    log_error("in the editor", error)
    tell(f"nightcue: error in the editor: {type(error).__name__}: {error}", err=True)


def _say_broken(error: Exception) -> None:
    """Draw a page that says what to do where one of ours could not be drawn."""
    _tell_of(error)
    request = ui.context.client.request
    said = words(wished_language(request.headers.get("accept-language", "") if request else ""))
    dress()
    ui.label(said("broken")).classes("nc-page")


class _Guard:
    """Lets nobody through who does not ask by a name of ours, from our own page, with the key."""

    def __init__(self, app: ASGIApp, key: str, names: frozenset[str], beside: ASGIApp | None) -> None:
        self._app, self._key, self._names, self._beside = app, key.encode(), names, beside

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if self._beside and scope["type"] == "http" and not self._has_key(scope):
            await self._beside(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _has_key(self, scope: Scope) -> bool:
        _, _, below = scope["path"].partition("/")
        return hmac.compare_digest(below.partition("/")[0].encode(), self._key)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not is_our_host(headers.get("host", ""), self._names):
            return _refused("This name does not belong to this page; open it by its address.")
        if not self._has_key(scope):
            return _refused("The address that nightcue shows in the terminal has the key; open the page there.")
        if "origin" in headers and not is_origin_ours(headers["origin"], headers):
            return _refused("Only the page of this server may ask this.")
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
        if site not in ("none", "same-origin") and mode != "navigate":
            return _refused("Only the page of this server may ask this.")
        return None


def _refused(why: str) -> PlainTextResponse:
    return PlainTextResponse(f"{why}\n", 403, dict(_SAFE))


class _Noncing:
    """Gives every answer its headers, and every script of ours in a page the number that its policy asks for.

    NiceGUI's page has scripts in itself, and turns the templates of its elements into functions, which takes
    'unsafe-eval'. A script that came in with a text would not have the number, and an address such as javascript: or
    an attribute such as onclick is no script that a policy with numbers runs.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        host = Headers(scope=scope)["host"]
        start: Message | None = None
        body = bytearray()

        async def safely(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**_SAFE, "content-security-policy": _policy(nonce, host)})
                if headers.get("content-type", "").startswith("text/html"):
                    start = message
                    return
            if start is None or message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                whole = bytes(body).replace(_SCRIPT, b'%s nonce="%s"' % (_SCRIPT, nonce.encode()))
                MutableHeaders(scope=start)["content-length"] = str(len(whole))
                await send(start)
                await send({"type": "http.response.body", "body": whole})

        await self._app(scope, receive, safely)


def _policy(nonce: str, host: str) -> str:
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data:; font-src 'self'; media-src 'self' blob:; connect-src 'self' ws://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
