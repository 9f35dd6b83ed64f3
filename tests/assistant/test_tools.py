"""The tools that an assistant has: what they answer, what they may not do, and that they end."""

from __future__ import annotations

import os
import re
import sys

import mutagen
import pytest
from click.testing import CliRunner
from mcp.client import Client

from awaiting import awaited
from nightcue.assistant import answers, running
from nightcue.assistant.instructions import AFTER_JUDGING
from nightcue.assistant.server import server
from nightcue.assistant.texts import shipped_names, whole_text
from nightcue.assistant.tracks import Tracks
from nightcue.building.checking import check_routine
from nightcue.building.options import request_for
from nightcue.commands import nightcue

TEXT = """\
title: My evening
voice: embedded
steps:
  - say: This is not medical advice. If a leg is swollen, warm, painful or red, get medical help.
  - pause: 20s
"""
STRONG = "  - stretch: {name: Calf, hold: 9m}\n"
SOCKS_IN_OWN_WORDS = whole_text("socks-morning", "en").replace(
    "steps:\n", "steps:\n  - say: Your tablets are by the water.\n", 1
)


@pytest.fixture
def ask(folder):
    """Call a tool; returns whether it failed, and its text. Tracks go into `tracks`."""

    def call(tool, **given):
        async def calling():
            async with Client(server(folder / "tracks")) as client:
                return await client.call_tool(tool, given)

        answer = awaited(calling())
        return answer.is_error, answer.content[0].text

    return call


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def offered(folder):
    async def listing():
        async with Client(server(folder)) as client:
            return client.instructions, (await client.list_tools()).tools

    return awaited(listing())


def test_there_are_five_tools_and_none_that_stands_in_for_a_person(offered):
    _, tools = offered
    assert [tool.name for tool in tools] == ["facts", "example", "check", "plan", "build"]
    taken = {name for tool in tools for name in tool.input_schema["properties"]}
    assert taken == {"id", "name", "language", "routine"}


def test_all_that_a_tool_takes_is_text(offered):
    for tool in offered[1]:
        for given in tool.input_schema["properties"].values():
            assert given["type"] == "string"
            assert given.keys() <= {"type", "description"}
        assert tool.output_schema is None


def test_the_model_is_told_how_far_the_judgement_goes(offered):
    instructions, tools = offered
    assert "does not mean safe" in " ".join(instructions.split())
    assert "70 of 100" in instructions
    described = {tool.name: " ".join(tool.description.split()) for tool in tools}
    assert "No errors does not mean safe" in described["check"]
    assert "does not mean that it is safe" in described["build"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", ["bedtime", "calf-pump"])
def test_an_example_needs_no_other_file_and_is_read(ask, folder, language, name):
    failed, text = ask("example", name=name, language=language)
    assert not failed
    assert not re.search(r"^\s*- include:", text, re.MULTILINE)
    (folder / "alone.yaml").write_text(text, encoding="utf-8")
    assert check_routine(request_for(folder / "alone.yaml", voice="embedded")) == []


def test_every_shipped_routine_is_offered_and_every_field(ask):
    _, listed = ask("example")
    assert all(name in listed for name in shipped_names("en"))
    _, fields = ask("example", name="fields")
    assert "stretch" in fields


@pytest.mark.parametrize("given", [{"name": "../../etc/passwd"}, {"name": "bedtime", "language": "../es"}])
def test_no_other_file_is_an_example(ask, given):
    failed, told = ask("example", **given)
    assert failed
    assert told.startswith("there")


@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("build", {"routine": TEXT}, "build needs `name`; it takes: routine, name"),
        ("check", {"routine": TEXT, "allow": "x"}, "check takes no `allow`; it takes: routine"),
        ("check", {"routine": {"title": "T"}}, "`routine` of check has to be text"),
        ("review", {}, "there is no tool 'review'; there are: facts, example, check, plan, build"),
    ],
)
def test_what_a_tool_does_not_take_is_told(ask, tool, given, told):
    assert ask(tool, **given) == (True, told)


def test_facts_are_those_of_the_command(ask):
    assert "20 to 30 seconds" in ask("facts", id="stretch-hold")[1]
    failed, told = ask("facts", id="--lang")
    assert failed
    assert "there is no fact '--lang'" in told


def test_check_answers_with_the_diagnostics_and_with_how_far_they_go(ask, folder):
    failed, told = ask("check", routine=TEXT + STRONG)
    assert not failed
    assert re.search(r"^routine\.yaml:6:\d+: error\[\S+\]: .*\n  \| ", told, re.MULTILINE)
    assert told.endswith(AFTER_JUDGING)
    assert files(folder) == []


def test_plan_answers_with_the_times(ask, folder):
    failed, told = ask("plan", routine=TEXT)
    assert not failed
    assert re.search(r"20\.000  pause", told)
    assert files(folder) == []


