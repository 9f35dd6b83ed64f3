"""What is found out of a line is kept for the next program, and is what would be found out anew."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from nightcue.safety import alarms, answers, devices, intents, known_lines, postures, watching
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.known_lines import know_lines, once_a_line
from nightcue.safety.reading import refusals

ANSWERS = {
    "yes": True,
    "no": False,
    "never": 0,
    "nothing": None,
    "some": frozenset({"a"}),
    "few": (1, 2),
    "": "running",
}
LINES = [
    "Put the boots on, and start them.", "Stop if it hurts, and take them off.", "Set the boots to 40 mmHg.",
    "Sleep well.", "Point your toes.", "Raise both legs.", "Tonic water helps against cramps.", "Ponga las botas a 40.",
    "Mach die Augen zu.", "",
]  # fmt: skip
FUNCTIONS = [
    function
    for module in (alarms, answers, devices, intents, postures, refusals, watching)
    for function in vars(module).values()
    if getattr(function, "__module__", "") == module.__name__
    and hasattr(getattr(function, "__wrapped__", None), "__wrapped__")
]
"""All that are made by once_a_line, which wraps them twice."""
found_out = []


def answer(text, tag):
    found_out.append(text)
    return ANSWERS[text]


asked = once_a_line(answer)


@pytest.fixture
def begin(tmp_path, monkeypatch):
    """End the program that runs, if one does, and begin another one, which is the same if its name is."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path))
    at_the_end = []
    monkeypatch.setattr("atexit.register", at_the_end.append)
    monkeypatch.setattr(known_lines, "_known", None)

    def end_and_begin(program):
        while at_the_end:
            at_the_end.pop()()
        known_lines._known = None
        know_lines(program)
        for function in (asked, *FUNCTIONS):
            function.cache_clear()
        intents._in_any_language.cache_clear()
        found_out.clear()

    yield end_and_begin
    for function in FUNCTIONS:
        function.cache_clear()
    intents._in_any_language.cache_clear()


@pytest.mark.parametrize("text", ANSWERS)
def test_the_same_program_finds_it_out_once(begin, text):
    for told in ([text], [], []):
        begin("this")
        assert (asked(text, "en"), asked(text, "en")) == (ANSWERS[text], ANSWERS[text])
        assert type(asked(text, "en")) is type(ANSWERS[text])
        assert found_out == told


def test_another_program_and_another_line_are_found_out_anew(begin, monkeypatch):
    begin("this")
    assert asked("yes", "en")
    begin("another")
    monkeypatch.setitem(ANSWERS, "yes", "what the other says")
    assert asked("yes", "en") == "what the other says"
    begin("this")
    assert asked("yes", "en") is True
    assert (asked("yes", "es"), found_out) == ("what the other says", ["yes"])


def test_what_is_asked_first_later_is_kept_beside_the_rest(begin):
    begin("this")
    assert asked("yes", "en")
    begin("this")
    assert not asked("no", "en")
    assert not devices.names_boots("yes", "en")
    begin("this")
    assert (asked("yes", "en"), asked("no", "en"), found_out) == (True, False, [])


def test_a_damaged_entry_is_found_out_anew(begin, tmp_path):
    begin("this")
    asked("yes", "en")
    begin("this")
    (entry,) = Path(tmp_path).rglob("*.lines")
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    begin("this")
    assert (asked("yes", "en"), found_out) == (True, ["yes"])


def test_of_more_lines_than_are_kept_only_new_ones_are(begin, monkeypatch):
    monkeypatch.setattr(known_lines, "MOST", 2)
    begin("this")
    asked("yes", "en")
    asked("no", "en")
    begin("this")
    asked("few", "en")
    begin("this")
    assert (asked("few", "en"), asked("yes", "en"), found_out) == ((1, 2), True, ["yes"])


def test_no_more_lines_are_held_than_are_kept(begin, monkeypatch):
    monkeypatch.setattr(known_lines, "MOST", 2)
    begin("this")
    every = [asked(text, "en") for text in ("yes", "no", "few", "never")]
    begin("this")
    assert [asked(text, "en") for text in ("yes", "no", "few", "never")] == every
    assert found_out == ["few", "never"]


def test_every_function_answers_from_what_is_kept_as_it_does_anew(begin):
    assert len(FUNCTIONS) > 80
    calls = [
        (function, (*(["swelling"] if len(inspect.signature(function).parameters) == 3 else []), line, *tag))
        for function in FUNCTIONS
        for line in LINES
        for tag in ([("en",), ("es",)] if len(inspect.signature(function).parameters) > 1 else [()])
    ]
    anew = [function.__wrapped__.__wrapped__(*words) for function, words in calls]
    assert any(anew)
    for _ in range(2):
        begin("this")
        assert [function(*words) for function, words in calls] == anew
        assert in_any_language(invites_to_sleep, "Sleep well.")
        assert not in_any_language(devices.names_boots, "Sleep well.")


def test_a_second_routine_with_lines_of_the_first_is_told_the_same_as_by_itself(folder, monkeypatch):
    steps = "steps:\n  - say: Put the compression boots on, and start them.\n  - pause: 20m\n  - say: Sleep well.\n"
    for name in ("first", "second"):
        (folder / f"{name}.yaml").write_text(f"title: {name}\n{steps}")

    def checked(name, cache):
        monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / cache))
        command = [sys.executable, "-m", "nightcue", "check", f"{name}.yaml"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    checked("first", "kept")
    assert len([*(folder / "kept").rglob("*.lines")]) == 1
    after_the_first = checked("second", "kept")
    assert after_the_first == checked("second", "empty")
    assert after_the_first[0] == 1
    assert "compression" in after_the_first[1]


def test_a_function_that_has_no_name_of_its_own_is_refused():
    with pytest.raises(ValueError, match="no name of its own"):
        once_a_line(lambda text: True)
