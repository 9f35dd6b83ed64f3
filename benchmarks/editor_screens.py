"""How soon the screens of the editor are there, in seconds, and against an empty page of the same library.

    python benchmarks/editor_screens.py [--times 5]

It starts `nightcue edit` in a folder of its own and opens its pages in Chromium, each time in a browser that has never
been there. A screen is there when what is on it can be used.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, sync_playwright

ROUTINES = Path(__file__).parents[1] / "routines"
EMPTY = """
from nicegui import ui
ui.run(lambda: ui.label("there"), host="127.0.0.1", port={port}, show=False, reload=False, show_welcome_message=False)
"""
SCREENS = {
    "the first page, by its heading": ("", "role=heading[level=1]"),
    "the first page, with every routine": ("", "role=button >> nth=11"),
    "a routine of bedtime, by its dials": ("?file=routines/mine.yaml", ".nc-dial >> nth=3"),
}


def main() -> None:
    """Measure, and print a line for each screen."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=5)
    times = asked.parse_args().times
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        port = free_port()
        Path(home, "empty.py").write_text(EMPTY.format(port=port))
        with serving([sys.executable, "empty.py"], home, None):
            there = f"http://127.0.0.1:{port}/"
            until_it_answers(browser, there)
            empty = statistics.median(seconds(browser, there, "text=there") for _ in range(times))
        print(f"{'an empty page of NiceGUI':40} {empty:5.2f} s")
        shutil.copytree(ROUTINES / "parts", Path(home, "routines/parts"))
        shutil.copy(ROUTINES / "bedtime.yaml", Path(home, "routines/mine.yaml"))
        began = time.monotonic()
        with serving([sys.executable, "-m", "nightcue", "edit", "--no-browser"], home, "http") as address:
            for name, (below, shown) in SCREENS.items():
                took = [seconds(browser, address + below, shown) for _ in range(times)]
                if name == next(iter(SCREENS)):
                    print(
                        f"{'from the command to its first page':40} {time.monotonic() - began - sum(took[1:]):5.2f} s"
                    )
                middle = statistics.median(took)
                print(
                    f"{name:40} {middle:5.2f} s, {middle / empty:4.1f} times the empty page; slowest {max(took):.2f} s"
                )
        browser.close()


@contextmanager
def serving(command: list[str], home: str, prefix: str | None) -> Iterator[str]:
    """Start a server, and give the first line that it prints with this beginning."""
    own = {f"NIGHTCUE_{name}": str(Path(home, name.lower())) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    with subprocess.Popen(command, cwd=home, env=os.environ | own, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip() if prefix else ""
        finally:
            server.terminate()


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as asking:
        port: int = asking.getsockname()[1]
        return port


def until_it_answers(browser: Browser, address: str) -> None:
    """Wait for the empty page."""
    for _ in range(100):
        try:
            seconds(browser, address, "text=there")
        except Error:
            time.sleep(0.1)
        else:
            return


def seconds(browser: Browser, address: str, shown: str) -> float:
    """Return how long an address takes until that is shown, in a browser that has never been there."""
    context: Any = browser.new_context(locale="en-GB")
    page = context.new_page()
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator(shown).first.wait_for()
    took = time.monotonic() - began
    context.close()
    return took


if __name__ == "__main__":
    main()
