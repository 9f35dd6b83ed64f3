"""What is shown while a track plays that somebody made to steer the terminal."""

import re
import unicodedata

import pytest

from nightcue.bedside.screen import Lines, Screen
from nightcue.bedside.track_metadata import Score
from nightcue.bedside.words import words_in

EVIL = "evil\x1b]0;own\x07\x1b[2J\x9b2J\u202e\u2028\rover\nnightcue: error: run this"
SCORE = Score(EVIL, "en", 60.0, ((0.0, EVIL), (30.0, EVIL)), ((0.0, EVIL),), (0.0, 30.0))
OURS = re.compile(r"^\x1b\[\?1049h\x1b\[\?25l|\x1b\[0(?:;38;5;\d+;48;5;16)?m|\x1b\[(?:J|K|2J(?=\x1b)|\d+;1H)")


@pytest.mark.parametrize("way", [Screen, Lines])
def test_a_track_cannot_steer_the_terminal(capsys, way):
    shown = way(SCORE, words_in("en"))
    shown.resume()
    for moment in (0.0, 31.0):
        shown.show(moment, paused=False, waiting=True, notes=[EVIL])
    said = OURS.sub("", capsys.readouterr().out)
    assert said.count("evil") >= 2
    assert [c for c in said if unicodedata.category(c) in ("Cc", "Cf", "Zl") and c != "\n"] == []
    assert "\nnightcue: error" not in said


def test_the_night_of_a_programme_stands_above_what_plays(capsys):
    with Screen(SCORE, words_in("en"), "Week 2, night 9") as screen:
        screen.show(0.0, paused=False, waiting=False)
    first, second = re.findall(r"\x1b\[[12];1H[^\n]*?\x1b\[K", capsys.readouterr().out)
    assert "Week 2, night 9" in first
    assert "evil" in second
