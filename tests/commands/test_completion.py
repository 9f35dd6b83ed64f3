"""Completion in the shell: a name of a file never becomes a command on the line."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
import tty

import pytest

from nightcue.language.library import shelves

pytestmark = pytest.mark.once

MEANS_ITSELF = ["eva", "eva-2", "eva.día_3"]
MEANS_MORE = [
    "ev$(touch run)", "ev`touch run`", "ev;touch run", "ev&touch run", "ev|touch run", "ev>run", "ev<run",
    "ev\ntouch run", "ev run", "ev'run", 'ev"run', "ev\\run", "ev*", "ev?", "ev[a]", "ev{a,b}", "ev(run)", "ev!run",
    "ev#run", "ev^run", "ev,run", "ev:run", "ev=run", "ev%run", "ev\trun", "ev\x1b[2J", "ev\u202erun", "ev\u200brun",
    "ev\udcffrun", "~ev", "-ev", "--ev", "=ev", "$ev", "!ev",
]  # fmt: skip


@pytest.fixture
def shell(folder, monkeypatch):
    """A folder with routines of these names, and the command `nightcue` on the path."""
    (folder / "routines").mkdir()
    for name in (*MEANS_ITSELF, *MEANS_MORE):
        (folder / f"routines/{name}.yaml").write_text("title: T\nsteps: [say: hi]\n")
    (folder / "bin").mkdir()
    (folder / "bin/nightcue").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m nightcue "$@"\n')
    (folder / "bin/nightcue").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}", prepend=os.pathsep)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


def asked(run, shell, words):
    """The lines that a shell gets for these words, the last of which is to be completed."""
    number = len(words) - 1
    env = {"COMP_WORDS": " ".join(words), "COMP_CWORD": words[-1] if shell == "fish" else str(number)}
    return run(env={**env, "_NIGHTCUE_COMPLETE": f"{shell}_complete"}, prog_name="nightcue").stdout.splitlines()


@pytest.mark.parametrize("to", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_is_offered_the_names_that_mean_themselves(run, shell, to):
    said = asked(run, to, ["nightcue", "plan", "ev"])
    names = said[1::3] if to in ("zsh", "powershell") else [line.removeprefix("plain,") for line in said]
    assert names == MEANS_ITSELF
    shipped = [name for name in {each.name for each in shelves()} if name.startswith("be")]
    assert len(asked(run, to, ["nightcue", "plan", "be"])) == len(shipped) * len(said) // len(names)


@pytest.mark.parametrize("to", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("start", ["nothing-like-it\udcff", "\x1b[2J", "$(touch run)"])
def test_the_beginning_of_no_name_is_a_file_perhaps(run, shell, to, start):
    said = asked(run, to, ["nightcue", "plan", f"'{start}'"])
    assert said[0].partition(",")[0] == "file"
    assert "\x1b" not in "".join(said)


def test_bash_puts_on_the_line_what_was_offered(shell):
    script = """
        eval "$(_NIGHTCUE_COMPLETE=bash_source nightcue)"
        COMP_WORDS=(nightcue plan ev) COMP_CWORD=2
        _nightcue_completion nightcue
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True)
    assert done.stdout.splitlines() == MEANS_ITSELF
    assert not (shell / "run").exists()


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers_the_same(shell, monkeypatch):
    monkeypatch.setenv("HOME", str(shell))
    script = "_NIGHTCUE_COMPLETE=fish_source nightcue | source; complete -C 'nightcue plan ev'"
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True)
    assert sorted(done.stdout.splitlines()) == sorted(MEANS_ITSELF)


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_puts_on_the_line_what_was_offered(shell):
    (shell / "evil$(touch run).yaml").touch()
    said = typed_in(
        ["zsh", "-f", "-i"],
        "autoload -U compinit; compinit -D; unsetopt zle_bracketed_paste; bindkey '^I' complete-word\n"
        'eval "$(_NIGHTCUE_COMPLETE=zsh_source nightcue)"; echo rea""dy\n',
        ["print -r -- plan eva-\t; echo do''ne\n", "nightcue check evil\t; echo do''ne\n"],
    )
    assert "1 routine" in said or "evil$(touch run).yaml" in said, said
    assert not (shell / "run").exists()


