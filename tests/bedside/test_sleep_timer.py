"""The sleep timer: where the sound fades, and that no line is lost under it."""

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeding import fed
from nightcue.audio.tags.track_info import TimedWindow
from nightcue.bedside.player import Player
from nightcue.bedside.sleep_timer import CHOICES, FADE, PATIENCE, SHORTEST_FADE, SleepTimer, fade_after, fade_before
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import Score
from nightcue.bedside.windows import worn_spans


def score(lines, length=600.0, steps=(0.0,), windows=()):
    """A track with lines from and to these seconds, and windows of (kind, from, to, worn)."""
    timed = tuple(TimedWindow(kind, b * RATE, e * RATE, False, False, worn) for kind, b, e, worn in windows)
    texts = tuple((float(begin), "x") for begin, _ in lines)
    return Score("T", "en", length, (), texts, steps, ends=tuple(float(end) for _, end in lines), windows=timed)


TALK = score([(0, 5), (10, 15), (40, 45), (100, 105)], steps=(0.0, 40.0))


@pytest.mark.parametrize(
    ("moment", "fade"),
    [(6, (15, 40)), (12, (15, 40)), (15, (15, 40)), (25, (45, 70)), (30, (45, 70)), (300, (300, 325))],
)
def test_it_fades_for_20_to_30_seconds_at_the_first_place_where_nothing_is_said(moment, fade):
    assert fade_after(TALK, moment) == fade


@given(
    st.lists(st.tuples(st.floats(0, 40), st.floats(0.5, 8)), min_size=1, max_size=40),
    st.floats(0, 300),
    st.floats(0, 60),
)
def test_no_line_is_ever_spoken_in_a_fade(parts, moment, tail):
    now, lines = 0.0, []
    for gap, length in parts:
        lines.append((now + gap, now + gap + length))
        now = lines[-1][1]
    track = score(lines, length=now + tail)
    begin, end = fade_after(track, min(moment, track.length))
    assert min(moment, track.length) <= begin <= end <= track.length
    assert all(line_end <= begin or line >= end for line, line_end in lines)
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(lines) if moment <= earlier[1] <= moment + PATIENCE]
    if any(gap >= SHORTEST_FADE for gap in gaps):
        assert SHORTEST_FADE <= end - begin <= FADE + 1e-6


def test_where_there_is_no_room_for_20_seconds_it_takes_the_most_there_is_in_two_minutes():
    crowded = score([(n * 10, n * 10 + (6 if n == 5 else 9)) for n in range(30)], length=300.0)
    assert fade_after(crowded, 3) == (56, 60)


def test_at_the_end_of_a_step_it_has_faded_when_the_next_begins():
    assert fade_before(TALK, TALK.end_of_step(0), 3) == (15, 40)
    assert fade_before(TALK, TALK.end_of_step(1), 41) == (575, 600)


BOOTS = score(
    [(0, 5), (125, 130), (1030, 1035), (1200, 1205)],
    length=1300.0,
    steps=(0.0, 125.0),
    windows=[
        ("hold", 5, 30, False),
        ("pause", 30, 120, True),
        ("session", 130, 1030, True),
        ("pause", 1035, 1125, True),
        ("pause", 1130, 1190, False),
    ],
)


def test_with_boots_on_it_waits_until_they_are_off():
    assert worn_spans(BOOTS) == [(30, 1125)]
    assert fade_after(BOOTS, 60) == (1125, 1150)
    assert fade_after(BOOTS, 500) == (1125, 1150)
    assert fade_before(BOOTS, 125, 6) == (1125, 1125)


def test_it_is_due_after_its_minutes_and_says_how_many_are_left():
    now = [0.0]
    timer = SleepTimer(lambda: now[0])
    chosen = []
    for _ in CHOICES:
        timer.choose_next()
        chosen.append(timer.choice)
    assert chosen == [*CHOICES[1:], None]
    timer.choose(10)
    assert (timer.minutes, timer.fade(TALK, 3)) == (10, None)
    now[0] = 9 * 60 + 1
    assert timer.minutes == 1
    now[0] = 600
    assert timer.fade(TALK, 3) == (15, 40)
    assert timer.fade(TALK, 16) == (15, 40)
    timer.choose(None)
    assert timer.fade(TALK, 3) is None


def test_at_the_end_of_a_step_is_of_the_step_that_is_heard():
    timer = SleepTimer()
    timer.choose("step")
    assert timer.fade(TALK, 3) == (15, 40)
    assert timer.fade(TALK, 41) == (575, 600)


def test_the_sound_sinks_and_stays_where_it_fell_silent(path, decoded):
    player = Player(Track(path))
    begin, end = RATE // 2, 3 * RATE
    player.fade(begin, end)
    heard = fed(player, 5 * RATE)
    assert heard[:begin] == decoded[:begin]
    sunk = [int(sample * ((end - at) / (end - begin)) ** 2) for at, sample in enumerate(decoded[begin:end], begin)]
    assert heard[begin:end] == array("h", sunk)
    assert not any(heard[end:])
    assert (player.position, player.paused, player.slept.is_set(), player.ended.is_set()) == (end, True, True, False)
    player.seek(begin)
    assert not player.slept.is_set()
    assert fed(player, RATE)[500:] == decoded[begin + 500 : begin + RATE]


def test_what_keeps_it_awake_is_as_loud_as_before(path, decoded):
    player = Player(Track(path))
    player.fade(RATE // 2, 3 * RATE)
    fed(player, RATE)
    player.keep_awake()
    assert fed(player, RATE) == decoded[RATE : 2 * RATE]
