"""say, pause, rest, chapter, chime and audio: the steps that are a line or two."""

from pathlib import Path

import pytest

from nightcue.language.step import Step


@pytest.mark.parametrize("kind", sorted(Step.kinds))
def test_there_is_a_test_for_every_kind_of_step(kind):
    tests = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    assert any(f"- {kind}:" in test for test in tests)


def test_say_speaks_a_line_or_each_of_a_list(steps):
    assert steps("  - say: One.\n  - say: [Two, Three]\n") == ["One.", "Two", "Three"]


def test_text_is_one_line_however_it_is_written(steps):
    text = '  - say: >-\n      One\n      two.\n  - say: |\n      Three\n      four.\n  - say: " five\\tsix\\n"\n'
    assert steps(text) == ["One two.", "Three. four.", "five six"]


def test_text_that_looks_like_something_else_is_text(steps):
    assert steps("  - say: [no, 1:30, 0o17, null, 5]\n") == ["no", "1:30", "0o17", "null", "5"]


def test_the_longest_line(steps):
    assert steps(f"  - say: {'a' * 2000}\n") == ["a" * 2000]


def test_pause_is_silence(steps):
    assert steps("  - pause: 1m 30s\n  - pause: 12\n") == [("pause", 90), ("pause", 12)]


def test_a_pause_of_no_length_is_none(steps):
    assert steps("  - say: hi\n  - pause: 0s\n") == ["hi"]


def test_rest_speaks_and_then_rests(steps):
    assert steps("  - rest: {duration: 90s, say: Rest your calves.}\n") == ["Rest your calves.", ("rest", 90)]
    assert steps("  - rest: {duration: 5s, say: [One, Two]}\n") == ["One", "Two", ("rest", 5)]
    assert steps("  - rest: {duration: 5s}\n") == [("rest", 5)]


def test_chapter_is_a_mark(steps):
    assert steps("  - chapter: Calf stretch\n  - say: hi\n") == [("chapter", "Calf stretch"), "hi"]


@pytest.mark.parametrize("name", ["soft", "wood"])
def test_chime_names_a_signal(steps, name):
    assert steps(f"  - chime: {name}\n") == [("chime", name)]


def test_audio_plays_a_file_of_the_routines_folder(script, tmp_path):
    (tmp_path / "voice").mkdir()
    (tmp_path / "voice" / "me.wav").write_bytes(b"RIFF")
    (cue,) = script("title: T\nsteps:\n  - audio: voice/me.wav\n").cues
    assert cue.path == tmp_path / "voice" / "me.wav"
    assert (cue.origin.span.line, cue.origin.span.column) == (3, 5)


def test_audio_in_a_part_is_looked_up_beside_the_part(script, tmp_path):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "me.wav").write_bytes(b"RIFF")
    (cue,) = script("title: T\nsteps: [include: parts/a.yaml]\n", parts__a="steps: [audio: me.wav]\n").cues
    assert cue.path == tmp_path / "parts" / "me.wav"
