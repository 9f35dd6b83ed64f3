"""The field `sound`: signals at holds and sessions, ticks for beats, levels with their limits, a background."""

from fractions import Fraction

import pytest

from nightcue.language.script import Chime, Rank, Window
from nightcue.language.sound import NOISES

HOLD = "  - stretch: {name: C, hold: 20s, sets: 2}\n"
SESSION = "  - session: {name: S, therapy: heat, duration: 1m}\n"
BEATS = "  - movement: {name: M, reps: 4, tempo: 2s, beat: [Point, Pull], count: every 2}\n"
REST = "  - rest: {duration: 30s}\n  - pause: 5s\n"


@pytest.fixture
def cues(script):
    """The cues of steps under a `sound`."""
    return lambda steps, sound="": script(f"title: T\n{sound}steps:\n{steps}").cues


@pytest.fixture
def sound(write):
    """A routine's sound, and files beside the routine."""
    from nightcue.language.reading import read_routine

    def call(fields, **files):
        return read_routine(write(routine=f"title: T\nsound: {fields}\nsteps: [say: hi]\n", **files)).sound

    return call


@pytest.mark.parametrize("steps", [HOLD, SESSION])
@pytest.mark.parametrize(("written", "name"), [("", "soft"), ("sound: {chimes: wood}\n", "wood")])
def test_a_chime_opens_and_closes_every_hold_and_session(cues, steps, written, name):
    made = cues(steps, written)
    windows = [number for number, cue in enumerate(made) if isinstance(cue, Window) and cue.kind in {"hold", "session"}]
    assert len(windows) == (2 if steps == HOLD else 1)
    for number in windows:
        opening = made[number].cues[0]
        assert (opening.kind, opening.text, opening.rank) == ("chime", name, Rank.SIGNAL)
        assert (opening.anchor, opening.offset) == ("start", 0)
        closing = made[number + 1]
        assert isinstance(closing, Chime)
        assert (closing.name, closing.ends_window) == (name, True)


def test_without_chimes_there_are_none_but_those_of_steps(cues):
    made = cues(HOLD + SESSION + "  - chime: wood\n", "sound: {chimes: none}\n")
    assert [cue.name for cue in made if isinstance(cue, Chime)] == ["wood"]
    assert not any(cue.cues for cue in made if isinstance(cue, Window))


def test_rests_pauses_and_beats_have_no_signal(cues):
    made = cues(REST + BEATS)
    assert not any(isinstance(cue, Chime) for cue in made)
    assert all(inner.kind == "speech" for cue in made if isinstance(cue, Window) for inner in cue.cues)


def test_ticks_take_the_place_of_every_word_and_number_on_the_same_grid(cues):
    (spoken,) = [cue for cue in cues(BEATS) if isinstance(cue, Window) and cue.kind == "beats"]
    (ticked,) = [c for c in cues(BEATS, "sound: {count: tick}\n") if isinstance(c, Window) and c.kind == "beats"]
    assert ticked.seconds == spoken.seconds == 8
    assert [(cue.text, cue.offset, cue.kind, cue.rank) for cue in ticked.cues] == [
        (name, Fraction(at), "chime", Rank.BEAT) for at, name in enumerate(["tick", "tock"] * 4)
    ]
    assert not ticked.spoken


def test_a_movement_without_words_ticks_once_a_repetition(cues):
    steps = "  - movement: {name: M, reps: 3, tempo: 2s}\n"
    (beats,) = [c for c in cues(steps, "sound: {count: tick}\n") if isinstance(c, Window) and c.kind == "beats"]
    assert [(cue.text, cue.offset) for cue in beats.cues] == [("tick", 0), ("tick", 2), ("tick", 4)]


@pytest.mark.parametrize("written", ["-18", "-18 LUFS", "'-18.0 lufs'"])
def test_a_level_is_a_number_with_or_without_its_unit(sound, written):
    assert sound(f"{{loudness: {written}}}").loudness == -18


def test_what_is_left_out_is_what_the_page_says(sound):
    made = sound("{}")
    assert (made.loudness, made.fade_to, made.chimes, made.count) == (-20, 0, "soft", "voice")
    assert (made.background, made.level, made.duck, made.floor) == (None, -18, 6, -80)


@pytest.mark.parametrize(("written", "level"), [("none", None), ("-70", -70), ("-85.5 dBFS", -85.5)])
def test_a_floor_is_a_level_or_none(sound, written, level):
    assert sound(f"{{floor: {written}}}").floor == level


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("loudness: -17", "out-of-range"),
        ("loudness: -41", "out-of-range"),
        ("loudness: loud", "bad-number"),
        ("loudness: -20 dB", "bad-number"),
        ("loudness: nan", "bad-number"),
        ("loudness: -1e9", "bad-number"),
        ("fade_to: 3", "out-of-range"),
        ("fade_to: -31", "out-of-range"),
        ("level: 0", "out-of-range"),
        ("duck: -1", "out-of-range"),
        ("floor: -59", "out-of-range"),
        ("floor: -91", "out-of-range"),
        ("floor: no", "bad-number"),
        ("chimes: gong", "unknown-word"),
        ("count: clap", "unknown-word"),
        ("background: gone.wav", "missing-file"),
        ("background: ../gone.wav", "outside-folder"),
        ("background: [rain]", "wrong-shape"),
        ("voume: 3", "unknown-key"),
    ],
)
def test_what_is_not_possible_is_told_at_its_place(told, field, code):
    column = {"unknown-key": 9, "wrong-shape": 9}.get(code, 9 + field.index(": ") + 2)
    assert told(f"title: T\nsound: {{{field}}}\nsteps: [say: hi]\n") == [(code, 2, column)]


def test_a_background_is_a_noise_of_ours_none_or_a_file_beside_the_routine(sound, tmp_path):
    (tmp_path / "sea.ogg").touch()
    assert [sound(f"{{background: {noise}}}").background for noise in NOISES] == [*NOISES]
    assert sound("{background: none}").background is None
    named = sound("{background: sea.ogg}").background
    assert (named.path.name, named.span.line, named.span.column) == ("sea.ogg", 2, 21)


def test_recordings_are_a_folder_beside_the_routine(told, script, write, tmp_path):
    from nightcue.language.reading import read_routine

    (tmp_path / "mine").mkdir()
    text = "title: T\nrecordings: {}\nsteps: [say: hi]\n"
    assert read_routine(write(routine=text.format("mine"))).recordings.path.name == "mine"
    assert told(text.format("mien")) == [("missing-file", 2, 13)]
    assert told(text.format("routine.yaml")) == [("missing-file", 2, 13)]
    assert told(text.format("..")) == [("outside-folder", 2, 13)]
