"""An edit of a routine costs no more than itself: what sounds as before is not encoded again."""

import pytest

from nightcue.building.incremental import build_track
from nightcue.building.request import BuildRequest
from nightcue.storage.paths import cached

ROUTINE = """\
title: Evening
summary: Two stretches.
topic: stretching
steps:
  - say: Good evening.
  - say: Lie down, and close your eyes.
  - pause: 7s
  - stretch: {name: calf, setup: Point your toes., hold: 20s, sets: 2, rest: 5s, sides: [left, right]}
  - say: That is all.
"""

LONG = "and to whoever else is with you this evening, wherever that may be."
"""Longer than any other line: the voice of these tests says two lines of one length alike."""


@pytest.fixture
def newly_encoded(folder, known_voice, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    known = set()

    def build(text):
        """Build a routine, and return how many sounds were encoded for it."""
        path = folder / "evening.yaml"
        path.write_text(text)
        build_track(BuildRequest(path, file=folder / "evening.mp3", profile=None))
        kept = set(cached("mp3").rglob("*.frames"))
        new = len(kept - known)
        known.update(kept)
        return new

    assert build(ROUTINE) > 10
    return build


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Good evening.", f"Good evening to you, {LONG}"),
        lambda text: text.replace("steps:\n", f"steps:\n  - say: How was it all, {LONG}\n"),
    ],
    ids=["a line changed", "a line put in at the top"],
)
def test_of_a_line_that_is_changed_or_put_in_only_that_line_is_encoded(newly_encoded, edit):
    assert newly_encoded(edit(ROUTINE)) == 1


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("pause: 7s", "pause: 8s"),
        lambda text: text.replace("  - say: Lie down, and close your eyes.\n", ""),
    ],
    ids=["a longer pause", "the line before a pause taken out"],
)
def test_for_another_silence_only_what_is_said_right_after_it_is_encoded(newly_encoded, edit):
    assert newly_encoded(edit(ROUTINE)) == 1


def test_of_a_line_put_in_after_a_pause_that_line_is_encoded_and_the_one_after_it(newly_encoded):
    put_in = ROUTINE.replace("  - pause: 7s\n", f"  - pause: 7s\n  - say: Breathe as you like to, {LONG}\n")
    assert newly_encoded(put_in) <= 2


def test_for_a_longer_hold_only_what_is_said_within_it_and_right_after_it_is_encoded(newly_encoded):
    # the words at half of it, its countdown, the words with its number, and those after it
    assert 0 < newly_encoded(ROUTINE.replace("hold: 20s", "hold: 21s")) <= 6
