"""`check` and `plan` of a routine in which nothing has changed: the same answer at once, and never an old one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from aging import write
from nightcue.commands import nightcue

TEXT = (
    "title: T\nvoice: embedded\nvars: {hold: 2s}\nsteps:\n  - include: parts/hello.yaml\n"
    "  - pause: '{hold}'\n  - say: This is not medical advice. Ask a clinician.\n"
)
SAYINGS = (["check"], ["check", "--json"], ["plan"], ["plan", "--json"], ["plan", "--spoken"])


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    write("routines/t.yaml", TEXT)
    write("routines/parts/hello.yaml", "steps:\n  - say: Hello there\n")


def said(command, *words):
    done = CliRunner().invoke(nightcue, [command[0], "t", *command[1:], *words])
    assert not isinstance(done.exception, AssertionError), done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def nothing_is_read(monkeypatch):
    def read(*_):
        raise AssertionError("the routine is read again")

    return lambda: monkeypatch.setattr("nightcue.language.reading._RoutineFile.read", read)


@pytest.mark.parametrize("command", SAYINGS, ids=" ".join)
def test_where_nothing_has_changed_the_answer_is_the_same_and_nothing_is_read(command, nothing_is_read):
    first = said(command)
    assert first[0] == 0
    nothing_is_read()
    assert said(command) == first


@pytest.mark.parametrize("command", SAYINGS, ids=" ".join)
@pytest.mark.parametrize("path", ["routines/t.yaml", "routines/parts/hello.yaml"])
def test_what_was_changed_is_read_again(command, path):
    before = said(command)
    write(path, Path(path).read_text().replace("Ask", "Do ask").replace("Hello there", "push through the pain"))
    assert said(command) != before


@pytest.mark.parametrize("command", SAYINGS, ids=" ".join)
def test_another_value_is_another_question(command):
    before = said(command)
    assert command[0] == "check" or said(command, "--set", "hold=3s") != before
    assert "hold" in said(command, "--set", "hold=nothing")[2] + said(command, "--set", "hold=nothing")[1]


def test_errors_are_found_again(nothing_is_read):
    write("routines/t.yaml", TEXT.replace("Ask a clinician.", "Sleep in the boots."))
    assert said(["check"])[0] == said(["check"])[0] == 1
    nothing_is_read()
    with pytest.raises(AssertionError):
        said(["check"])


def test_another_routine_of_the_same_name_is_told():
    assert "same-name" not in said(["check"])[2]
    write("routines/T.yaml", TEXT)
    told = CliRunner().invoke(nightcue, ["check", "routines/t.yaml"]).stderr
    assert "same-name" in told


def test_an_answer_that_was_damaged_is_given_anew(folder):
    first = said(["plan"])
    for kept in (folder / "cache").rglob("*.json"):
        kept.write_bytes(b'{"answer": 1}')
    assert said(["plan"]) == first
