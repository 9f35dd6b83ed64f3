"""The brief form of a routine on the page, and the full one that comes back once a week."""

import json
import re

import pytest
from click.testing import CliRunner

from bedside.page.conftest import Tone, watched
from bedside.page.serving import Site
from bedside.page.walking import CUT
from bedside.page.watching import find, go_to, is_heard, kept, open_page, place, screen, start, until
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

TEXT = """\
title: Evening stretch
language: en
voice: embedded
steps:
  - chapter: Sitting
  - say:
      - Sit down.
      - full: This is how the stretch helps your calf at night, as far as anybody knows.
      - Put your heel on the floor.
  - pause: 40s
  - chapter: Calf
  - stretch: {name: Calf, hold: 25s, ready: 4s}
  - say: Get medical help if one leg is swollen, warm or red. This is not medical advice.
  - pause: 30s
  - say: Good night.
"""
SPANISH = """\
title: Estirar
language: es
voice: embedded
steps:
  - say:
      - Siéntese.
      - full: Así ayuda este estiramiento a la pantorrilla por la noche, según lo que se sabe.
      - Si tiene una pierna hinchada, caliente o roja, pida ayuda médica. Esto no es consejo médico.
  - pause: 30s
  - say: Buenas noches.
"""
FULL = "In full tonight, as once a week."
TITLE = "Evening stretch"


@pytest.fixture(scope="session")
def forms(tmp_path_factory, work):
    """A folder with the site, and the single file, of a routine in two forms, of one that has one, and of a rescue."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "routines/es").mkdir(parents=True)
    for name in ("stretch", "rescue"):
        (folder / "routines" / f"{name}.yaml").write_bytes((work / "routines" / f"{name}.yaml").read_bytes())
    (folder / "routines/evening.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "routines/es/evening.yaml").write_text(SPANISH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        for place_of in ("site", "--single=single.html"):
            words = ["site", place_of, "evening", "stretch", "rescue", "--lang", "en", "--lang", "es"]
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def evening(forms):
    site = Site(forms / "site")
    yield site
    site.stop()


@pytest.fixture
def lengths(forms):
    """The length in seconds of each form, as the list has it."""
    routines = json.loads((forms / "site/routines.json").read_text(encoding="utf-8"))["routines"]
    return {r["detail"]: r["seconds"] for r in routines if (r["name"], r["language"]) == ("evening", "en")}


def track_heard(page):
    """The length in seconds of the track that is heard, and what is left of it."""
    place(page)
    return page.evaluate("actions && navigator.mediaSession.metadata?.artist")


def is_on(page):
    return page.locator("#brief-state").text_content() == "on"


def is_told(page, words=FULL):
    return page.locator("#notice").is_visible() and page.locator("#notice").text_content() == words


def hear_to_its_end(page):
    go_to(page, 100_000)
    screen(page, "home")


def test_what_it_looks_like(page, evening):
    open_page(page, evening.url)
    start(page, TITLE)
    page.screenshot(path="/tmp/brief-try/playing.png")
    page.locator("#brief").tap()
    is_heard(page)
    page.screenshot(path="/tmp/brief-try/playing2.png")
    assert is_on(page)
