"""Whole frames: an edit moves what comes after it by whole frames, and the rest of the time contract stays."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import RATE, length_of, scripts, texts, window
from nightcue.audio.mp3.frames import FRAME_SAMPLES
from nightcue.language.script import Chapter, Line, Window
from nightcue.timeline.schedule import schedule

pytestmark = pytest.mark.once


def framed(script):
    return schedule(script, length_of, RATE, FRAME_SAMPLES)


def alone(timeline):
    """The clips that are in no window."""
    within = [(window.start, window.end) for window in timeline.windows]
    return [event for event in timeline.events if not any(start <= event.start < end for start, end in within)]


def after(timeline, cue):
    """The clips alone that stand after the cue of that origin."""
    return [event.start for event in alone(timeline) if event.origin.step > cue]


def numbered(script):
    """The script, each cue of which has an origin that says where it stands."""
    cues = [replace(cue, origin=replace(cue.origin, step=f"{at:03}")) for at, cue in enumerate(script.cues)]
    return replace(script, cues=tuple(cues))


@given(scripts)
def test_what_comes_after_a_line_and_its_gap_begins_whole_frames_after_the_lead_in(made):
    timeline = framed(made)
    for before, following in pairwise(alone(timeline)):
        if before.kind == "speech" and not any(before.end <= w.start <= following.start for w in timeline.windows):
            assert (following.start - round(made.lead_in * RATE)) % FRAME_SAMPLES == 0


@given(scripts)
def test_a_line_is_filled_up_by_less_than_a_frame_and_nothing_else_is(made):
    timeline = framed(made)
    for event in timeline.events:
        filled = event.end - event.start - length_of(event.kind, event.text)
        before_window = any(window.start == event.end for window in timeline.windows)
        assert 0 <= filled < (FRAME_SAMPLES if event.kind == "speech" and not before_window else 1)


@given(scripts)
def test_the_gap_after_a_line_stays_what_is_written(made):
    lines = [cue for cue in made.cues if isinstance(cue, Line)]
    timeline = framed(replace(made, cues=tuple(lines)))
    assert all(
        following.start - before.end == round(made.gap * RATE) for before, following in pairwise(timeline.events)
    )


@given(scripts)
def test_windows_last_what_is_written_and_their_cues_stand_where_they_stood(made):
    timeline, before = framed(made), schedule(made, length_of, RATE)
    for kept, other in zip(timeline.windows, before.windows, strict=True):
        assert kept.end - kept.start == other.end - other.start
    offsets = [
        [
            (event.start - window.start, event.text)
            for window in each.windows
            for event in each.events
            if window.start <= event.start < window.end
        ]
        for each in (timeline, before)
    ]
    assert offsets[0] == offsets[1]


def moved_by_whole_frames(before, edited, at):
    """Whether what comes after the first line that no window follows is moved by whole frames, from cue `at` on."""
    following = [cue for cue in before.cues[at:] if not isinstance(cue, Chapter)]
    lines = (cue for cue, after in pairwise(following) if isinstance(cue, Line) and not isinstance(after, Window))
    line = next((cue.origin for cue in lines), None)
    if line is None:
        return True
    starts = zip(*(after(framed(each), line.step) for each in (before, edited)), strict=True)
    return all((new - old) % FRAME_SAMPLES == 0 for old, new in starts)


@given(scripts, texts, st.data())
def test_a_line_that_is_put_in_moves_what_comes_after_it_by_whole_frames(made, text, data):
    made = numbered(made)
    at = data.draw(st.integers(0, len(made.cues)))
    put_in = Line(text, replace(made.cues[0].origin, step=f"{at - 1:03}+"))
    assert moved_by_whole_frames(made, replace(made, cues=(*made.cues[:at], put_in, *made.cues[at:])), at)


@given(scripts, st.fractions("1/100", 20, max_denominator=1000), st.data())
def test_a_window_that_is_made_longer_moves_what_comes_after_it_by_whole_frames(made, more, data):
    made = numbered(made)
    windows = [at for at, cue in enumerate(made.cues) if isinstance(cue, Window)]
    if not windows:
        return
    at = data.draw(st.sampled_from(windows))
    quiet = replace(made.cues[at], cues=())
    longer = replace(quiet, seconds=quiet.seconds + Fraction(more))
    before, edited = (replace(made, cues=(*made.cues[:at], each, *made.cues[at + 1 :])) for each in (quiet, longer))
    assert moved_by_whole_frames(before, edited, at)


@given(scripts, st.data())
def test_a_beginning_is_scheduled_as_the_whole_begins(made, data):
    number = data.draw(st.integers(1, len(made.cues)))
    part = replace(made, cues=made.cues[:number])
    events = schedule(part, length_of, RATE, FRAME_SAMPLES, made).events
    assert events == framed(made).events[: len(events)]


@given(scripts, st.fractions("1/100", 20, max_denominator=1000))
def test_what_comes_after_the_last_line_makes_the_track_longer_by_just_that(made, more):
    silence = window("pause", more)
    longer = replace(made, cues=(*made.cues, silence, silence))
    once = replace(made, cues=(*made.cues, silence))
    assert framed(longer).length - framed(once).length == round(more * RATE)
