from dataclasses import replace

import pytest
from mutagen.id3 import ID3

from nightcue.bedside.track_metadata import Score, read_score
from nightcue.building.compile import compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.script import LEAD_IN

SCORE = Score("T", "en", 60.0, ((0, "One"), (30, "Two")), ((1, "a"), (20, "b"), (31, "c")), (1, 20, 31))


def test_a_track_tells_its_chapters_lines_and_steps(path, short):
    score = read_score(path.read_bytes(), "short")
    rate = short.rate
    assert (score.title, score.language, round(score.length, 3)) == ("Short", "en", round(short.duration, 3))
    assert [title for _, title in score.chapters] == ["First", "Second"]
    assert [text for _, text in score.lines] == [event.text for event in short.events if event.kind == "speech"]
    assert score.steps == pytest.approx([start / rate for start in short.step_starts], abs=0.001)


def test_a_step_is_what_was_written_as_one_and_comes_again_when_it_is_repeated(short):
    begin = {event.start: event.text for event in short.events}
    assert [begin[start] for start in short.step_starts] == [
        "Evening.", "Left leg.", "Right leg.", "Again.", "Again.",
    ]  # fmt: skip


def test_what_is_said_and_shown_at_a_moment():
    assert [SCORE.line_at(moment) for moment in (0, 1, 19.9, 59)] == ["", "a", "a", "c"]
    assert [SCORE.chapter_at(moment) for moment in (0, 30, 59)] == ["One", "Two", "Two"]
    assert [SCORE.step_at(moment) for moment in (0, 1, 20, 99)] == [0, 0, 1, 2]
    assert [SCORE.end_of_step(number) for number in range(3)] == [20, 31, 60]


def test_a_step_back_goes_to_the_start_and_soon_after_the_start_to_the_one_before():
    assert [SCORE.step_before(moment) for moment in (0, 1.5, 10, 21, 23, 59)] == [1, 1, 1, 1, 20, 31]


def test_a_step_on_goes_to_the_next_and_nowhere_from_the_last():
    assert [SCORE.step_after(moment) for moment in (0, 1, 20, 31, 59)] == [20, 20, 31, None, None]


def test_without_a_tag_there_is_only_the_name():
    score = read_score(b"\xff\xf3 no tag", "mine")
    assert (score.chapter_at(5), score.line_at(5), score.step_before(9), score.step_after(9)) == ("mine", "", 0, None)


def test_without_steps_in_it_chapters_are_the_steps(path):
    content = path.read_bytes().replace(b"nightcue steps", b"somebody's own")
    score = read_score(content, "short")
    assert score.steps == tuple(start for start, _ in score.chapters)
    assert replace(score, steps=()) == replace(read_score(path.read_bytes(), "short"), steps=())


def test_a_track_tells_its_windows_to_the_sample_and_when_each_line_ends(path, short):
    score = read_score(path.read_bytes(), "short")
    assert [(w.kind, w.start, w.end, w.of_getting_ready) for w in score.windows] == [
        (kept.kind, kept.start, kept.end, True) for kept in short.windows
    ]
    spoken = [event for event in short.events if event.kind == "speech"]
    assert [round(end * short.rate) for end in score.ends] == [event.end for event in spoken]


@pytest.mark.parametrize("first", ["say: Sit.", "chime: soft", "pause: 2s"])
def test_a_pause_that_was_written_is_not_of_the_silence_that_it_begins_with(folder, known_voice, first):
    (folder / "paused.yaml").write_text(f"title: P\ntopic: other\nsteps:\n  - {first}\n  - say: Sit down.\n")
    write_track(compile_routine(BuildRequest(folder / "paused.yaml")), folder / "paused.mp3", "mp3")
    assert read_score((folder / "paused.mp3").read_bytes(), "paused").lead_in == pytest.approx(float(LEAD_IN))


@pytest.mark.parametrize("damaged", [b"{", b"[]", b'{"lines": [1], "windows": [["pause"]]}', b"[" * 99_999])
def test_windows_that_are_damaged_are_none_and_all_else_is_there(path, damaged):
    tag = ID3(path)
    [frame] = [frame for frame in tag.getall("PRIV") if frame.owner == "nightcue windows"]
    frame.data = damaged
    tag.save(path, v2_version=3)
    score = read_score(path.read_bytes(), "short")
    assert (score.windows, score.ends, score.title) == ((), (), "Short")
