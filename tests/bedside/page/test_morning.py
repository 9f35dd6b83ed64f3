"""The morning's notes: what was heard counts itself, nothing is lost on the way, and nobody overwrites another."""

import json
import re

import pytest

from bedside.page.watching import RESCUE, find, is_heard, kept, open_page, screen, until
from nightcue.diary.importing import read_file, take
from nightcue.diary.store import read_diary

pytestmark = pytest.mark.once

MORNING = "2026-11-25T07:00:00"
DATE = "2026-11-24"
THERE = {"date": DATE, "cramps": 3, "version": "theirs"}


def choose(page, field, *answers):
    for answer in answers:
        page.locator(f"#asked-{field} label", has_text=re.compile(f"^{answer}$")).tap()


def said(page, words):
    page.get_by_role("status").filter(has_text=words).wait_for()


def save(page):
    page.get_by_role("button", name="Save", exact=True).tap()


def chosen(page, field):
    return page.eval_on_selector_all(f"#asked-{field} input:checked", "all => all.map((each) => each.value)")


def to_night(page, site, time=MORNING):
    page.clock.install(time=time)
    open_page(page, site.url)
    last_night(page)


def last_night(page):
    page.get_by_role("button", name="Last night").tap()
    screen(page, "night")


def heard(page, *plays):
    """What the page remembers of the night, as if it had been heard."""
    told = [{"person": "", "rescue": False, "stretched": False, "compression": False, **play} for play in plays]
    page.evaluate(f"localStorage.setItem('nightcue.heard', JSON.stringify({json.dumps(told)}))")


def rescue(time):
    return {"started": f"2026-11-{time}:00+00:00", "rescue": True}


@pytest.fixture
def utc(phone):
    """A page on a phone whose clock shows the time of the tests."""
    return phone(timezone_id="UTC").new_page()


def test_rescues_that_were_heard_are_the_cramps_of_the_night_and_save_takes_them(utc, diary):
    page = utc
    page.clock.install(time=MORNING)
    open_page(page, diary.url)
    heard(page, rescue("25T02:13"), rescue("25T02:20"), rescue("25T04:40"), rescue("23T23:00"),
          {"started": "2026-11-24T22:00:00+00:00", "stretched": True})  # fmt: skip
    last_night(page)
    assert page.locator("#asked-cramps").text_content().startswith("How many cramps?2 cramps, at 2:13 and 4:40?")
    assert (chosen(page, "cramps"), chosen(page, "did")) == (["2"], ["stretched"])
    save(page)
    said(page, "Saved.")
    assert diary.sent[-1]["nights"] == [{"date": DATE, "cramps": 2, "stretched": True}]


def test_what_was_counted_can_be_changed_and_a_rescue_that_was_only_tried_does_not_count(utc, diary):
    page = utc
    page.clock.install(time="2026-11-24T22:00:00")
    open_page(page, diary.url)
    page.get_by_role("button", name="Cramp now").tap()
    until(page, f"sounds[{RESCUE}].currentTime > 2.2")  # until then it is deaf
    page.get_by_role("button", name="Back", exact=True).tap()
    assert [play["rescue"] for play in kept(page, "heard") or []] in ([], [False])
    heard(page, rescue("25T02:13"))
    page.clock.set_system_time(MORNING)
    last_night(page)
    assert chosen(page, "cramps") == ["1"]
    choose(page, "cramps", "0")
    save(page)
    said(page, "Saved.")
    assert diary.sent[-1]["nights"] == [{"date": DATE, "cramps": 0}]


def test_a_rescue_that_is_played_is_remembered(page, site):
    open_page(page, site.url)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    page.evaluate("sounds[0].playbackRate = 4")
    until(page, "sounds[0].currentTime > 13")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    assert [play["rescue"] for play in kept(page, "heard")] == [True]


@pytest.mark.parametrize("way", ["back", "reload", "cramp", "another night"])
def test_what_was_answered_is_still_there(page, diary, way):
    to_night(page, diary)
    choose(page, "cramps", "2")
    choose(page, "legs", "heavy")
    page.get_by_label("A note").fill("new shoes")
    if way == "back":
        page.get_by_role("button", name="Back", exact=True).tap()
        last_night(page)
    elif way == "reload":
        page.reload()
        last_night(page)
    elif way == "cramp":
        page.get_by_role("button", name="Cramp now").tap()
        until(page, f"sounds[{RESCUE}].currentTime > 2.2")  # until then it is deaf
        page.go_back()
        last_night(page)
    else:
        page.locator("label", has_text="Monday to Tuesday").tap()
        assert chosen(page, "cramps") == []
        page.locator("label", has_text="Tuesday to Wednesday").tap()
    assert (chosen(page, "cramps"), chosen(page, "legs")) == (["2"], ["heavy"])
    assert page.get_by_label("A note").input_value() == "new shoes"
    save(page)
    said(page, "Saved.")
    assert diary.sent[-1]["nights"] == [{"date": DATE, "cramps": 2, "legs": "heavy", "note": "new shoes"}]
    assert kept(page, "drafts") == {}


