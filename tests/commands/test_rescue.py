"""nightcue rescue, and the track that builds and `nightcue prepare` keep ready for it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nightcue.audio.tags.stamp import read_stamp
from nightcue.bedside.rescue import shipped_track
from nightcue.bedside.track_metadata import read_score
from nightcue.building.rescue_cache import rescue_language
from nightcue.language.library import shipped, shipped_routine
from nightcue.storage.paths import cache_folder, ready_rescue, resume_folder

pytestmark = pytest.mark.once

SHORT = "title: T\nsteps:\n  - say: This is not medical advice. Ask a clinician.\n"


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch, known_voice):
    monkeypatch.setenv("NIGHTCUE_SOUND", "null")
    monkeypatch.delenv("NIGHTCUE_READY")
    for name in ("cache", "config", "data", "state"):
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / name))
    (folder / "config").mkdir()


@pytest.fixture
def heard(monkeypatch):
    """The tracks that would be heard, which are not waited for."""
    tracks = []
    monkeypatch.setattr("nightcue.commands.at_bedside.hear", lambda track, *_, **__: tracks.append(track))
    return tracks


def profile(folder, text):
    (folder / "config/profile.yaml").write_text(text, encoding="utf-8")


def title(language):
    return read_score(ready_rescue(language).read_bytes(), "").title


def test_a_build_for_who_has_a_profile_makes_the_rescue_ready_and_says_so_once(run, routine, read, folder, heard):
    profile(folder, "pace: slow\n")
    assert "making your rescue ready too" in run("build", routine(SHORT)).stderr
    made = ready_rescue("en").stat().st_mtime_ns
    done = run("rescue")
    assert (done.exit_code, done.output, heard) == (0, "", [ready_rescue("en")])
    assert title("en") == "Rescue, a cramp has woken you"
    assert run("build", read(routine(SHORT))).stderr == ""
    assert ready_rescue("en").stat().st_mtime_ns == made


def test_where_the_shipped_rescue_serves_a_build_makes_no_other(run, routine, read, heard, known_voice):
    assert run("build", read(routine(SHORT))).stderr == ""
    assert len(known_voice.spoken) == 1
    run("rescue")
    assert heard == [shipped_track("en")]


def test_a_kept_track_that_is_older_gives_way_to_the_shipped_one(run, routine, folder, heard):
    profile(folder, "pace: slow\n")
    run("prepare")
    (folder / "config/profile.yaml").unlink()
    run("build", routine(SHORT))
    run("rescue")
    assert heard == [shipped_track("en")]


def test_a_track_that_was_prepared_and_is_the_same_stays(run, routine):
    run("prepare")
    run("build", routine(SHORT))
    assert title("en") == "Rescue, a cramp has woken you"


def test_it_is_made_ready_in_the_language_of_the_profile(run, routine, folder, heard):
    profile(folder, "name: Ana\nlanguage: es-MX\n")
    run("build", routine(SHORT))
    assert title("es").startswith("Rescate")
    assert not ready_rescue("en").exists()
    run("rescue")
    assert heard == [ready_rescue("es")]


def test_a_language_without_a_shipped_rescue_has_the_english_one_until_ones_own_is_built(run, routine, folder, heard):
    profile(folder, "language: fr\n")
    assert "could not be made ready" not in run("build", routine(SHORT)).stderr
    run("rescue")
    own = folder / "routines/fr/rescue.yaml"
    own.parent.mkdir()
    own.write_text("title: Secours\nlanguage: fr\nsteps:\n- say: Tendez la jambe.\n- pause: 90s\n", encoding="utf-8")
    assert run("build", "rescue").exit_code == 0
    run("rescue")
    assert title("fr") == "Secours"
    own.unlink()
    assert "could not be made ready" not in run("build", routine(SHORT)).stderr
    run("rescue")
    ready_rescue("fr").unlink()
    run("rescue")
    assert heard == [ready_rescue("en"), ready_rescue("fr"), ready_rescue("fr"), ready_rescue("en")]


def test_it_is_made_anew_when_the_profile_has_changed(run, routine, folder):
    profile(folder, "name: Ana\n")
    run("build", routine(SHORT))
    before = ready_rescue("en").stat().st_mtime_ns
    profile(folder, "pace: slow\nname: Ana\n")
    run("build", routine(SHORT))
    assert ready_rescue("en").stat().st_mtime_ns != before


def test_prepare_makes_it_ready_and_the_tracks_that_are_named(run, routine, folder):
    done = run("prepare", routine(SHORT))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [f"{ready_rescue('en')}  ready", "audio_out/mine.en.mp3  ready"]
    run("prepare", "--lang", "es")
    assert read_stamp(ready_rescue("es"))


def test_where_none_is_ready_the_one_that_comes_with_nightcue_plays(run, heard):
    done = run("rescue")
    assert (done.exit_code, done.output, heard) == (0, "", [shipped_track("en")])
    assert not cache_folder().exists()


def test_a_track_that_is_not_whole_is_not_ready(run, heard):
    run("prepare")
    ready_rescue("en").write_bytes(ready_rescue("en").read_bytes()[:-100])
    run("rescue")
    run("prepare")
    run("rescue")
    assert heard == [shipped_track("en"), ready_rescue("en")]


@pytest.mark.parametrize(
    "broken",
    ["language: es\nname: [", "language: es\nconditions: [nonsense]\nx: y\n", "# hola\n\n{'language': 'es', 5\n"],
)
def test_a_profile_that_cannot_be_used_does_not_stop_it(run, folder, heard, broken):
    profile(folder, broken)
    assert run("rescue").exit_code == 0
    assert heard == [shipped_track("es")]


def test_a_profile_that_cannot_be_read_does_not_stop_it(run, folder, heard):
    (folder / "config/profile.yaml").mkdir()
    assert run("rescue").exit_code == 0
    assert heard == [shipped_track("en")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("language: es\n", "es"),
        ("name: x\nlanguage:   'es'\n", "es"),
        ('{"language": "es"}', "es"),
        ("# language: es\n", "en"),
        ("language: xx\n", "en"),
        ("\udcff\nlanguage: es", "es"),
    ],
)
def test_the_language_is_found_in_whatever_the_profile_is(folder, text, language):
    (folder / "config/profile.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert rescue_language() == language


RESCUE = """\
title: Mine
steps:
  - say: Straighten your leg, and pull your foot up towards your face.
  - pause: 1m
  - say: If one leg is swollen, warm, or red, get medical help at once. This is not medical advice.
