"""What follows `nightcue`: nothing, a wish for help, or a word that is no command."""

from __future__ import annotations

import re

import pytest

from nightcue import __version__
from nightcue.commands import COMMANDS


def unwrapped(text):
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("words", [[], ["--help"], ["help"]])
def test_every_command_is_shown_with_a_whole_sentence(run, words):
    shown = unwrapped(run(*words).output)
    assert all(f" {name} {does}" in shown for name, does in COMMANDS.items())
    assert "..." not in shown.partition("Commands:")[2]


@pytest.mark.parametrize("group", ["diary", "share", "voices", "profile", "batch"])
def test_no_sentence_of_a_part_is_cut_off(run, group):
    listed = run(group, "--help").output.partition("Commands:")[2]
    assert listed
    assert "..." not in listed


@pytest.mark.parametrize("words", [["build"], ["diary", "add"], ["voices", "compare"]])
def test_help_and_a_command_is_the_help_of_that_command(run, words):
    assert run("help", *words).output == run(*words, "--help").output
    assert run("--debug", "help", *words).output == run(*words, "--help").output


def test_the_version_has_a_short_name(run):
    assert run("-V").output == run("--version").output
    assert __version__ in run("-V").output


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["bedtime"], "nightcue build bedtime"),
        (["Bedtime"], "nightcue build Bedtime"),
        (["bedtime", "--lang", "es"], "nightcue build bedtime --lang es"),
        (["calf-pmup"], "nightcue build calf-pump"),
        (["mine"], "nightcue build mine"),
        (["routines/mine.yaml"], "nightcue build routines/mine.yaml"),
        (["biuld", "bedtime"], "nightcue build bedtime"),
        (["dairy", "list"], "nightcue diary list"),
        (["hlep"], "nightcue help"),
    ],
)
def test_a_word_that_is_no_command_is_told_with_what_is_meant(run, routine, words, meant):
    routine("title: T\nsteps: [say: Hello.]\n")
    said = run(*words)
    assert said.exit_code == 2
    assert re.search(rf"no such command '{words[0]}'; .*: {meant}$", said.output.strip())


def test_a_word_like_nothing_gets_no_hint(run):
    assert run("xyzzy").output.endswith("no such command 'xyzzy'\n")
