"""Judging: the table of rules, letting one through, and a rule that fails."""

import json

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.language.diagnostics import Span
from nightcue.safety.checker import every_rule
from nightcue.safety.facts import all_facts, fact_ids
from nightcue.safety.rule import RULES, Finding, Rule

UNSAFE = """title: Boots
steps: # with a timer, so that nothing is a warning
  - session: {name: Boots, therapy: compression, duration: 25m, start: Set the timer. Boots on., stop: Over.}
  - say: This is not medical advice. Ask your doctor if cramps come often.
"""
WARNED = "title: Calf\nsteps:\n  - stretch: {name: Calf, hold: 15s}\n"
ERRORS = {
    "compression-unchecked",
    "compression-too-long",
    "compression-no-way-out",
    "compression-unwatched",
    "compression-left-on",
}


@pytest.fixture
def run(folder, known_voice):
    """Run nightcue on mine.yaml in an empty folder."""

    def call(text, *words):
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
        done = CliRunner().invoke(nightcue, [words[0], "mine.yaml", *words[1:]])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    return call


@pytest.fixture
def broken(monkeypatch):
    """Give a rule another way to look, only for this test."""

    def replace(code, check):
        old = RULES[code]
        new = Rule(old.code, old.severity, old.fact, old.meaning, old.hint, check)
        monkeypatch.setitem(RULES, code, new)

    return replace


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.code)
def test_every_rule_rests_on_a_fact_and_says_what_to_do(rule):
    assert rule.fact in all_facts()
    assert rule.severity in {"error", "warning"}
    assert rule.meaning
    assert rule.hint


def test_list_rules_prints_each_with_its_fact(folder):
    done = CliRunner().invoke(nightcue, ["check", "--list-rules"])
    assert done.exit_code == 0
    rows = {line.split()[0]: line.split()[1:3] for line in done.stdout.splitlines() if line[:1].strip()}
    for rule in every_rule():
        assert rows[rule.code] == [rule.severity, rule.fact]


def test_errors_stop_a_build_and_are_told_all_at_once(run, folder):
    done = run(UNSAFE, "build")
    assert done.exit_code == 1
    assert all(f"mine.yaml:3:5: error[{code}]" in done.stderr for code in ERRORS)
    assert not (folder / "audio_out").exists()


def test_warnings_do_not_stop_a_build(run, folder):
    done = run(WARNED, "build")
    assert done.exit_code == 0
    assert "mine.yaml:3:5: warning[stretch-unusual]" in done.stderr
    assert (folder / "audio_out/mine.en.mp3").is_file()


def test_check_as_json_has_severity_and_hint(run):
    done = run(UNSAFE, "check", "--json")
    assert done.exit_code == 1
    problems = json.loads(done.stdout)
    assert {problem["code"] for problem in problems} == ERRORS
    assert all(problem["severity"] == "error" and problem["hint"] and problem["line"] == 3 for problem in problems)


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_allow_lets_exactly_that_rule_through(codes, code):
    assert codes(UNSAFE, allow={code}) == ERRORS - {code}


def test_a_build_with_everything_allowed_goes_through(run, folder):
    allowed = [word for code in sorted(ERRORS) for word in ("--allow", code)]
    assert run(UNSAFE, "build", *allowed[2:]).exit_code == 1
    assert run(UNSAFE, "build", *allowed).exit_code == 0


@pytest.mark.parametrize("command", ["build", "plan", "check"])
def test_an_unknown_rule_is_wrong_usage_with_the_closest(run, command):
    done = run(UNSAFE, command, "--allow", "compresion-too-long")
    assert done.exit_code == 2
    assert "did you mean 'compression-too-long'?" in done.stderr


def test_an_unknown_rule_that_resembles_none_is_told_where_they_are(run):
    done = run(UNSAFE, "check", "--allow", "xyz")
    assert done.exit_code == 2
    assert "nightcue check --list-rules" in done.stderr


@pytest.mark.parametrize("code", ["compression-too-long", "no-notice", "condition"])
@pytest.mark.parametrize("after_one", [False, True])
def test_a_rule_that_fails_is_an_error_and_nothing_is_built(run, broken, folder, code, after_one):
    def check(context):
        if after_one:
            yield Finding(Span(context.routine.span.path), "one")
        raise KeyError("lost")

    broken(code, check)
    done = run(WARNED, "build")
    assert done.exit_code == 1
    assert f"error[{code}]: this rule could not be applied (KeyError: 'lost'), so nothing is built" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "audio_out").exists()
    assert run(WARNED, "build", "--allow", code).exit_code == 0


def test_an_unknown_fact_is_told_at_its_place_with_the_closest(judged):
    [problem] = judged(
        "title: F\nfacts: [stretch-hold,\n  strech-time]\nsteps:\n"
        "  - say: This is not medical advice. Ask your doctor if cramps come often.\n"
    )
    assert (problem.code, problem.severity) == ("unknown-fact", "error")
    assert (problem.span.line, problem.span.column) == (3, 3)
    assert problem.hint == "did you mean 'stretch-time'?"


def test_an_unknown_fact_of_an_included_part_is_told_in_the_part(run, folder):
    (folder / "parts").mkdir()
    (folder / "parts/extra.yaml").write_text("facts: [strech-time]\nsteps:\n  - pause: 1s\n", encoding="utf-8")
    done = run(WARNED + "  - include: parts/extra.yaml\n", "build")
    assert done.exit_code == 1
    assert "parts/extra.yaml:1:9: error[unknown-fact]" in done.stderr


def test_an_unknown_fact_stops_a_build_and_cannot_be_allowed(run):
    text = WARNED.replace("steps:", "facts: [nothing-such]\nsteps:")
    assert run(text, "build").exit_code == 1
    assert run(text, "build", "--allow", "unknown-fact").exit_code == 2


@pytest.fixture
def seeds(tmp_path, monkeypatch):
    """Give nightcue another folder of fact sheets, in place of its own."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr("nightcue.safety.facts.shipped", lambda _: tmp_path / "seeds")
    for known in (all_facts, fact_ids):
        known.cache_clear()
    yield tmp_path / "seeds"
    for known in (all_facts, fact_ids):
        known.cache_clear()


@pytest.mark.parametrize(
    "text", [None, "facts: [", "- a\n", "facts: 3\n", "facts: [{ID: x}]\n", "facts: [{id: [x]}]\n"]
)
def test_damaged_facts_let_nothing_through(run, seeds, text):
    if text is not None:
        (seeds / "sheet.yaml").write_text(text, encoding="utf-8")
    done = run(WARNED, "build")
    assert done.exit_code == 1
    assert "sheet.yaml" in done.stderr if text is not None else "error[missing-facts]" in done.stderr


def test_the_length_of_a_rescue_is_that_of_its_track(run):
    text = "title: Rescue\nsteps:\n  - say: Pull your foot up.\n  - pause: {}\n"
    long = run(text.format("180s"), "check")
    assert long.exit_code == 1
    assert "error[rescue-length]: this rescue routine lasts 181." in long.stderr
    assert run(text.format("170s"), "check").exit_code == 0
    assert run(text.format("58s"), "check").exit_code == 1
    assert run(text.format("59s"), "check").exit_code == 0