"""


@pytest.mark.parametrize("words", [["prepare"], ["build", "rescue"]])
def test_ones_own_rescue_is_kept_when_it_is_prepared_or_built_and_named(run, routine, folder, heard, words):
    path = folder / routine(RESCUE, "rescue")
    assert f"`nightcue rescue` now plays {path}; before, it played the shipped routine" in run(*words).stderr
    assert title("en") == "Mine"
    assert run("rescue").stderr == f"the rescue of {path}\n"


def test_a_build_in_another_folder_leaves_the_rescue_that_is_kept(run, routine, folder, monkeypatch, heard):
    mine = routine(SHORT)
    run("prepare")
    routine(RESCUE, "rescue")
    assert "now plays" not in run("build", mine).output
    assert title("en") == "Rescue, a cramp has woken you"
    run("prepare")
    (folder / "away").mkdir()
    monkeypatch.chdir(folder / "away")
    assert "now plays" not in run("build", str(folder / mine)).output
    assert title("en") == "Mine"
    (folder / "routines/rescue.yaml").unlink()
    run("build", str(folder / mine))
    assert title("en") == "Mine"


def test_one_whose_track_is_away_gives_way_to_the_shipped_one_and_how_to_have_it_back_is_said(run, routine, heard):
    path = Path(routine(RESCUE, "rescue")).absolute()
    run("prepare")
    ready_rescue("en").unlink()
    done = run("rescue")
    assert done.stderr == (
        f"your own rescue, {path}, is not ready: this is the one that comes with nightcue. "
        "By day, in the folder that has your routines: nightcue prepare\n"
    )
    run("prepare")
    assert run("rescue").stderr == f"the rescue of {path}\n"
    assert heard == [shipped_track("en"), ready_rescue("en")]


def test_one_that_was_never_prepared_is_told_of_in_the_language_that_is_spoken(run, folder, heard):
    (folder / "routines/es").mkdir(parents=True)
    (folder / "routines/es/rescue.yaml").write_text("title: [")
    assert run("rescue").stderr == ""
    said = run("rescue", "--lang", "es").stderr
    assert said.startswith("su propio rescate, routines/es/rescue.yaml, no está listo")
    assert said.endswith(": nightcue prepare --lang es\n")
    assert heard == [shipped_track("en"), shipped_track("es")]


def test_the_shipped_one_is_nobodys_own_in_the_folder_that_it_comes_from(run, monkeypatch, heard):
    monkeypatch.chdir(shipped("routines").parent)
    assert run("rescue").output == ""
    assert heard == [shipped_track("en")]


def test_a_rescue_that_cannot_be_made_ready_is_a_note_and_the_build_goes_on(run, routine):
    mine = routine(SHORT)
    routine(RESCUE, "rescue")
    run("prepare")
    routine("title: T\nsteps: 5\n", "rescue")
    done = run("build", mine)
    assert done.exit_code == 0
    assert "note: the rescue track could not be made ready:" in done.stderr
    assert "rescue.yaml:2:" in done.stderr


def test_without_a_sound_device_what_to_do_is_written(run, monkeypatch):
    run("prepare")
    monkeypatch.setenv("NIGHTCUE_SOUND", "no-such-thing")
    done = run("rescue")
    assert done.exit_code == 4
    assert done.stdout.startswith("Straighten your leg, and pull your foot up towards your face.\n")
    assert str(ready_rescue("en")) in done.stderr


def test_another_language_can_be_asked_for_and_one_that_is_none_is_an_error(run, heard):
    assert run("rescue", "--lang", "es-AR").exit_code == 0
    assert heard == [shipped_track("es")]
    assert run("rescue", "--lang", "../x").exit_code == 1


@pytest.mark.parametrize("ready", [True, False])
def test_little_is_loaded_before_there_is_sound(run, ready):
    """Looked at where the sound device is opened: once it plays, the rest is loaded beside it, sooner or later."""
    if ready:
        run("prepare")
    program = (
        "import os, sys\nfrom nightcue.bedside.sound_device import SoundDevice\n"
        "def opened(self):\n"
        "    names = {name.partition('.')[0] for name in [*sys.modules]} - set(sys.stdlib_module_names)\n"
        "    print(sorted(names), flush=True)\n"
        "    os._exit(0)\n"
        "SoundDevice.__enter__ = opened\nfrom nightcue.__main__ import main\nsys.argv[1:] = ['rescue']\nmain()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    allowed = {"click", "nightcue", "platformdirs", "miniaudio", "__main__", "__mp_main__"}
    loaded = {name for name in ast.literal_eval(done.stdout) if not name.startswith(("_", "sitecustomize"))}
    assert loaded <= allowed


def test_it_is_heard_and_written_down(run):
    run("prepare")
    program = [sys.executable, "-m", "nightcue", "rescue"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as playing:
        assert playing.stdout.readline() == "0:00  Straighten and pull\n"
        playing.terminate()
        assert playing.stdout.read().startswith("stopped at 0:0")
    from nightcue.diary.store import reading

    with reading() as diary:
        assert [play.routine for play in diary.plays()] == ["rescue"]
    assert not resume_folder().exists()


def test_nothing_is_left_of_a_ready_track_that_was_being_made(run, folder):
    run("prepare")
    assert [entry.name for entry in os.scandir(folder / "cache/ready")] == ["rescue.en.mp3"]


def test_a_copy_of_the_shipped_rescue_is_none_of_ones_own(run, folder, heard):
    (folder / "routines").mkdir()
    (folder / "routines/rescue.yaml").write_bytes(shipped_routine("rescue", "en").read_bytes())
    assert run("rescue").output == ""
    assert heard == [shipped_track("en")]
