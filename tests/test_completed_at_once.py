"""Completion that is answered before Click is loaded: the same as Click's answer, and of what is there now."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aging import write
from nightcue.commands import nightcue
from nightcue.commands.completions import completions
from nightcue.commands.described import every_command
from nightcue.completed_at_once import complete_at_once, means_itself

SHELLS = ["bash", "zsh", "fish", "powershell"]
TEXT = "title: T\nsteps: [say: hi]\n"
COMMANDS = ["", *(each.context.command_path.partition(" ")[2] for each in every_command())]


@pytest.fixture(autouse=True)
def _routines(folder):
    write("routines/bedroom.yaml", TEXT)
    write("routines/ev$(touch run).yaml", TEXT)
    write("programmes/fortnight.yaml", "title: T\n")


@pytest.fixture
def asked(monkeypatch, capsys):
    """What a shell gets for a line at once, or None where that is left to Click, and what it gets from Click."""

    def both(shell, line):
        words = line.split(" ")
        monkeypatch.setenv("_NIGHTCUE_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
        code = complete_at_once()
        said = capsys.readouterr().out
        assert code is not None or said == ""
        return said if code == 0 else None, CliRunner().invoke(nightcue, prog_name="nightcue").stdout

    return both


def test_what_the_table_says_is_what_the_commands_say():
    anew = "python -m nightcue.commands.completions > src/nightcue/completions.txt"
    written = Path(nightcue.callback.__code__.co_filename).parents[1] / "completions.txt"
    assert written.read_text(encoding="utf-8") == completions(), f"write it anew: {anew}"


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("command", COMMANDS)
def test_it_is_what_click_answers(asked, shell, command):
    for named in ("", "bedtime ", "bedtime mine "):
        for begun in ("", "-", "--l", "be", "fo", "ev", "nothing-like-it", "./"):
            at_once, by_click = asked(shell, f"nightcue {command} {named}{begun}".replace("  ", " "))
            assert at_once in (None, by_click)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("nightcue bu", "build"),
        ("nightcue build be", "bedroom"),
        ("nightcue build mine be", "bedtime"),
        ("nightcue build bedtime --la", "--lang"),
        ("nightcue plan --s", "--set"),
        ("nightcue programme sc", "schema"),
        ("nightcue programme check fo", "fortnight"),
    ],
)
def test_plain_lines_are_answered(asked, shell, line, word):
    at_once, by_click = asked(shell, line)
    assert at_once == by_click
    assert word in at_once.replace(",", "\n").replace("\t", "\n").splitlines()


def test_every_shell_is_offered_what_is_there_now(asked):
    assert asked("bash", "nightcue plan bedr")[0] == "plain,bedroom\n"
    write("routines/bedrest.yaml", TEXT)
    write("routines/es/bedrock.yaml", TEXT)
    assert asked("bash", "nightcue plan bedr")[0] == "plain,bedrest\nplain,bedrock\nplain,bedroom\n"
    Path("routines/bedroom.yaml").unlink()
    assert asked("bash", "nightcue plan bedr")[0] == "plain,bedrest\nplain,bedrock\n"
    write("routines/Bedtime.yaml", TEXT)  # hides the shipped one in English, and not the Spanish ones
    at_once, by_click = asked("bash", "nightcue plan Be")
    assert at_once == by_click == "plain,Bedtime\n"


@pytest.mark.parametrize(
    "line",
    [
        "nightcue build 'be",
        'nightcue build "be',
        "nightcue build b\\e",
        "nightcue build --set hold=",
        "nightcue build bedtime --set h",
        "nightcue build --lang e",
        "nightcue --debug bu",
        "nightcue help bu",
        "nightcue build -- be",
        "nightcue nonsense be",
        "nightcue build día",
    ],
)
def test_what_is_not_plain_is_left_to_click(asked, line):
    assert asked("bash", line)[0] is None


def test_names_beyond_ascii_are_left_to_click(asked):
    write("routines/bedía.yaml", TEXT)
    at_once, by_click = asked("bash", "nightcue plan bed")
    assert (at_once, "plain,bedía" in by_click) == (None, True)
    assert asked("bash", "nightcue plan bedr")[0] == "plain,bedroom\n"


@pytest.mark.parametrize("word", ["eva", "eva-2", "eva.día_3", "di\u0301a", "./eva", "_e"])
def test_a_word_that_means_itself(word):
    assert means_itself(word)


@pytest.mark.parametrize("word", ["", "-e", "/e", "e e", "e$", "e'", "e\n", "e\u202e", "e~", "\u0301e", "e=f"])
def test_a_word_that_may_mean_more(word):
    assert not means_itself(word)


@pytest.mark.parametrize("words", ["nightcue bu", "nightcue build be", "nightcue build --la", "nightcue list --l"])
def test_click_is_not_loaded_for_it(monkeypatch, words):
    for name, value in {"_NIGHTCUE_COMPLETE": "zsh_complete", "COMP_WORDS": words}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    code = (
        "import json, sys\nfrom nightcue.__main__ import main\ntry:\n    main()\n"
        "finally:\n    print(json.dumps('click' in sys.modules), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("plain\n")
    assert json.loads(ran.stderr) is False
