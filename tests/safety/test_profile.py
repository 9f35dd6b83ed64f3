"""The profile as a file, and what it changes in a build."""

import json
import os
import re
import stat

import mutagen
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from nightcue.audio.errors import OutputError
from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest
from nightcue.commands import nightcue
from nightcue.safety.conditions import AGAINST, CONDITIONS
from nightcue.safety.facts import all_facts
from nightcue.safety.profile import Profile, as_plain, parse_profile, read_profile, write_profile
from nightcue.storage.paths import profile_path

NOTICE = {
    "en": "This is not medical advice. Ask your doctor if cramps come often.",
    "es": "Esto no es un consejo médico. Consulte con su médico si los calambres son frecuentes.",
}
SESSION = {
    "en": "session: {name: Now, therapy: THERAPY, duration: 2s, start: If it hurts stop., stop: Take them off.}",
    "es": "session: {name: Ahora, therapy: THERAPY, duration: 2s, start: Si le duele pare., stop: Quíteselas.}",
}
RESCUE = {"en": "Pull your foot up.", "es": "Tire del pie hacia usted."}


def routine(language, therapy="compression"):
    session = SESSION[language].replace("THERAPY", therapy)
    check = "safety: {wait: 2s}"
    return f"title: Evening\nlanguage: {language}\nsteps:\n  - {check}\n  - {session}\n  - say: {NOTICE[language]}\n"


def rescue(language):
    steps = f"  - say: {RESCUE[language]}\n  - pause: 90s\n  - say: {NOTICE[language]}\n"
    return f"title: Cramp\nlanguage: {language}\nfacts: [rescue-time]\nsteps:\n{steps}"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A config folder of one's own that does not exist yet; returns the profile's file."""
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config" / "nightcue"))
    return profile_path()


@pytest.fixture
def keep(kept):
    """Keep a profile written by hand."""

    def write(text):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, encoding="utf-8")

    return write


@pytest.fixture
def build(folder, kept, known_voice):
    """Build a routine's text, and return how it ended."""

    def call(text, *words, command="build"):
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
        CliRunner().invoke(nightcue, ["review", "mine.yaml", "--by", "Ana", "--yes"])
        done = CliRunner().invoke(nightcue, [command, "mine.yaml", *words])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert "Traceback" not in done.output
        return done

    return call


names = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=40).filter(
    lambda name: any(c.isalnum() for c in name) and not set(name) & set("{}") and name == " ".join(name.split())
)


@given(
    st.none() | names,
    st.sampled_from([None, "en", "es", "es-MX"]),
    st.none() | names,
    st.sampled_from([None, "slow", "calm", "normal"]),
    st.lists(st.sampled_from(CONDITIONS), unique=True),
)
def test_what_is_written_is_read_again(tmp_path_factory, name, language, voice, pace, conditions):
    path = tmp_path_factory.getbasetemp() / "round-trip.yaml"
    values = {"name": name, "language": language, "voice": voice, "pace": pace, "conditions": conditions}
    profile = parse_profile({key: value for key, value in values.items() if value})
    write_profile(profile, path)
    assert read_profile(path) == profile


def test_without_a_file_the_profile_is_empty(kept):
    assert read_profile() == Profile()
    assert not kept.parent.exists()


def test_only_the_owner_can_read_it_and_its_new_folder(kept):
    old = os.umask(0)
    try:
        write_profile(parse_profile({"name": "Ana"}))
    finally:
        os.umask(old)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_writing_it_again_takes_it_back_from_others(kept):
    write_profile(parse_profile({"name": "Ana"}))
    kept.chmod(0o644)
    write_profile(parse_profile({"name": "Eva"}))
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("where", ["os.fsync", "pathlib.Path.replace"])
def test_a_write_that_fails_keeps_the_old_file_whole(kept, refusals, monkeypatch, where):
    write_profile(parse_profile({"name": "Ana"}))
    before = kept.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(where, fail)
        with pytest.raises(OutputError, match=f"^cannot write {re.escape(str(kept))}: No space left on device$"):
            write_profile(parse_profile({"name": "Eva"}))
    assert kept.read_bytes() == before
    assert list(kept.parent.iterdir()) == [kept]


def test_a_folder_in_its_place_is_told_when_reading_and_when_writing(kept, refusals):
    kept.mkdir(parents=True)
    assert [problem.span.path for problem in refusals(read_profile)] == [kept]
    with pytest.raises(OutputError, match=f"^cannot write {re.escape(str(kept))}: "):
        write_profile(parse_profile({"name": "Ana"}))
    assert list(kept.parent.iterdir()) == [kept]


