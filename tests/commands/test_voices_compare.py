"""nightcue voices compare: the same five lines in every voice of a language, decoded and measured."""

from __future__ import annotations

import re

import pyloudnorm
import pytest
import soundfile
from mutagen.id3 import ID3

from nightcue.auditions import LINES, lines_to_hear
from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.language.library import find
from nightcue.language.script import Line
from nightcue.voices.engines import hibari, piper

pytestmark = pytest.mark.once

STEPS = """
steps:
  - safety: {ask: [swelling], wait: 1s}
  - say: [Hello there now.]
  - say: Breathe in slowly through your nose.
  - say: Breathe out slowly through your mouth.
  - say: Let both of your legs be heavy.
  - say: Breathe in slowly through your nose.
  - say: Let the covers lie loosely over your feet.
  - say: Not medical advice. Ask a clinician.
"""
PASOS = """
language: es
steps:
  - safety: {ask: [swelling], wait: 1s}
  - say: Tome aire despacio por la nariz.
  - say: Suelte el aire despacio por la boca.
  - say: Deje que las piernas pesen en la cama.
  - say: Deje la ropa de cama suelta sobre los pies.
  - say: No es consejo médico. Consulte a su médico.
"""


@pytest.fixture(autouse=True)
def _quick(quick_voices, monkeypatch):
    monkeypatch.setattr(piper, "offers", list)


def chapters_in(path):
    """What is decoded from each chapter of an MP3 by its title, its rate, and the words said in it."""
    samples, rate = soundfile.read(path)
    tags = ID3(path)
    [lyrics] = tags.getall("SYLT")
    found = {}
    for name in tags["CTOC:toc"].child_element_ids:
        chapter = tags[f"CHAP:{name}"]
        start, end = chapter.start_time, chapter.end_time
        said = [text.strip() for text, at in lyrics.text if start <= at < end]
        found[str(chapter.sub_frames["TIT2"])] = samples[start * rate // 1000 : end * rate // 1000], rate, said
    return found


@pytest.mark.parametrize(
    ("content", "language", "voices", "announced"),
    [
        (STEPS, "en", ["heart", "pico-en", "pico-en-gb", "embedded"], "Voice {}: {}."),
        (PASOS, "es", ["pico-es", "embedded"], "Voz {}: {}."),
    ],
)
def test_every_voice_says_its_name_and_the_same_five_lines_as_loud_as_the_others(
    run, folder, routine, content, language, voices, announced
):
    done = run("voices", "compare", routine(f"title: Calm\n{content.strip()}\n"))
    assert done.exit_code == 0, done.stderr
    path = folder / f"audio_out/voices-mine.{language}.mp3"
    first, *listed = done.stdout.splitlines()
    assert first.startswith(f"audio_out/voices-mine.{language}.mp3  ")
    assert [re.split(r"  +", line.strip()) for line in listed] == [
        [str(number), voice, f"nightcue profile set --voice {voice}"] for number, voice in enumerate(voices, 1)
    ]
    chapters = chapters_in(path)
    assert list(chapters) == [f"{number}. {voice}" for number, voice in enumerate(voices, 1)]
    texts = [said for _, _, said in chapters.values()]
    assert [said[0] for said in texts] == [
        announced.format(number, voice.replace("-", " ")) for number, voice in enumerate(voices, 1)
    ]
    assert all(said[1:] == texts[0][1:] for said in texts)
    assert len(set(texts[0][1:])) == LINES
    loudness = [pyloudnorm.Meter(rate).integrated_loudness(sound) for sound, rate, _ in chapters.values()]
    assert max(loudness) - min(loudness) < 1
    assert loudness[0] == pytest.approx(-20, abs=1)


def test_a_voice_that_fails_is_left_out_with_a_note_and_the_next_has_its_number(run, folder, routine, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    monkeypatch.setattr(hibari, "offers", lambda: [hibari.Heart(folder / "assets" / "gone.onnx")])
    done = run("voices", "compare", routine(f"title: Calm\n{STEPS.strip()}\n"))
    assert done.exit_code == 0
    assert "note: heart is left out: voice 'hibari heart' could not speak" in done.stderr
    assert list(chapters_in(folder / "audio_out/voices-mine.en.mp3")) == ["1. pico-en", "2. pico-en-gb", "3. embedded"]


def test_where_no_voice_can_speak_it_is_exit_code_3(run, folder, routine, known_voice, monkeypatch):
    def fail(text):
        from nightcue.voices.voice import VoiceError

        raise VoiceError("no")

    monkeypatch.setattr(known_voice, "speak", fail)
    done = run("voices", "compare", routine(f"title: Calm\n{STEPS.strip()}\n"))
    assert done.exit_code == 3
    assert "no voice could speak" in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_routine_without_a_line_and_one_that_is_not_there(run, routine):
    done = run("voices", "compare", routine("title: T\nsteps:\n  - pause: 3s\n"))
    assert done.exit_code == 2
    assert "has no line to speak" in done.stderr
    assert run("voices", "compare", "bedtim").exit_code == 1


def test_the_language_is_that_of_either_place(run, folder, known_voice):
    assert run("voices", "--lang", "es", "compare", "rescue").stdout.startswith("audio_out/voices-rescue.es.mp3")
    assert run("voices", "compare", "rescue", "--lang", "es").stdout.startswith("audio_out/voices-rescue.es.mp3")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["bedtime", "rescue", "stretch", "diary-prompt"])
def test_the_lines_are_different_long_enough_and_from_all_over_with_safety_first(name, language):
    script = script_for(BuildRequest(find(name, language)))[1]
    every, lines = list(dict.fromkeys(script.texts())), lines_to_hear(script)
    assert len(set(lines)) == LINES
    assert all(len(line.split()) >= 4 for line in lines)
    asked = {cue.text for cue in script.cues if isinstance(cue, Line) and cue.question}
    assert [line in asked for line in lines] == [True] * min(2, len(asked)) + [False] * (LINES - min(2, len(asked)))
    places = [every.index(line) for line in lines if line not in asked]
    assert places == sorted(places)
    assert places[-1] - places[0] > len(every) / 3
