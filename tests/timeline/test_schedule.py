"""The time contract: windows exact to the sample, cues anchored inside them, lines as long as their clips."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up import OPENING, ORIGIN, RATE, cue, length_of, line, script, scripts, window
from nightcue.language.diagnostics import RoutineError
from nightcue.language.script import LEAD_IN, Chapter, Chime, Line, Rank, Window
from nightcue.timeline.schedule import schedule

pytestmark = pytest.mark.once


def samples(seconds):
    return round(Fraction(seconds) * RATE)


def planned(*cues, gap="7/10"):
    return schedule(script(*cues, gap=gap), length_of, RATE)


LEAD = samples(LEAD_IN)


@given(scripts)
def test_the_whole_is_the_sum_of_its_parts(made):
    timeline = schedule(made, length_of, RATE)
    total, gap = LEAD, round(made.gap * RATE)
    sounding = [item for item in made.cues if not isinstance(item, Chapter)]
    for item, following in zip(sounding, [*sounding, None][1:], strict=True):
        if isinstance(item, Window):
            total += round(item.seconds * RATE)
        else:
            total += length_of("speech", item.text) if isinstance(item, Line) else length_of("chime", item.name)
            closing = isinstance(item, Chime) and item.ends_window
            total += 0 if closing or isinstance(following, Window) else gap
    assert timeline.length == total + LEAD * len(timeline.chapters[1:])


@given(scripts)
def test_windows_last_exactly_what_was_written_and_follow_the_line_before_without_a_gap(made):
    timeline = schedule(made, length_of, RATE)
    written = [item for item in made.cues if isinstance(item, Window)]
    assert [kept.end - kept.start for kept in timeline.windows] == [round(item.seconds * RATE) for item in written]
    boundaries = {event.end for event in timeline.events} | {kept.end for kept in timeline.windows}
    boundaries |= {chapter.start + LEAD for chapter in timeline.chapters}
    assert all(kept.start in boundaries for kept in timeline.windows)


@given(scripts)
def test_a_window_that_waits_for_a_tap_keeps_the_time_that_is_written(made):
    timeline = schedule(made, length_of, RATE)
    waits = [item.until_tap for item in made.cues if isinstance(item, Window)]
    assert [kept.until_tap for kept in timeline.windows] == waits
    patient = [replace(item, until_tap=False) if isinstance(item, Window) else item for item in made.cues]
    without = schedule(replace(made, cues=tuple(patient)), length_of, RATE)
    windows = tuple(replace(kept, until_tap=False) for kept in timeline.windows)
    assert replace(timeline, windows=windows) == without


@given(scripts)
def test_events_never_overlap_and_never_cross_the_edge_of_a_window(made):
    timeline = schedule(made, length_of, RATE)
    events = sorted(timeline.events, key=lambda event: event.start)
    assert list(timeline.events) == events
    assert all(one.end <= other.start for one, other in pairwise(events))
    for kept in timeline.windows:
        for event in events:
            inside = kept.start <= event.start and event.end <= kept.end
            assert inside or event.end <= kept.start or event.start >= kept.end


@given(scripts)
def test_every_cue_inside_a_window_is_at_its_anchor_or_left_out_with_a_warning(made):
    timeline = schedule(made, length_of, RATE)
    written = [item for item in made.cues if isinstance(item, Window)]
    for kept, item in zip(timeline.windows, written, strict=True):
        anchors = {
            (kept.start + round(c.offset * RATE) if c.anchor == "start" else kept.end - round(c.offset * RATE), c.text)
            for c in item.cues
        }
        heard = {(e.start, e.text) for e in timeline.events if kept.start <= e.start < kept.end}
        assert heard <= anchors
        missing = {text for _, text in anchors - heard}
        warned = " ".join(w.message for w in timeline.warnings if w.code == "cue-left-out")
        assert all(f"'{text}'" in warned for text in missing)


@given(scripts)
def test_chapters_cover_the_track_from_the_first_sample_to_the_last(made):
    timeline = schedule(made, length_of, RATE)
    chapters = timeline.chapters
    if timeline.events or timeline.windows:
        assert chapters[0].start == 0
        assert chapters[-1].end == timeline.length
    assert all(one.end == other.start for one, other in pairwise(chapters))
    assert all(chapter.start < chapter.end for chapter in chapters)


@given(scripts)
def test_the_same_script_gives_the_same_timeline(made):
    assert schedule(made, length_of, RATE) == schedule(made, length_of, RATE)


def test_a_gap_stands_between_lines_and_after_the_last_but_not_before_a_window():
    timeline = planned(line("1 one"), line("2 two"), window("pause", 5), line("1 three"))
    starts = [(event.start, event.end) for event in timeline.events]
    first = (LEAD, LEAD + samples(1))
    second = (first[1] + samples("0.7"), first[1] + samples("0.7") + samples(2))
    assert starts[:2] == [first, second]
    assert timeline.windows[0].start == second[1]
    assert starts[2][0] == second[1] + samples(5)
    assert timeline.length == starts[2][1] + samples("0.7")


def test_countdown_numbers_start_exactly_on_their_seconds_before_the_end():
    numbers = [cue(f"0.4 {n}", Rank.COUNTDOWN, "end", n) for n in (1, 2, 3)]
    timeline = planned(window("hold", "25.013", *numbers))
    end = timeline.windows[0].end
    assert [event.start for event in timeline.events] == [end - samples(n) for n in (3, 2, 1)]


@given(st.integers(1, 500), st.fractions("0.3", 10, max_denominator=10_000), st.fractions(0, 9, max_denominator=1000))
def test_beats_stand_on_a_grid_that_does_not_drift(reps, tempo, before):
    beats = [cue("0.2 go", Rank.BEAT, "start", n * tempo) for n in range(reps)]
    timeline = planned(line(f"{before} long"), window("beats", reps * tempo, *beats))
    start = timeline.windows[0].start
    assert [event.start - start for event in timeline.events[1:]] == [round(n * tempo * RATE) for n in range(reps)]
    assert timeline.windows[0].end - start == round(reps * tempo * RATE)


def test_what_does_not_fit_is_dropped_the_least_important_first():
    ranks = [Rank.ENCOURAGEMENT, Rank.TIME, Rank.HALFWAY, Rank.COUNTDOWN, Rank.CHECK]
    for lesser, greater in pairwise(ranks):
        both = cue("3 lesser", lesser, "start", 5), cue("3 greater", greater, "start", 6)
        for order in (both, both[::-1]):
            timeline = planned(window("session", 20, *order))
            assert [event.text for event in timeline.events] == ["3 greater"]
            [warning] = timeline.warnings
            assert (warning.code, warning.severity, warning.span) == ("cue-left-out", "warning", ORIGIN.span)
            assert "'3 lesser', 5 s into this session" in warning.message
            assert "'3 greater'" in warning.message


def test_of_two_alike_the_one_that_does_not_fit_before_the_next_is_dropped():
    timeline = planned(window("hold", 10, *[cue(f"1.5 {n}", Rank.COUNTDOWN, "end", n) for n in (4, 3, 2)]))
    assert [event.text for event in timeline.events] == ["1.5 4", "1.5 2"]


def test_a_cue_that_would_outlast_its_window_is_dropped():
    timeline = planned(window("hold", 10, cue("3 late", Rank.TIME, "start", 8), cue("2 just", Rank.TIME, "start", 2)))
    assert [event.text for event in timeline.events] == ["2 just"]
    assert "the end of this hold" in timeline.warnings[0].message


def test_a_safety_check_that_does_not_fit_is_an_error_and_so_are_two_that_collide():
    for checks in (
        [cue("5 check", Rank.CHECK, "start", 8)],
        [cue("5 check", Rank.CHECK, "start", 2), cue("5 again", Rank.CHECK, "start", 4)],
    ):
        with pytest.raises(RoutineError) as failed:
            planned(window("session", 10, *checks))
        [problem] = failed.value.diagnostics
        assert (problem.code, problem.severity, problem.span.line) == ("check-does-not-fit", "error", 3)


def test_a_word_too_long_for_its_beat_is_an_error_with_a_hint():
    beats = [cue(f"{length} word", Rank.BEAT, "start", n) for n, length in enumerate(("0.5", "1.2", "0.5"))]
    with pytest.raises(RoutineError) as failed:
        planned(window("beats", 3, *beats))
    [problem] = failed.value.diagnostics
    assert problem.code == "beat-too-long"
    assert "takes 1.2 s to say, and its beat lasts 1 s" in problem.message
    assert problem.hint


def test_the_last_word_of_a_movement_must_fit_before_the_movement_ends():
    with pytest.raises(RoutineError):
        planned(window("beats", 2, cue("0.5 a", Rank.BEAT, "start", 0), cue("1.1 b", Rank.BEAT, "start", 1)))


@given(scripts)
def test_every_chapter_begins_with_its_lead_in_and_nothing_sounds_in_it(made):
    timeline = schedule(made, length_of, RATE)
    for chapter in timeline.chapters:
        spans = [*timeline.events, *timeline.windows]
        first = min(span.start for span in spans if span.start >= chapter.start)
        assert first == chapter.start + LEAD
        assert all(span.end <= chapter.start for span in spans if span.start < chapter.start)


def test_a_chapter_starts_with_its_lead_in_and_the_first_one_at_the_first_sample():
    timeline = planned(
        Chapter("One", ORIGIN), line("1 a"), Chapter("Two", ORIGIN), line("1 b"), Chapter("Three", ORIGIN),
        window("pause", 2),
    )  # fmt: skip
    assert [(c.title, c.start) for c in timeline.chapters] == [
        ("One", 0),
        ("Two", timeline.events[1].start - LEAD),
        ("Three", timeline.windows[0].start - LEAD),
    ]
    assert timeline.chapters[1].start == timeline.events[0].end + samples("7/10")
    assert timeline.chapters[2].start == timeline.events[1].end
    assert timeline.length == timeline.windows[0].end == 3 * LEAD + samples("7/10") + samples(4)


def test_a_rescue_may_begin_sooner():
    cues = (line("1 a"), Chapter("Two", ORIGIN), line("1 b"))
    timeline = schedule(replace(script(*cues), lead_in=Fraction(1, 5)), length_of, RATE)
    assert [event.start - timeline.chapters[n].start for n, event in enumerate(timeline.events)] == [RATE // 5] * 2


def test_what_comes_before_the_first_chapter_belongs_to_one_named_after_the_routine():
    timeline = planned(line("1 a"), Chapter("Two", ORIGIN), line("1 b"))
    assert [c.title for c in timeline.chapters] == ["Made up", "Two"]


def test_a_chapter_with_nothing_in_it_is_left_out_with_a_warning():
    timeline = planned(Chapter("One", ORIGIN), Chapter("Two", ORIGIN), line("1 a"), Chapter("Three", ORIGIN))
    assert [c.title for c in timeline.chapters] == ["Two"]
    assert [w.code for w in timeline.warnings] == ["empty-chapter"] * 2


def test_a_chime_takes_its_clip_and_the_gap():
    timeline = planned(Chime("soft", ORIGIN), line("1 a"))
    chime, spoken = timeline.events
    assert (chime.kind, chime.text) == ("chime", "soft")
    assert spoken.start == chime.end + samples("0.7")


def test_a_chime_opens_a_window_on_its_first_sample_and_closes_it_on_the_sample_it_ends():
    ending = Chime("soft", ORIGIN, ends_window=True)
    timeline = planned(line("1 hold"), Window("hold", Fraction(25), ORIGIN, (OPENING,)), ending, line("1 relax"))
    kept = timeline.windows[0]
    _, opening, closing, relax = timeline.events
    assert (opening.start, opening.kind, opening.text) == (kept.start, "chime", "soft")
    assert (closing.start, closing.kind) == (kept.end, "chime")
    assert relax.start == closing.end
    assert kept.end - kept.start == samples(25)


def test_a_chime_gives_way_to_whatever_is_said_in_its_place_with_a_warning():
    words = [OPENING, cue("1 breathe", Rank.ENCOURAGEMENT, "start", "0.1")]
    timeline = planned(Window("hold", Fraction(2), ORIGIN, tuple(words)))
    assert [event.text for event in timeline.events] == ["1 breathe"]
    assert [warning.code for warning in timeline.warnings] == ["cue-left-out"]
