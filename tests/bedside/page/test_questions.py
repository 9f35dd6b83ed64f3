"""The four safety questions before compression, as buttons."""

import pytest

from bedside.page.watching import is_heard, open_page, screen

pytestmark = pytest.mark.once

WHY = {
    "swollen": "Go on only if neither leg",
    "sore or broken": "Go on only if the skin",
    "numb place": "Go on only if your legs feel touch",
    "blood clot": "Ask a clinician before using compression",
}


@pytest.fixture
def asked(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Boots").tap()
    screen(page, "questions")
    return page


def test_none_of_these_starts_the_routine(asked):
    assert asked.evaluate("sounds[1].paused")
    assert asked.locator("#asked button").count() == 4
    asked.get_by_role("button", name="None of these").tap()
    is_heard(asked)
    assert asked.locator("#playing-title").text_content() == "Boots"


def test_any_other_answer_says_why_not_and_offers_the_stretches(asked):
    for words, why in WHY.items():
        asked.get_by_role("button", name=words).tap()
        screen(asked, "refused")
        assert why in asked.locator("#why").text_content()
        assert "ask a doctor first" in asked.locator("#why").text_content()
        assert ("get emergency help" in asked.locator("#why").text_content()) is (words == "swollen")
        assert asked.get_by_role("button", name="Only the stretches").is_visible()
        asked.get_by_role("button", name="Back").tap()
        screen(asked, "home")
        asked.get_by_role("button", name="Boots").tap()
        screen(asked, "questions")
    asked.get_by_role("button", name="sore or broken").tap()
    asked.get_by_role("button", name="Only the stretches").tap()
    is_heard(asked)
    assert asked.locator("#playing-title").text_content() == "Stretches"


def test_the_devices_own_way_back_leads_to_the_first_screen(asked):
    asked.go_back()
    screen(asked, "home")
    asked.get_by_role("button", name="Stretches").tap()
    is_heard(asked)
    asked.go_back()
    screen(asked, "home")
    assert asked.get_by_role("button", name="Playing: Stretches").is_visible()
    asked.get_by_role("button", name="Playing: Stretches").tap()
    screen(asked, "playing")
    assert not asked.evaluate("sounds[1].paused")
