"""nightcue home-assistant, as a user runs it: what it writes, and what it leaves alone."""

import pytest
import yaml
from click.testing import CliRunner

from nightcue.audio.tags.stamp import read_stamp
from nightcue.bedside.rescue import shipped_track
from nightcue.commands import nightcue

TEXT = """\
title: "Legs: up & down"
voice: embedded
steps:
  - say: Lie down. This is not medical advice. Ask a clinician.
"""


@pytest.fixture
def write(folder, monkeypatch):
    """Run the command in an empty folder, with no rescue kept ready; returns its result."""
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    return lambda *words: CliRunner().invoke(nightcue, ["home-assistant", *words])


def package_in(folder):
    return yaml.safe_load((folder / "packages/nightcue.yaml").read_text(encoding="utf-8"))


def played(folder, done):
    """The file of a track that an action of Home Assistant plays."""
    address = package_in(folder)["script"]["nightcue_play"]["sequence"][0]["data"]["media_content_id"]
    return folder / address.replace("/local/", "www/").replace("{{ track }}", done["data"]["track"])


def test_the_button_comes_first_and_plays_the_rescue_on_the_speaker(write, folder):
    done = write("ha", "--button", "event.bed_button", "--speaker", "media_player.bed")
    assert (done.exit_code, done.stderr) == (0, "")
    text = (folder / "ha/packages/nightcue.yaml").read_text(encoding="utf-8")
    assert (
        text.index("# 1. The button") < text.index("automation:") < text.index("script:") < text.index("intent_script:")
    )
    package = package_in(folder / "ha")
    [button] = package["automation"]
    assert button["triggers"][0]["entity_id"] == "event.bed_button"
    assert button["actions"][0]["target"]["entity_id"] == "script.nightcue_cramp"
    assert package["script"]["nightcue_play"]["sequence"][0]["target"]["entity_id"] == "media_player.bed"
    [rescue] = package["script"]["nightcue_cramp"]["sequence"]
    assert rescue["action"] == "script.nightcue_play"
    assert played(folder / "ha", rescue).read_bytes() == shipped_track("en").read_bytes()


def test_it_says_what_is_left_to_do_and_which_entities_nobody_has_named(write):
    done = write("ha")
    assert "the button is event.bedside_button and the speaker is media_player.bedroom, until" in done.stderr
    assert "--button and --speaker, or in ha/packages/nightcue.yaml" in done.stderr
    assert (
        "the speaker is media_player.bedroom, until you say it with --speaker, or"
        in write("b", "--button", "event.x").stderr
    )
    assert "packages: !include_dir_named packages" in done.stdout
    assert done.stdout.index("1. copy") < done.stdout.index("2. in") < done.stdout.index("3. restart")


def test_every_sentence_leads_to_a_script_and_to_a_track_that_is_there(write, folder):
    (folder / "routines").mkdir()
    (folder / "routines/Legs Up!.yaml").write_text(TEXT, encoding="utf-8")
    assert write("ha", "routines/Legs Up!.yaml").exit_code == 0
    scripts = package_in(folder / "ha")["intent_script"]
    for tag in ("en", "es"):
        said = yaml.safe_load((folder / f"ha/custom_sentences/{tag}/nightcue.yaml").read_text(encoding="utf-8"))
        assert said["language"] == tag
        assert said["intents"].keys() <= scripts.keys()
        tracks = [said["intents"]["NightcueCramp"]["data"][0]["slots"]["track"]]
        tracks += [each["out"] for each in said.get("lists", {}).get("nightcue_routine", {}).get("values", ())]
        assert tracks == [f"rescue.{tag}.mp3"] + ["legs-up.en.mp3"] * (2 if tag == "en" else 0)
        assert all(read_stamp(played(folder / "ha", {"data": {"track": track}})) for track in tracks)


def test_the_folder_of_tracks_cannot_be_guessed_and_stays_when_it_is_written_again(write, folder):
    write("ha"), write("other")
    [first], [other] = ([each.name for each in (folder / name / "www").iterdir()] for name in ("ha", "other"))
    assert len(first) == len("nightcue-") + 16
    assert first != other
    assert write("ha", "--speaker", "media_player.bed").exit_code == 0
    assert [each.name for each in (folder / "ha/www").iterdir()] == [first]
    assert "media_player.bed" in (folder / "ha/packages/nightcue.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["packages/nightcue.yaml", "custom_sentences/es/nightcue.yaml"])
def test_a_file_that_somebody_has_changed_stays_and_nothing_else_is_written(write, folder, path):
    write("ha")
    theirs = folder / "ha" / path
    theirs.write_text(theirs.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    before = {each: each.stat().st_mtime_ns for each in (folder / "ha").rglob("*")}
    done = write("ha", "--speaker", "media_player.other")
    assert done.exit_code == 4
    assert f"cannot write ha/{path}: " in done.stderr
    assert "take another folder, or say --overwrite" in done.stderr
    assert {each: each.stat().st_mtime_ns for each in (folder / "ha").rglob("*")} == before
    assert write("ha", "--overwrite").exit_code == 0
    assert "# mine" not in theirs.read_text(encoding="utf-8")


def test_a_file_of_somebody_elses_stays_and_so_does_all_that_lies_beside(write, folder):
    (folder / "ha/packages").mkdir(parents=True)
    (folder / "ha/packages/nightcue.yaml").write_text("script: {}\n")
    (folder / "ha/packages/lights.yaml").write_text("light: {}\n")
    assert write("ha").exit_code == 4
    assert (folder / "ha/packages/nightcue.yaml").read_text() == "script: {}\n"
    assert write("ha", "--overwrite").exit_code == 0
    assert (folder / "ha/packages/lights.yaml").read_text() == "light: {}\n"


@pytest.mark.parametrize(
    ("option", "value"), [("--button", "bedside button"), ("--speaker", "bedroom"), ("--speaker", "event.x")]
)
def test_what_is_no_entity_of_home_assistant_is_wrong_usage(write, option, value, folder):
    done = write("ha", option, value)
    assert done.exit_code == 2
    assert f"'{value}' is no " in done.stderr
    assert not (folder / "ha").exists()


def test_the_button_speaks_the_language_of_the_profile(write, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    assert CliRunner().invoke(nightcue, ["profile", "set", "--language", "es"]).exit_code == 0
    write("ha")
    package = package_in(folder / "ha")
    assert package["script"]["nightcue_cramp"]["alias"] == "Calambre"
    assert played(folder / "ha", package["script"]["nightcue_cramp"]["sequence"][0]).name == "rescue.es.mp3"
