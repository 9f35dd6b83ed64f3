"""What a routine knows of itself once it is read."""

from fractions import Fraction
from pathlib import Path

import pytest

from nightcue.language.diagnostics import Span
from nightcue.language.library import shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll

LEAST = "title: T\nsteps: [say: hi]\n"
SHIPPED = sorted(path for path in shipped("routines").rglob("*.yaml") if "parts" not in path.parts)


def test_the_least_routine_and_what_is_taken_for_granted(write):
    path = write(mine=LEAST)
    routine = read_routine(path)
    assert (routine.name, routine.title, routine.summary, routine.vars) == ("mine", "T", None, {})
    assert (routine.speech.tag, routine.files, routine.span) == ("en", (), Span(path))
    voice = routine.voice
    assert (voice.name, voice.pace, voice.gap, voice.pronounce) == ("default", "calm", Fraction(7, 10), {})


def test_the_head_of_a_routine(write):
    text = """\
title: My {word} routine
summary: It takes {hold}.
language: es_MX
voice: {name: "{who}", pace: slow, gap: 1s, pronounce: {soleus: SOH-lee-us, " two  words ": one}}
vars: {word: own, hold: 25s, who: ana}
steps: [say: hola]
"""
    routine = read_routine(write(mine=text))
    assert (routine.title, routine.summary) == ("My own routine", "It takes 25 segundos.")
    assert routine.speech.tag == "es-MX"
    assert (routine.voice.name, routine.voice.pace, routine.voice.gap) == ("ana", "slow", 1)
    assert routine.voice.pronounce == {"soleus": "SOH-lee-us", "two words": "one"}


def test_the_script_takes_the_head_along(script):
    made = script("title: T\nsummary: S\nlanguage: en-GB\nvoice: {gap: 250ms}\nsteps: [say: hi]\n")
    assert (made.name, made.title, made.summary, made.language) == ("routine", "T", "S", "en-GB")
    assert (made.gap, made.warnings) == (Fraction(1, 4), ())
    assert script(LEAST).summary == ""


def test_a_voice_can_be_just_its_name(write):
    routine = read_routine(write(mine="voice: ana\n" + LEAST))
    assert (routine.voice.name, routine.voice.pace) == ("ana", "calm")
    assert (routine.voice.name.span.line, routine.voice.name.span.column) == (1, 8)


def test_texts_and_steps_know_their_place(write):
    path = write(mine="title: T\nsteps:\n  - stretch:\n      name: Calf\n      hold: 5s\n      setup: [A, B]\n")
    routine = read_routine(path)
    (stretch,) = routine.steps
    assert routine.title.span == Span(path, 1, 8)
    assert (stretch.span, stretch.name.span) == (Span(path, 3, 5), Span(path, 4, 13))
    assert [line.span for line in stretch.setup] == [Span(path, 6, 15), Span(path, 6, 18)]
    assert stretch.name.span.text == "      name: Calf"


def test_the_files_it_uses_come_once_and_in_order(write, tmp_path):
    (tmp_path / "me.wav").write_bytes(b"")
    text = "title: T\nsteps: [include: a.yaml, audio: me.wav, include: a.yaml, include: b.yaml]\n"
    path = write(mine=text, a="steps: [say: A]\n", b="steps: [include: a.yaml]\n")
    assert [used.name for used in read_routine(path).files] == ["a.yaml", "me.wav", "b.yaml"]


def test_messages_name_the_file_as_it_was_named(write, problems_of, tmp_path, monkeypatch):
    write(mine="title: T\nsteps: [sya: hi]\n")
    monkeypatch.chdir(tmp_path)
    (problem,) = problems_of(Path("mine.yaml"))
    assert str(problem).startswith("mine.yaml:2:9: error[unknown-step]: ")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(shipped("routines"))))
def test_every_shipped_routine_reads_and_unrolls(path):
    routine = read_routine(path)
    made = unroll(routine)
    assert made.language == ("es" if path.parent.name == "es" else "en")
    assert list(made.texts())
    assert made.about_seconds() > 30
    assert made.warnings == ()


def test_there_are_the_three_routines_in_english():
    assert {"bedtime", "rescue", "calf-pump"} <= {path.stem for path in SHIPPED}
