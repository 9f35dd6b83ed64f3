"""The key in the address: kept by the browser, shown to nobody, and what a guest without it is told."""

import threading

import pytest

from bedside.page.serving import LAN_HOST
from bedside.page.watching import find, is_heard, kept, open_page, screen, track_of, until
from nightcue.bedside.app import application
from nightcue.bedside.listening_socket import Server, listen
from web_client import KEY, PATIENCE

pytestmark = pytest.mark.once

ANOTHER = "the-key-of-another-run"
GUEST = "Open the address from the QR code again to note the night."


class Served:
    """The site on the real server, with a key, until it is stopped. `sent` is every body that was kept, `asked` every
    address that was asked for, by the page or by its worker."""

    def __init__(self, folder):
        self.sent, self.asked, self.port = [], [], 0
        self.application = application(folder, self.keep, [LAN_HOST], KEY)
        self.start()

    def start(self):
        async def answer(scope, receive, send):
            self.asked.append(f"{scope['path']}?{scope['query_string'].decode()}")
            await self.application(scope, receive, send)

        listening = listen("127.0.0.1", self.port)
        self.port = listening.getsockname()[1]
        self.server = Server(answer)
        self.thread = threading.Thread(target=self.server.run, args=([listening],))
        self.thread.start()

    def stop(self):
        self.server.should_exit = True
        self.thread.join(PATIENCE)

    def keep(self, payload, sender):
        self.sent.append(payload)
        return {}

    def url(self, key="", host="localhost"):
        return f"http://{host}:{self.port}/{key and f'#key={key}'}"


@pytest.fixture
def served(named):
    served = Served(named)
    yield served
    served.stop()


def note_night(page, cramps="1"):
    page.get_by_role("button", name="Last night").click()
    screen(page, "night")
    page.locator("#asked-cramps label").nth(int(cramps)).click()
    page.get_by_role("button", name="Save").click()


def told(page, words):
    page.get_by_role("status").filter(has_text=words).wait_for()


def test_the_key_leaves_the_address_and_notes_the_night_also_after_a_reload(page, served):
    open_page(page, served.url(KEY.secret))
    until(page, "location.href", served.url())
    assert kept(page, "key") == KEY.secret
    note_night(page)
    told(page, "Saved.")
    page.reload()
    until(page, "document.body.dataset.screen", "home")
    note_night(page, "2")
    told(page, "Saved.")
    page.goto(served.url())  # as an icon on the home screen does
    note_night(page, "3")
    told(page, "Saved.")
    assert [night["cramps"] for body in served.sent for night in body["nights"]] == [1, 2, 3]
    assert not page.locator("#guest").is_visible()


def test_at_an_address_of_the_network_too(page, served):
    open_page(page, served.url(KEY.secret, LAN_HOST))
    until(page, "isSecureContext", False)
    note_night(page)
    told(page, "Saved.")
    find(page, "Stretches").click()
    is_heard(page)


@pytest.mark.parametrize("key", ["", ANOTHER])
def test_a_guest_hears_the_rescue_and_is_told_what_the_key_is_for(page, served, key):
    open_page(page, served.url(key))
    page.get_by_text(GUEST).wait_for()
    find(page, "Stretches").click()
    page.get_by_text("This track says a name, and is not for guests").wait_for()
    page.get_by_role("button", name="Cramp now").click()
    until(page, "sounds[0].currentTime > 2.2")  # until then it is deaf
    page.get_by_role("button", name="Back", exact=True).click()
    note_night(page)
    told(page, "Kept in this browser. Open the address from the QR code again to send it.")
    assert kept(page, "nights")[0]["sent"] is False
    assert served.sent == []


def test_a_guest_is_told_in_spanish_too(page, served):
    open_page(page, served.url())
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Español").click()
    page.get_by_text("Para anotar la noche, abra otra vez la dirección del código QR.").wait_for()


def test_what_waited_is_sent_when_the_address_with_the_key_is_opened_in_the_same_page(page, served):
    open_page(page, served.url(ANOTHER))
    page.get_by_text(GUEST).wait_for()
    note_night(page)
    told(page, "Kept in this browser")
    page.goto(served.url(KEY.secret))  # only what is behind the # is new, so nothing is loaded again
    until(page, "JSON.parse(localStorage.getItem('nightcue.nights'))[0].sent")
    until(page, "location.href", served.url())
    assert not page.locator("#guest").is_visible()
    assert [night["cramps"] for body in served.sent for night in body["nights"]] == [1]
    find(page, "Stretches").click()
    is_heard(page)


def test_with_the_key_everything_is_kept_for_offline_and_the_key_is_in_no_address_that_is(keeping_page, served):
    page = keeping_page
    open_page(page, served.url(KEY.secret), offline="Works without a network")
    kept_addresses = page.evaluate("""async () => {
        const found = [];
        for (const name of await caches.keys()) {
            found.push(...(await (await caches.open(name)).keys()).map((request) => request.url));
        }
        return found;
    }""")
    assert sum("/tracks/" in url for url in kept_addresses) == 4
    assert any(KEY.ticket in url for url in kept_addresses)
    assert not [url for url in [*kept_addresses, *served.asked] if KEY.secret in url]
    named = [address for address in served.asked if "/stretch.en." in address]
    assert named == [address for address in named if address.endswith(f"&{KEY.ticket}")]
    assert not [url for url in kept_addresses if url.endswith("/ticket")]
    served.stop()
    page.reload()
    find(page, "Stretches").click()
    is_heard(page)
    page.get_by_role("button", name="Back", exact=True).click()
    note_night(page)
    told(page, "Kept in this browser, and sent when")
    served.start()
    page.reload()
    until(page, "JSON.parse(localStorage.getItem('nightcue.nights'))[0].sent")


def test_a_page_that_keeps_nothing_has_the_key_until_it_is_closed(phone, served):
    page = phone().new_page()
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };")
    open_page(page, served.url(KEY.secret))
    note_night(page)
    told(page, "Saved.")
    page.reload()
    until(page, "document.body.dataset.screen", "home")
    note_night(page)
    told(page, "Kept only until this page is closed. Open the address from the QR code again")
    assert len(served.sent) == 1


def test_no_answer_that_a_guest_gets_holds_the_name(named):
    for path in named.rglob("*"):
        if path.is_file() and path.parent == named:
            assert b"Ana" not in path.read_bytes(), path.name
    assert b"A\0n\0a\0" in track_of(named, "stretch").read_bytes()  # in the words of the track itself
    assert b"A\0n\0a\0" not in track_of(named, "rescue").read_bytes()


def test_a_site_on_another_server_knows_no_guests(page, site):
    open_page(page, site.url)
    page.wait_for_timeout(200)
    assert not page.locator("#guest").is_visible()
    find(page, "Stretches").click()
    is_heard(page)
