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
def test_each_line_begins_whole_frames_after_the_one_before(made):
    for before, following in pairwise(alone(framed(made))):
        assert (following.start - before.start) % FRAME_SAMPLES == 0


@given(scripts)
def test_a_line_is_filled_up_by_less_than_a_frame_and_the_gap_stays_what_is_written(made):
    timeline, gap = framed(made), round(made.gap * RATE)
    for event in alone(timeline):
        assert 0 <= event.end - event.start - length_of(event.kind, event.text) < FRAME_SAMPLES
    lines = [cue for cue in made.cues if not isinstance(cue, Chapter)]
    if all(isinstance(cue, Line) for cue in lines) and len(lines) == len(made.cues):
        assert all(following.start - before.end == gap for before, following in pairwise(timeline.events))


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


@given(scripts, texts, st.data())
def test_a_line_that_is_put_in_moves_what_comes_after_it_by_whole_frames(made, text, data):
    made = numbered(made)
    at = data.draw(st.integers(0, len(made.cues)))
    origin = replace(made.cues[0].origin, step=f"{at - 1:03}+")
    more = replace(made, cues=(*made.cues[:at], Line(text, origin), *made.cues[at:]))
    old, new = after(framed(made), origin.step), after(framed(more), origin.step)
    if any(not isinstance(cue, Window | Chapter) for cue in made.cues[:at]):
        assert all((new_start - start) % FRAME_SAMPLES == 0 for start, new_start in zip(old, new, strict=True))


@given(scripts, st.fractions("1/100", 20, max_denominator=1000), st.data())
def test_a_window_that_is_made_longer_moves_what_comes_after_it_by_whole_frames(made, more, data):
    made = numbered(made)
    windows = [at for at, cue in enumerate(made.cues) if isinstance(cue, Window)]
    if not windows:
        return
    at = data.draw(st.sampled_from(windows))
    longer = replace(made.cues[at], seconds=made.cues[at].seconds + Fraction(more), cues=())
    quiet = replace(made, cues=(*made.cues[:at], replace(longer, seconds=made.cues[at].seconds), *made.cues[at + 1 :]))
    changed = replace(made, cues=(*made.cues[:at], longer, *made.cues[at + 1 :]))
    old, new = (after(framed(each), longer.origin.step) for each in (quiet, changed))
    if any(not isinstance(cue, Window | Chapter) for cue in made.cues[:at]):
        assert all((new_start - start) % FRAME_SAMPLES == 0 for start, new_start in zip(old, new, strict=True))


@given(scripts, st.fractions("1/100", 20, max_denominator=1000))
def test_what_comes_after_the_last_line_makes_the_track_longer_by_just_that(made, more):
    silence = window("pause", more)
    longer = replace(made, cues=(*made.cues, silence, silence))
    once = replace(made, cues=(*made.cues, silence))
    assert framed(longer).length - framed(once).length == round(more * RATE)
