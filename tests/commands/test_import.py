"""nightcue import and export: what they write, what they say, and how long the silences of the built track are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nightcue.commands.import_file import FORMATS
from nightcue.importing.recognising import READERS
from reading_back import read_track

TALK = """# Rosa's evening

Sit **down** on the edge of the bed. [pause 5s]

## Breathing

Breathe in. [PAUSE:2.5] Breathe out.
"""


@pytest.fixture
def talk(folder):
    Path("talk.md").write_text(TALK, encoding="utf-8")
    return "talk.md"


def silences(path):
    """The seconds between the tones of a track in which nothing sounds, those of 0.1 s and more."""
    samples, rate = read_track(path)
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 60)
    gaps = np.diff(loud) - 1
    return [round(float(gap) / rate, 3) for gap in gaps if gap > rate // 10]


SPOKEN = {
    "one.txt": "Sit down. [PAUSE:5]\nBreathe in. [pause 1s] Breathe out;2.5\n### Good night.\n",
    "one.md": "Sit down. <pause:5s>\n\nBreathe in. [1s] Breathe out. (pause 2.5 seconds)\n\n###\n\nGood night.\n",
    "one.apg": "Sit down;5\nBreathe in;1\nBreathe out;4.5\nGood night;0\n",
    "one.ssml": "<speak>Sit down.<break time='5s'/>Breathe in.<break time='1000ms'/>Breathe out.<break time='2.5s'/>"
    "<break time='2s'/>Good night.</speak>",
    "one.smd": 'Sit down. [5s] Breathe in. [break:"1s"] Breathe out. [2500ms] [2s] Good night.\n',
    "one.ssmd": "Sit down. ...5s Breathe in. ...1s Breathe out. ...2500ms ...2s Good night.\n",
    "one.yaml": "exercises:\n" + "".join(
        f"  - {{name: {name}, duration: {length}}}\n"
        for name, length in (("Sit", "5s"), ("In", "1s"), ("Out", "4.5s"), ("Good night", "100ms"))
    ),
    "one.json": '[{"name": "Sit", "duration": 5}, {"name": "In", "duration": "0:01"}, {"name": "Out", "ms": 4500},'
    ' {"name": "Night", "duration": 0.1}]',
    "one.csv": "name,duration\nSit,5\nIn,0:01\nOut,4.5\nNight,0.1\n",
}  # fmt: skip


@pytest.mark.parametrize("name", SPOKEN)
def test_a_pause_of_five_seconds_is_five_seconds_of_the_track(run, folder, known_voice, name):
    Path(name).write_text(SPOKEN[name].replace("### Good", "### ### Good") if name.endswith("txt") else SPOKEN[name])
    assert run("import", name, "-o", "one-made.yaml").exit_code == 0
    Path("one-made.yaml").write_text(
        Path("one-made.yaml").read_text().replace("steps:", "sound: {floor: none}\nsteps:"), encoding="utf-8"
    )
    assert run("build", "one-made.yaml", "--format", "wav", "-o", "one.wav").exit_code == 0
    wanted = [5, 1, 6.5] if name.endswith("txt") else [5, 1, 4.5]
    assert silences(Path("one.wav"))[:3] == pytest.approx(wanted, abs=0.003)


def test_it_writes_a_routine_that_a_person_likes_to_read(run, talk):
    done = run("import", talk)
    assert done.exit_code == 0
    assert Path("routines/talk.yaml").read_text(encoding="utf-8") == (
        "# Made from talk.md. Change whatever you like; begin with the title.\n"
        "# After a change:\n"
        "#   nightcue check talk    what is wrong or unsafe, and on which line\n"
        "#   nightcue plan talk     what is said, and when\n"
        "#   nightcue build talk    the track, in audio_out/\n"
        "title: Rosa's evening\n"
        "language: en\n"
        "steps:\n"
        "  - say: Sit down on the edge of the bed.\n"
        "  - pause: 5s\n"
        "\n"
        "  - chapter: Breathing\n"
        "  - say: Breathe in.\n"
        "  - pause: 2.5s\n"
        "  - say: Breathe out.\n"
    )
    assert "made from talk.md, read as markdown, in en: 3 lines, 2 silences, 7.5s of silence" in done.stdout
    assert done.stderr.startswith("talk.md:3: warning[not-kept]: emphasis is not heard; the words are said\n")
    assert "The words are yours, and nobody has read them here yet: nightcue review talk" in done.stdout
    assert Path("talk.md").read_text(encoding="utf-8") == TALK


def test_it_says_what_to_add_and_that_can_be_added(run, talk):
    done = run("import", talk)
    assert "hint: - include: parts/when-to-get-help.yaml" in done.stderr
    with Path("routines/talk.yaml").open("a", encoding="utf-8") as file:
        file.write("  - include: parts/when-to-get-help.yaml\n")
    assert "no-help" not in run("check", "talk").output
    assert run("review", "talk", "--by", "Ana", "--yes").exit_code == 0
    assert "no errors, no warnings" in run("check", "talk").stdout


def test_what_is_unsafe_is_an_error_and_the_routine_is_there_to_be_changed(run, folder):
    Path("long.csv").write_text("name,duration\nCalf stretch,90\n")
    done = run("import", "long.csv")
    assert (done.exit_code, "error[stretch-too-long]" in done.stderr) == (1, True)
    assert "Change what is marked as an error, and look again: nightcue check long" in done.stdout
    assert "hold: 1m30s" in Path("routines/long.yaml").read_text()


def test_a_spanish_text_becomes_a_spanish_routine(run, folder):
    Path("Mi sueño.txt").write_text("Siéntese en la cama, por favor, y respire por la nariz.\n[pausa 5 s]\n", "utf-8")
    done = run("import", "Mi sueño.txt")
    assert done.exit_code == 0
    made = Path("routines/es/mi-sueno.yaml").read_text(encoding="utf-8")
    assert made.startswith("# Hecha a partir de Mi sueño.txt.")
    assert "title: Mi sueño\nlanguage: es\n" in made
    assert Path("routines/es/parts/when-to-get-help.yaml").is_file()
    assert "nightcue build mi-sueno --lang es" in done.stdout


def test_lang_names_the_language(run, folder):
    Path("hola.ssml").write_text('<speak xml:lang="en">Hola.</speak>')
    assert run("import", "hola.ssml", "--lang", "es-MX").exit_code == 0
    assert "language: es-MX" in Path("routines/es/hola.yaml").read_text()


def test_nothing_of_somebody_is_overwritten_but_to_order(run, talk):
    assert run("import", talk).exit_code == 0
    Path("routines/talk.yaml").write_text("mine")
    again = run("import", talk)
    assert (again.exit_code, "say --overwrite" in again.stderr) == (4, True)
    assert Path("routines/talk.yaml").read_text() == "mine"
    assert run("import", talk, "--overwrite").exit_code == 0
    assert Path("routines/talk.yaml").read_text() != "mine"


def test_the_shipped_rescue_is_not_hidden_by_a_file_that_is_called_so(run, folder):
    Path("Rescue.md").write_text("Hello.")
    done = run("import", "Rescue.md")
    assert (done.exit_code, not Path("routines").exists()) == (2, True)
    assert "-o routines/my-rescue.yaml" in done.stderr
    run("import", "Rescue.md", "-o", "routines/my-rescue.yaml")  # what a rescue has to say is missing, and told
    assert Path("routines/my-rescue.yaml").exists()


@pytest.mark.parametrize("words", [["-o", "talk.txt"], ["-o", "routines/"], ["--from", "docx"], ["--lang", "xx"]])
def test_wrong_options_are_told(run, talk, words):
    done = run("import", talk, *words)
    assert done.exit_code in (1, 2)
    assert not Path("routines").exists()


def test_a_file_that_is_none_writes_nothing(run, folder):
    Path("talk.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    done = run("import", "talk.docx")
    assert done.exit_code == 1
    assert "talk.docx: error[not-text]: this is a Word document\n  hint: save it as plain text" in done.stderr
    assert not Path("routines").exists()


def test_every_format_can_be_named():
    assert set(FORMATS) == READERS.keys()


def test_export_writes_to_stdout_or_a_file_and_says_what_a_text_cannot_hold(run, folder):
    done = run("export", "stretch", "--to", "text")
    assert done.exit_code == 0
    assert done.stdout.startswith("# ")
    assert "\n\n[pause 20s]\n\n" in done.stdout
    assert "things left out: signals, recordings," in done.stderr
    assert run("export", "stretch", "-o", "stretch.ssml").stdout == "stretch.ssml\n"
    assert '<break time="20s"/>' in Path("stretch.ssml").read_text(encoding="utf-8")
    assert run("export", "stretch", "-o", "stretch.ssml").exit_code == 4
    assert run("export", "nobody").exit_code == 1
