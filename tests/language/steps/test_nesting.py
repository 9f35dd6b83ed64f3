"""repeat and include: steps within steps, which keep the place where they were written."""

from pathlib import Path


def test_a_repeat_writes_its_steps_out(steps):
    repeat = "  - repeat: {times: 3, steps: [say: Up, pause: 2s]}\n"
    assert steps(repeat) == ["Up", ("pause", 2)] * 3
    assert steps("  - repeat: {times: 1, steps: [say: Up]}\n") == ["Up"]


def test_repeats_within_repeats(steps):
    nested = "  - repeat: {times: 2, steps: [say: A, repeat: {times: 2, steps: [say: B]}, say: C]}\n"
    nested = nested.replace("[say: A, ", "[{say: A}, {").replace(", say: C]", "}, {say: C}]")
    assert steps(nested) == ["A", "B", "B", "C"] * 2


def test_chapters_and_chimes_are_repeated_too(steps):
    assert (
        steps("  - repeat: {times: 2, steps: [chapter: One, chime: wood]}\n")
        == [
            ("chapter", "One"),
            ("chime", "wood"),
        ]
        * 2
    )


def test_an_include_stands_for_the_steps_of_the_other_file(steps):
    text = "  - say: A\n  - include: parts/b.yaml\n  - say: C\n"
    assert steps(text, parts__b="steps: [say: B, pause: 1s]\n") == ["A", "B", ("pause", 1), "C"]


def test_an_include_is_looked_up_beside_the_file_it_stands_in(steps):
    assert steps(
        "  - include: parts/a.yaml\n",
        parts__a="steps: [include: more/b.yaml, include: ../c.yaml]\n",
        parts__more__b="steps: [say: B]\n",
        c="steps: [say: C]\n",
    ) == ["B", "C"]


def test_a_whole_routine_can_be_included(steps):
    other = "title: O\nsummary: S\nlanguage: en-GB\nvoice: {pace: slow, gap: 2s}\nsteps: [say: Hi]\n"
    assert steps("  - include: other.yaml\n", "language: en\n", other=other) == ["Hi"]


def test_an_include_speaks_with_the_variables_of_the_routine(steps):
    head = "vars: {hold: 9s}\n"
    part = "vars: {hold: 1s, own: 3s}\nsteps: [pause: '{hold}', pause: '{own}']\n"
    assert steps("  - include: a.yaml\n", head, a=part) == [("pause", 9), ("pause", 3)]


def test_the_variables_of_a_part_are_not_known_outside_it(told):
    text = "title: T\nsteps:\n  - include: a.yaml\n  - pause: '{own}'\n"
    assert told(text, a="vars: {own: 3s}\nsteps: [pause: '{own}']\n") == [("unknown-variable", 4, 12)]


def test_a_part_that_two_files_include_takes_the_variables_of_each(steps):
    assert steps(
        "  - include: a.yaml\n  - include: b.yaml\n  - include: a.yaml\n",
        a="vars: {t: 1s}\nsteps: [include: c.yaml]\n",
        b="vars: {t: 2s}\nsteps: [include: c.yaml]\n",
        c="steps: [pause: '{t}']\n",
    ) == [("pause", 1), ("pause", 2), ("pause", 1)]


def test_a_variable_that_is_known_in_one_place_only(told, problems, tmp_path):
    files = {"a": "vars: {t: 1s}\nsteps: [include: c.yaml]\n", "c": "steps:\n  - pause: '{t}'\n"}
    (problem,) = problems("title: T\nsteps: [include: a.yaml, include: c.yaml]\n", **files)
    assert (problem.code, problem.span.path, problem.span.line) == ("unknown-variable", tmp_path / "c.yaml", 2)


def origins(script):
    return [
        (cue.origin.step, cue.origin.span.path.name, cue.origin.span.line, cue.origin.span.column)
        for cue in script.cues
    ]


def test_every_cue_knows_its_step_file_line_and_column(script):
    text = """\
title: T
steps:
  - say: A
  - say:
      - B
      - "C"
  - include: parts/p.yaml
  - repeat:
      times: 2
      steps:
        - pause: 1s
        - include: parts/p.yaml
        - repeat: {times: 1, steps: [say: D]}
  - rest: {duration: 2s, say: E}
  - chapter: F
  - chime: soft
"""
    part = "# a part\nsteps:\n  - pause: 3s\n  - say: P\n"
    twice = [
        ("steps[3].repeat.steps[0]", "routine.yaml", 11, 11),
        ("steps[3].repeat.steps[1].include.steps[0]", "p.yaml", 3, 5),
        ("steps[3].repeat.steps[1].include.steps[1]", "p.yaml", 4, 10),
        ("steps[3].repeat.steps[2].repeat.steps[0]", "routine.yaml", 13, 43),
    ]
    assert origins(script(text, parts__p=part)) == [
        ("steps[0]", "routine.yaml", 3, 10),
        ("steps[1]", "routine.yaml", 5, 9),
        ("steps[1]", "routine.yaml", 6, 9),
        ("steps[2].include.steps[0]", "p.yaml", 3, 5),
        ("steps[2].include.steps[1]", "p.yaml", 4, 10),
        *twice,
        *twice,
        ("steps[4]", "routine.yaml", 14, 31),
        ("steps[4]", "routine.yaml", 14, 5),
        ("steps[5]", "routine.yaml", 15, 5),
        ("steps[6]", "routine.yaml", 16, 5),
    ]


def test_places_in_parts_are_shown_as_the_routine_was_named(script, write, tmp_path, monkeypatch):
    from nightcue.language.reading import read_routine
    from nightcue.language.routine import unroll

    write(home__r="title: T\nsteps: [include: parts/p.yaml]\n", home__parts__p="steps: [say: P]\n")
    monkeypatch.chdir(tmp_path)
    (cue,) = unroll(read_routine(Path("home/r.yaml"))).cues
    assert cue.origin.span.path == Path("home/parts/p.yaml")
