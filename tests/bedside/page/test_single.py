"""The page as one file, opened from the disk."""

import pytest

from bedside.page.watching import RESCUE, find, go_to, is_heard, kept, open_page, screen, until

pytestmark = pytest.mark.once


@pytest.fixture
def single(page, work):
    open_page(page, (work / "single.html").as_uri(), offline="Everything is in this file")
    return page


def test_the_file_plays_the_rescue_and_a_routine_and_moves_in_it(single):
    single.get_by_role("button", name="Boots").tap()
    single.get_by_role("button", name="None of these").tap()
    is_heard(single)
    single.get_by_role("button", name="Next step").tap()
    until(single, "document.getElementById('step').textContent", "Boots on")
    is_heard(single)
    single.get_by_role("button", name="Cramp now").tap()
    is_heard(single, RESCUE)


def test_the_file_asks_nobody_for_anything(page, work):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, (work / "single.html").as_uri())
    find(page, "Stretches").tap()
    is_heard(page)
    assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1


def test_the_file_has_a_policy_with_hashes_and_shows_text_as_text(single):
    policy = single.locator("meta[http-equiv='Content-Security-Policy']").get_attribute("content")
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    find(single, "<script>alert(1)</script>").tap()
    is_heard(single)
    assert single.locator("#playing-title").text_content() == "<script>alert(1)</script>"


def test_the_file_keeps_the_place_and_the_nights_in_the_browser(single):
    find(single, "Stretches").tap()
    is_heard(single)
    go_to(single, 30)
    is_heard(single)
    single.reload()
    screen(single, "playing")
    single.locator("#pause").tap()
    is_heard(single)
    assert kept(single, "place")["seconds"] >= 30
    single.get_by_role("button", name="Back", exact=True).tap()
    single.get_by_role("button", name="Last night").tap()
    single.locator("#asked-cramps label").first.tap()
    single.get_by_role("button", name="Save").tap()
    single.get_by_role("status").filter(has_text="Kept in this browser").wait_for()
