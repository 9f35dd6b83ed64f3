"""Copying an included part into the routine: the same is heard, and only the routine is changed."""

import shutil

import pytest

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.findings import look
from nightcue.document.parts import copy_in, part_at
from nightcue.language.library import shipped


def opened(folder, routine, **parts):
    for name, text in {"mine": routine, **parts}.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Document(folder / "mine.yaml")


HEAD = "title: T\nlanguage: en\n"


def test_what_is_in_a_part_can_be_shown(tmp_path):
    document = opened(
        tmp_path, f"{HEAD}steps:\n  - include: end.yaml\n", end="vars: {rest: 3s}\nsteps:\n  - say: Bye.\n"
    )
    part = part_at(document, ("steps", 0))
    assert (part.steps, part.variables) == ([{"say": "Bye."}], {"rest": "3s"})
    assert part_at(document, ("title",)) is None


def test_its_steps_come_in_its_place_with_their_comments_and_all_else_stays(tmp_path):
    routine = f"{HEAD}# mine\nsteps:\n  - say: Now.   # first\n  - include: end.yaml\n  - pause: 3s\n"
    steps = "  # hello\n  - say: Bye.\n  # slowly\n  - stretch:\n      name: Calf # both\n      hold: 20s\n"
    end = f"# about the part\nsteps:\n{steps}"
    document = opened(tmp_path, routine, end=end)
    copy_in(document, ("steps", 1))
    assert document.text == routine.replace("  - include: end.yaml\n", steps)
    document.undo()
    assert document.text == routine
    assert (tmp_path / "end.yaml").read_text() == end


def test_its_variables_and_facts_come_along_where_the_routine_has_none_of_them(tmp_path):
    routine = f"{HEAD}vars:\n  hold: 25s\nfacts: [stretch-hold]\nsteps:\n  - include: calf.yaml\n"
    head = "facts: [stretch-hold, stretch-calf]\nvars: {hold: 20s, ready: 8s}\n"
    calf = f'{head}steps:\n  - stretch: {{name: A, hold: "{{hold}}", ready: "{{ready}}"}}\n'
    document = opened(tmp_path, routine, calf=calf)
    copy_in(document, ("steps", 0))
    assert document.value(("vars",)) == {"hold": "25s", "ready": "8s"}
    assert document.value(("facts",)) == ["stretch-hold", "stretch-calf"]


def test_a_variable_that_two_parts_call_alike_gets_another_name(tmp_path):
    part = 'vars: {{rest: {}}}\nsteps:\n  - say: "Rest for {{rest}}."\n  - pause: "{{rest}}"\n'
    routine = f"{HEAD}steps:\n  - include: one.yaml\n  - include: two.yaml\n"
    document = opened(tmp_path, routine, one=part.format("3s"), two=part.format("5s"))
    copy_in(document, ("steps", 0))
    assert document.value(("vars",)) == {"rest_2": "3s"}
    assert document.value(("steps", 0, "say")) == "Rest for {rest_2}."
    copy_in(document, ("steps", 2))
    assert document.value(("vars",)) == {"rest_2": "3s", "rest": "5s"}


def test_files_that_a_part_names_are_named_from_the_routine(tmp_path):
    routine = f"{HEAD}steps:\n  - include: parts/one.yaml\n"
    inner = "        - include: ../two.yaml\n        - include: three.yaml\n"
    one = f"steps:\n  - repeat:\n      times: 2\n      steps:\n{inner}"
    said = "steps:\n  - say: Now.\n"
    document = opened(tmp_path, routine, parts__one=one, two=said, parts__three=said)
    copy_in(document, ("steps", 0))
    assert document.value(("steps", 0, "repeat", "steps")) == [{"include": "two.yaml"}, {"include": "parts/three.yaml"}]


def test_steps_of_a_part_for_the_full_form_alone_stay_so(tmp_path):
    routine = f"{HEAD}steps:\n  - say: Now.\n  - include: end.yaml\n    detail: full\n"
    document = opened(tmp_path, routine, end="steps:\n  - say: One.\n  - say: Two.\n    detail: full\n")
    copy_in(document, ("steps", 1))
    assert document.value(("steps",)) == [
        {"say": "Now."}, {"say": "One.", "detail": "full"}, {"say": "Two.", "detail": "full"},
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["steps: nothing\n", "steps:\n  - say: [\n", None])
def test_a_part_that_cannot_be_read_changes_nothing(tmp_path, end):
    parts = {} if end is None else {"end": end}
    document = opened(tmp_path, f"{HEAD}steps:\n  - include: end.yaml\n", **parts)
    before = document.text
    with pytest.raises(ChangeRefusedError):
        copy_in(document, ("steps", 0))
    assert document.text == before and not document.can_undo


@pytest.mark.parametrize("name", ["stretch", "bedtime", "es/bedtime", "socks-morning"])
def test_every_part_of_a_shipped_routine_can_be_copied_in(tmp_path, name):
    shutil.copytree(shipped("routines"), tmp_path / "routines")
    document = Document(tmp_path / "routines" / f"{name}.yaml")
    before, found = document.text, codes(document)
    count = 0
    while included := [step for step in document.steps() if document.value((*step, "include"))]:
        copy_in(document, included[0])
        count += 1
    assert count > 3 and codes(document) == found
    for _ in range(count):
        document.undo()
    assert document.text == before


def codes(document):
    return [found.diagnostic.code for found in look(document).found]
