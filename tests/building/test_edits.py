"""An edit of a line costs no more than itself: what sounds as before is not encoded again."""

from nightcue.building.incremental import build_track
from nightcue.building.request import BuildRequest
from nightcue.storage.paths import cached

ROUTINE = """\
title: Evening
summary: Two stretches.
topic: stretching
voice: {name: embedded}
steps:
  - say: Good evening.
  - say: Lie down, and close your eyes.
  - pause: 7s
  - stretch: {name: calf, setup: Point your toes., hold: 20s, sets: 2, rest: 5s, sides: [left, right]}
  - say: That is all.
"""


def test_of_a_line_that_is_changed_only_that_line_is_encoded(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    encoded = []
    for text in (ROUTINE, ROUTINE.replace("Good evening.", "Good evening to everybody.")):
        path = folder / "evening.yaml"
        path.write_text(text)
        build_track(BuildRequest(path, file=folder / "evening.mp3"))
        encoded.append(set(cached("mp3").rglob("*.frames")))
    before, after = encoded
    assert len(before) > 10
    assert len(after - before) == 1
