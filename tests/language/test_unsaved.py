"""Text that is not saved yet is read in place of its file: by a reader, a check and a build."""

import threading

import pytest

from nightcue.building.checking import check_routine
from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import RoutineError
from nightcue.language.reading import read_routine
from nightcue.language.source import MAX_BYTES
from nightcue.language.unsaved import unsaved

SAVED = "title: Saved\nsteps:\n  - say: What is saved.\n"
WRITTEN = "title: Written\nsteps:\n  - say: What is being written.\n  - pause: 3s\n"


@pytest.fixture
def routine(write):
    return write(routine=SAVED)


def test_only_inside_its_block_is_the_text_read_in_place_of_the_file(routine):
    with unsaved({routine: WRITTEN}):
        assert read_routine(routine).title == "Written"
    assert read_routine(routine).title == "Saved"


def test_a_file_that_is_named_in_another_way_is_the_same_file(routine, monkeypatch):
    monkeypatch.chdir(routine.parent)
    with unsaved({routine.relative_to(routine.parent): WRITTEN}):
        assert read_routine(routine).title == "Written"


def test_a_routine_that_is_on_no_disk_yet_is_read_too(tmp_path):
    with unsaved({tmp_path / "new.yaml": WRITTEN}):
        assert read_routine(tmp_path / "new.yaml").title == "Written"


def test_a_part_that_is_being_written_is_read_where_it_is_included(write):
    path = write(routine="title: T\nsteps:\n  - include: parts/end.yaml\n", parts__end=SAVED)
    with unsaved({path.parent / "parts/end.yaml": WRITTEN}):
        assert read_routine(path).steps[0].steps[0].lines == ["What is being written."]


def test_blocks_add_up_and_come_apart_again(write):
    path = write(routine="title: T\nsteps:\n  - include: end.yaml\n", end=SAVED)
    with unsaved({path: "title: Outer\nsteps:\n  - include: end.yaml\n"}):
        with unsaved({path.parent / "end.yaml": WRITTEN}):
            inner = read_routine(path)
        assert inner.title == read_routine(path).title == "Outer"
        assert [inner.steps[0].steps[0].lines[0], read_routine(path).steps[0].steps[0].lines[0]] == [
            "What is being written.", "What is saved.",
        ]  # fmt: skip


def test_another_thread_reads_what_is_saved(routine):
    titles = []
    with unsaved({routine: WRITTEN}):
        other = threading.Thread(target=lambda: titles.append(read_routine(routine).title))
        other.start()
        other.join()
    assert titles == ["Saved"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("title: Half\ud83d\nsteps: []\n", "encoding"), ("# much\n" * MAX_BYTES, "too-large"), ("", "empty")],
)
def test_what_cannot_be_read_is_told_as_it_is_of_a_file(routine, text, code):
    with unsaved({routine: text}), pytest.raises(RoutineError) as error:
        read_routine(routine)
    assert [problem.code for problem in error.value.diagnostics] == [code]


def test_a_check_finds_what_is_wrong_in_the_text(routine):
    with unsaved({routine: WRITTEN.replace("pause", "puase")}):
        found = check_routine(BuildRequest(routine))
    assert [problem.code for problem in found] == ["unknown-step"]


@pytest.mark.usefixtures("known_voice")
def test_a_build_plays_what_is_written_and_not_what_is_saved(routine):
    with unsaved({routine: WRITTEN}):
        timeline = compile_routine(BuildRequest(routine, voice="any")).timeline
    assert [event.text for event in timeline.events if event.kind == "speech"] == ["What is being written."]
    assert [(window.end - window.start) / timeline.rate for window in timeline.windows] == [3]
