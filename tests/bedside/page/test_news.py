"""A page that is left open while it is made anew: of what day it is, and never an old list over a new track."""

import json
import shutil
import threading

import pytest

from bedside.page.serving import LAN_HOST
from bedside.page.watching import RESCUE, SEEN, find, go_to, is_heard, open_page, screen, start, track_of, until
from nightcue.bedside.app import application
from nightcue.bedside.listening_socket import Server, listen
from web_client import PATIENCE

pytestmark = pytest.mark.once

LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


def called(url):
    """What an address calls its file."""
    return url.rpartition("/")[2].partition("?")[0]


@pytest.fixture
def anew(work, tmp_path):
    """The site, in which `anew()` makes the boots a new track, with a new title in its list."""
    shutil.copytree(work / "site", tmp_path / "site")
    folder = tmp_path / "site"

    def make():
        old = track_of(folder, "stretch")
        new = old.with_name("stretch.en.00000000.mp3")
        new.write_bytes(track_of(folder, "boots").read_bytes())
        old.unlink()
        track_of(folder, "stretch", ending="opus").unlink()
        boots = of(folder, "boots")
        change = {"digest": "0" * 16, "track": f"tracks/{new.name}", "opus": "", "title": "New stretches"}
        change |= {name: boots[name] for name in ("seconds", "chapters")}
        listed = read(folder)
        listed["routines"] = [
            each | change if (each["name"], each["language"]) == ("stretch", "en") else each
            for each in listed["routines"]
        ]
        listed |= {"version": "new", "made": "2026-11-26T08:00:00+00:00"}
        (folder / "routines.json").write_text(json.dumps(listed), encoding="utf-8")
        (folder / "made.json").write_text(json.dumps({"version": "new"}), encoding="utf-8")
        worker = (folder / "sw.js").read_text(encoding="utf-8")
        (folder / "sw.js").write_text(worker.replace('"version": "', '"version": "new', 1), encoding="utf-8")

    make.folder = folder
    return make


def read(folder):
    return json.loads((folder / "routines.json").read_text(encoding="utf-8"))


def of(folder, name):
    return next(each for each in read(folder)["routines"] if (each["name"], each["language"]) == (name, "en"))


def test_it_says_of_what_day_it_is(page, site, anew):
    anew()
    site.folder = anew.folder
    open_page(page, site.url)
    assert page.locator("#made").text_content().startswith("This page is of Thursday 26 November at ")
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Español").click()
    assert "Esta página es del jueves, 26 de noviembre" in page.locator("#made").text_content()


@pytest.mark.parametrize("keeps", [False, True])
def test_a_page_where_nothing_plays_loads_itself_again_and_one_that_plays_waits(phone, site, anew, keeps):
    site.folder = anew.folder
    page = phone(workers="allow" if keeps else "block").new_page()
    open_page(page, site.url, offline="Works without a network" if keeps else None)
    start(page, "Stretches")
    anew()
    page.evaluate("window.before = true")
    page.evaluate(LOOK)
    page.get_by_role("button", name="Back", exact=True).tap()
    asked = len(site.asked)
    page.evaluate(LOOK)
    until_asked(page, site, "/made.json", asked)
    page.wait_for_timeout(300)
    assert page.evaluate("window.before") is True  # it plays on
    page.evaluate("actions.pause()")
    loads_again(page)
    find(page, "New stretches").wait_for()


def loads_again(page):
    with page.expect_event("load"):
        page.evaluate(LOOK)
    screen(page, "home")


def until_asked(page, site, path, since):
    for _ in range(int(PATIENCE * 20)):
        if path in [asked.partition("?")[0] for asked in site.asked[since:]]:
            return
        page.wait_for_timeout(50)
    raise AssertionError(path)


def test_it_is_loaded_again_once_only_where_the_new_page_does_not_come(page, site, anew):
    site.folder = anew.folder
    open_page(page, site.url)
    (anew.folder / "made.json").write_text('{"version": "never comes"}', encoding="utf-8")
    loads_again(page)
    page.evaluate("window.before = true")
    asked = len(site.asked)
    page.evaluate(LOOK)
    until_asked(page, site, "/made.json", asked)
    page.wait_for_timeout(300)
    assert page.evaluate("window.before") is True


def test_a_night_that_is_being_written_is_not_taken_away(page, site, anew):
    site.folder = anew.folder
    open_page(page, site.url)
    page.get_by_role("button", name="Last night").tap()
    screen(page, "night")
    anew()
    asked = len(site.asked)
    page.evaluate(LOOK)
    until_asked(page, site, "/made.json", asked)
    page.wait_for_timeout(300)
    screen(page, "night")


def test_a_track_that_was_made_anew_is_played_with_its_own_list(page, site, anew):
    site.folder = anew.folder
    open_page(page, site.url)
    anew()
    find(page, "Stretches").tap()
    until(page, "document.getElementById('playing-title').textContent", "New stretches")
    is_heard(page)
    assert page.locator("#notice").is_hidden()
    go_to(page, of(anew.folder, "boots")["chapters"][1]["start"] + 1)
    until(page, "document.getElementById('step').textContent", of(anew.folder, "boots")["chapters"][1]["title"])


def test_a_place_in_a_track_that_was_made_anew_is_no_place_in_the_new_one(page, site, anew):
    site.folder = anew.folder
    open_page(page, site.url)
    start(page, "Stretches")
    go_to(page, 30)
    is_heard(page)
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    anew()
    page.evaluate("fetch('routines.json', { cache: 'reload' }).then((answer) => answer.text())")
    page.reload()
    screen(page, "home")
    assert page.get_by_role("button", name="Go on").count() == 0


SLOW = {"offline": False, "latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kb/s, as Chromium throttles it: bytes a second, and milliseconds until an answer begins."""


def test_over_a_slow_network_the_button_is_there_before_anything_that_can_wait(phone, work):
    listening = listen("127.0.0.1", 0)
    server = Server(application(work / "site", names=[LAN_HOST]))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        page = phone(workers="allow").new_page()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(SEEN)
        asked = []
        page.on("request", lambda request: request.url.startswith("http") and asked.append(called(request.url)))
        page.goto(f"http://localhost:{listening.getsockname()[1]}/", wait_until="commit")
        until(page, "document.getElementById('cramp')?.disabled", False)
        page.get_by_role("button", name="Cramp now").tap()
        until(page, "document.body.dataset.screen", "rescue")
        is_heard(page, RESCUE)
        before = asked[: asked.index(track_of(work / "site", "rescue", ending="opus").name)]
        assert {*before} <= {"", "page.css", "main.js", "routines.json", "icon-192.png", "manifest.webmanifest"}
        sizes = page.evaluate("performance.getEntriesByType('resource').map((e) => [e.name, e.encodedBodySize])")
        packed = sum(size for name, size in sizes if name.endswith((".js", ".css", "routines.json")))
        assert packed + page.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize") < 63_000
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
