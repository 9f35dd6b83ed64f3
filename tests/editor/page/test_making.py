"""Making the track in the editor, alone and beside the page at the bedside."""

import re

import pytest

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
topic: other
voice: embedded
vars: {wait: 3s}
steps:
  - say: Sit down.
  - pause: "{wait}"
"""


def test_the_track_is_made_heard_and_kept(editing, visit):
    editor = editing(TEXT)
    page = visit(editor.address)
    page.get_by_role("button", name="More: wait").click()
    page.get_by_role("button", name="Make the track").click()
    page.get_by_text("It is made").wait_for()
    track = editor.home / "audio_out/mine.en.mp3"
    assert track.stat().st_size > 10_000
    assert "wait: 4s" in editor.routine()  # it was saved first
    assert str(track) in page.get_by_role("dialog").inner_text()
    player = page.get_by_role("dialog").locator("audio")
    assert player.evaluate("one => one.play().then(() => one.duration)") > 4
    with page.expect_download() as download:
        page.get_by_role("link", name="Keep a copy of it").click()
    assert download.value.path().read_bytes() == track.read_bytes()
    assert download.value.suggested_filename == "mine.en.mp3"


def test_what_is_in_the_way_is_told(editing, visit):
    page = visit(editing(TEXT.replace('"{wait}"', '"{weight}"')).address)
    page.get_by_role("button", name="Make the track").click()
    page.get_by_role("dialog").get_by_text("there is no variable 'weight'").wait_for()
    page.get_by_role("button", name="Close").click()


def test_beside_the_page_of_the_bedside_it_leads_a_phone_there(editing, visit, tmp_path):
    editor = editing(TEXT, words=("mine",), command=("serve", "--edit", "--port", "0"), cold=True)
    address = re.search(r"the editor +(\S+)", editor.told())[1]
    page = visit(address)
    page.get_by_role("button", name="Open “Evening”").click()
    page.get_by_role("button", name="Make the track").click()
    page.get_by_text("It is made").wait_for()
    page.goto(editor.address)  # the page at the bedside
    page.get_by_text("Evening").first.wait_for()
