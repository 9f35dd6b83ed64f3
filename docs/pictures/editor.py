"""Takes the pictures of the editor: `python docs/pictures/editor.py`.

Needs Chromium and the extras `edit` and `test`.
The editor runs in a folder of its own for as long as it takes, on a copy of the bedtime routine.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROUTINES = HERE.parents[1] / "routines"
LAPTOP, PHONE = {"width": 820, "height": 900}, {"width": 390, "height": 844}
LINE = "Good night, Mum. Sleep well."


@contextmanager
def edited(language: str) -> Iterator[str]:
    """The address of the editor on a copy of the bedtime routine, while the block runs."""
    source = ROUTINES if language == "en" else ROUTINES / language
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "routines"
        shutil.copytree(source / "parts", own / "parts")
        shutil.copy(source / "bedtime.yaml", own / "mine.yaml")
        command = [sys.executable, "-m", "nightcue", "edit", "mine", "--no-browser"]
        editor = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            assert editor.stdout
            yield editor.stdout.readline().strip()
        finally:
            editor.terminate()
            editor.wait()


def take(page: Page, shot: Callable[[str], None]) -> None:
    """Go through the screens in English, and take a picture of each."""
    shot("dials")
    page.get_by_role("button", name="Why? Hold each stretch").click()
    page.get_by_role("textbox", name="Hold each stretch").fill("90")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^Hold each stretch: Make it")).wait_for()
    shot("wrong")
    page.get_by_role("button", name=re.compile("^Hold each stretch: Make it")).click()
    page.get_by_role("tab", name="Steps").click()
    page.locator("svg.nc-timeline").wait_for()
    shot("steps")
    page.get_by_role("button", name=re.compile("^Stretch Stretch for the lower calf")).click()
    page.get_by_role("button", name=re.compile("^Add a step after Stretch")).wait_for()
    shot("card")
    page.get_by_role("button", name="Add a step at the end").click()
    page.get_by_role("dialog").get_by_role("button").first.wait_for()
    shot("adding")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Spoken words")).click()
    page.get_by_role("textbox", name="Line 1").nth(1).fill(LINE)
    page.get_by_role("button", name="Hear from: Compression boots").click()
    page.wait_for_function("document.querySelector('audio.nc-audio').currentTime > 60")
    page.locator("svg.nc-timeline").scroll_into_view_if_needed()
    shot("timeline")
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("tab", name="Words to read").click()
    page.get_by_text(LINE).first.wait_for()
    shot("reading")
    page.get_by_role("textbox", name="Who reads").fill("Eva")
    unsigned = page.get_by_role("button", name=re.compile(": sign it$"))
    while unsigned.count():
        unsigned.first.click()
        time.sleep(2)
    page.get_by_role("tab", name="YAML").click()
    page.locator(".cm-line").first.wait_for()
    shot("yaml")
    page.get_by_role("button", name="Make the track").click()
    page.get_by_text("It is made").wait_for(timeout=120_000)
    shot("made")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("link", name="All routines").click()
    page.get_by_role("heading", name="Change a routine").wait_for()
    shot("first")


def opened(browser: Browser, address: str, locale: str, viewport: dict[str, int]) -> Page:
    """A window on the dials of the routine."""
    page = browser.new_context(locale=locale, viewport=viewport).new_page()  # type: ignore[arg-type]
    page.goto(address)
    page.get_by_role("tab").first.wait_for()
    time.sleep(1)
    return page


def main() -> None:
    """Take every picture in English on a laptop, and the dials on a phone in Spanish too."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with edited("en") as address:
            page = opened(chromium, address, "en-GB", LAPTOP)

            def shot(name: str) -> None:
                time.sleep(0.7)  # what moves has come to rest
                page.screenshot(path=HERE / f"editor-{name}.png")

            take(page, shot)
            opened(chromium, address, "en-GB", PHONE).screenshot(path=HERE / "editor-phone.png")
        with edited("es") as address:
            opened(chromium, address, "es-ES", PHONE).screenshot(path=HERE / "editor-phone-es.png")
        chromium.close()


if __name__ == "__main__":
    main()
