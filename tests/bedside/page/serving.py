"""A small web server for the tests: plain files with ranges, as any server has them, and perhaps a diary."""

from __future__ import annotations

import json
import re
import socket
import threading
from contextlib import suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from nightcue.bedside.site import PAGE

LAN_HOST = "bedside.test"
"""A name that the tests' browser finds on loopback, and does not trust as it does loopback."""

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


class Site:
    """A folder served on loopback, until it is stopped. `asked` is every path asked for, `sent` every body.

    It refuses nights whose date begins with `refuses`, tells of one that is `there` whoever does not know its version,
    has the `diaries`, what was `finished` and the nights of `programmes` for who asks for a ticket, and stops after
    `breaks_at` bytes of a track until it `hangs_up`; `opus_breaks_at` is the same for one in Opus.
    """

    def __init__(self, folder: Path, takes_nights: bool = False) -> None:
        self.folder, self.takes_nights = folder, takes_nights
        self.asked: list[str] = []
        self.sent: list[dict] = []
        self.refuses: str | None = None
        self.there: dict | None = None
        self.diaries: list[str] | None = None
        self.finished: dict[str, list] = {}
        self.programmes: dict[str, dict] = {}
        self.breaks_at: int | None = None
        self.opus_breaks_at: int | None = None
        self.hangs_up = threading.Event()
        self._port = 0
        self.start()

    def start(self) -> None:
        """Serve, on the port of the last time if there was one."""
        self._open: list[socket.socket] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), _handler(self))
        self._server.daemon_threads = True
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answer nothing any more."""
        self._server.shutdown()
        self._server.server_close()
        for connection in self._open:  # a browser keeps connections, and they would be answered still
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://localhost:{self._port}/"

    @property
    def lan_url(self) -> str:
        """Where the page is for a browser that takes it for another machine, without https."""
        return f"http://{LAN_HOST}:{self._port}/"


def _handler(site: Site) -> type[SimpleHTTPRequestHandler]:
    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *args):
            super().__init__(*args, directory=str(site.folder))

        def setup(self):
            super().setup()
            site._open.append(self.connection)

        def log_message(self, *args):
            pass

        def translate_path(self, path):
            """A site has the modules as one script; the tests look into each."""
            found = Path(super().translate_path(path))
            module = PAGE / found.name
            return str(module if found.suffix == ".js" and not found.exists() and module.exists() else found)

        def do_GET(self):
            site.asked.append(self.path)
            if self.path == "/ticket" and site.diaries is not None:
                known = {"finished": site.finished, "programmes": site.programmes}
                self._answer(200, {"ticket": "t", "diaries": site.diaries, **known})
                return
            path = Path(self.translate_path(self.path))
            breaks_at = {".mp3": site.breaks_at, ".opus": site.opus_breaks_at}.get(path.suffix)
            if breaks_at:
                self._break_off(path.read_bytes(), breaks_at)
                return
            asked = _RANGE.fullmatch(self.headers.get("Range", ""))
            if not (asked and path.is_file()):
                super().do_GET()
                return
            content = path.read_bytes()
            first, last = int(asked[1]), min(int(asked[2] or len(content)), len(content) - 1)
            self.send_response(206)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
            self.send_header("Content-Length", str(last - first + 1))
            self.end_headers()
            self.wfile.write(content[first : last + 1])

        def _break_off(self, content, breaks_at):
            self.send_response(200)
            self.send_header("Content-Type", "audio/mpeg")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[:breaks_at])
            self.wfile.flush()
            site.hangs_up.wait(30)
            self.close_connection = True

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if not site.takes_nights:
                self._answer(404, {})
            elif bad := [n["date"] for n in body["nights"] if site.refuses and n["date"].startswith(site.refuses)]:
                self._answer(400, {"problems": [f"{date} is to come, <i>not</i> yet" for date in bad]})
            elif (there := site.there) and body["known"].get(there["date"], there["version"]) != there["version"]:
                self._answer(409, {"there": [there]})
            else:
                site.sent.append(body)
                versions = {night["date"]: "v" for night in body["nights"]}
                self._answer(200, {"nights": len(body["nights"]), "plays": len(body["plays"]), "versions": versions})

        def _answer(self, status, content):
            text = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def handle(self):
            try:
                super().handle()
            except OSError:  # a browser that has heard enough
                self.close_connection = True

    return Handler