@pytest.mark.parametrize("size", [(360, 640), (640, 360)])
def test_what_to_do_about_a_sign_is_seen_at_once_and_again_after_save(phone, diary, size):
    page = phone(viewport={"width": size[0], "height": size[1]}).new_page()
    to_night(page, diary)
    choose(page, "cramps", "0")
    choose(page, "signs", "swelling")
    seen = """() => {
        const { left, top, bottom } = document.getElementById("sign-help").getBoundingClientRect();
        const at = (y) => document.elementFromPoint(left + 20, y)?.id;
        return [at(Math.max(top, 0) + 4), at(bottom - 4), top >= 0, bottom <= innerHeight];
    }"""
    until(page, f"({seen})()", ["sign-help", "sign-help", True, True])
    save(page)
    said(page, "See a clinician if")
    assert "Saved." not in page.locator("#notice").text_content()


def test_the_evening_after_a_sign_the_boots_ask_for_it_first(page, diary):
    to_night(page, diary)
    choose(page, "cramps", "0")
    choose(page, "signs", "swelling")
    save(page)
    said(page, "See a clinician if")
    page.clock.set_system_time("2026-11-25T22:00:00")
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="You noted: swelling. Is it still so?").tap()
    screen(page, "refused")
    page.get_by_role("button", name="Back", exact=True).tap()
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    assert page.locator("#asked button").count() > 1
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)


def test_the_second_phone_is_told_what_is_noted_and_adds_to_it(page, diary):
    diary.there = THERE
    to_night(page, diary)
    choose(page, "cramps", "1")
    save(page)
    page.get_by_text("Somebody has noted 3 cramps for that night.").wait_for()
    assert diary.sent == []
    page.get_by_role("button", name="Add mine: 4 in all").tap()
    said(page, "Saved.")
    assert (diary.sent[-1]["nights"], diary.sent[-1]["known"]) == ([{"date": DATE, "cramps": 4}], {DATE: "theirs"})


@pytest.mark.parametrize(("choice", "sent"), [("Correct it: 1 in all", 1), ("Leave it as it is", None)])
def test_the_second_phone_corrects_it_or_leaves_it(page, diary, choice, sent):
    diary.there = THERE
    to_night(page, diary)
    choose(page, "cramps", "1")
    save(page)
    page.get_by_role("button", name=choice).tap()
    screen(page, "home")
    if sent is None:
        assert (diary.sent, kept(page, "nights")) == ([], [])
    else:
        said(page, "Saved.")
        assert [night["cramps"] for night in diary.sent[-1]["nights"]] == [sent]


def test_a_night_that_waited_is_asked_about_when_somebody_else_was_sooner(page, site):
    to_night(page, site)
    choose(page, "cramps", "1")
    save(page)
    said(page, "Kept in this browser")
    site.takes_nights, site.there = True, THERE
    page.reload()
    said(page, "Somebody else has noted that night too.")
    last_night(page)
    page.get_by_role("button", name="Add mine: 4 in all").tap()
    said(page, "Saved.")
    assert [night["cramps"] for night in site.sent[-1]["nights"]] == [4]


def test_of_two_tabs_the_second_is_told_and_nothing_is_lost(phone, diary):
    context = phone()
    one, two = context.new_page(), context.new_page()
    to_night(one, diary)
    to_night(two, diary)
    choose(one, "cramps", "3")
    choose(one, "legs", "heavy")
    save(one)
    said(one, "Saved.")
    choose(two, "cramps", "1")
    save(two)
    two.get_by_role("button", name="Add mine: 4 in all").tap()
    said(two, "Saved.")
    assert diary.sent[-1]["nights"] == [{"date": DATE, "cramps": 4, "legs": "heavy"}]


def test_a_page_left_open_after_a_track_ended_leads_to_last_night_in_the_morning(page, site):
    page.clock.install(time="2026-11-24T22:00:00")
    open_page(page, site.url)
    find(page, "Stretches").tap()
    is_heard(page)
    page.evaluate("actions.seekto({seekTime: 1e6})")
    said(page, "That was all. Sleep well.")
    page.clock.fast_forward("09:00:00")
    until(page, "document.getElementById('routines').previousElementSibling.id", "to-night")
    assert page.locator("#notice").is_hidden()


def test_the_one_file_promises_nothing_and_gives_its_nights_for_the_diary(page, work, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_DATA", str(folder / "data"))
    page.clock.install(time=MORNING)
    open_page(page, (work / "single.html").as_uri())
    last_night(page)
    choose(page, "cramps", "2")
    choose(page, "signs", "None of these")
    save(page)
    said(page, "Kept in this browser, and nowhere else.")
    last_night(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save the nights as a file").tap()
    download.value.save_as(folder / "nights.json")
    take(read_file(folder / "nights.json"), replace=False)
    assert [(str(night.date), night.cramps, night.signs) for night in read_diary()[0]] == [(DATE, 2, ())]


def test_where_two_diaries_are_kept_the_page_asks_whose_night_it_is(page, diary):
    diary.diaries = ["Ana", "Luis"]
    to_night(page, diary)
    choose(page, "cramps", "1")
    page.locator("label", has_text="Luis").tap()
    assert chosen(page, "cramps") == []
    choose(page, "cramps", "3")
    save(page)
    said(page, "Saved.")
    assert (diary.sent[-1]["diary"], diary.sent[-1]["nights"]) == ("Luis", [{"date": DATE, "cramps": 3}])
    page.reload()
    last_night(page)
    assert chosen(page, "cramps") == ["3"]
    page.locator("label", has_text="Ana").tap()
    assert chosen(page, "cramps") == ["1"]  # begun, and not saved
    save(page)
    said(page, "Saved.")
    assert (diary.sent[-1]["diary"], diary.sent[-1]["nights"]) == ("Ana", [{"date": DATE, "cramps": 1}])
