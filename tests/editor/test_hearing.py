"""A line, a card and the whole of a routine that is not saved, as they sound."""

import numpy as np
import pytest
import soundfile

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.editor.hearing import Hearing, NothingToHearError, start_of
from nightcue.editor.reckoning import reckon
from nightcue.editor.sounds import Sounds
from nightcue.language.diagnostics import RoutineError

SAVED = "title: Evening\nsteps:\n  - say: This is what the file says.\n"
TEXT = """\
title: Evening
summary: A short evening.
topic: other
vars: {hold: 25s}
steps:
  - say: Sit down for {hold}.
  - repeat:
      times: 2
      steps:
        - say: Breathe out.
        - pause: 3s
  - chapter: Legs
  - say:
      - First line.
      - full: Only in full.
  - pause: 2s
"""


@pytest.fixture
def hearing(tmp_path, known_voice):
    path = tmp_path / "evening.yaml"
    path.write_text(SAVED)
    return Hearing(path)


def said(compiled):
    return [event.text for event in compiled.timeline.events]


def heard(compiled):
    """The samples as a browser decodes them, from -1 to 1."""
    sounds = Sounds()
    try:
        address = sounds.keep("here", compiled)
        samples, rate = soundfile.read(sounds.file_of(address.rpartition("/")[2]))
    finally:
        sounds.close()
    assert rate == SAMPLE_RATE
    return samples


def test_a_line_is_heard_as_it_is_written_now_with_its_variables(hearing):
    compiled = hearing.line(TEXT, "Sit down for {hold}.", range(6, 7))
    assert said(compiled) == ["Sit down for 25 seconds."]
    samples = heard(compiled)
    assert len(samples) == len("Sit down for twenty-five seconds.") * SAMPLE_RATE // 20
    assert np.abs(samples).max() > 0.2


def test_every_line_of_a_field_is_heard(hearing):
    assert said(hearing.line(TEXT, "", range(13, 16))) == ["First line.", "Only in full."]


def test_a_line_is_heard_while_another_step_cannot_be_read(hearing):
    hearing.steps(TEXT, ["steps[0]"])
    broken = TEXT.replace("Breathe out.", "Breathe in.").replace("pause: 2s", "pause: soon")
    assert said(hearing.line(broken, "Breathe in.", range(10, 11))) == ["Breathe in."]


def test_a_line_of_a_routine_that_was_never_readable_says_what_is_wrong(hearing):
    with pytest.raises(RoutineError, match="soon"):
        hearing.line(TEXT.replace("pause: 2s", "pause: soon"), "Breathe out.", range(10, 11))


def test_an_empty_line_is_nothing_to_hear(hearing):
    hearing.steps(TEXT, ["steps[0]"])
    with pytest.raises(NothingToHearError):
        hearing.line(TEXT.replace("Breathe out.", '""'), "", range(10, 11))


def test_a_card_is_heard_at_once_and_lasts_as_long_as_in_the_track(hearing):
    compiled = hearing.steps(TEXT, ["steps[1].repeat.steps[0]", "steps[1].repeat.steps[1]"])
    assert said(compiled) == ["Breathe out."] * 2
    once = hearing.steps(TEXT, ["steps[1].repeat.steps[1]"])
    assert len(heard(once)) == 3 * SAMPLE_RATE
    assert compiled.timeline.events[0].start == 0
    in_track = hearing.whole(TEXT).timeline.events
    assert compiled.timeline.events[1].start == in_track[2].start - in_track[1].start


def test_a_box_is_heard_with_everything_in_it(hearing):
    compiled = hearing.steps(TEXT, ["steps[1]"])
    assert said(compiled) == ["Breathe out."] * 2
    assert [window.kind for window in compiled.timeline.windows] == ["pause", "pause"]


def test_a_step_that_makes_no_sound_is_nothing_to_hear(hearing):
    with pytest.raises(NothingToHearError):
        hearing.steps(TEXT, ["steps[2]"])


def test_a_line_for_the_full_form_is_heard_in_a_brief_routine_too(hearing):
    brief = TEXT.replace("topic:", "detail: brief\ntopic:").replace("  - pause: 2s", "  - pause: 2s\n    detail: full")
    compiled = hearing.steps(brief, ["steps[4]"])
    assert compiled.timeline.duration == 2


def test_from_here_on_begins_where_the_step_begins_in_the_whole(hearing):
    timeline = hearing.whole(TEXT).timeline
    first = next(event for event in timeline.events if event.text == "First line.")
    assert start_of(timeline, ["steps[3]"]) == first.start / SAMPLE_RATE
    assert start_of(timeline, ["steps[30]"]) is None


def test_the_whole_is_what_the_track_will_be(hearing, tmp_path):
    import nightcue

    compiled = hearing.whole(TEXT)
    (tmp_path / "evening.yaml").write_text(TEXT)
    nightcue.build(tmp_path / "evening.yaml", format="wav", output=tmp_path / "track.wav")
    assert np.array_equal(heard(compiled), soundfile.read(tmp_path / "track.wav")[0])


def test_what_is_unsafe_is_not_heard_as_a_whole(hearing):
    stretch = "  - stretch: {name: Calf stretch, hold: 10m}\n"
    with pytest.raises(RoutineError, match="at most"):
        hearing.whole(TEXT.replace("topic: other\n", "") + stretch)


def test_what_nobody_has_read_is_heard_so_that_it_can_be_read(hearing):
    assert "Go to sleep now." in said(hearing.whole(TEXT + "  - say: Go to sleep now.\n"))


def test_a_sound_is_gone_when_another_takes_its_place(hearing):
    sounds = Sounds()
    first = sounds.keep("window", hearing.steps(TEXT, ["steps[0]"])).rpartition("/")[2]
    file = sounds.file_of(first)
    second = sounds.keep("window", hearing.steps(TEXT, ["steps[3]"])).rpartition("/")[2]
    assert first != second
    assert sounds.file_of(first) is None
    assert not file.exists()
    last = sounds.file_of(second)
    sounds.close()
    assert not last.exists()
    assert sounds.file_of(second) is None


def test_no_name_leads_out_of_the_sounds(hearing):
    sounds = Sounds()
    sounds.keep("window", hearing.steps(TEXT, ["steps[0]"]))
    assert sounds.file_of("../../etc/passwd") is None
    sounds.close()


def test_a_timeline_is_reckoned_without_speaking(hearing, tmp_path, known_voice):
    reckoned = reckon(tmp_path / "evening.yaml", TEXT)
    assert known_voice.spoken == []
    assert reckoned.guessed == {"Sit down for 25 seconds.", "Breathe out.", "First line.", "Only in full."}
    assert sum(window.end - window.start for window in reckoned.timeline.windows) == 8 * SAMPLE_RATE


def test_a_timeline_is_exact_once_its_lines_have_been_heard(tmp_path, folder):
    path = tmp_path / "evening.yaml"
    text = TEXT + "voice: embedded\n"
    path.write_text(text)
    exact = Hearing(path).whole(text).timeline
    reckoned = reckon(path, text)
    assert not reckoned.guessed
    assert reckoned.timeline.events == exact.events
