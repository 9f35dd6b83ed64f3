"""The words of a timeline as LRC and WebVTT, and a timeline cut into its chapters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import webvtt
from hypothesis import HealthCheck, given, settings

from made_up import RATE, length_of, line, script, scripts, window
from nightcue.language.diagnostics import RoutineError
from nightcue.language.script import LEAD_IN, Chapter
from nightcue.timeline.cutting import chapter_timelines
from nightcue.timeline.lrc import as_lrc
from nightcue.timeline.schedule import schedule
from nightcue.timeline.timeline import Timeline
from nightcue.timeline.webvtt import as_webvtt

FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])

NASTY = 'a < b & c > d --> [00:01.00] <00:02.00> "x"\n\n2\n00:00 --> 00:01'


def timeline(*cues, title: str = "Made up") -> Timeline:
    return replace(schedule(script(*cues), length_of, RATE), title=title)


def test_lrc_says_title_language_and_length_then_each_line_at_its_time() -> None:
    made = timeline(line("1 one"), window("hold", 3725), line("1 dos"), title="Piernas [quietas]")
    assert as_lrc(made, "Album").splitlines() == [
        "[ti:Piernas (quietas)]",
        "[al:Album]",
        "[la:en]",
        "[length:62:08.20]",
        "[00:00.50]1 one",
        "[62:06.50]1 dos",
    ]


def test_in_lrc_no_text_is_taken_for_a_time() -> None:
    lines = as_lrc(timeline(line(NASTY)), "Album").splitlines()
    assert len(lines) == 5
    assert re.findall(r"[\[<]\d", lines[4]) == ["[0"]


def test_webvtt_is_read_back_as_it_was_written(tmp_path) -> None:
    made = timeline(line("1 one & < two"), window("hold", 3725), line(NASTY), title="T --> <b>\n\nx")
    (tmp_path / "x.vtt").write_text(as_webvtt(made), encoding="utf-8")
    captions = list(webvtt.read(tmp_path / "x.vtt"))
    assert [(c.start, c.identifier) for c in captions] == [("00:00:00.500", "1"), ("01:02:06.500", "2")]
    assert captions[0].end == "00:00:01.500"
    assert captions[0].raw_text == "1 one &amp; &lt; two"
    assert captions[1].raw_text == " ".join(
        NASTY.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").split()
    )
    assert as_webvtt(made).count("-->") == 2


def test_a_cue_of_webvtt_lasts_however_short_its_clip_is() -> None:
    assert "00:00:00.500 --> 00:00:00.501" in as_webvtt(timeline(line("0 nothing at all")))


@FEW
@given(scripts)
def test_times_agree_with_the_timeline(made) -> None:
    try:
        whole = schedule(made, length_of, RATE)
    except RoutineError:
        return
    spoken = [event for event in whole.events if event.kind == "speech"]
    lrc = re.findall(r"^\[(\d+):(\d\d\.\d\d)\]", as_lrc(whole, "a"), re.MULTILINE)
    found = [int(minutes) * 60 + float(seconds) for minutes, seconds in lrc]
    assert found == pytest.approx([event.start / RATE for event in spoken], abs=0.00501)
    vtt = re.findall(r"^(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})$", as_webvtt(whole), re.MULTILINE)
    seconds = [[int(t[at]) * 3600 + int(t[at + 1]) * 60 + float(t[at + 2]) for at in (0, 3)] for t in vtt]
    assert [start for start, _ in seconds] == pytest.approx([event.start / RATE for event in spoken], abs=0.000501)
    assert [end for _, end in seconds] == pytest.approx([event.end / RATE for event in spoken], abs=0.001)


@FEW
@given(scripts)
def test_chapters_end_to_end_are_the_whole_timeline(made) -> None:
    try:
        whole = schedule(made, length_of, RATE)
    except RoutineError:
        return
    if not (whole.events or whole.windows):
        return
    start, events, windows = 0, [], []
    for part, chapter in zip(chapter_timelines(whole), whole.chapters, strict=True):
        assert (start, part.title) == (chapter.start, chapter.title)
        for event in part.events:
            assert 0 <= event.start <= event.end <= part.length
            events.append(replace(event, start=event.start + start, end=event.end + start))
        for each in part.windows:
            assert each.end <= part.length
            windows.append(replace(each, start=each.start + start, end=each.end + start))
        start += part.length
    assert start == whole.length
    assert (events, windows) == ([*whole.events], [*whole.windows])


def test_a_chapter_starts_with_its_lead_in_and_then_what_is_said_first_in_it() -> None:
    parts = chapter_timelines(timeline(line("1 a"), Chapter("Two", line("x").origin), line("1 b"), window("hold", 2)))
    assert [part.title for part in parts] == ["Made up", "Two"]
    assert parts[1].events[0].start == LEAD_IN * RATE
    assert parts[1].length == (LEAD_IN + 3) * RATE
