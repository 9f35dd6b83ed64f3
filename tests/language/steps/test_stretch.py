"""stretch: a position held for an exact time, by side and by set."""

from fractions import Fraction

import pytest

from nightcue.language.diagnostics import RoutineError
from nightcue.language.phrases import Speech
from nightcue.language.reading import read_routine

SPANISH = Speech("es").phrases


def test_a_stretch_with_nothing_but_a_name_and_a_hold(steps):
    assert steps("  - stretch: {name: Calf, hold: 10s}\n") == [
        "Calf.",
        ("wait", 5),
        "Hold for 10 seconds.",
        ("hold", 10),
        "Now relax.",
    ]


WHOLE = """
  - stretch:
      name: Calf stretch
      setup: [Face the wall., Heel down.]
      ready: 6s
      hold: 25s
      sides: [left, right]
      sets: 2
      switch: 8s
      rest: 1m
"""


def test_a_whole_stretch_in_english(steps):
    assert steps(WHOLE) == [
        "Calf stretch.",
        "Face the wall.",
        "Heel down.",
        "Left leg.",
        ("wait", 6),
        "Hold for 25 seconds.",
        ("hold", 25),
        "Relax. Change to your right leg.",
        ("switch", 8),
        "Hold for 25 seconds.",
        ("hold", 25),
        "Relax. Rest for 1 minute.",
        ("rest", 60),
        "Once more, the same.",
        "Left leg.",
        ("wait", 6),
        "Hold for 25 seconds.",
        ("hold", 25),
        "Relax. Change to your right leg.",
        ("switch", 8),
        "Hold for 25 seconds.",
        ("hold", 25),
        "Now relax.",
    ]


def test_a_whole_stretch_in_spanish(steps):
    assert steps(WHOLE, "language: es\n") == [
        "Calf stretch.",
        "Face the wall.",
        "Heel down.",
        SPANISH.by_part.leg.side.left,
        ("wait", 6),
        SPANISH.steps.stretch.hold.format(time="25 segundos"),
        ("hold", 25),
        SPANISH.by_part.leg.change.right,
        ("switch", 8),
        SPANISH.steps.stretch.hold.format(time="25 segundos"),
        ("hold", 25),
        SPANISH.by_part.leg.rest.format(time="1 minuto"),
        ("rest", 60),
        SPANISH.set.format(number=2, total=2),
        SPANISH.by_part.leg.side.left,
        ("wait", 6),
        SPANISH.steps.stretch.hold.format(time="25 segundos"),
        ("hold", 25),
        SPANISH.by_part.leg.change.right,
        ("switch", 8),
        SPANISH.steps.stretch.hold.format(time="25 segundos"),
        ("hold", 25),
        SPANISH.by_part.leg.relax,
    ]


def test_sets_without_sides_and_the_usual_times(steps):
    assert steps("  - stretch: {name: Toes!, hold: 5s, sets: 2}\n") == [
        "Toes!",
        ("wait", 5),
        "Hold for 5 seconds.",
        ("hold", 5),
        "Relax. Rest for 10 seconds.",
        ("rest", 10),
        "Once more, the same.",
        ("wait", 5),
        "Hold for 5 seconds.",
        ("hold", 5),
        "Now relax.",
    ]


def test_a_window_of_no_length_is_none_and_a_rest_of_none_is_not_spoken_of(steps):
    step = "  - stretch: {name: T, hold: 5s, sets: 2, sides: [right, left], ready: 0, switch: 0, rest: 0}\n"
    assert steps(step) == [
        "T.",
        "Right leg.",
        "Hold for 5 seconds.",
        ("hold", 5),
        "Relax. Change to your left leg.",
        "Hold for 5 seconds.",
        ("hold", 5),
        "Once more, the same.",
        "Right leg.",
        "Hold for 5 seconds.",
        ("hold", 5),
        "Relax. Change to your left leg.",
        "Hold for 5 seconds.",
        ("hold", 5),
        "Now relax.",
    ]


@pytest.mark.parametrize(
    ("sides", "spoken"),
    [("none", []), ("[]", []), ("left", ["Left leg."]), ("[right]", ["Right leg."])],
)
def test_sides(steps, sides, spoken):
    said = [cue for cue in steps(f"  - stretch: {{name: C, hold: 5s, sides: {sides}}}\n") if "leg" in cue]
    assert said == spoken


@pytest.mark.parametrize(
    ("sides", "code"),
    [
        ("up", "unknown-word"),
        ("[left, up]", "unknown-word"),
        ("[none]", "unknown-word"),
        ("[left, left]", "duplicate-side"),
        ("''", "missing-value"),
        ("{left: 1}", "wrong-shape"),
        ("[[left]]", "wrong-shape"),
    ],
)
def test_what_is_no_side(told, sides, code):
    text = f"title: T\nsteps:\n  - stretch: {{name: C, hold: 5s, sides: {sides}}}\n"
    assert [found for found, *_ in told(text)] == [code]


def cues(**settings):
    return "  - stretch: {name: C, hold: 20s, cues: {" + ", ".join(f"{k}: {v}" for k, v in settings.items()) + "}}\n"


