"""docs/speakers.md: what it shows is read, and what it says of the rescue and of every chapter holds."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from nightcue.building.forms import RESCUE_LEAD_IN
from nightcue.language.script import LEAD_IN
from nightcue.language.sound import Sound

PAGE = (Path(__file__).parents[2] / "docs/speakers.md").read_text(encoding="utf-8")


def test_the_levels_on_the_page_are_those_that_are_taken() -> None:
    assert f"noise at {Sound().floor:g} dBFS" in PAGE
    [shown] = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert set(yaml.safe_load(shown)["sound"]) <= set(Sound.written())


def test_the_lead_ins_on_the_page_are_those_of_tracks() -> None:
    assert (float(LEAD_IN), float(RESCUE_LEAD_IN)) == (0.5, 0.2)
    assert "begin with half a second" in PAGE
    assert "after 0.2 s" in PAGE
