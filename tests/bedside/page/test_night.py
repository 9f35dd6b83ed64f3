"""The screen "last night": a few taps, kept in the browser, and sent when somebody takes it."""

import json
import re

import pytest

from bedside.page.watching import kept, open_page, screen, until

pytestmark = pytest.mark.once

MORNING = "2026-11-25T07:00:00"


@pytest.fixture
def open_night(page):
    def call(site):
        page.clock.install(time=MORNING)
        open_page(page, site.url)
        page.get_by_role("button", name="Last night").tap()
        screen(page, "night")
        return page

    return call


def choose(page, field, *answers):
    for answer in answers:
        page.locator(f"#asked-{field} label", has_text=re.compile(f"^{answer}$")).tap()


def said(page, words):
    page.get_by_role("status").filter(has_text=words).wait_for()


def test_three_taps_are_a_night(open_night, diary):
    page = open_night(diary)
    choose(page, "cramps", "0")
    page.get_by_role("button", name="Save").tap()
    said(page, "Saved.")
    screen(page, "home")
    assert diary.sent[-1]["nights"] == [{"date": "2026-11-24", "cramps": 0}]  # what was not answered is not there


def test_everything_that_can_be_said_of_a_night_arrives_in_the_words_of_the_diary(open_night, diary):
    page = open_night(diary)
    assert not page.locator("#asked-intensity").is_visible()
    choose(page, "cramps", "2")
    choose(page, "intensity", "7")
    choose(page, "longest", "1 to 3 min")
    choose(page, "side", "both")
    choose(page, "muscle", "calf")
    choose(page, "did", "stretches", "socks in the daytime")
    choose(page, "legs", "heavy")
    choose(page, "signs", "swelling")
    assert page.get_by_text("See a clinician if").is_visible()
    choose(page, "day", "sport", "little water")
    page.get_by_label("A note").fill("<b>new</b> shoes")
    page.get_by_role("button", name="Save").tap()
    said(page, "See a clinician if")
    assert diary.sent[-1]["nights"] == [
        {
            "date": "2026-11-24", "cramps": 2, "intensity": 7, "longest": 120, "side": "both", "muscle": "calf",
            "day": ["sport", "little-water"], "stretched": True, "compression": False, "massage": False, "socks": True,
            "legs": "heavy", "signs": ["swelling"], "note": "<b>new</b> shoes",
        }
    ]  # fmt: skip


def test_none_of_these_is_an_answer_and_takes_the_others_back(open_night, diary):
    page = open_night(diary)
    choose(page, "cramps", "0")
    choose(page, "did", "stretches", "None of these")
    choose(page, "signs", "redder or darker", "None of these")
    choose(page, "day", "None of these", "sport")
    page.get_by_role("button", name="Save").tap()
    said(page, "Saved.")
    night = diary.sent[-1]["nights"][0]
    assert [night[name] for name in ("stretched", "compression", "massage", "socks")] == [False] * 4
    assert (night["signs"], night["day"]) == ([], ["sport"])
    page.get_by_role("button", name="Last night").tap()
    assert page.locator("#asked-did input:checked, #asked-signs input:checked").count() == 2


def test_a_night_waits_in_the_browser_until_a_server_takes_it(open_night, site):
    page = open_night(site)
    choose(page, "cramps", "1")
    page.get_by_role("button", name="Save").tap()
    said(page, "Kept in this browser")
    assert kept(page, "nights")[0]["sent"] is False
    site.takes_nights = True
    page.reload()
    until(page, "JSON.parse(localStorage.getItem('nightcue.nights'))[0].sent")
    assert [night["cramps"] for night in site.sent[-1]["nights"]] == [1]
    page.get_by_role("button", name="Last night").tap()
    assert page.locator("#asked-cramps input:checked").get_attribute("value") == "1"


def test_what_the_server_refuses_is_told_in_its_words(open_night, diary):
    diary.refuses = "2026"
    page = open_night(diary)
    choose(page, "cramps", "1")
    page.get_by_role("button", name="Save").tap()
    said(page, "The server did not take it: 2026-11-24 is to come, <i>not</i> yet")
    assert kept(page, "nights")[0]["cramps"] == 1


def test_one_night_that_is_refused_does_not_hold_up_the_others(open_night, diary):
    page = open_night(diary)
    refused = {"date": "2099-01-01", "cramps": 1, "sent": False}
    page.evaluate(f"localStorage.setItem('nightcue.nights', JSON.stringify([{json.dumps(refused)}]))")
    diary.refuses = "2099"
    page.reload()
    said(page, "The server did not take it: 2099-01-01 is to come")
    page.get_by_role("button", name="Last night").tap()
    choose(page, "cramps", "1")
    page.get_by_role("button", name="Save").tap()
    said(page, "Saved.")
    assert [night["date"] for body in diary.sent for night in body["nights"]] == ["2026-11-24"]


def test_a_night_that_was_sent_too_late_is_told_with_what_to_do_in_both_languages(open_night, diary):
    late = {"date": "2026-11-20", "cramps": 1, "sent": False}
    diary.refuses = "2026-11-20"
    page = open_night(diary)
    for locale, words in (
        ("en", "the night of 2026-11-20 is too long ago. Add"),
        ("es", "del 2026-11-20 ya queda lejos. Añ"),
    ):
        page.evaluate(f"localStorage.setItem('nightcue.nights', JSON.stringify([{json.dumps(late)}]))")
        page.evaluate(f"localStorage.setItem('nightcue.language', JSON.stringify('{locale}'))")
        page.reload()
        said(page, words)
        said(page, "nightcue diary add --date 2026-11-20")


def test_without_the_number_of_cramps_nothing_is_saved(open_night, diary):
    page = open_night(diary)
    choose(page, "legs", "fine")
    page.get_by_role("button", name="Save").tap()
    said(page, "First choose how many cramps")
    assert diary.sent == []


def test_another_night_can_be_chosen_and_has_its_own_answers(open_night, diary):
    page = open_night(diary)
    choose(page, "cramps", "3")
    page.locator("label", has_text="Monday to Tuesday").tap()
    assert page.locator("#asked-cramps input:checked").count() == 0
    choose(page, "cramps", "1")
    page.get_by_role("button", name="Save").tap()
    said(page, "Saved.")
    assert [(night["date"], night["cramps"]) for night in diary.sent[-1]["nights"]] == [("2026-11-23", 1)]


def test_in_the_morning_it_is_at_the_top_of_a_page_that_was_left_open_in_the_evening(page, site):
    page.clock.install(time="2026-11-24T22:00:00")
    open_page(page, site.url)
    below_the_title = "document.querySelector('#home > :not(header):not([hidden])').id"
    assert page.evaluate(below_the_title) == "routines"
    page.clock.fast_forward("09:00:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate(below_the_title) == "to-night"
