"""Who reaches the editor, and what it lets a page do."""

import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from editor.page.conftest import Editor, until

pytestmark = pytest.mark.once

SCRIPTS = '<script>window.sprung = 1</script><img src=x onerror="window.sprung = 1"> [x](javascript:window.sprung=1)'
HOSTILE = f"""\
title: '{SCRIPTS}'
summary: '{SCRIPTS}'
vars:
  hold: 20s  # "> :onclick="window.sprung=1" {SCRIPTS}
steps:
  - chapter: '{SCRIPTS}'
  - say: '{SCRIPTS} {{{{ 7 * 7 }}}} ${{window.sprung = 1}} `'
  - stretch: {{name: '{SCRIPTS}', hold: "{{hold}}"}}
"""


def asked(address, **headers):
    """The status and the headers of an answer."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_everything_is_behind_the_key(editing):
    address = editing("title: T\nsteps: [say: One.]\n").address
    whole = urlsplit(address)
    root = f"{whole.scheme}://{whole.netloc}"
    key = whole.path.split("/")[1]
    assert asked(address)[0] == 200
    below = ("", "en/", "_nicegui/3.18.0/static/nicegui.js", "_nicegui_ws/socket.io/?EIO=4&transport=polling")
    for path in [*below, *(f"{'A' * len(key)}/{one}" for one in below), f"{key}x/en/", f"x/{key}/en/"]:
        assert asked(f"{root}/{path}")[0] == 403, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ],
)
def test_another_page_reaches_nothing_even_with_the_key(editing, headers):
    assert asked(editing("title: T\nsteps: [say: One.]\n").address + "en/", **headers)[0] == 403


def test_a_websocket_is_for_our_own_page_alone(editing):
    whole = urlsplit(editing("title: T\nsteps: [say: One.]\n").address)
    key = whole.path.split("/")[1]
    below = "_nicegui_ws/socket.io/?EIO=4&transport=websocket"
    for address, origin in (
        (f"ws://{whole.netloc}/{below}", f"http://{whole.netloc}"),
        (f"ws://{whole.netloc}/{'A' * len(key)}/{below}", f"http://{whole.netloc}"),
        (f"ws://{whole.netloc}/{key}/{below}", "http://evil.example"),
    ):
        with pytest.raises(InvalidStatus):
            connect(address, origin=origin)
    with connect(f"ws://{whole.netloc}/{key}/{below}", origin=f"http://{whole.netloc}") as ours:
        assert ours.recv(10).startswith("0{")


def test_it_listens_to_this_machine_alone(editing):
    port = urlsplit(editing("title: T\nsteps: [say: One.]\n").address).port
    with socket.socket() as asking:
        asking.settimeout(5)
        assert asking.connect_ex(("127.0.0.2", port)) != 0  # another address of the same machine


def test_a_page_may_not_be_framed_and_runs_only_scripts_of_ours(editing):
    _, headers = asked(editing("title: T\nsteps: [say: One.]\n").address + "en/")
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_of_a_routine_becomes_markup(editing, visit, language):
    editor = editing(HOSTILE)
    page = visit(editor.address, locale=language)
    outside = []
    page.on("request", lambda one: None if is_here(one.url, editor.address) else outside.append(one.url))
    page.reload()
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.wait_for_timeout(700)
        for opener in page.get_by_role("button", expanded=False).all():
            if opener.is_visible():
                opener.click()
    page.wait_for_timeout(700)
    assert page.title() == SCRIPTS
    assert page.evaluate("window.sprung") is None
    assert page.locator("img[src=x], a[href^=javascript]").count() == 0
    assert "49" not in page.locator("body").inner_text()
    assert outside == []


def test_it_sends_no_telemetry_whatever_the_environment_says(editing, monkeypatch, tmp_path):
    """Where there is what sends it, FastAPI would load it, and send every address."""
    loaded = tmp_path / "loaded"
    sender = tmp_path / "lib/opentelemetry/exporter/otlp/proto/http/_log_exporter.py"
    sender.parent.mkdir(parents=True)
    sender.write_text(f"open({str(loaded)!r}, 'w').close()\n")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    assert asked(editing("title: T\nsteps: [say: One.]\n", cold=True).address)[0] == 200
    assert not loaded.exists()


def is_here(url, address):
    return url.startswith((address[: address.index("/", 7)], "data:", "blob:"))


def test_the_key_is_in_no_list_of_processes(tmp_path, monkeypatch):
    """A browser is started with a file of ours alone, which nobody else may read and which leads on to the address."""
    fake = tmp_path / "browser"
    fake.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/said\nf=${{1#file://}}\nstat -c %a $f > {tmp_path}/mode\n'
        f"cp $f {tmp_path}/led.part\nmv {tmp_path}/led.part {tmp_path}/led\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{fake} %s")
    editor = Editor(tmp_path / "home", command=("edit",), cold=True)
    try:
        until((tmp_path / "led").exists)
    finally:
        editor.stop()
    key = urlsplit(editor.address).path.strip("/")
    assert key not in (tmp_path / "said").read_text()
    assert editor.address in (tmp_path / "led").read_text()
    assert (tmp_path / "mode").read_text().strip() == "600"
    assert not [*tmp_path.glob("nightcue-work-*")]
