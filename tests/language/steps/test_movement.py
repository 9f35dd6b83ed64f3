"""movement: repetitions on a grid of beats."""

from fractions import Fraction

import pytest

from nightcue.language.phrases import Speech

SPANISH = Speech("es").phrases

PUMPS = """
  - movement:
      name: Ankle pumps
      setup: Sit back.
      reps: 3
      tempo: 2s
      sides: [left, right]
      sets: 2
"""


def test_a_movement_in_english(steps):
    assert steps(PUMPS) == [
        "Ankle pumps.",
        "Sit back.",
        "Left leg.",
        ("wait", 5),
        "3 times. Begin.",
        ("beats", 6),
        "Relax. Change to your right leg.",
        ("switch", 5),
        "3 times. Begin.",
        ("beats", 6),
        "Relax. Rest for 10 seconds.",
        ("rest", 10),
        "Once more, the same.",
        "Left leg.",
        ("wait", 5),
        "3 times. Begin.",
        ("beats", 6),
        "Relax. Change to your right leg.",
        ("switch", 5),
        "3 times. Begin.",
        ("beats", 6),
        "Now relax.",
    ]


def test_a_movement_in_spanish(steps):
    assert steps("  - movement: {name: Tobillos, reps: 1, tempo: 1500ms, sides: left}\n", "language: es\n") == [
        "Tobillos.",
        SPANISH.by_part.leg.side.left,
        ("wait", 5),
        SPANISH.steps.movement.reps.one.format(count=1),
        ("beats", Fraction(3, 2)),
        SPANISH.by_part.leg.relax,
    ]


def beats(inside, fields, tempo="2s", reps=5):
    return inside(f"  - movement: {{name: M, reps: {reps}, tempo: {tempo}, {fields}}}\n")


def test_without_words_every_repetition_is_counted(inside):
    assert inside("  - movement: {name: M, reps: 3, tempo: 2s}\n") == [
        ("BEAT", "start", 0, "1"),
        ("BEAT", "start", 2, "2"),
        ("BEAT", "start", 4, "3"),
    ]


def test_words_are_spread_evenly_over_a_repetition(inside):
    assert [(at, word) for _, _, at, word in beats(inside, "beat: [up, hold, down]", tempo="1s", reps=2)] == [
        (0, "up"),
        (Fraction(1, 3), "hold"),
        (Fraction(2, 3), "down"),
        (1, "up"),
        (Fraction(4, 3), "hold"),
        (Fraction(5, 3), "down"),
    ]


@pytest.mark.parametrize(
    ("count", "spoken"),
    [
        ("every 2", ["p", "f", "2", "p", "f", "4", "p", "f"]),
        ("Every  2", ["p", "f", "2", "p", "f", "4", "p", "f"]),
        ("every 5", ["p", "f", "p", "f", "p", "f", "p", "f", "5"]),
        ("every 6", ["p", "f"] * 5),
        ("each", ["1", "2", "3", "4", "5"]),
        ("none", ["p", "f"] * 5),
    ],
)
def test_a_number_takes_the_place_of_the_words(inside, count, spoken):
    said = beats(inside, f"beat: [p, f], count: {count}")
    assert [word for *_, word in said] == spoken
    assert all(at % 1 == 0 for _, _, at, _ in said)


def test_nothing_counted_and_no_words_is_a_silent_grid(script):
    window = script("title: T\nsteps:\n  - movement: {name: M, reps: 5, tempo: 2s, count: none}\n").cues[3]
    assert (window.kind, window.seconds, window.cues) == ("beats", 10, ())


def test_each_word_keeps_its_own_place(script):
    words = "      beat:\n        - up\n        - down\n"
    text = f"title: T\nsteps:\n  - movement:\n      name: M\n      reps: 1\n      tempo: 2s\n{words}"
    window = script(text).cues[3]
    assert [(cue.origin.span.line, cue.origin.span.column) for cue in window.cues] == [(8, 11), (9, 11)]
    assert (window.origin.span.line, window.origin.span.column) == (3, 5)


def test_the_most_repetitions(script):
    window = script("title: T\nsteps:\n  - movement: {name: M, reps: 10000, tempo: 200ms}\n").cues[3]
    assert (window.seconds, len(window.cues), window.cues[-1].text) == (2000, 10_000, "10,000")


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("count: some", "unknown-word"),
        ("count: every 0", "unknown-word"),
        ("count: every -1", "unknown-word"),
        ("count: every", "unknown-word"),
        ("count: 5", "unknown-word"),
        ("count: ''", "missing-value"),
        ("beat: point", "wrong-shape"),
        ("beat: ['']", "nothing-to-speak"),
        (f"beat: [{', '.join('abcdefghijklm')}]", "wrong-length"),
        ("sets: 0", "out-of-range"),
        ("sets: 101", "out-of-range"),
        ("ready: 11m", "out-of-range"),
        ("switch: 11m", "out-of-range"),
        ("rest: 61m", "out-of-range"),
        ("hold: 5s", "unknown-key"),
    ],
)
def test_what_cannot_be(told, field, code):
    text = f"title: T\nsteps:\n  - movement: {{name: M, reps: 5, tempo: 2s, {field}}}\n"
    assert [found for found, *_ in told(text)] == [code]


@pytest.mark.parametrize("tempo", ["199ms", "11m"])
def test_a_tempo_that_cannot_be(told, tempo):
    text = f"title: T\nsteps:\n  - movement: {{name: M, reps: 5, tempo: {tempo}}}\n"
    assert [found for found, *_ in told(text)] == ["out-of-range"]
