"""Ten wishes of a daughter who has never seen YAML: each counts its clicks, and leaves exactly this difference.

She has made the bedtime routine her own. A click is a button pressed, or a field that she types in. She does all of it
with a mouse, and all of it again without one.
"""

import difflib
import re

import pytest

from editor.page.conftest import until

pytestmark = pytest.mark.once


class Daughter:
    """Somebody with a mouse and a keyboard, and the file that she leaves."""

    def __init__(self, page, editor):
        self.page, self.editor, self.clicks = page, editor, 0
        self._before = editor.routine()

    def click(self, there):
        there.click()
        self.clicks += 1

    def press(self, name, role="button"):
        self.click(self.page.get_by_role(role, name=name, exact=True))

    def choose(self, kind):
        """Choose a kind of step to be added."""
        self.click(self.page.get_by_role("dialog").get_by_role("button", name=re.compile(f"^{kind}")))

    def type(self, name, text):
        """Write `text` in the place of what is in a field."""
        self.click(self.page.get_by_role("textbox", name=name, exact=True).last)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def save(self):
        self.press("Save")
        self.page.get_by_role("button", name="Saved", exact=True).wait_for()

    @property
    def difference(self):
        """The lines that her file lost and gained."""
        lines = difflib.unified_diff(self._before.splitlines(), self.editor.routine().splitlines(), n=0, lineterm="")
        return [line for line in lines if line[:3] not in ("---", "+++") and line[0] in "+-"]


class WithoutAMouse(Daughter):
    """The same, who has a keyboard alone."""

    def click(self, there):
        there.wait_for()
        if there.get_attribute("role") == "tab":  # of these, Tab reaches the one that is open, and arrows the others
            self._go(self.page.get_by_role("tab", selected=True), "Tab")
            self._go(there, "ArrowRight")
        else:
            self._go(there, "Tab")
        if there.evaluate("there => !there.matches('input:not([type=checkbox]), textarea')"):
            self.page.keyboard.press("Space")
        self.clicks += 1

    def _go(self, there, key):
        for _ in range(200):
            if there.evaluate("there => there === document.activeElement"):
                return
            self.page.keyboard.press(key)
        pytest.fail(f"{key} does not lead to {there}")


@pytest.fixture(params=[Daughter, WithoutAMouse], ids=["mouse", "keyboard"])
def daughter(request, editing, visit):
    """A daughter in front of the dials."""
    editor = editing(shipped="bedtime")
    her = request.param(visit(editor.address), editor)
    yield her
    assert not her.page.locator(".cm-content").count()  # she has seen no YAML


def test_hold_15_s_is_allowed_and_she_is_told_what_is_usual(daughter):
    daughter.type("Hold each stretch", "15")
    daughter.page.keyboard.press("Enter")
    daughter.page.get_by_text("This is not what is usual.").wait_for()
    daughter.save()
    assert daughter.difference == [
        "-  hold: 25s      # each stretch: 20 to 30 seconds",
        "+  hold: 15s      # each stretch: 20 to 30 seconds",
    ]
    assert daughter.clicks == 2


def test_no_boots(daughter):
    daughter.press("With the compression boots", role="checkbox")
    daughter.save()
    assert daughter.difference == [
        "-  - chapter: Compression boots",
        "-  - include: parts/boots.yaml",
        "+  # - chapter: Compression boots",
        "+  # - include: parts/boots.yaml",
    ]
    assert daughter.clicks == 2


def test_her_mothers_name_is_said_and_the_routine_stays(daughter):
    daughter.type("Name", "Ana")
    daughter.page.keyboard.press("Enter")
    profile = daughter.editor.home / "config" / "profile.yaml"
    until(lambda: profile.is_file() and "Ana" in profile.read_text())
    assert daughter.difference == []
    assert daughter.clicks == 1