def test_bash_on_a_terminal_runs_nothing_that_a_name_says(shell):
    (shell / "evil$(touch run).yaml").write_text("title: T\nsteps: [chapter: none]\n")
    said = typed_in(
        ["bash", "--norc", "-i"],
        'eval "$(_NIGHTCUE_COMPLETE=bash_source nightcue)"; echo rea""dy\n',
        ["nightcue check eva-\t; echo do''ne\n", "nightcue check evil\t; echo do''ne\n", "nightcue check ev\t\n"],
    )
    assert "eva-2.yaml" in said or "1 routine: no errors" in said, said  # completed
    assert "evil$(touch run).yaml:" in said, said  # completed by bash, which puts quotes
    assert not (shell / "run").exists()


OFFERED = {
    "build mine --voice pico-e": ["pico-en", "pico-en-gb", "pico-es"],
    "build mine --lang es --voice pico": ["pico-es"],
    "build mine --format f": ["flac"],
    "build mine --lang e": ["en", "es"],
    "build mine --with lrc,": ["lrc,vtt", "lrc,json"],
    "build mine --set ": ["hold=25s", "rest=5s"],
    "plan mine --set h": ["hold=25s"],
    "plan mine --set hold=3s --set r": ["rest=5s"],
    "build no-such-routine --set ": [],
    "profile set --voice hea": ["heart"],
}
"""What a line can go on with; the routine `mine` has three variables, one of them with signs that shells take."""


@pytest.fixture
def mine(shell):
    text = "title: T\nvars: {hold: 25s, rest: 5s, word: $(touch run)}\nsteps: [say: hi]\n"
    (shell / "routines/mine.yaml").write_text(text)
    return shell


@pytest.mark.parametrize("to", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("line", OFFERED)
def test_every_shell_is_offered_what_an_option_takes(run, mine, to, line):
    words = ["nightcue", *line.split(" ")]
    if not words[-1]:
        words[-1] = "" if to == "fish" else "''"
    said = [line for line in asked(run, to, words) if line]
    values = said[1::3] if to in ("zsh", "powershell") else [line.removeprefix("plain,") for line in said]
    assert values == OFFERED[line]


@pytest.mark.parametrize(
    ("parted", "offered"),
    [
        ("--set hold =", "25s"),
        ("--set hold = 2", "25s"),
        ("--set = hold = 2", "25s"),
        ("--set = h", "hold=25s"),
        ("--voice = hea", "heart"),
        ("--set hold = 3s --format fl", "flac"),
    ],
)
def test_bash_which_parts_a_word_at_each_equals_sign_is_offered_the_rest(run, mine, parted, offered):
    assert asked(run, "bash", f"nightcue build mine {parted}".split(" ")) == [f"plain,{offered}"]


def test_bash_puts_a_variable_on_the_line(mine):
    said = typed_in(
        ["bash", "--norc", "-i"],
        'eval "$(_NIGHTCUE_COMPLETE=bash_source nightcue)"; echo rea""dy\n',
        ["nightcue check mine --set hold=\t; echo do''ne\n"],
    )
    assert "no errors" in said, said


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_puts_a_variable_on_the_line(mine):
    said = typed_in(
        ["zsh", "-f", "-i"],
        "autoload -U compinit; compinit -D; unsetopt zle_bracketed_paste; bindkey '^I' complete-word\n"
        'eval "$(_NIGHTCUE_COMPLETE=zsh_source nightcue)"; echo rea""dy\n',
        ["nightcue check mine --set hol\t; echo do''ne\n"],
    )
    assert "no errors" in said, said


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_offers_variables_and_their_values(mine, monkeypatch):
    monkeypatch.setenv("HOME", str(mine))
    for line in ("--set hol", "--set hold="):
        script = f"_NIGHTCUE_COMPLETE=fish_source nightcue | source; complete -C 'nightcue build mine {line}'"
        done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, timeout=60)
        assert done.stdout.splitlines() == ["hold=25s"]


def typed_in(shell, first, lines):
    """What a shell on a terminal shows while these lines are typed; each is over when it says `done`."""
    ours, its = pty.openpty()
    tty.setraw(its)
    said = ""
    with subprocess.Popen(shell, stdin=its, stdout=its, stderr=its, start_new_session=True) as going:
        os.close(its)

        def until(word):
            nonlocal said
            while word not in said[until.seen :]:
                said += os.read(ours, 65536).decode("utf-8", "replace")
            until.seen = len(said)

        until.seen = 0
        os.write(ours, first.encode())
        until("ready")
        for line in lines:
            os.write(ours, line.encode())
            if "done" in line.replace("''", ""):
                until("done")
        os.write(ours, b"\x03\nexit\n")
        try:
            while part := os.read(ours, 65536):
                said += part.decode("utf-8", "replace")
        except OSError:  # how Linux says that nobody writes any more
            pass
        going.wait(60)
    os.close(ours)
    return said
