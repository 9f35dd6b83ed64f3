"""nightcue profile, as a user runs it."""

import stat

import pytest
import yaml

from nightcue.safety.conditions import CONDITIONS


@pytest.fixture(autouse=True)
def kept(folder, monkeypatch):
    """The profile's file, in a config folder of this test alone."""
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    return folder / "config/profile.yaml"


@pytest.fixture
def values(kept):
    """What the file says."""
    return lambda: yaml.safe_load(kept.read_text(encoding="utf-8"))


def answers(name="", language="", voice="", pace="", detail="", yes=(), no=()):
    """What a person types at `profile ask`; Enter wherever nothing is given."""
    said = ["y" if one in yes else "n" if one in no else "" for one in CONDITIONS]
    return "\n".join([name, language, voice, pace, detail, *said]) + "\n"


def test_show_before_anything_is_kept(run, kept):
    done = run("profile", "show")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [str(kept), "nothing is kept yet; `nightcue profile ask` asks"]
    assert not kept.exists()


def test_ask_asks_for_everything_and_keeps_it(run, kept, values):
    done = run("profile", "ask", input=answers("Ana", "es", "default", "slow", yes=["pregnancy", "broken-skin"]))
    assert done.exit_code == 0
    assert done.stdout.endswith(f"kept in {kept}\n")
    assert all(condition.replace("-", " ") in done.stdout for condition in CONDITIONS)
    assert values() == {
        "name": "Ana",
        "language": "es",
        "voice": "default",
        "pace": "slow",
        "conditions": ["pregnancy", "broken-skin"],
    }
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_enter_keeps_what_is_there(run, values):
    run("profile", "ask", input=answers("Ana", "es", yes=["pregnancy"]))
    before = values()
    done = run("profile", "ask", input=answers())
    assert done.exit_code == 0
    assert "[Ana]" in done.stdout
    assert values() == before


def test_a_condition_can_be_taken_back(run, values):
    run("profile", "ask", input=answers("Ana", yes=["pregnancy", "broken-skin"]))
    run("profile", "ask", input=answers(no=["pregnancy"], yes=["thrombosis"]))
    assert values()["conditions"] == ["thrombosis", "broken-skin"]


def test_enter_everywhere_keeps_nothing(run, values, kept):
    assert run("profile", "ask", input=answers()).exit_code == 0
    assert not values()
    assert run("profile", "show").stdout.splitlines() == [
        str(kept),
        "nothing is kept yet; `nightcue profile ask` asks",
    ]


def test_an_answer_that_is_not_possible_keeps_the_old_profile(run, values):
    run("profile", "set", "--name", "Ana")
    done = run("profile", "ask", input=answers(pace="fast"))
    assert done.exit_code == 1
    assert "error[unknown-word]: 'fast' is not possible here" in done.stderr
    assert values() == {"name": "Ana"}


def test_leaving_in_the_middle_keeps_the_old_profile(run, values):
    run("profile", "set", "--name", "Ana")
    assert run("profile", "ask", input="Eva\nes\n").exit_code == 1
    assert values() == {"name": "Ana"}


def test_set_changes_what_is_given_and_keeps_the_rest(run, values):
    run("profile", "set", "--name", "Ana", "--condition", "arterial-disease", "--condition", "anticoagulants")
    assert run("profile", "set", "--pace", "slow").exit_code == 0
    assert values() == {"name": "Ana", "pace": "slow", "conditions": ["arterial-disease", "anticoagulants"]}


def test_nothing_in_quotes_removes_a_value_and_none_removes_the_conditions(run, values):
    run("profile", "set", "--name", "Ana", "--language", "es", "--condition", "pregnancy")
    run("profile", "set", "--name", "")
    assert values() == {"language": "es", "conditions": ["pregnancy"]}
    run("profile", "set", "--condition", "none")
    assert values() == {"language": "es"}
    assert run("profile", "set", "--language", "").exit_code == 0
    assert not values()


def test_show_shows_each_value_and_where_it_is_kept(run, kept):
    run("profile", "set", "--name", "Íñigo", "--condition", "pregnancy", "--condition", "thrombosis")
    assert run("profile", "show").stdout.splitlines() == [
        str(kept),
        "name: Íñigo",
        "conditions: pregnancy, thrombosis",
    ]


def test_set_with_nothing_to_change_is_wrong_usage(run, kept):
    done = run("profile", "set")
    assert done.exit_code == 2
    assert "nothing to change" in done.stderr
    assert not kept.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--condition", "pregnacy"], "did you mean 'pregnancy'?"),
        (["--language", "it"], "there are for: en, "),
        (["--pace", "quick"], "did you mean 'normal'?"),
        (["--name", "..."], "nothing to speak"),
        (["--name", "A" * 101], "at most 100"),
        (["--name", "A\x00"], "control character"),
    ],
)
def test_what_a_profile_cannot_say_is_told_and_not_kept(run, kept, words, message):
    done = run("profile", "set", *words)
    assert done.exit_code == 1
    assert message in done.stderr
    assert not kept.exists()


@pytest.mark.parametrize("words", [["show"], ["set", "--name", "Ana"], ["ask"]])
def test_a_damaged_profile_is_told_with_its_place_and_left_as_it_is(run, kept, words):
    kept.parent.mkdir()
    kept.write_text("name: Eva\nconditions: [pregnacy]\n", encoding="utf-8")
    done = run("profile", *words, input=answers())
    assert done.exit_code == 1
    assert f"{kept}:2:14: error[unknown-word]" in done.stderr
    assert kept.read_text(encoding="utf-8") == "name: Eva\nconditions: [pregnacy]\n"


@pytest.mark.parametrize(
    ("content", "hint"), [(b"", "empty"), ("name: Ana".encode("utf-16"), "UTF-16"), (b"#" * 250_001, "too-large")]
)
def test_nobody_is_told_to_make_a_routine_of_a_damaged_profile(run, kept, content, hint):
    kept.parent.mkdir()
    kept.write_bytes(content)
    done = run("check")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{kept}: error[")
    assert hint in done.stderr
    assert "routine" not in done.stderr
    assert "nightcue new" not in done.stderr


def test_a_profile_that_cannot_be_written_is_told(run, kept):
    kept.parent.write_text("in the way", encoding="utf-8")
    done = run("profile", "set", "--name", "Ana")
    assert done.exit_code == 4
    assert done.stderr.startswith(f"nightcue: error: cannot write {kept}: ")


@pytest.mark.parametrize("command", ["show", "set", "ask"])
def test_each_part_has_help(run, command):
    done = run("profile", command, "--help")
    assert done.exit_code == 0
    assert "Usage: nightcue profile" in done.stdout


def test_what_is_kept_stops_a_routine_it_speaks_against(run, known_voice):
    run("profile", "set", "--condition", "anticoagulants")
    done = run("build", "bedtime")
    assert done.exit_code == 1
    assert "error[condition]: your profile names anticoagulants." in done.stderr
    assert "nightcue build stretch" in done.stderr
    assert run("build", "stretch").exit_code == 0
    assert run("build", "bedtime", "--cleared-by", "Dr Ruiz, 20 May").exit_code == 0