def test_slower(daughter):
    daughter.press("slow", role="radio")
    daughter.save()
    assert daughter.difference == [
        "-voice: {name: default, pace: calm, gap: 700ms}",
        "+voice: {name: default, pace: slow, gap: 700ms}",
    ]
    assert daughter.clicks == 2


def test_a_pause_after_the_second_stretch(daughter):
    daughter.press("Steps", role="tab")
    daughter.press(re.compile("^Stretch Stretch for the lower calf"))
    daughter.press(re.compile("^Add a step after Stretch: Stretch for the lower calf"))
    daughter.choose("Pause")
    daughter.save()
    assert daughter.difference == ["+  - pause: 10s"]
    lines = daughter.editor.routine().splitlines()
    place = lines.index("  - pause: 10s")
    assert "Do not bounce" in "".join(lines[place - 4 : place])
    assert daughter.clicks == 5


def test_a_good_night_of_her_own_which_she_has_read(daughter):
    daughter.press("Steps", role="tab")
    daughter.click(daughter.page.get_by_role("button", name="Add a step in here").last)
    daughter.choose("Spoken words")
    daughter.type("Line 1", "Good night, Mum. Sleep well.")
    daughter.press(re.compile("^Words to read"), role="tab")
    daughter.type("Who reads", "Eva")
    # what is shown may still be the first half of what she has typed
    daughter.page.get_by_role("listitem").get_by_text("Good night, Mum. Sleep well.", exact=True).wait_for()
    daughter.press(re.compile(": sign it$"))
    daughter.save()
    assert daughter.difference == ['+  - say: "Good night, Mum. Sleep well."']
    reviews = (daughter.editor.home / "routines" / "mine.reviewed.yaml").read_text()
    assert "Good night, Mum. Sleep well." in reviews
    assert "Eva" in reviews
    assert daughter.clicks == 8


def test_a_line_is_heard(daughter):
    daughter.press("Steps", role="tab")
    daughter.press(re.compile("^Spoken words The stretches are done."))
    daughter.press("Hear this line")
    until(lambda: daughter.page.locator("audio.nc-audio").evaluate("sound => sound.currentTime > 0"))
    assert daughter.difference == []
    assert daughter.clicks == 3


def test_a_card_is_moved(daughter):
    daughter.press("Steps", role="tab")
    daughter.press("Move up: Spoken words: The stretches are done.")
    daughter.save()
    assert daughter.difference == [
        "+  - say: The stretches are done.",
        "-  - say: The stretches are done.",
    ]
    assert daughter.clicks == 3


def test_a_wrong_value_is_mended_by_its_button(daughter):
    daughter.type("Hold each stretch", "90")
    daughter.page.keyboard.press("Enter")
    daughter.press("Hold each stretch: Make it 30 sec")
    daughter.save()
    assert daughter.difference == [
        "-  hold: 25s      # each stretch: 20 to 30 seconds",
        "+  hold: 30s      # each stretch: 20 to 30 seconds",
    ]
    assert daughter.clicks == 3


def test_the_track_on_the_phone(editing, visit):
    editor = editing(shipped="stretch", command=("serve", "--lan", "--edit", "--port", "0"), cold=True)
    until(lambda: "the editor" in editor.told())
    daughter = Daughter(visit(re.search(r"the editor +(\S+)", editor.told())[1]), editor)
    daughter.press(re.compile("^Open “"))
    daughter.press("Make the track")
    daughter.page.get_by_text("It is made").wait_for()
    code = daughter.page.get_by_role("dialog").locator(".nc-qr img")
    until(lambda: code.evaluate("code => code.naturalWidth") > 100)
    phone = re.search(r"on a phone +(\S+)", editor.told())[1]
    assert phone in daughter.page.get_by_role("dialog").inner_text()
    assert (editor.home / "audio_out" / "mine.en.mp3").stat().st_size > 1_000_000
    assert daughter.difference == []
    assert daughter.clicks == 2