def test_a_file_in_place_of_its_folder_is_told(kept):
    kept.parent.parent.mkdir()
    kept.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match=f"^cannot write {re.escape(str(kept))}: "):
        write_profile(parse_profile({"name": "Ana"}))


def test_a_file_that_may_not_be_read_is_told_and_not_taken_for_an_empty_one(keep, kept, refusals, monkeypatch):
    keep("conditions: [pregnancy]\n")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    for name in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(f"pathlib.Path.{name}", refuse)
    monkeypatch.setattr("os.open", refuse)
    [problem] = refusals(read_profile)
    assert problem.span.path == kept
    assert "cannot be read" in problem.message


def test_a_folder_that_may_not_be_entered_is_told(kept, refusals, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        for name in ("os.stat", "os.lstat", "os.open", "builtins.open", "io.open"):
            patch.setattr(name, refuse)
        problems = refusals(read_profile)
    assert [(problem.code, problem.span.path) for problem in problems] == [("unreadable", kept)]


def test_a_link_to_nothing_is_no_empty_profile(kept, refusals):
    kept.parent.mkdir(parents=True)
    kept.symlink_to("nowhere.yaml")
    assert refusals(read_profile)


@pytest.mark.parametrize(
    ("text", "code", "place", "hint"),
    [
        ("conditions: [pregnacy]\n", "unknown-word", (1, 14), "did you mean 'pregnancy'?"),
        ("name: Ana\nnme: Eva\n", "unknown-key", (2, 1), "language"),
        ("language: it\n", "unknown-language", (1, 11), None),
        ("language: klingon\n", "unknown-language", (1, 11), None),
        ("pace: fast\n", "unknown-word", (1, 7), "did you mean 'normal'?"),
        ("name: 'Ana\n", "yaml", (1, 11), None),
        ("- name: Ana\n", "wrong-shape", (1, 1), None),
        ("Ana\n", "wrong-shape", (1, 1), None),
        ("name: {first: Ana}\n", "wrong-shape", (1, 1), None),
        ("name: ''\n", "missing-value", (1, 7), None),
        ("name: '...'\n", "nothing-to-speak", (1, 7), None),
        ('name: "A\\a"\n', "control-character", (1, 7), None),
        (f"name: {'a' * 101}\n", "text-too-long", (1, 7), None),
        ("name: Ana\nname: Eva\n", "duplicate-key", (2, 1), None),
        ("conditions: {a: b}\n", "wrong-shape", (1, 1), None),
        ("conditions: [pregnancy, [thrombosis]]\n", "wrong-shape", (1, 25), None),
        ("", "empty", (0, 0), None),
    ],
)
def test_what_a_profile_cannot_say_is_told_at_its_place(keep, kept, refusals, text, code, place, hint):
    keep(text)
    [problem] = refusals(read_profile)
    assert (problem.code, problem.span.path) == (code, kept)
    assert (problem.span.line, problem.span.column) == place
    assert hint is None or hint in problem.hint


def test_every_problem_of_a_profile_is_told_at_once(keep, refusals):
    keep("nme: x\npace: fast\nconditions: [a, b]\n")
    assert [problem.span.line for problem in refusals(read_profile)] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("conditions: pregnancy\n", ["pregnancy"]),
        ("conditions: none\n", []),
        ("conditions:\n", []),
        ("conditions: []\n", []),
        ("conditions: [heart-failure, broken-skin]\n", ["heart-failure", "broken-skin"]),
    ],
)
def test_conditions_are_one_or_several_or_none(keep, text, conditions):
    keep(text)
    assert read_profile().conditions == conditions


def test_values_from_a_command_are_held_to_the_same(refusals):
    assert parse_profile({"name": "Ana", "conditions": ["pregnancy"]}).conditions == ["pregnancy"]
    assert refusals(parse_profile, {"pace": "quick"})[0].code == "unknown-word"
    assert as_plain({"name": "Ana", "conditions": ("pregnancy",)})["name"] == "Ana"


@pytest.mark.parametrize("language", NOTICE)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_condition_speaks_against_compression(judged, language, condition):
    [problem] = judged(routine(language), conditions=[condition])
    [against] = [one for one in AGAINST if (one.condition, one.therapy) == (condition, "compression")]
    code = "thrombosis" if condition == "thrombosis" else "condition"
    assert (problem.code, problem.severity, problem.span.line) == (code, "error", 5)
    assert condition in problem.message
    assert problem.message.endswith(f"(fact {against.fact})")
    assert all_facts()[against.fact].text.in_language(language) in problem.message
    wanted = (
        ["medical help now", "past-thrombosis"]
        if code == "thrombosis"
        else ["stretch only", "clinician", "--cleared-by"]
    )
    assert [words for words in wanted if words not in problem.hint] == []


