"""What was chosen for a track is what the page has: `nightcue build` before, or `nightcue site` itself."""

import json
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner

from nightcue.bedside.page_track import page_track
from nightcue.bedside.track_metadata import read_score
from nightcue.building import incremental
from nightcue.commands import nightcue
from nightcue.commands.page_routines import routines_of_the_page

pytestmark = pytest.mark.once

HELP = "If one leg is swollen, warm, or red, get medical help at once. This is not medical advice."
HELD = f"""
title: Held
vars: {{hold: 20s}}
steps:
  - say: Sit down. {HELP}
  - pause: "{{hold}}"
"""
PLAIN = f"title: Plain\nsteps:\n  - say: Lie down. {HELP}\n"
SPANISH = """
title: Sencilla
language: es
steps:
  - say: Siéntese. Si tiene una pierna hinchada, caliente o roja, pida ayuda médica. Esto no es consejo médico.
"""


@pytest.fixture
def run(folder, known_voice, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    monkeypatch.setenv("NIGHTCUE_STATE", str(folder / "state"))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(folder / "cache"))
    (folder / "routines/es").mkdir(parents=True)
    (folder / "routines/held.yaml").write_text(HELD)
    (folder / "routines/plain.yaml").write_text(PLAIN)
    (folder / "routines/es/sencilla.yaml").write_text(SPANISH)

    def call(*words, code=0):
        done = CliRunner().invoke(nightcue, words)
        assert done.exit_code == code, done.output
        return done

    return call


def page(folder):
    return {r["name"]: r for r in json.loads((folder / "site/routines.json").read_text())["routines"]}


def on_page(folder, name):
    return (folder / "site" / page(folder)[name]["track"]).read_bytes()


def pause(folder, name="held"):
    """Seconds from the last line to the end of the track on the page, and in audio_out, None where there is none."""
    lengths = []
    for path in (folder / "site" / page(folder)[name]["track"], folder / f"audio_out/{name}.en.mp3"):
        score = read_score(path.read_bytes(), "") if path.exists() else None
        lengths.append(score and round(score.length - score.lines[-1][0]))
    return lengths


def test_the_page_has_a_track_as_it_was_built_last(run, folder):
    run("build", "held")
    usual = (folder / "audio_out/held.en.mp3").read_bytes()
    run("build", "held", "--set", "hold=40s")
    chosen = (folder / "audio_out/held.en.mp3").read_bytes()
    run("site", "site", "held", "plain")
    assert (folder / "audio_out/held.en.mp3").read_bytes() == chosen != usual
    assert on_page(folder, "held") == page_track(chosen)
    run("build", "held")
    run("site", "site", "held")
    assert on_page(folder, "held") == page_track(usual)


def test_a_track_that_has_to_be_made_again_is_made_with_the_same_choices(run, folder):
    run("build", "held", "--set", "hold=40s")
    (folder / "routines/held.yaml").write_text(HELD.replace("Sit down.", "Sit down now."))
    run("site", "site", "held")
    score = json.loads((folder / "site/scores.json").read_text())[page(folder)["held"]["track"]]
    assert score["lines"][0]["text"] == f"Sit down now. {HELP}"
    shown, built = pause(folder)
    assert shown == built >= 40


def test_what_is_chosen_for_the_page_alone_leaves_the_track_that_somebody_made(run, folder):
    run("build", "held", "--set", "hold=40s")
    before = (folder / "audio_out/held.en.mp3").read_bytes()
    for _ in range(2):
        run("site", "site", "held", "plain", "--set", "hold=1m")
        assert (folder / "audio_out/held.en.mp3").read_bytes() == before
        shown, built = pause(folder)
        assert shown - built == 20
    run("site", "site", "held")
    assert len({*pause(folder)}) == 1


def test_a_track_that_was_deleted_is_made_as_usual(run, folder):
    run("build", "held", "--set", "hold=40s")
    (folder / "audio_out/held.en.mp3").unlink()
    run("site", "site", "held")
    assert pause(folder)[0] < 40


def test_a_variable_is_set_where_it_is_and_told_where_no_routine_has_it(run, folder):
    done = run("site", "site", "held", "plain", "--set", "hodl=1m", code=2)
    assert "'hodl', which no routine of the page has; did you mean 'hold'" in done.stderr.replace("\n", " ")
    assert not (folder / "site").exists()


def test_without_a_language_the_page_has_that_of_the_profile(run, folder):
    run("site", "site", "held")
    assert {each["page"] for each in page(folder).values()} == {"en"}
    run("profile", "set", "--language", "es")
    run("site", "site", "sencilla", "rescue")
    assert {each["language"] for each in page(folder).values()} == {"es"}
    run("site", "site", "sencilla", "plain", "--lang", "en", "--lang", "es")
    assert {each["language"] for each in page(folder).values()} == {"en", "es"}


def test_all_of_one_language_and_ones_own_that_speaks_it_wherever_it_lies(run, folder):
    (folder / "routines/mia.yaml").write_text(SPANISH)
    with click.Context(nightcue):
        names = [path.stem for path in routines_of_the_page([], ["es"])]
    assert names[:2] == ["mia", "sencilla"]
    assert "bedtime" in names
    assert not {"held", "plain"} & {*names}
    assert len(names) == len({*names})


def test_what_is_to_be_known_is_told_once(run, folder, monkeypatch):
    made = incremental.make
    monkeypatch.setattr(incremental, "make", lambda *given: replace(made(*given), note="a plain voice spoke"))
    done = run("site", "site", "held", "plain")
    told = done.stderr.splitlines()
    assert told[0] == "making the tracks of 2 routines for the page"
    assert [line for line in told if line.startswith("note:")][:-1] == ["note: a plain voice spoke"]
    assert "no rescue routine" in told[-1]
    assert len(done.stdout.splitlines()) == 1


def test_the_day_of_a_page_is_that_of_its_last_change(run, folder):
    run("site", "site", "held")
    first = json.loads((folder / "site/made.json").read_text())
    (folder / "site/made.json").write_text(json.dumps(first | {"made": "2026-11-24T22:10:00+01:00"}))
    run("site", "site", "held")
    again = json.loads((folder / "site/made.json").read_text())
    assert again == first | {"made": "2026-11-24T22:10:00+01:00"}
    assert json.loads((folder / "site/routines.json").read_text())["made"] == "2026-11-24T22:10:00+01:00"
    run("site", "site", "held", "--set", "hold=1m")
    changed = json.loads((folder / "site/made.json").read_text())
    assert changed["version"] != first["version"]
    assert changed["made"] != "2026-11-24T22:10:00+01:00"


def test_an_answer_is_on_the_page_that_is_served_and_gone_when_it_is_taken_back(run, folder):
    def first_line(name):
        track = next((folder / "site/tracks").glob(f"{name}.en.*.mp3"))
        return read_score(track.read_bytes(), name).lines[0][1]

    run("share", "answer", "Well done, Mum.")
    run("site", "site", "held", "plain")
    assert first_line("held") != "Well done, Mum."
    run("site", "site", "held", "plain", "--looked-at", "looked.json")
    assert first_line("held") == "Well done, Mum."
    assert str(folder / "state/answer") in json.loads((folder / "looked.json").read_text())
    run("share", "answer", "--forget")
    run("site", "site", "held", "plain", "--looked-at", "looked.json")
    assert first_line("held") != "Well done, Mum."
