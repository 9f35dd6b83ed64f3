"""`nightcue site` of a routine in two forms: a track for each, and one where both are the same."""

import io
import json

import pytest
import soundfile
from click.testing import CliRunner

from nightcue.audio.errors import OutputError
from nightcue.bedside.list_file import OpenTracks, forms_in
from nightcue.commands import nightcue, page_tracks

pytestmark = pytest.mark.once

HELP = "If one leg is swollen, warm, or red, get medical help at once. This is not medical advice."
TWO = f"""
title: Two
steps:
  - chapter: Explained
    detail: full
  - say: [full: This is how it helps., full: And this is why.]
    detail: full
  - chapter: Down
  - say: Lie down. {HELP}
"""
ONE = f"title: One\nsteps:\n  - say: Lie down. {HELP}\n"
RESCUE = f"""
title: Rescue
use: rescue
steps:
  - say: [Straighten your leg., full: "Slowly, and in bed.", Pull your foot up towards your face.]
  - pause: 70s
  - say: {HELP}
"""


@pytest.fixture
def run(folder, known_voice, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_STATE", str(folder / "state"))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    (folder / "routines").mkdir()
    for name, text in (("two", TWO), ("one", ONE), ("cramp", RESCUE)):
        (folder / f"routines/{name}.yaml").write_text(text)

    def call(*words, code=0):
        done = CliRunner().invoke(nightcue, words)
        assert done.exit_code == code, done.output
        return done

    return call


def listed(folder):
    return json.loads((folder / "site/routines.json").read_text())["routines"]


def forms(folder):
    return [(each["name"], each["detail"]) for each in listed(folder)]


def seconds(folder, entry):
    sound, rate = soundfile.read(io.BytesIO((folder / "site" / entry["track"]).read_bytes()))
    return len(sound) / rate


def said(folder, entry):
    scores = json.loads((folder / "site/scores.json").read_text())
    return [line["text"] for line in (entry["lines"] or scores[entry["track"]]["lines"])]


def test_a_second_track_is_there_where_the_forms_differ_and_none_elsewhere(run, folder):
    done = run("site", "site", "two", "one", "cramp")
    assert done.stdout.startswith("site  3 routines")
    assert forms(folder) == [("two", "full"), ("two", "brief"), ("one", "full"), ("cramp", "full")]
    full, brief = listed(folder)[:2]
    assert seconds(folder, full) > seconds(folder, brief) + 1
    assert [seconds(folder, each) for each in (full, brief)] == pytest.approx(
        [full["seconds"], brief["seconds"]], abs=0.1
    )
    assert len(said(folder, full)) == len(said(folder, brief)) + 2
    assert [len(each["chapters"]) for each in (full, brief)] == [2, 1]
    # both have the same file name, so the second one is made where it takes the place of nothing
    assert sorted(path.name for path in (folder / "audio_out").iterdir()) == [
        "cramp.en.mp3",
        "one.en.mp3",
        "two.en.mp3",
    ]
    tracks = OpenTracks(folder / "site")
    assert full["track"] in tracks
    assert brief["track"] in tracks


def test_what_is_usual_comes_first_and_neither_is_made_again(run, folder, monkeypatch):
    run("site", "site", "two", "--brief")
    assert forms(folder) == [("two", "brief"), ("two", "full")]
    run("profile", "set", "--detail", "brief")
    run("site", "site", "two")
    assert forms(folder) == [("two", "brief"), ("two", "full")]
    monkeypatch.setattr("nightcue.building.incremental.make", lambda *_: pytest.fail("made again"))
    run("site", "site", "two")
    assert len([*(folder / "site/tracks").iterdir()]) == 2


def test_a_routine_that_has_one_form_from_now_on_loses_its_second_track(run, folder):
    run("site", "site", "two")
    (folder / "routines/two.yaml").write_text(ONE)
    run("site", "site", "two")
    assert len([*(folder / "site/tracks").iterdir()]) == 1


def test_the_steps_of_the_boots_are_known_in_the_brief_form_too(run, folder, known_voice):
    run("site", "site", "bedtime", "--lang", "en", "--brief")
    for entry in listed(folder):
        assert [entry["chapters"][number]["title"] for number in entry["boots"]] == ["Compression boots"]
        assert len(entry["questions"]) == 5
        assert {question["text"] for question in entry["questions"]} <= {*said(folder, entry)}


def test_one_file_has_one_form_and_it_is_the_one_that_is_asked_for(run, folder):
    for option, lines in ((), 3), (("--brief",), 1):
        run("site", "--single", "two.html", "two", *option, "--overwrite")
        text = (folder / "two.html").read_text()
        start = text.index('id="list">') + 10
        [entry] = json.loads(text[start : text.index("</script>", start)])["routines"]
        assert len(entry["lines"]) == lines


def test_where_the_second_track_cannot_be_made_the_first_is_there_and_it_is_told(run, folder, monkeypatch):
    made = page_tracks._made

    def fails(request, shown_as):
        if request.detail == "brief":
            raise OutputError("no space left on device")
        return made(request, shown_as)

    monkeypatch.setattr(page_tracks, "_made", fails)
    done = run("site", "site", "two", "one", code=1)
    assert "no space left on device" in done.output
    assert forms(folder) == [("two", "full"), ("one", "full")]


def test_what_is_found_in_the_routine_is_told_once_for_both_forms(run, folder):
    (folder / "routines/two.yaml").write_text(TWO.replace(HELP, "This is not medical advice."))
    done = run("site", "site", "two")
    assert done.stderr.count("[no-help]") == 1


def test_a_server_knows_which_form_a_track_is_by_its_length(run, folder):
    run("site", "site", "two", "one")
    full, brief, _ = listed(folder)
    assert forms_in(folder / "site") == {
        ("two", "en", full["seconds"]): "full",
        ("two", "en", brief["seconds"]): "brief",
    }
    (folder / "site/routines.json").write_text('{"routines": [{"track": "x"}]}')
    assert forms_in(folder / "site") == {}
    assert forms_in(folder) == {}


def test_each_week_of_a_programme_has_both_forms_and_the_build_keeps_its_own_track(folder, run):
    (folder / "programmes").mkdir()
    (folder / "programmes/plan.yaml").write_text(
        "version: 1\nprogramme: plan\ntitle: Plan\nweeks: [{routine: two}, {routine: one}]\n"
    )
    run("programme", "build", "plan")
    made = {path: path.read_bytes() for path in (folder / "audio_out/plan.en").glob("*.mp3")}
    run("site", "site", "plan", "cramp")
    assert forms(folder) == [("plan/1", "full"), ("plan/1", "brief"), ("plan/2", "full"), ("cramp", "full")]
    assert {path: path.read_bytes() for path in (folder / "audio_out/plan.en").glob("*.mp3")} == made