@pytest.mark.parametrize("language", NOTICE)
@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("therapy", ["socks", "massage", "heat", "elevation"])
def test_what_speaks_against_another_therapy(codes, language, condition, therapy):
    against = {
        ("arterial-disease", "socks"): {"condition"},
        ("thrombosis", "socks"): {"thrombosis"},
        ("thrombosis", "massage"): {"thrombosis"},
    }
    expected = against.get((condition, therapy), set())
    assert codes(routine(language, therapy), conditions=[condition]) == expected


def test_a_condition_stops_what_an_include_hides(codes):
    whole = routine("en").replace(SESSION["en"].replace("THERAPY", "compression"), "include: part.yaml")
    part = {"part.yaml": f"steps:\n  - {SESSION['en'].replace('THERAPY', 'compression')}\n"}
    assert codes(whole, parts=part, conditions=["pregnancy"]) == {"condition"}
    assert codes(whole, parts=part) == set()


def test_socks_that_only_a_line_puts_on_are_seen_too(codes):
    text = f"title: S\nsteps:\n  - say: Put your compression socks on.\n  - say: {NOTICE['en']}\n"
    assert codes(text, conditions=["arterial-disease"]) == {"condition"}
    assert codes(text, conditions=["pregnancy"]) == set()


def test_several_conditions_are_all_told(judged):
    found = judged(routine("en"), conditions=list(CONDITIONS))
    assert len(found) == len(CONDITIONS)


def test_a_routine_that_the_conditions_speak_against_is_not_built(build, keep, folder):
    keep("conditions: [anticoagulants]\n")
    done = build(routine("en"))
    assert done.exit_code == 1
    assert "mine.yaml:5:5: error[condition]: your profile names anticoagulants." in done.stderr
    assert not (folder / "audio_out").exists()
    assert build(routine("en", "heat")).exit_code == 0


@pytest.mark.parametrize(("language", "said"), [("en", "cleared for you by"), ("es", "la autorizó para usted")])
def test_cleared_by_builds_says_so_and_writes_it_into_the_file(build, keep, folder, known_voice, language, said):
    keep("conditions: [anticoagulants]\n")
    done = build(routine(language), "--cleared-by", "Dr Ruiz, 20 May", "--format", "ogg")
    assert done.exit_code == 0
    [line] = [text for text in known_voice.spoken if "Ruiz" in text]
    assert said in line
    tags = mutagen.File(folder / f"audio_out/mine.{language}.ogg")
    assert any("Cleared by Dr Ruiz, 20 May." in value for values in tags.values() for value in values)


def test_nobody_clears_a_clot_that_is_there_or_suspected_but_one_that_is_past(build, keep):
    keep("conditions: [thrombosis]\n")
    done = build(routine("en"), "--cleared-by", "Dr Ruiz, 20 May")
    assert done.exit_code == 1
    assert "error[thrombosis]: your profile names thrombosis." in done.stderr
    keep("conditions: [past-thrombosis]\n")
    assert build(routine("en"), "--cleared-by", "Dr Ruiz, 20 May").exit_code == 0


def test_cleared_by_clears_nothing_but_the_conditions(build, keep):
    keep("conditions: [anticoagulants]\n")
    done = build(routine("en").replace("duration: 2s", "duration: 25m"), "--cleared-by", "Dr Ruiz, 20 May")
    assert done.exit_code == 1
    assert "compression-too-long" in done.stderr
    assert "error[condition]" not in done.stderr


@pytest.mark.parametrize("by", ["", "Dr Ruiz", ",", "Dr Ruiz,", ", 20 May", "  , ", "Dr Ruiz, 20\nMay", "Dr\a, May"])
def test_cleared_by_needs_a_name_and_a_date(build, keep, folder, by):
    keep("conditions: [anticoagulants]\n")
    done = build(routine("en"), "--cleared-by", by)
    assert done.exit_code == 2
    assert "a name and a date" in done.stderr
    assert not (folder / "audio_out").exists()


@pytest.mark.parametrize(("language", "greeting"), [("en", "This is for Ana."), ("es", "Esto es para Ana.")])
def test_the_name_is_spoken_first(build, keep, language, greeting):
    keep("name: Ana\n")
    plan = build(routine(language, "heat"), "--json", command="plan")
    spoken = [event["text"] for event in json.loads(plan.stdout)["events"]]
    assert spoken[0] == greeting
    assert spoken.count(greeting) == 1


