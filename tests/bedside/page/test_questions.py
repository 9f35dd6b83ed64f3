"""The five safety questions before compression, as buttons, and a routine without its boots."""

import pytest
from click.testing import CliRunner

from bedside.page.conftest import Tone
from bedside.page.serving import Site
from bedside.page.watching import find, go_to, is_heard, open_page, place, screen, until
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

WHY = {
    "swollen": "Go on only if neither leg",
    "sore or broken": "Go on only if the skin",
    "little or nothing": "Go on only if your legs feel touch",
    "clot in a leg now": "that needs a doctor",
    "Are you pregnant": "Cramps are common in pregnancy",
}

EVENING = """title: Evening
language: en
voice: embedded
steps:
  - chapter: Calf
  - stretch: {name: Calf stretch, setup: Face the wall. Heel down., hold: 25s}
  - chapter: Boots on
  - safety: {wait: 3s, stop: "If any answer is yes, leave the boots out tonight, and ask your doctor."}
  - session:
      name: Boots
      therapy: compression
      intensity: gentle
      start: Turn the boots on at their lowest setting. If you feel tingling or pain, stop, and take them off.
      duration: 4m
      stop: Turn the boots off, and take them off. Look at your skin.
  - chapter: Legs up
  - rest: {say: Rest your legs., duration: 20s}
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""


@pytest.fixture
def asked(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Boots").tap()
    screen(page, "questions")
    return page


def test_none_of_these_starts_the_routine(asked):
    assert asked.evaluate("sounds[1].paused")
    assert asked.locator("#asked button").count() == 5
    asked.get_by_role("button", name="None of these").tap()
    is_heard(asked)
    assert asked.locator("#playing-title").text_content() == "Boots"


def test_any_other_answer_says_why_not_and_offers_the_stretches(asked):
    for words, why in WHY.items():
        asked.get_by_role("button", name=words).tap()
        screen(asked, "refused")
        assert why in asked.locator("#why").text_content()
        assert "ask a doctor first" in asked.locator("#why").text_content()
        assert ("get emergency help" in asked.locator("#why").text_content()) is (
            words in ("swollen", "clot in a leg now")
        )
        assert asked.get_by_role("button", name="Only the stretches").is_visible()
        asked.get_by_role("button", name="Back").tap()
        screen(asked, "home")
        asked.get_by_role("button", name="Boots").tap()
        screen(asked, "questions")
    asked.get_by_role("button", name="sore or broken").tap()
    asked.get_by_role("button", name="Only the stretches").tap()
    is_heard(asked)
    assert asked.locator("#playing-title").text_content() == "Stretches"


@pytest.fixture(scope="module")
def evening(work):
    """A site with a routine of stretches and boots."""
    (work / "routines/evening.yaml").write_text(EVENING, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(work)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        review = ["review", "routines/evening.yaml", "--by", "Ana", "--yes"]
        for words in (review, ["site", "evening", "evening", "stretch", "rescue"]):
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    (work / "routines/evening.yaml").unlink()
    (work / "routines/evening.reviewed.yaml").unlink()
    served = Site(work / "evening")
    yield served
    served.stop()


@pytest.fixture
def without_boots(page, evening):
    """The evening, begun without the boots."""
    open_page(page, evening.url)
    page.get_by_role("button", name="Evening").tap()
    page.get_by_role("button", name="Are you pregnant").tap()
    screen(page, "refused")
    assert "Leave the boots out tonight" in page.locator("#why").text_content()
    button = page.get_by_role("button", name="Without the boots tonight")
    assert button.text_content().endswith("1 min")
    button.tap()
    is_heard(page)
    return page


def test_without_the_boots_everything_but_the_boots_is_played(without_boots):
    page = without_boots
    assert page.locator("#playing-title").text_content() == "Evening"
    assert page.locator("#step").text_content() == "Calf"
    assert page.locator("#left").text_content().endswith("1 min left")
    boots = page.evaluate("fetch('routines.json').then((a) => a.json()).then((l) => l.routines[0].chapters[1])")
    go_to(page, boots["start"] - 0.5)
    until(page, "document.getElementById('step').textContent", "Legs up")
    assert boots["end"] - 0.1 <= place(page) < boots["end"] + 5
    is_heard(page)


def test_the_keys_lead_past_the_boots_that_are_left_out_and_a_reload_remembers(without_boots):
    page = without_boots
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('step').textContent", "Legs up")
    assert page.locator("#next").is_disabled()
    page.get_by_role("button", name="Step before").tap()
    until(page, "document.getElementById('step').textContent", "Calf")
    page.reload()
    screen(page, "playing")
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('step').textContent", "Legs up")


def test_a_clot_leaves_out_more_than_the_boots(page, evening):
    open_page(page, evening.url)
    page.get_by_role("button", name="Evening").tap()
    page.get_by_role("button", name="clot in a leg now").tap()
    screen(page, "refused")
    assert page.get_by_role("button", name="Only the stretches, once a doctor has said yes").is_visible()


def test_the_devices_own_way_back_leads_to_the_first_screen(asked):
    asked.go_back()
    screen(asked, "home")
    find(asked, "Stretches").tap()
    is_heard(asked)
    asked.go_back()
    screen(asked, "home")
    assert asked.get_by_role("button", name="Playing: Stretches").is_visible()
    asked.get_by_role("button", name="Playing: Stretches").tap()
    screen(asked, "playing")
    assert not asked.evaluate("sounds[1].paused")
