"""Three browser engines behind the same four verbs: Chromium, Firefox and WebKitGTK, as Debian has them.

Playwright drives Chromium; its Firefox and WebKit are builds of its own. Those that people have are driven as their
makers mean it: Firefox by WebDriver BiDi, which it speaks by itself, WebKitGTK by its WebKitWebDriver.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

PATIENCE = 60
SILENT = ",".join(f"{sink}:NONE" for sink in ("pulsesink", "alsasink", "jackaudiosink", "pipewiresink", "osssink"))
"""For GStreamer: no sink that is heard, so that it takes its false one, which keeps time."""
NO_SOUND_CARD = 'user_pref("media.cubeb.force_mock_context", true);\n'
"""For Firefox: a sound card that is not there, which keeps time."""


class Chromium:
    """A page of Playwright's."""

    def __init__(self, page):
        self.page = page
        self.go, self.reload, self.ask = page.goto, page.reload, page.evaluate

    def tap(self, x, y):
        self.page.touchscreen.tap(x, y)


class Firefox:
    """A tab, by WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi) over the `connection`."""

    def __init__(self, connection):
        self._connection = connection
        self._number = 0
        self._send("session.new", capabilities={})
        self._tab = {"context": self._send("browsingContext.getTree")["contexts"][0]["context"]}

    def go(self, url):
        self._send("browsingContext.navigate", **self._tab, url=url, wait="complete")

    def reload(self):
        self._send("browsingContext.reload", **self._tab, wait="complete")

    def ask(self, expression):
        text = f"(async () => JSON.stringify((await ({expression})) ?? null))()"
        answer = self._send("script.evaluate", expression=text, target=self._tab, awaitPromise=True)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def tap(self, x, y):
        self._send("input.performActions", **self._tab, actions=[finger(x, y, "touch")])

    def close(self):
        self._send("browser.close")

    def _send(self, method, **parameters):
        self._number += 1
        self._connection.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while (answer := json.loads(self._connection.recv(timeout=PATIENCE))).get("id") != self._number:
            pass  # news of what happens in the browser
        assert answer["type"] == "success", answer
        return answer["result"]


class WebKit:
    """A window of WebKitGTK's MiniBrowser, by WebDriver (https://www.w3.org/TR/webdriver2) at the driver's `port`."""

    def __init__(self, port):
        self._session = f"http://127.0.0.1:{port}/session"
        self._session += "/" + self._send("POST", capabilities={})["sessionId"]

    def go(self, url):
        self._send("POST", "/url", url=url)

    def reload(self):
        self._send("POST", "/refresh")

    def ask(self, expression):
        text = (
            f"const done = arguments[0]; (async () => ({expression}))().then(done, (problem) => done(String(problem)))"
        )
        return self._send("POST", "/execute/async", script=text, args=[])

    def tap(self, x, y):
        self._send("POST", "/actions", actions=[finger(x, y, "mouse")])  # it knows no touch

    def close(self):
        self._send("DELETE")

    def _send(self, method, path="", **parameters):
        request = Request(self._session + path, json.dumps(parameters).encode(), method=method)
        try:
            with urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except HTTPError as problem:
            raise AssertionError(problem.read().decode()) from None


def finger(x, y, kind):
    """A tap at a place of the page, as both WebDrivers want it."""
    move = {"type": "pointerMove", "duration": 0, "x": x, "y": y}
    steps = [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    return {"type": "pointer", "id": "finger", "parameters": {"pointerType": kind}, "actions": steps}


@contextmanager
def firefox(program, folder):
    """Firefox with a new profile in `folder`, and without a sound card."""
    from websockets.sync.client import connect

    (folder / "user.js").write_text(NO_SOUND_CARD)
    command = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port=0"]
    told = folder / "told"
    with told.open("w") as file, started(command, stdout=file, stderr=file):
        address = soon(lambda: re.search(r"BiDi listening on (ws://\S+)\n", told.read_text()), "Firefox")[1]
        with connect(f"{address}/session", max_size=None) as connection:
            browser = Firefox(connection)
            yield browser
            browser.close()


@contextmanager
def webkit():
    """WebKitGTK on a screen that nobody sees, and without a sound card."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["xvfb-run", "--auto-servernum", "WebKitWebDriver", f"--port={port}"]
    environment = os.environ | {"GST_PLUGIN_FEATURE_RANK": SILENT}
    with started(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        soon(lambda: answers(port), "WebKitWebDriver")
        browser = WebKit(port)
        yield browser
        browser.close()


def answers(port):
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def soon(what, program):
    """Wait for an answer that is true, and return it."""
    end = time.monotonic() + PATIENCE
    while not (answer := what()):
        assert time.monotonic() < end, f"{program} does not start"
        time.sleep(0.05)
    return answer


@contextmanager
def started(command, **settings):
    """A program that is ended with everything that it has started itself."""
    process = subprocess.Popen(command, start_new_session=True, **settings)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE)


def missing(*programs):
    """The first of these programs that is not here."""
    return next((program for program in programs if not shutil.which(program) and not Path(program).exists()), None)