@pytest.mark.parametrize(
    "reading",
    [
        "  - audio: {secret}\n",
        "  - include: {secret}\n",
        "  - include: ../secret.yaml\n",
        "  - include: routine.yaml\n",
        "recordings: {folder}\n",
        "sound: {{background: {secret}}}\n",
    ],
)
def test_a_text_reads_no_file(ask, folder, reading):
    secret = folder / "secret.yaml"
    secret.write_text("steps: [say: Nobody knows this.]\n")
    _, told = ask("check", routine=TEXT + reading.format(secret=secret, folder=folder))
    assert "error[" in told
    assert "Nobody knows" not in told
    assert "error[circular-include]" in told or answers.NO_FILES in told


def test_build_writes_a_track_and_its_routine_into_that_folder_alone(ask, folder):
    failed, told = ask("build", routine=TEXT, name="mine")
    assert not failed, told
    assert files(folder) == ["tracks/mine.en.mp3", "tracks/mine.yaml"]
    assert mutagen.File(folder / "tracks/mine.en.mp3").info.length > 20
    assert (folder / "tracks/mine.yaml").read_text().startswith(TEXT)
    assert str(folder / "tracks/mine.en.mp3") in told
    assert told.endswith(AFTER_JUDGING)
    ask("build", routine=TEXT.replace("20s", "40s"), name="mine")
    assert mutagen.File(folder / "tracks/mine.en.mp3").info.length > 40


def test_build_answers_with_the_diagnostics_of_what_is_unsafe(ask, folder):
    failed, told = ask("build", routine=TEXT + STRONG, name="mine")
    assert failed
    assert re.search(r"^mine\.yaml:6:\d+: error\[", told, re.MULTILINE)
    assert files(folder) == []


@pytest.mark.parametrize("name", ["../mine", "a/b", "", ".", "mine.yaml", "a" * 80, "ñ"])
def test_a_name_cannot_lead_out_of_the_folder(ask, folder, name):
    failed, told = ask("build", routine=TEXT, name=name)
    assert failed
    assert "cannot be a name" in told
    assert files(folder) == []


@pytest.mark.parametrize("there", ["mine.en.mp3", "mine.yaml"])
def test_what_is_somebody_elses_stays(ask, folder, there):
    (folder / "tracks").mkdir()
    (folder / "tracks" / there).write_text("hers")
    failed, told = ask("build", routine=TEXT, name="mine")
    assert failed
    assert "take another name" in told
    assert (folder / "tracks" / there).read_text() == "hers"
    assert files(folder) == [f"tracks/{there}"]


def test_a_routine_that_somebody_has_changed_stays(ask, folder):
    Tracks(folder / "tracks").keep("mine", TEXT)
    Tracks(folder / "tracks").see_free("mine")
    routine = folder / "tracks/mine.yaml"
    routine.write_text(routine.read_text().replace("20s", "30s"))
    assert ask("build", routine=TEXT, name="mine")[0]
    assert files(folder) == ["tracks/mine.yaml"]
    assert "30s" in routine.read_text()


def test_no_track_is_made_through_a_link(ask, folder):
    (folder / "tracks").mkdir()
    (folder / "tracks/mine.en.mp3").symlink_to(folder / "elsewhere.mp3")
    assert ask("build", routine=TEXT, name="mine")[0]
    assert files(folder) == []


def test_what_waits_for_a_reader_is_kept_for_one_and_made_when_it_is_signed(ask, folder):
    failed, told = ask("build", routine=SOCKS_IN_OWN_WORDS, name="mine")
    assert failed
    assert "error[unreviewed]" in told
    assert files(folder) == ["tracks/mine.yaml"]
    assert f"nightcue review {folder / 'tracks/mine.yaml'}" in told
    signed = CliRunner().invoke(nightcue, ["review", "tracks/mine.yaml", "--by", "Ana", "--yes"])
    assert signed.exit_code == 0, signed.output
    failed, told = ask("build", routine=SOCKS_IN_OWN_WORDS, name="mine")
    assert not failed, told
    assert "tracks/mine.en.mp3" in files(folder)


def test_a_track_is_never_longer_than_three_hours(ask, folder):
    failed, told = ask("build", routine=TEXT + "  - pause: 4h\n", name="mine")
    assert failed
    assert "3 hours" in told
    assert files(folder) == []


def test_what_takes_too_long_is_stopped_and_nothing_of_it_goes_on(ask, folder, monkeypatch):
    number = folder / "number"
    program = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(600)"
    monkeypatch.setattr(running, "_NIGHTCUE", (sys.executable, "-c", program, str(number)))
    monkeypatch.setitem(answers.SECONDS, "check", 3.0)
    failed, told = ask("check", routine=TEXT)
    assert failed
    assert "stopped, as it took more than 3 seconds" in told
    if number.exists():  # else it was stopped before it had begun
        with pytest.raises(ProcessLookupError):
            os.kill(int(number.read_text()), 0)
