"""What stays: without a network, after a reload in the middle, and where the browser keeps nothing."""

import json
import re
import shutil
import time
from hashlib import sha256

import pytest
from mutagen.id3 import ID3

from bedside.page.serving import Site
from bedside.page.watching import (
    IN_MP3,
    OTHER,
    PATIENCE,
    RESCUE,
    find,
    go_to,
    is_heard,
    is_silent,
    kept,
    open_page,
    place,
    screen,
    start,
    track_of,
    until,
)

pytestmark = pytest.mark.once

FORBIDDEN = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
"""
FETCHED = "(entry) => entry.initiatorType === 'fetch' && entry.name.includes('stretch.en')"
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def test_after_one_visit_everything_works_with_the_server_stopped(keeping_page, site):
    page = keeping_page
    open_page(page, site.url, offline="Works without a network")
    site.stop()
    page.reload()
    until(page, f"sounds[{RESCUE}]?.readyState >= 3")
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)
    page.get_by_role("button", name="Next step").tap()
    until(page, "document.getElementById('step').textContent", "Boots on")
    is_heard(page)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    site.start()


def test_the_worker_answers_a_players_ranges_from_what_it_keeps(keeping_page, site, work):
    page = keeping_page
    open_page(page, site.url, offline="Works without a network")
    site.stop()
    track = next(r for r in json.loads((work / "site/routines.json").read_text())["routines"] if r["name"] == "boots")
    ask = """async ([url, range]) => {
        const answer = await fetch(url, { headers: range ? { Range: range } : {} });
        const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await answer.arrayBuffer()));
        return [answer.status, answer.headers.get("Content-Range"), Array.from(hash)];
    }"""
    url, content = f"{track['opus']}?{track['digest']}", (work / "site" / track["opus"]).read_bytes()
    size = len(content)
    for asked, status, first, last in (
        ("bytes=100-199", 206, 100, 199),
        ("bytes=0-", 206, 0, size - 1),
        ("bytes=-50", 206, size - 50, size - 1),
        (f"bytes=500-{size + 9}", 206, 500, size - 1),
        ("bytes=5-1,7-9", 200, 0, size - 1),
    ):
        got, said, part = page.evaluate(ask, [url, asked])
        assert (got, bytes(part)) == (status, sha256(content[first : last + 1]).digest())
        assert said == (f"bytes {first}-{last}/{size}" if status == 206 else None)
    assert page.evaluate(ask, [url, f"bytes={size}-"])[:2] == [416, f"bytes */{size}"]
    site.start()


def test_a_reload_in_the_middle_shows_the_place_and_one_tap_goes_on(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    go_to(page, 40)
    is_heard(page)
    before = place(page)
    assert 39.9 < before < 45
    page.reload()
    screen(page, "playing")
    assert page.locator("#playing-title").text_content() == "Stretches"
    is_silent(page)
    page.locator("#pause").tap()
    is_heard(page)
    assert before - 0.1 <= place(page) < before + 10


def test_a_place_of_an_hour_ago_waits_on_the_first_screen_and_compression_asks_again(page, site):
    page.clock.install()
    open_page(page, site.url)
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)
    go_to(page, 100)
    is_heard(page)
    place(page)
    page.locator("#pause").tap()
    page.clock.fast_forward("01:00:00")
    page.reload()
    screen(page, "home")
    page.get_by_role("button", name="Go on: Boots").tap()
    screen(page, "questions")
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)
    assert place(page) > 99


def test_where_storage_is_forbidden_the_page_works_and_says_what_is_forgotten(phone, site):
    for state in (FORBIDDEN, FULL):
        context = phone()
        page = context.new_page()
        page.add_init_script(state)
        open_page(page, site.url)
        assert page.get_by_text("This browser keeps nothing").is_visible()
        page.get_by_role("button", name="Cramp now").tap()
        until(page, f"sounds[{RESCUE}].currentTime > 2.2")  # until then it is deaf
        page.get_by_role("button", name="Back", exact=True).tap()
        page.get_by_role("button", name="Last night").tap()
        page.locator("label", has_text=re.compile("^2$")).first.tap()
        page.get_by_role("button", name="Save").tap()
        page.get_by_role("status").filter(has_text="Write it on paper too").wait_for()


def test_at_an_address_without_https_it_plays_and_names_the_file_that_needs_no_network(keeping_page, site):
    open_page(keeping_page, site.lan_url, offline="nightcue site --single FILE.html")
    assert keeping_page.evaluate("isSecureContext") is False
    keeping_page.get_by_role("button", name="Cramp now").tap()
    is_heard(keeping_page, RESCUE)


def test_a_device_without_room_says_how_many_tracks_work_without_a_network(phone, site):
    page = phone(workers="allow").new_page()
    session = page.context.new_cdp_session(page)
    page_size, tracks_size = (
        sum(file.stat().st_size for file in site.folder.glob(those)) for those in ("*.*", "tracks/*.opus")
    )
    clips_size = sum(file.stat().st_size for file in site.folder.glob("*.mp3"))
    room = page_size - clips_size + tracks_size // 2
    session.send("Storage.overrideQuotaForOrigin", {"origin": site.url[:-1], "quotaSize": room})
    open_page(page, site.url, offline="no room for all tracks")
    assert re.search(r"[123] of 4 work without a network", page.locator("#offline").text_content())


def test_a_track_that_cannot_be_fetched_is_counted_and_the_others_are_kept(keeping_page, site, work, tmp_path):
    shutil.copytree(work / "site", tmp_path / "site")
    track_of(tmp_path / "site", "odd", ending="opus").unlink()
    site.folder = tmp_path / "site"
    open_page(keeping_page, site.url, offline="3 of 4 tracks work without a network")


def test_a_site_that_was_written_again_reaches_a_device_that_keeps_the_old_one(keeping_page, site, work, tmp_path):
    page = keeping_page
    shutil.copytree(work / "site", tmp_path / "site")
    site.folder = tmp_path / "site"
    open_page(page, site.url, offline="Works without a network")
    for name, old, new in (("routines.json", '"Boots"', '"New boots"'), ("sw.js", '"version": "', '"version": "new')):
        path = site.folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    page.reload()
    until(page, "caches.keys().then((names) => names.some((name) => name.startsWith('nightcue-page-new')))")
    page.goto("about:blank")  # the new one takes over when nobody is looking
    end = time.monotonic() + PATIENCE
    while not page.get_by_role("button", name="New boots").is_visible():
        assert time.monotonic() < end, "the old page is shown again and again"
        page.wait_for_timeout(500)
        page.goto(site.url)
        page.get_by_role("button", name="boots").wait_for()


def test_a_track_deleted_while_it_plays_plays_to_the_end(page, site, work):
    track = track_of(work / "site", "stretch", ending="opus")
    content = track.read_bytes()
    open_page(page, site.url)
    start(page, "Stretches")
    until(page, f"performance.getEntriesByType('resource').filter({FETCHED}).length", 1)
    try:
        track.unlink()
        go_to(page, 60)
        is_heard(page)
        assert place(page) >= 60
    finally:
        track.write_bytes(content)


def test_a_track_that_is_gone_and_a_server_that_is_stopped_are_told_and_one_tap_tries_again(page, site, work):
    track = track_of(work / "site", "stretch", ending="opus")
    content = track.read_bytes()
    open_page(page, site.url)
    try:
        track.unlink()
        find(page, "Stretches").tap()
        page.get_by_text("not on the server any more").wait_for()
        site.stop()
        page.locator("#pause").tap()
        page.get_by_text("The server does not answer").wait_for()
        site.start()
    finally:
        track.write_bytes(content)
    page.locator("#pause").tap()
    is_heard(page, OTHER)
    assert not page.locator("#notice").is_visible()


def start_what_stops(page, site, work):
    """Hear the boots from a server that stops in the middle of the track."""
    track = track_of(work / "site", "boots")
    page.add_init_script(IN_MP3)
    open_page(page, site.url)
    site.breaks_at = ID3(track).size + 250_000
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)


def test_a_server_that_stops_in_the_middle_is_told_and_the_track_goes_on_where_it_stopped(page, site, work):
    start_what_stops(page, site, work)
    site.hangs_up.set()
    site.stop()
    go_to(page, 290)
    page.get_by_text("The server does not answer").wait_for()
    site.breaks_at = None
    site.start()
    page.locator("#pause").tap()
    is_heard(page)
    assert 289.9 < place(page) < 300


def test_a_step_asked_for_while_the_track_is_on_its_way_is_not_forgotten(page, site, work):
    start_what_stops(page, site, work)
    go_to(page, 290)
    assert 289.9 < place(page) < 290.1
    page.locator("#pause").tap()
    is_silent(page)
    page.locator("#pause").tap()
    assert 289.9 < place(page) < 290.1
    site.breaks_at = None
    site.hangs_up.set()  # before the end of the track, so the page says so
    page.locator("#notice").wait_for()
    page.locator("#pause").tap()
    is_heard(page)
    assert 289.9 < place(page) < 300


def test_a_stopped_server_leaves_the_rescue_at_hand(page, site):
    open_page(page, site.url)
    site.stop()
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)
    assert kept(page, "nights") is None
    site.start()


def test_a_list_that_is_damaged_is_told(page, work, tmp_path):
    shutil.copytree(work / "site", tmp_path / "site")
    (tmp_path / "site/routines.json").write_text("{")
    site = Site(tmp_path / "site")
    page.goto(site.url)
    page.get_by_text("The list of routines cannot be read").wait_for()
    site.stop()
