"""The tracks with the real voice: nothing is left out of them, and they last what they should."""

from itertools import pairwise

import numpy as np
import pytest

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest
from nightcue.language.library import find

pytestmark = pytest.mark.once

AUDIBLE = 10 ** (-40 / 20)


def test_everything_fits_and_nothing_is_left_out(name, language, compiled):
    assert compiled(name, language).timeline.warnings == ()


def test_the_rescue_lasts_one_to_three_minutes(language, compiled):
    assert 60 <= compiled("rescue", language).timeline.duration <= 180


def test_the_short_stretch_is_5_to_6_minutes_of_stretching(language, compiled):
    timeline = compiled("stretch", language).timeline
    _, calves, thighs, _ = timeline.chapters
    assert 300 <= (thighs.end - calves.start) / timeline.rate <= 360


def windows(timeline, kind):
    return [(window.end - window.start) / timeline.rate for window in timeline.windows if window.kind == kind]


def test_the_trial_is_three_holds_of_ten_seconds_with_rests_of_ten_for_each_muscle_and_leg(language, compiled):
    timeline = compiled("stretch-trial", language).timeline
    assert windows(timeline, "hold") == [10] * 12
    holds = [window for window in timeline.windows if window.kind == "hold"]
    for leg in range(0, 12, 3):
        for before, after in pairwise(holds[leg : leg + 3]):
            assert 9 <= (after.start - before.end) / timeline.rate <= 11.5


def test_the_trial_takes_both_legs_about_two_minutes_for_each_muscle(language, compiled):
    timeline = compiled("stretch-trial", language).timeline
    holds = [window for window in timeline.windows if window.kind == "hold"]
    for muscle in (holds[:6], holds[6:]):
        assert (muscle[-1].end - muscle[0].start) / timeline.rate <= 125


@pytest.mark.parametrize("routine", ["bedtime", "bedtime-seated", "stretch"])
def test_every_other_hold_lasts_20_to_30_seconds_twice_on_each_leg(routine, language, compiled):
    holds = windows(compiled(routine, language).timeline, "hold")
    assert all(20 <= hold <= 30 for hold in holds)
    assert len(holds) == {"stretch": 8}.get(routine, 12)


def test_rescue_is_heard_within_a_third_of_a_second(language, compiled):
    rescue = compiled("rescue", language)
    first = min(rescue.timeline.events, key=lambda event: event.start)
    assert first.kind == "speech"
    samples = rescue.clips[first.kind, first.text].samples
    heard = first.start + np.flatnonzero(np.abs(samples.astype(float)) / 32768 > AUDIBLE)[0]
    assert heard / SAMPLE_RATE < 0.3


def test_the_diary_leaves_time_for_every_answer(language, compiled):
    timeline = compiled("diary-prompt", language).timeline
    assert [pause for pause in windows(timeline, "pause") if pause >= 10] == [15] * 5


@pytest.mark.parametrize(("own", "voice"), [("en", "heart"), ("en", "embedded"), ("es", "pico-es"), ("es", "embedded")])
def test_the_rescue_is_short_enough_for_who_wants_it_slow(own, voice, tmp_path):
    profile = tmp_path / "profile.yaml"
    profile.write_text("pace: slow\n", encoding="utf-8")
    slow = compile_routine(BuildRequest(find("rescue", own), voice=voice, profile=profile))
    assert 150 < slow.timeline.duration <= 180
