"""nightcue list, plan, check, new, voices and schema, as a user runs them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
import yaml

from nightcue.commands import COMMANDS, nightcue

NOTICE = "  - say: Not medical advice. Ask a clinician.\n"
SHORT = f"title: Short\nsteps:\n  - chapter: One\n  - say: Hello there\n  - pause: 2s\n{NOTICE}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run, command):
    done = run(command, "--help")
    assert done.exit_code == 0
    assert re.search(rf"Examples?:\n.*nightcue {command}", done.stdout)


def test_the_design_promises_no_command_that_help_does_not_show(run):
    shown = run("--help").stdout
    assert all(f"\n  {command} " in shown for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(run, command):
    own = nightcue.get_command(click.Context(nightcue), command)
    assert own.get_short_help_str(1_000).rstrip(".") == COMMANDS[command].rstrip(".")


def test_an_unknown_command_gives_the_closest_one(run):
    done = run("biuld", "bedtime")
    assert done.exit_code == 2
    assert "did you mean: nightcue build bedtime" in done.stderr


def test_list_shows_shipped_routines_and_ones_own(run, routine):
    routine(SHORT)
    routine("title: [broken", "broken")
    shown = run("list").stdout
    assert re.search(r"^mine +en +\d+:\d\d +yours +Short *$", shown, re.MULTILINE)
    assert re.search(r"^bedtime +en +\d+:\d\d +shipped +Bedtime leg routine *$", shown, re.MULTILINE)
    assert re.search(r"^broken .*nightcue check routines/broken.yaml", shown, re.MULTILINE)


def test_a_second_list_is_the_same_and_what_is_changed_meanwhile_is_seen(run, routine):
    routine(SHORT)
    first = run("list").stdout
    assert run("list").stdout == first
    routine(SHORT.replace("Short", "Long").replace("2s", "10m"))
    changed = run("list").stdout
    assert re.search(r"^mine +en +11:00 +yours +Long *$", changed, re.MULTILINE)
    routine("title: [broken")
    assert "nightcue check routines/mine.yaml" in run("list").stdout
    Path("routines/mine.yaml").unlink()
    assert "mine" not in run("list").stdout


def test_a_second_list_and_the_help_load_no_models(run, routine):
    routine(SHORT)
    program = (
        "import sys\nfrom nightcue.__main__ import main\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'pydantic', 'yaml', 'rich', 'numpy', 'babel'})\n"
    )
    for words in (["list"], ["list"], ["--help"]):
        done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"
    done = subprocess.run([sys.executable, "-c", program, "list"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "set()"


def test_ctrl_c_while_it_loads_is_no_traceback():
    program = (
        "import os, signal, sys\nfrom nightcue.__main__ import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # what a shell runs in its background ignores it
        "press = lambda *_: sys.meta_path.pop(0) and os.kill(os.getpid(), signal.SIGINT)\n"  # once, no more
        "sys.meta_path.insert(0, type('Loading', (), {'find_spec': press}))\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program, "list"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Aborted!\n")


def test_the_length_in_the_list_is_about_that_of_the_track(run):
    minutes, seconds = re.search(r"^rescue +en +(\d+):(\d\d)", run("list").stdout, re.MULTILINE).groups()
    exact = json.loads(run("plan", "rescue", "--voice", "embedded", "--json").stdout)["duration"]
    assert abs(int(minutes) * 60 + int(seconds) - exact) < 60


def test_plan_shows_chapters_times_lines_windows_and_the_total(run, routine, known_voice):
    shown = run("plan", routine(SHORT)).stdout
    assert "One" in shown
    assert re.search(r"0:00\.500 +0\.550 +Hello there", shown)
    assert re.search(r"0:01\.050 +2\.000 +pause", shown)
    assert "Short · en · known lengths · 0:05.550" in shown


def test_plan_as_json_is_json_and_nothing_else(run, routine, known_voice):
    plan = json.loads(run("plan", routine(SHORT), "--json").stdout)
    assert abs(plan["duration"] - 5.55) < 0.0001
    assert plan["windows"][0]["seconds"] == 2.0
    assert plan["events"][0]["file"] == "routines/mine.yaml"


def test_check_counts_and_exits_with_1_on_errors_only(run, routine, known_voice, read):
    good = run("check", read(routine(SHORT)))
    assert (good.exit_code, good.stdout) == (0, "1 routine: no errors, no warnings\n")
    cues = "title: W\nsteps:\n  - stretch: {name: Calf, hold: 20s, cues: {halfway: true, every: 10s}}\n" + NOTICE
    warned = run("check", read(routine(cues)))
    assert (warned.exit_code, warned.stdout) == (0, "1 routine: no errors, 1 warning\n")
    bad = run("check", routine("title: B\nstps: []\nsteps:\n  - pause: x\n"))
    assert (bad.exit_code, bad.stdout) == (1, "1 routine: 2 errors, no warnings\n")
    assert bad.stderr.index("routines/mine.yaml:2:1") < bad.stderr.index("routines/mine.yaml:4:12")


def test_check_as_json(run, routine, known_voice):
    [problem] = json.loads(run("check", routine("title: B\nsteps:\n  - pause: x\n"), "--json").stdout)
    assert problem["file"] == "routines/mine.yaml"
    assert (problem["line"], problem["column"], problem["code"]) == (3, 12, "bad-duration")


MANY_TIMES = f"""title: Many times
steps:
  - repeat:
      times: 3
      steps:
        - stretch: {{name: Calf, hold: 10s, sides: [left, right], sets: 2}}
  - stretch: {{name: Foot, hold: 10s, cues: {{encourage: {"much too long " * 12}, halfway: true}}}}
{NOTICE}"""


@pytest.mark.parametrize("command", ["check", "plan", "build"])
def test_a_warning_is_told_once_and_in_the_order_of_the_file(run, routine, known_voice, command):
    done = run(command, str(routine(MANY_TIMES)))
    told = re.findall(r"yaml:(\d+):\d+: warning\[([a-z-]+)\]", done.stderr + done.stdout)
    assert told == [("6", "stretch-unusual"), ("7", "stretch-unusual"), ("7", "cue-left-out")]


def test_check_without_a_routine_checks_all_and_builds_nothing(run, known_voice, folder):
    done = run("check")
    assert done.exit_code == 0
    assert re.fullmatch(r"\d+ routines: no errors, no warnings\n", done.stdout)
    assert list(folder.iterdir()) == []


def test_new_gives_a_routine_that_can_be_edited_and_built(run, known_voice, folder):
    done = run("new", "mine")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "routines/mine.yaml"
    copied = folder / "routines/mine.yaml"
    copied.write_text(copied.read_text(encoding="utf-8").replace("hold: 25s", "hold: 20s"), encoding="utf-8")
    assert run("build", "mine").exit_code == 0
    again = run("new", "mine")
    assert again.exit_code == 2
    assert "there already" in again.stderr


@pytest.mark.parametrize("name", ["../mine", "a/b", "", "-x", ".hidden", "x" * 65])
def test_new_refuses_a_name_that_is_no_name(run, name, folder):
    assert run("new", "--", name).exit_code == 2
    assert list(folder.iterdir()) == []


def test_schema_is_a_schema_that_knows_the_shipped_routines(run):
    from nightcue.language.library import shipped

    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    routine = yaml.safe_load((shipped("routines") / "bedtime.yaml").read_text(encoding="utf-8"))
    jsonschema.validate(routine, schema)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_completes_commands_and_routines(shell, folder):
    def ask(instruction, **more):
        import os

        environment = os.environ | {"_NIGHTCUE_COMPLETE": f"{shell}_{instruction}"} | more
        return subprocess.run(
            [sys.executable, "-m", "nightcue"], capture_output=True, text=True, env=environment
        ).stdout

    assert "nightcue" in ask("source")
    if shell == "fish":
        offered = ask("complete", COMP_WORDS="nightcue build ", COMP_CWORD="bed")
    else:
        offered = ask("complete", COMP_WORDS="nightcue build bed", COMP_CWORD="2")
    assert "bedtime" in offered
    assert "rescue" not in offered
