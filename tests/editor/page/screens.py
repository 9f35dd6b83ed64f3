"""Every screen of the editor, and the way to it."""

import re
from collections.abc import Callable

from editor.page.conftest import until

TEXT = """\
title: An evening of one's own
summary: A few stretches, and then to bed.
language: en
voice: embedded
facts: [stretch-hold]
vars:
  hold: 25s      # each stretch
steps:
  - chapter: The stretches
  - say: Good evening, Mum. Sit down on the edge of the bed.
  - stretch: {name: Calf stretch, setup: Face the wall., hold: "{hold}", sides: [left, right]}
  - stretch: {name: Another stretch, setup: Sit down., hold: 15s}
  - repeat:
      times: 2
      steps:
        - breathe: {in: 4s, out: 6s, times: 3}
        - pause: 5s
  - chapter: Good night
  - say:
      - Sleep well, Mum.
      - full: I am next door.
"""

WRONG = TEXT.replace("hold: 15s", "hold: 90s")


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def dials(page):
    page.get_by_role("textbox", name="Hold", exact=False).first.wait_for()


def reason(page):
    page.get_by_role("button", name=re.compile("^Why?")).first.click()
    page.locator(".nc-reason").first.wait_for()


def steps(page):
    tab(page, "Steps")
    page.locator(".nc-card").first.wait_for()
    page.locator("svg.nc-timeline").wait_for()


def card(page):
    steps(page)
    page.get_by_role("button", name=re.compile("^Stretch Calf stretch")).click()
    page.get_by_role("textbox", name="Line 1").first.wait_for()


def breath(page):
    steps(page)
    page.get_by_role("button", name=re.compile("^Breath")).first.click()
    page.locator(".nc-breath").wait_for()


def adding(page):
    steps(page)
    page.get_by_role("button", name="Add a step at the end").click()
    page.get_by_role("dialog").get_by_role("button").first.wait_for()


def heard(page):
    steps(page)
    page.get_by_role("button", name="Hear the whole").click()
    until(lambda: page.locator("audio.nc-audio").evaluate("sound => sound.currentTime > 1"))


def table(page):
    steps(page)
    page.get_by_text("What the colours mean").click()
    page.get_by_text("As a table").click()
    page.locator(".nc-table tbody tr").first.wait_for()


def reading(page):
    tab(page, "Words to read")
    page.get_by_role("textbox", name="Who reads").wait_for()


def yaml(page):
    tab(page, "YAML")
    until(lambda: page.locator(".cm-content").get_attribute("aria-label"), "The routine as YAML")


def versions(page):
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("dialog").wait_for()


def first(page):
    page.get_by_role("link", name="All routines").click()
    page.get_by_role("heading", name="Change a routine").wait_for()


def own(page):
    first(page)
    page.get_by_role("button", name="Make my own of “Bedtime leg routine”").click()
    page.get_by_role("textbox", name="Name of the file").wait_for()


def made(page):
    page.get_by_role("button", name="Make the track").click()
    page.get_by_role("button", name="Close").wait_for()


SCREENS: dict[str, Callable[[object], None]] = {
    "first": first,
    "own": own,
    "dials": dials,
    "reason": reason,
    "steps": steps,
    "card": card,
    "breath": breath,
    "adding": adding,
    "heard": heard,
    "table": table,
    "reading": reading,
    "yaml": yaml,
    "versions": versions,
    "made": made,
}
"""What leads from the dials of TEXT to each screen."""
