"""The timeline as a picture and as a table: everything is in it at its time, and nothing of it is markup."""

import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from nightcue.editor import timeline_drawing
from nightcue.editor.reckoning import reckon
from nightcue.editor.timeline_drawing import OTHER, WINDOWS, picture, rows, why_left_out
from nightcue.editor.words import languages, words
from nightcue.language.step import Step

SVG = "{http://www.w3.org/2000/svg}"
STYLE = Path(timeline_drawing.__file__).with_name("editor.css")
TEXT = """\
title: Evening
topic: other
steps:
  - chapter: First
  - say: Sit down.
  - pause: 30s
  - chapter: <script>alert(1)</script> & "second"
  - stretch: {name: Calf, hold: 20s, ready: 0s, cues: {countdown: 3, halfway: true}}
  - chime: soft
"""


@pytest.fixture
def reckoned(tmp_path, known_voice):
    def of(text=TEXT):
        (tmp_path / "evening.yaml").write_text(text)
        return reckon(tmp_path / "evening.yaml", text)

    return of


def parts(svg, name):
    return [each for each in svg.iter(f"{SVG}rect") if each.get("class") == name]


def test_a_window_is_drawn_at_its_share_of_the_track(reckoned):
    drawn = reckoned()
    [pause] = parts(fromstring(picture(drawn, words("en"))), "nc-pause")
    window = next(window for window in drawn.timeline.windows if window.kind == "pause")
    assert float(pause.get("x")[:-1]) == pytest.approx(100 * window.start / drawn.timeline.length, abs=0.001)
    assert float(pause.get("width")[:-1]) == pytest.approx(100 * 30 / drawn.timeline.duration, abs=0.001)
    assert pause.find(f"{SVG}title").text == "0:01 Pause, 30 s"


def test_what_a_routine_says_is_text_and_no_markup(reckoned):
    written = picture(reckoned(), words("en"))
    assert "<script" not in written
    svg = fromstring(written)
    shown = [each.text for each in svg.iter(f"{SVG}text") if each.get("class") == "nc-chapter"]
    assert shown == ["First", '<script>alert(1)</script> & "second"']
    assert {each.tag.removeprefix(SVG) for each in svg.iter()} <= {"svg", "rect", "text", "title", "path", "line"}


def test_what_was_left_out_is_marked_with_the_reason(reckoned):
    long = "Breathe in slowly through your nose and out again for as long as you can and let your shoulders sink."
    drawn = reckoned(TEXT.replace("countdown: 3", f"countdown: 3, encourage: {long}").replace("hold: 20s", "hold: 9s"))
    assert drawn.left_out
    svg = fromstring(picture(drawn, words("en")))
    marks = [each for each in svg.iter(f"{SVG}path") if each.get("class") == "nc-left-out"]
    assert len(marks) == len(drawn.left_out)
    why = why_left_out(drawn.left_out[0], drawn.timeline.rate, words("en"))
    assert marks[0].find(f"{SVG}title").text == why
    assert long in why
    assert "runs into “" in why
    assert why in [row.text for row in rows(drawn, words("en"))]


def test_lines_that_nobody_has_spoken_look_different(reckoned):
    svg = fromstring(picture(reckoned(), words("en")))
    assert parts(svg, "nc-line nc-guessed")
    assert not parts(svg, "nc-line")


def test_the_table_says_in_order_what_the_picture_shows(reckoned):
    told = rows(reckoned(), words("es"))
    assert [row.second for row in told] == sorted(row.second for row in told)
    assert ("Línea", "Sit down.") in [(row.what, row.text) for row in told]
    assert [row.seconds for row in told if row.what == "Pausa"] == [30.0]
    assert [row.text for row in told if row.what == "Capítulo"] == ["First", '<script>alert(1)</script> & "second"']


def test_a_very_long_routine_is_drawn_with_few_parts(reckoned):
    text = TEXT + "  - repeat: {times: 3000, steps: [{say: In.}, {pause: 1s}]}\n"
    svg = fromstring(picture(reckoned(text), words("en")))
    assert len(list(svg.iter())) < 6000


def test_every_kind_of_window_has_a_name_and_a_colour():
    kinds = {kind for step in Step.kinds.values() for kind in step.windows}
    assert kinds == set(WINDOWS)
    for language in languages():
        assert (
            len({timeline_drawing.kind_in_words(kind, words(language)) for kind in (*WINDOWS, OTHER)})
            == len(WINDOWS) + 1
        )


def luminance(colour):
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("card", [0, 1], ids=["light", "dark"])
def test_the_colours_are_seen_on_light_and_on_dark(card):
    """3:1, as WCAG 2.2 wants of what is drawn (1.4.11)."""
    style = STYLE.read_text()
    paper = luminance(re.findall(r"--nc-card: (#\w{6})", style)[card])
    fills = re.findall(r"^\.nc-[\w, .-]+ \{ fill: (#\w{6});", style, re.MULTILINE)
    assert len(fills) >= len(WINDOWS)
    for fill in fills:
        bright, dark = sorted((paper, luminance(fill)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 3, fill