def test_halfway(inside):
    assert inside(cues(halfway="true")) == [("HALFWAY", "start", 10, "Halfway.")]
    assert inside(cues(halfway="Yes"), "language: es\n") == [("HALFWAY", "start", 10, SPANISH.halfway)]


def test_countdown(inside):
    assert inside(cues(countdown=3)) == [("COUNTDOWN", "end", n, str(n)) for n in (1, 2, 3)]


def test_a_countdown_longer_than_the_hold_begins_with_the_hold(inside):
    said = inside("  - stretch: {name: C, hold: 2500ms, cues: {countdown: 10}}\n")
    assert [offset for _, _, offset, _ in said] == [1, 2]


def test_time_left(inside):
    assert inside(cues(every="6s")) == [
        ("TIME", "start", 6, "14 seconds left."),
        ("TIME", "start", 12, "8 seconds left."),
        ("TIME", "start", 18, "2 seconds left."),
    ]
    assert inside(cues(every="10s"), "language: es\n") == [
        ("TIME", "start", 10, SPANISH.left.other.format(time="10 segundos"))
    ]


def test_encouragement_comes_after_a_quarter_and_keeps_its_place(inside, script):
    assert inside(cues(encourage="Breathe.")) == [("ENCOURAGEMENT", "start", 5, "Breathe.")]
    window = script("title: T\nsteps:\n" + cues(encourage="Breathe.")).cues[3]
    assert (window.spoken[0].origin.span.line, window.spoken[0].origin.span.column) == (3, 53)
    assert (window.origin.span.line, window.origin.span.column) == (3, 5)


def test_offsets_are_exact(inside):
    said = inside("  - stretch: {name: C, hold: 25s, cues: {halfway: true, encourage: Good}}\n")
    assert {offset for _, _, offset, _ in said} == {Fraction(25, 4), Fraction(25, 2)}


@pytest.mark.parametrize("off", ["{}", "{halfway: no, countdown: 0}", "{halfway: off}", "{every: 20s}", "{every: 1m}"])
def test_nothing_is_said_that_nobody_asked_for(steps, script, off):
    hold = script(f"title: T\nsteps:\n  - stretch: {{name: C, hold: 20s, cues: {off}}}\n").cues[3]
    assert (hold.kind, hold.spoken) == ("hold", ())


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("halfway: maybe", "unknown-word"),
        ("countdown: 61", "out-of-range"),
        ("countdown: -1", "out-of-range"),
        ("every: 500ms", "out-of-range"),
        ("encourage: ''", "nothing-to-speak"),
        ("half: true", "unknown-key"),
    ],
)
def test_cues_that_cannot_be(told, field, code):
    text = f"title: T\nsteps:\n  - stretch: {{name: C, hold: 20s, cues: {{{field}}}}}\n"
    assert [found for found, *_ in told(text)] == [code]


PARTS = [
    ("en", "leg", ["Left leg.", "Relax. Change to your right leg.", "Now relax."]),
    ("en", "arm", ["Left arm.", "Relax. Change to your right arm.", "Now relax."]),
    ("en", "neck", ["Left side.", "Relax. Change to the right side.", "Now relax."]),
    ("en", "none", ["Left.", "Relax. Now right.", "Now relax."]),
    ("es", "arm", ["Con el brazo izquierdo.", "Relaje el brazo. Ahora, con el derecho.", "Y relaje el brazo."]),
    ("es", "hand", ["Con la mano izquierda.", "Relaje la mano. Ahora, con la derecha.", "Y relaje la mano."]),
    (
        "es",
        "neck",
        ["Hacia el lado izquierdo.", "Relaje el cuello. Ahora, hacia el lado derecho.", "Y relaje el cuello."],
    ),
    ("es", "none", ["A la izquierda.", "Relájese. Ahora, a la derecha.", "Y relájese."]),
    ("fr", "shoulder", ["Épaule gauche.", "Relâchez. Passez à l'épaule droite.", "Et relâchez."]),
    (
        "de",
        "arm",
        ["Linker Arm.", "Lassen Sie locker. Wechseln Sie zum rechten Arm.", "Und lassen Sie locker."],
    ),
]


@pytest.mark.parametrize(("language", "part", "said"), PARTS)
@pytest.mark.parametrize("step", ["stretch: {hold: 5s", "movement: {reps: 2, tempo: 2s"])
def test_the_part_of_the_body_is_named_with_its_side(steps, language, part, said, step):
    there = steps(f"  - {step}, name: T, sides: [left, right], part: {part}}}\n", f"language: {language}\n")
    assert [there[1], there[5], there[-1]] == said


def test_the_rest_between_sets_is_that_of_the_part(steps):
    there = steps("  - stretch: {name: T, hold: 5s, sets: 2, part: shoulder}\n", "language: es\n")
    assert "Relaje el hombro. Descanse 10 segundos." in there
    assert not [said for said in there if "pierna" in said]


def test_a_part_that_there_is_not_is_told_with_the_one_that_is_meant(tmp_path):
    path = tmp_path / "t.yaml"
    path.write_text("title: T\nsteps:\n  - stretch: {name: C, hold: 5s, part: cuello}\n", encoding="utf-8")
    with pytest.raises(RoutineError) as caught:
        read_routine(path)
    [problem] = caught.value.diagnostics
    assert (problem.code, problem.hint) == ("unknown-word", "did you mean 'neck'?")
