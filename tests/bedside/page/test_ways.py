"""A track that the browser does not take at first: once more, in another way, and in parts where large ones fail."""

import io
from base64 import b64decode

import pytest
import soundfile

from bedside.page.watching import IN_MP3, RESCUE, go_to, is_heard, kept, open_page, place, start, until

pytestmark = pytest.mark.once

NO_SOUND = """
window.handed = [];
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => {
  handed.push(blob);
  return handed.length > FAILS ? make(blob) : make(new Blob(["no sound"], { type: "audio/mpeg" }));
};
"""
STUCK = NO_SOUND.replace('make(new Blob(["no sound"], { type: "audio/mpeg" }))', '"tracks/stretch.en.mp3?stuck"')
UNREADABLE = "FileReader.prototype.readAsDataURL = function () { this.onloadend(); }; 0"
WEBKIT_ON_LINUX = """
Object.defineProperty(navigator, "vendor", { value: "Apple Computer, Inc." });
Object.defineProperty(navigator, "platform", { value: "Linux x86_64" });
"""
ADDRESS = "sounds[{}].src.slice(0, 5)"


def failing(page, times, how=NO_SOUND):
    """The page's script in which the first `times` blobs are no sound."""
    page.add_init_script(how.replace("FAILS", str(times)))


@pytest.mark.parametrize(("times", "address"), [(1, "blob:"), (9, "data:")])
def test_the_rescue_is_ready_although_the_browser_does_not_take_it_at_first(page, site, times, address):
    failing(page, times)
    open_page(page, site.url)
    assert page.evaluate(ADDRESS.format(RESCUE)) == address
    site.stop()
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)


@pytest.mark.parametrize("single", [False, True])
def test_a_jump_that_the_browser_does_not_take_is_made_in_another_way(page, site, work, single):
    failing(page, 99)
    open_page(page, (work / "single.html").as_uri() if single else site.url)
    start(page, "Stretches")
    for seconds in (40, 20, 60):
        go_to(page, seconds)
        until(page, ADDRESS.format(1), "data:")
        is_heard(page)
        assert seconds - 0.1 < place(page) < seconds + 10
    assert page.evaluate("handed.length") < 6, "what has failed twice is not tried again"


def test_a_sound_that_does_not_begin_and_names_no_error_is_started_otherwise(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    page.evaluate(STUCK.replace("FAILS", "1") + "0")
    site.breaks_at = 1
    go_to(page, 40)
    is_heard(page)
    assert page.evaluate("handed.length") >= 2
    assert 39.9 < place(page) < 50
    site.hangs_up.set()


def test_a_track_that_plays_in_no_way_is_told_and_the_place_is_kept(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    page.evaluate(NO_SOUND.replace("FAILS", "99") + UNREADABLE)
    go_to(page, 40)
    page.get_by_text("This browser cannot play the track").wait_for()
    assert kept(page, "place")["seconds"] == pytest.approx(40, abs=0.2)


def test_where_large_blobs_fail_a_track_plays_in_parts_that_lead_into_each_other(page, site, work):
    page.add_init_script(WEBKIT_ON_LINUX + IN_MP3)
    failing(page, 0)
    open_page(page, site.url)
    page.get_by_role("button", name="Boots").tap()
    page.get_by_role("button", name="None of these").tap()
    is_heard(page)
    go_to(page, 10)
    until(page, "sounds[1].src.startsWith('blob:') && sounds[1].duration > 0")
    first = page.evaluate("sounds[1].src")
    page.evaluate("sounds[1].currentTime = sounds[1].duration - 0.5")
    until(page, f"sounds[1].src !== {first!r} && sounds[1].currentTime > 0.05")
    track = next((work / "site/tracks").glob("boots.en*.mp3"))
    parts = [bytes_of(page, number) for number in (-2, -1)]
    assert len(parts[0]) <= 300_000
    assert b"".join(parts) in track.read_bytes(), "no byte is lost, and none is played twice"
    heard, rate = soundfile.read(io.BytesIO(parts[0]))
    assert 9.9 + len(heard) / rate < place(page) < 20 + len(heard) / rate
    assert page.locator("#state").text_content() == "Playing"


def bytes_of(page, number):
    """The bytes of a blob that was handed over; as text, since a list of numbers takes seconds."""
    read = "new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); "
    return b64decode(page.evaluate(read + f"reader.readAsDataURL(handed.at({number})); }})").partition(",")[2])
