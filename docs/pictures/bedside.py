"""Takes the pictures of the bedside page: `python docs/pictures/bedside.py FOLDER`, with a folder from `nightcue site`.

Needs Chromium and the extra `test`. The page is served here for as long as it takes, and seen as on a phone.
"""

from __future__ import annotations

import re
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).parent
PHONE = {"width": 390, "height": 844}
DEAF = 2500  # milliseconds after which a rescue hears Back


class Quiet(SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of `folder`, served on loopback while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def take(page: Page, shot: Callable[[str], None]) -> None:
    """Go through the screens in English, and take a picture of each."""
    back = page.locator("section:visible .back")
    expect(page.locator("#offline")).to_contain_text("Works without")
    shot("home")
    page.locator("#last-row button").tap()
    shot("others")
    back.tap()
    page.locator("#routines button").first.tap()
    shot("questions")
    page.get_by_role("button", name="sore").first.tap()
    shot("refused")
    back.tap()
    page.locator("#routines button").first.tap()
    page.get_by_role("button", name="None of these").tap()
    for number in (2, 3):
        page.locator("#next").tap()
        expect(page.locator("#left")).to_contain_text(f"Step {number}")
    shot("playing")
    page.locator("#pause").tap()
    shot("paused")
    page.locator("#words").tap()
    page.locator("#pause").tap()
    expect(page.locator("#line")).not_to_be_empty()
    shot("words")
    page.locator("#to-timer").tap()
    shot("timer")
    back.tap()
    page.locator("#to-pain").tap()  # which stops the sound
    shot("pain")
    back.tap()
    back.tap()
    shot("go-on")
    page.locator("#cramp").tap()
    shot("rescue")
    page.wait_for_timeout(DEAF)
    back.tap()
    page.locator("#colours").tap()
    page.evaluate("scrollTo(0, 0)")
    shot("amber")
    page.locator("#colours").tap()
    take_night(page, shot)
    back.tap()


def take_night(page: Page, shot: Callable[[str], None]) -> None:
    """The screen for the last night, empty and filled in."""
    page.locator("#to-night").tap()
    shot("night")
    for field, answer in (("cramps", "2"), ("intensity", "6"), ("side", "left"), ("muscle", "calf"), ("legs", "heavy")):
        page.locator(f"#asked-{field} label").filter(has_text=re.compile(f"^{answer}$")).tap()
    page.locator("#asked-did label").first.tap()
    page.screenshot(path=HERE / "bedside-night-filled.png", full_page=True)


def take_trouble(page: Page) -> None:
    """The player when the server has gone away before the track was there."""
    page.route("**/tracks/stretch.*", lambda route: route.abort())
    page.locator("#last-row button").tap()
    page.get_by_role("button", name="Short stretch").tap()
    page.locator("#notice").wait_for()
    page.screenshot(path=HERE / "bedside-trouble.png")


def main(folder: Path) -> None:
    """Take every picture, in English, and the first screen in Spanish too."""
    with served(folder) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for locale, prefix in (("en-GB", "bedside"), ("es-ES", "bedside-es")):
            page = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale=locale).new_page()
            page.goto(url)
            page.locator("#cramp:enabled").wait_for()

            def shot(name: str, page: Page = page, prefix: str = prefix) -> None:
                page.screenshot(path=HERE / f"{prefix}-{name}.png")

            if locale.startswith("es"):
                expect(page.locator("#offline")).to_contain_text("Funciona sin red")
                shot("home")
            else:
                take(page, shot)
        phone = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")
        page = phone.new_page()
        page.goto(url)
        page.locator("#cramp:enabled").wait_for()
        take_trouble(page)
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
