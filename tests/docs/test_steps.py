"""docs/steps.md: in step with the models, complete, and with examples that work."""

import re
from pathlib import Path

import pytest
import yaml

from judging import run_rules
from nightcue.language import reference
from nightcue.language.phrases import Speech
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, VoiceSettings, unroll
from nightcue.language.sound import Sound
from nightcue.language.step import Step
from nightcue.language.steps.safety import QUESTIONS
from nightcue.language.steps.session import Check
from nightcue.language.window_cues import Cues
from nightcue.locales import COMPLETE, languages_with
from nightcue.safety.profile import Profile
from nightcue.safety.rule import Context

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs/steps.md"
WORDS = yaml.safe_load(Path(reference.__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
SHARED = {"The file": Routine, "voice": VoiceSettings, "sound": Sound, "cues": Cues, "check": Check}


def section(title):
    """The part of the page under one heading."""
    pattern = rf"^##+ {title}\n(.*?)(?=^##+ |\Z)"
    return re.search(pattern, PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[1]


def test_the_page_is_what_the_models_say():
    anew = "python -m nightcue.language.reference > docs/steps.md"
    assert PAGE.read_text(encoding="utf-8") == reference.reference(), f"write it anew: {anew}"


@pytest.mark.parametrize("kind", sorted(Step.kinds))
def test_every_kind_has_its_meaning_an_example_and_every_field(kind):
    model, shown = Step.kinds[kind], section(kind)
    assert " ".join(model.__doc__.split()) in shown
    assert any(kind in step for step in yaml.safe_load(model.example))
    for name, field in model.written().items():
        assert field.description in shown
        assert model.bare is not None or f"\n| `{name}` | " in shown


@pytest.mark.parametrize("title", SHARED)
def test_every_other_field_is_there(title):
    for name, field in SHARED[title].model_fields.items():
        assert f"\n| `{name}` | " in section(title)
        assert field.description in section(title)


def test_every_link_inside_the_page_leads_somewhere():
    page = PAGE.read_text(encoding="utf-8")
    headings = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    assert set(re.findall(r"\(#([^)]+)\)", page)) <= headings


def test_defaults_are_shown_as_they_would_be_written():
    assert "| `gap` | a duration, 0s to 10s | `700ms` |" in section("voice")
    questions = "| `ask` | a list of 1 to 20 questions | `[swelling, clot, skin, sensation, conditions]` |"
    assert questions in section("safety")
    assert "| `sides` | `left`, `right`, `[left, right]` or `none` | `none` |" in section("stretch")
    assert "| `hold` | a duration, 1s to 1h | needed |" in section("stretch")


def test_questions_languages_and_windows_are_listed():
    listed = section("What nightcue says and keeps by itself")
    windows = [window for step in Step.kinds.values() for window in step.windows]
    assert all(f"| `{name}` | " in listed for name in [*QUESTIONS, *windows])
    assert all(f"`{language}`" in listed for language in languages_with(*COMPLETE))
    assert all(Speech(language).phrases.steps.safety.skin in listed for language in languages_with(*COMPLETE))


def test_the_time_contract_is_six_rules():
    assert [line[:2] for line in section("Time").splitlines() if line] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_nothing_is_said_about_fields_that_are_gone():
    owners = {"routine": Routine, "voice": VoiceSettings, "sound": Sound}
    for name in WORDS["takes"]:
        owner, _, field = name.partition(".")
        assert field in owners[owner].model_fields
    for kind, step in Step.kinds.items():
        assert step.takes.keys() <= step.written().keys(), kind


def test_a_field_of_a_kind_that_nobody_has_explained_is_an_error(monkeypatch):
    monkeypatch.setitem(reference._words(), "takes", {})
    with pytest.raises(LookupError, match=r"routine\.language"):
        reference.reference()


@pytest.mark.parametrize("kind", sorted(Step.kinds))
def test_an_example_can_be_read_unrolled_and_is_safe(tmp_path, kind):
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts/when-to-get-help.yaml").write_text("steps:\n- say: Ask your doctor.\n", encoding="utf-8")
    (tmp_path / "good-night.wav").touch()
    chapter_alone_is_nothing = "- say: Hello.\n"
    check(tmp_path, f"title: T\nsteps:\n{Step.kinds[kind].example.lstrip()}{chapter_alone_is_nothing}")


def test_the_example_of_a_whole_routine_is_safe_and_has_every_field(tmp_path):
    check(tmp_path, WORDS["routine"])
    assert yaml.safe_load(WORDS["routine"]).keys() == Routine.model_fields.keys()


def check(folder, text):
    (folder / "my-own-voice").mkdir(exist_ok=True)
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    routine = read_routine(path)
    script = unroll(routine)
    assert script.cues
    found = run_rules(Context(routine, script, script.about_seconds(), Profile()))
    assert [finding for finding in found if finding.severity == "error"] == []
