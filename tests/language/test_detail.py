"""Two forms of a routine: what is marked for the full one is not in the brief one, and nothing else changes."""

import pytest
import yaml

from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Chapter, Line
from nightcue.language.step import Step

KEPT = {"safety", "session"}
"""Kinds that every form has."""


@pytest.fixture
def forms(write):
    """Both scripts of a routine's steps, by the form's name."""

    def call(steps, head="", **files):
        routine = read_routine(write(routine=f"title: T\n{head}steps:\n{steps}", **files))
        return {detail: unroll(routine, detail) for detail in ("full", "brief")}

    return call


def said(script):
    return [cue.text for cue in script.cues if isinstance(cue, Line)]


def example(kind, tmp_path):
    """The step of a kind's example, as it is and with `detail: full` beside it, in steps of a routine."""
    step = next(step for step in yaml.safe_load(Step.kinds[kind].example) if kind in step)
    for value in [step[kind], *(step[kind].values() if isinstance(step[kind], dict) else [])]:
        if (isinstance(value, str) and "/" in value) or str(value).endswith((".wav", ".mp3", ".ogg", ".flac")):
            file = tmp_path / str(value)
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_text("steps: [{say: Ask your doctor.}]\n", encoding="utf-8")
    return yaml.safe_dump([step, step | {"detail": "full"}, {"say": "Last."}], indent=1)


@pytest.mark.parametrize("kind", sorted(Step.kinds.keys() - KEPT))
def test_every_kind_of_step_can_be_for_the_full_form_alone(kind, tmp_path, forms):
    both = forms(example(kind, tmp_path))
    full, brief = both["full"].cues, both["brief"].cues
    marked = [cue for cue in full if cue.origin.step.startswith("steps[1]")]
    assert marked
    assert list(brief) == [cue for cue in full if cue not in marked]


@pytest.mark.parametrize("kind", sorted(KEPT))
@pytest.mark.parametrize("inside", ["alone", "repeat", "include"])
def test_questions_and_sessions_cannot(kind, inside, tmp_path, told):
    step = yaml.safe_load(Step.kinds[kind].example)[0]
    marked = {
        "alone": step | {"detail": "full"},
        "repeat": {"repeat": {"times": 2, "steps": [step]}, "detail": "full"},
        "include": {"include": "part.yaml", "detail": "full"},
    }[inside]
    part = yaml.safe_dump({"steps": [step]})
    text = yaml.safe_dump({"title": "T", "steps": [marked, {"say": "Last."}]}, sort_keys=False)
    assert [code for code, _, _ in told(text, part=part)] == ["left-out-of-brief"]


def test_an_include_and_a_repeat_are_left_out_with_all_that_is_in_them(forms):
    steps = (
        "- include: part.yaml\n  detail: full\n"
        "- repeat: {times: 2, steps: [say: Twice.]}\n  detail: full\n"
        "- repeat:\n    times: 2\n    steps:\n    - say: Why.\n      detail: full\n    - say: Do.\n"
    )
    both = forms(steps, part="steps:\n- say: Part.\n")
    assert said(both["full"]) == ["Part.", "Twice.", "Twice.", "Why.", "Do.", "Why.", "Do."]
    assert said(both["brief"]) == ["Do.", "Do."]


def test_single_lines_are_left_out_where_a_routine_explains(forms):
    both = forms(
        "- say: [One., full: Why.]\n"
        "- say: {full: Alone.}\n"
        "- stretch: {name: Calf, setup: [Stand., full: How.], hold: 20s}\n"
        "- movement: {name: Ankles, setup: {full: How so.}, reps: 2, tempo: 2s}\n"
        "- rest: {say: [full: A rest., Lie.], duration: 5s}\n"
    )
    left_out = [text for text in said(both["full"]) if text not in said(both["brief"])]
    assert left_out == ["Why.", "Alone.", "How.", "How so.", "A rest."]
    assert [cue.seconds for cue in both["full"].cues if hasattr(cue, "seconds")] == [
        cue.seconds for cue in both["brief"].cues if hasattr(cue, "seconds")
    ]


@pytest.mark.parametrize(
    "field", ["start: {full: Rub.}", "stop: [full: Stop.]", "check: {every: 20s, say: {full: All well}}"]
)
def test_no_line_of_a_session_can_be_left_out(field, told):
    codes = told(f"title: T\nsteps:\n- session: {{name: Foot, therapy: massage, duration: 1m, {field}}}\n")
    assert [code for code, _, _ in codes] == ["wrong-shape"]


def test_nor_one_after_the_questions(told):
    codes = told("title: T\nsteps:\n- safety: {ask: [skin], stop: [full: Stop.]}\n")
    assert [code for code, _, _ in codes] == ["wrong-shape"]


@pytest.mark.parametrize(
    ("step", "code", "hint"),
    [
        ("- say: x\n  detail: brief\n", "unknown-word", "in both forms"),
        ("- say: x\n  detail: [full]\n", "unknown-word", "in both forms"),
        ("- rest: {duration: 5s, detail: full}\n", "wrong-place", "below 'rest', in the same column"),
        ("- detail: full\n", "unknown-step", "one of: "),
    ],
)
def test_another_mark_is_refused_with_a_way_out(step, code, hint, problems):
    [problem] = problems(f"title: T\nsteps:\n{step}- say: y\n")
    assert problem.code == code
    assert hint in problem.hint


def test_a_routine_of_nothing_but_explanations_has_no_brief_form(write):
    from nightcue.language.diagnostics import RoutineError

    routine = read_routine(write(routine="title: T\nsteps:\n- say: x\n  detail: full\n"))
    with pytest.raises(RoutineError, match="nothing is said"):
        unroll(routine, "brief")


def test_a_chapter_that_is_left_out_leaves_its_steps(forms):
    both = forms("- chapter: A\n  detail: full\n- say: x\n")
    assert [isinstance(cue, Chapter) for cue in both["full"].cues] == [True, False]
    assert said(both["brief"]) == ["x"]
