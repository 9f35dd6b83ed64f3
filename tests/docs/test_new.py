"""nightcue new: the copy explains itself, reads, is safe and can be built, in every language."""

import re

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.language.library import shelves, shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll

pytestmark = pytest.mark.once

SHIPPED = [(shelved.name, shelved.language) for shelved in shelves() if not shelved.own]


@pytest.fixture
def run(folder):
    """Run nightcue with these words, which must succeed; what is on stdout comes back."""

    def call(*words):
        done = CliRunner().invoke(nightcue, list(words), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return call


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def original(name, language):
    return shipped("routines") / ("" if language == "en" else language) / f"{name}.yaml"


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_a_copy_says_the_same_and_is_clean(run, known_voice, folder, name, language):
    first, second = run("new", "mine", "--from", name, "--lang", language).splitlines()
    copied, source = folder / first, original(name, language)
    assert lines(copied)[0] == lines(source)[0]
    assert lines(copied)[0].startswith("# yaml-language-server: $schema=")
    assert (copied.parent / lines(copied)[0].partition("=")[2]).is_file()
    spoken = [list(unroll(read_routine(path)).texts()) for path in (copied, source)]
    assert spoken[0] == spoken[1]
    assert run("check", first) == "1 routine: no errors, no warnings\n"
    assert second.startswith("edit it, then: nightcue build mine")


def test_the_commands_that_a_copy_names_work(run, known_voice, folder):
    for words in (["mine"], ["mine", "--lang", "es"]):
        told = run("new", *words).splitlines()[1].partition("nightcue ")[2]
        copied = folder / "routines" / ("es" if "es" in words else "") / "mine.yaml"
        named = re.findall(r"^#   nightcue (.+?)  ", copied.read_text(encoding="utf-8"), re.MULTILINE)
        assert [command.split()[0] for command in named] == ["check", "plan", "build"]
        assert told == named[-1]
        for command in named:
            run(*command.split())
    assert {path.name for path in (folder / "audio_out").iterdir()} == {"mine.en.mp3", "mine.es.mp3"}


def test_the_note_is_in_the_language_of_the_routine(run, folder):
    run("new", "mine")
    run("new", "mia", "--lang", "es")
    assert lines(folder / "routines/mine.yaml")[1].startswith("# This routine is yours.")
    assert lines(folder / "routines/es/mia.yaml")[1].startswith("# Esta rutina es suya.")


def test_the_note_speaks_only_of_what_is_there(run, folder):
    plain = folder / "plain.yaml"
    plain.write_text("title: Plain\nsteps:\n- say: Hello.\n", encoding="utf-8")
    run("new", "mine", "--from", "plain.yaml")
    note = [line for line in lines(folder / "routines/mine.yaml") if line.startswith("#")]
    assert note[0] == "# This routine is yours. Change whatever you like; begin with the title."
    assert not any(line.startswith(("# vars:", "# facts:", "# include:")) for line in note)


def test_a_copy_of_a_copy_has_one_note_with_its_own_name_and_keeps_ones_own_comments(run, folder):
    run("new", "mine")
    mine = folder / "routines/mine.yaml"
    text = mine.read_text(encoding="utf-8")
    mine.write_text(text.replace("title:", "# for Sundays\ntitle:"), encoding="utf-8")
    run("new", "again", "--from", "mine")
    again = (folder / "routines/again.yaml").read_text(encoding="utf-8")
    assert again.count("This routine is yours") == 1
    assert "nightcue build again" in again
    assert "nightcue build mine" not in again
    assert "# for Sundays\ntitle:" in again


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_ends_of_lines_stay_and_a_byte_order_mark_goes(run, folder, newline):
    written = newline.join(["title: 'A\u2028b'", "vars: {hold: 20s}", "steps:", "- say: Hello.", ""])
    (folder / "odd.yaml").write_bytes(b"\xef\xbb\xbf" + written.encode())
    run("new", "mine", "--from", "odd.yaml")
    copied = (folder / "routines/mine.yaml").read_bytes().decode()
    assert copied.startswith("# This routine is yours.")
    assert copied.endswith(written)
    assert copied.count("\n") == copied.count(newline)


def test_the_profile_chooses_the_language(run, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    run("profile", "set", "--language", "es")
    assert run("new", "mia").startswith("routines/es/mia.yaml\n")
    assert run("new", "mine", "--lang", "en").startswith("routines/mine.yaml\n")


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_every_variable_of_a_shipped_routine_is_explained_in_a_comment(name, language):
    source = original(name, language)
    for variable in read_routine(source).vars:
        assert any(re.match(rf"  {variable}: [^#]+ # \w", line) for line in lines(source)), variable
