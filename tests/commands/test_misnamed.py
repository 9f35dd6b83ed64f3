"""Files that are called otherwise than routines are, or are something else: they count, or are told what they are."""

import zipfile
from pathlib import Path

import pytest

TEXT = "title: Mini\nsteps:\n  - say: If one leg is swollen, get medical help. This is no medical advice.\n"


@pytest.fixture
def yml(routine):
    """A routine in a file whose name ends in .yml."""
    path = Path(routine(TEXT))
    return path.rename(path.with_suffix(".yml"))


def document(path, entry="word/document.xml"):
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", "x" * 3000)
        file.writestr(entry, "<w:document/>")


def test_a_yml_file_is_a_routine_everywhere(run, yml, known_voice, folder):
    assert "Mini" in run("list").stdout
    assert run("check", "mine").exit_code == 0
    assert run("build", "mine").exit_code == 0
    assert (folder / "audio_out/mine.en.mp3").exists()
    assert '"mine"' in run("plan", "mine", "--json").stdout
    assert "medical" in run("record", "mine").stdout
    done = run("new", "mine")
    assert done.exit_code == 2
    assert "routines/mine.yml is there already" in done.stderr
    assert run("new", "other", "--from", "mine").exit_code == 0


def test_completion_offers_it(yml):
    from nightcue.commands.options import RoutineName

    assert "mine" in [item.value for item in RoutineName().shell_complete(None, None, "mi")]


def test_one_name_with_both_endings_is_told(run, yml, routine):
    routine(TEXT)
    told = "routines/mine.yaml and routines/mine.yml have the same name; rename one of them"
    assert told in run("list").stderr
    done = run("build", "mine")
    assert done.exit_code == 1
    assert told in done.stderr


def test_a_part_may_be_one(run, yml, routine, known_voice):
    part = Path("routines/parts/notice.yml")
    part.parent.mkdir()
    part.write_text(TEXT.partition("\n")[2], encoding="utf-8")
    routine("title: T\nsteps:\n  - include: parts/notice.yml\n", "whole")
    assert run("check", "whole").exit_code == 0


@pytest.mark.parametrize("asked", ["note", "note.yaml", "routines/note.yaml"])
def test_an_ending_that_windows_hides_is_told(run, routine, asked):
    path = Path(routine(TEXT, "note"))
    path.rename("routines/note.yaml.txt")
    done = run("check", asked)
    assert done.exit_code == 1
    assert "routines/note.yaml.txt: error[not-yaml]: this file is there, but the name of a routine ends" in done.stderr
    assert "hint: rename it to note.yaml\n" in done.stderr


@pytest.mark.parametrize("name", ["letter.docx", "letter.yaml"])
@pytest.mark.parametrize(
    ("entry", "what"),
    [("word/document.xml", "a Word document"), ("content.xml", "a zip file"), (None, "a rich-text file")],
)
def test_a_document_is_told_what_it_is(run, folder, name, entry, what):
    if entry:
        document(folder / name, entry)
    else:
        (folder / name).write_text(r"{\rtf1\ansi\ansicpg1252 \f0 title: Evening\\")
    done = run("check", name)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{name}: error[not-text]: this is {what}; a routine is a plain text file\n  hint: ")


def test_a_large_document_too(run, folder):
    with zipfile.ZipFile(folder / "letter.docx", "w") as file:
        file.writestr("word/document.xml", "x" * 300_000)
    assert "this is a Word document" in run("check", "letter.docx").stderr
    assert "this is a Word document" in run("check", "./letter.docx").stderr


def test_a_folder_is_told(run, folder):
    (folder / "x.yaml").mkdir()
    done = run("check", "x.yaml")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        1,
        "x.yaml: error[not-a-file]: this is a folder, not a file",
    )


def test_a_text_file_with_another_ending_is_told_how_to_call_it(run, folder):
    (folder / "notes.txt").write_text(TEXT)
    assert "hint: rename it to notes.yaml" in run("check", "notes.txt").stderr
