"""The figures of the voices: how they are kept for `nightcue voices`, and how fast a voice speaks."""

import numpy as np
import pytest
import yaml
from pace import measure
from voices_table import HEADER, Entry, merged

from nightcue.audio.clip import SAMPLE_RATE, Clip

pytestmark = pytest.mark.once

PICO = Entry("pico", "pico", "es", 5.81, 0.47, 3.13, "whisper base", 222, "2026-11-29")
HIBARI = Entry("hibari", "hibari", "en", 0.15, None, 4.55, "whisper base", 222, "2026-11-29")


def test_what_is_written_is_read_as_it_was_measured_and_says_what_it_means():
    text = merged("", [PICO, HIBARI])
    assert text.startswith(HEADER)
    hibari, pico = yaml.safe_load(text)
    assert (hibari["voice"], hibari["sounds"], hibari["mos"]) == ("hibari", None, 4.55)
    assert (pico["language"], pico["words"], pico["judge"], pico["lines"]) == ("es", 5.81, "whisper base", 222)


def test_a_voice_that_is_measured_again_takes_its_own_place_and_the_others_stay():
    before = merged("", [PICO, HIBARI])
    better = Entry("pico", "pico", "es", 4.2, 0.4, 3.2, "whisper base", 230, "2026-12-01")
    hibari, pico = yaml.safe_load(merged(before, [better]))
    assert (hibari["words"], pico["words"], pico["date"]) == (0.15, 4.2, "2026-12-01")
    assert merged(merged(before, [better]), []) == merged(before, [better])


def clip(seconds):
    return Clip(np.zeros(round(seconds * SAMPLE_RATE), np.int16))


def test_the_pace_counts_numbers_as_words_and_leaves_short_lines_out():
    lines = {"Stretch for 25 seconds now.": clip(2.4), "Hold it right there.": clip(2.0), "Relax.": clip(9)}
    got = measure(lines, "en", 140)
    assert got.lines == 2
    assert got.overall == pytest.approx(10 / 4.4 * 60)
    assert got.longer == pytest.approx(10 / 4.4 * 60 / 140)


def test_the_share_of_close_lines_is_of_those_within_a_twentieth():
    on_pace, slower = 4 / 140 * 60, 4 / 130 * 60
    got = measure({"Respire muy despacio ahora.": clip(on_pace), "Afloje las dos piernas.": clip(slower)}, "es", 140)
    assert got.close == 0.5
    assert got.median == pytest.approx(135, abs=0.1)


def test_lines_that_are_all_short_have_no_pace():
    with pytest.raises(ValueError, match="4 words"):
        measure({"Relax.": clip(1)}, "en", 140)