@pytest.mark.parametrize("language", RESCUE)
def test_in_a_rescue_nothing_comes_before_the_instruction(folder, known_voice, language):
    path = folder / "mine.yaml"
    path.write_text(rescue(language), encoding="utf-8")
    profile = write_profile(parse_profile({"name": "Ana"}), folder / "ana.yaml")
    request = BuildRequest(path, profile=profile, cleared_by="Dr Ruiz, 20 May")
    events = compile_routine(request).timeline.events
    assert events[0].text == RESCUE[language]
    assert "Dr Ruiz, 20 May" in events[-1].text
    assert not any("Ana" in event.text for event in events)


def test_a_name_is_only_a_name_whatever_it_says(build, keep, known_voice):
    keep("name: '%s 100%'\n")
    assert build(routine("en", "heat")).exit_code == 0
    assert "This is for percent s one hundred percent." in known_voice.spoken


@pytest.fixture
def opened(monkeypatch, known_voice):
    """The voices that builds open: (name, language, pace)."""
    voices = []

    def open_voice(*words, **_):
        voices.append(words)
        return known_voice

    monkeypatch.setattr("nightcue.voices.catalogue.open_voice", open_voice)
    return voices


def test_the_preferred_voice_and_pace_are_used(build, keep, opened):
    keep("voice: es\npace: slow\n")
    assert build(routine("es", "heat")).exit_code == 0
    assert [*dict.fromkeys(opened)] == [("es", "es", "slow")]


def test_a_voice_that_the_routine_or_the_command_names_comes_first(build, keep, opened):
    keep("voice: es\n")
    named = routine("en", "heat").replace("steps:", "voice: {name: en-gb, pace: normal}\nsteps:")
    assert build(named).exit_code == 0
    assert build(named, "--voice", "en-us").exit_code == 0
    assert [*dict.fromkeys(opened)] == [("en-gb", "en", "normal"), ("en-us", "en", "normal")]


def test_a_preferred_voice_that_is_not_here_is_told_at_its_place_in_the_profile(folder, kept, keep):
    keep("name: Ana\nvoice: nobody\n")
    (folder / "mine.yaml").write_text(routine("en", "heat"), encoding="utf-8")
    assert CliRunner().invoke(nightcue, ["review", "mine.yaml", "--by", "Ana", "--yes"]).exit_code == 0
    done = CliRunner().invoke(nightcue, ["build", "mine.yaml"])
    assert done.exit_code == 1
    assert f"{kept}:2:8: error[unknown-voice]" in done.stderr


def test_the_preferred_language_is_chosen_where_there_is_one(folder, kept, keep, known_voice):
    keep("language: es\n")
    done = CliRunner().invoke(nightcue, ["build", "rescue"])
    assert done.exit_code == 0
    assert (folder / "audio_out/rescue.es.mp3").is_file()
    asked = CliRunner().invoke(nightcue, ["build", "rescue", "--lang", "en"])
    assert asked.exit_code == 0
    assert (folder / "audio_out/rescue.en.mp3").is_file()


def test_a_routine_in_one_language_only_is_built_in_that(build, keep, folder):
    keep("language: es\n")
    assert build(routine("en", "heat")).exit_code == 0
    assert (folder / "audio_out/mine.en.mp3").is_file()


@pytest.mark.parametrize("command", ["build", "plan", "check"])
@pytest.mark.parametrize("text", ["conditions: [pregnacy]\n", "- a\n", "name: 'x\n", "", "\0"])
def test_a_damaged_profile_stops_everything(build, keep, kept, folder, command, text):
    keep(text)
    done = build(routine("en", "heat"), command=command)
    assert done.exit_code == 1
    assert str(kept) in done.stderr
    assert not (folder / "audio_out").exists()


def test_the_profile_is_where_the_platform_keeps_such_files(monkeypatch):
    from platformdirs import user_config_path

    monkeypatch.delenv("NIGHTCUE_CONFIG")
    assert profile_path() == user_config_path("nightcue") / "profile.yaml"


def test_the_file_is_yaml_that_a_person_can_edit(kept):
    write_profile(parse_profile({"name": "Íñigo", "conditions": ["pregnancy"]}))
    assert yaml.safe_load(kept.read_text(encoding="utf-8")) == {"name": "Íñigo", "conditions": ["pregnancy"]}
    assert "Íñigo" in kept.read_text(encoding="utf-8")
