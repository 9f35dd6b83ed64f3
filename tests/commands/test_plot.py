"""nightcue plot, as a user runs it."""

import re

import pytest
from PIL import Image

pytestmark = pytest.mark.once

SHORT = """title: Short
steps:
  - chapter: One
  - say: Hello there
  - pause: 2s
  - say: Not medical advice. Ask a clinician.
"""


def test_plot_draws_the_track_and_says_in_one_line_what_it_found(run, routine, known_voice, folder, read):
    done = run("plot", read(routine(SHORT)), "-o", "short.png")
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(
        r"short\.png  0:06  2 lines, loudness -\d\d\.\d to -\d\d\.\d LUFS, loudest sample -12\.\d dBFS, "
        r"no clipping, no clicks\n",
        done.stdout,
    )
    with Image.open(folder / "short.png") as image:
        assert image.size == (1600, 900)


def test_without_a_name_the_picture_goes_where_the_track_would(run, routine, known_voice, folder):
    assert run("plot", routine(SHORT)).stdout.startswith("audio_out/mine.en.png  ")
    assert [path.name for path in (folder / "audio_out").iterdir()] == ["mine.en.png"]
    assert run("plot", routine(SHORT), "-o", "audio_out").stdout.startswith("audio_out/mine.en.png  ")


def test_settings_shape_the_picture_as_they_shape_the_track(run, routine, known_voice):
    path = routine(SHORT.replace("steps:", "vars: {quiet: 2s}\nsteps:").replace("pause: 2s", 'pause: "{quiet}"'))
    assert "  1:04  " in run("plot", path, "--set", "quiet=1m").stdout


def test_a_warning_about_the_routine_is_shown_too(run, routine, known_voice):
    cues = "  - stretch: {name: Calf, hold: 20s, cues: {halfway: true, every: 10s}}\n"
    done = run("plot", routine(SHORT + cues))
    assert done.exit_code == 0
    assert "warning[" in done.stderr


@pytest.mark.parametrize("name", ["short.mp3", "short", "no/such/folder"])
def test_what_is_no_picture_is_refused_before_anything_is_spoken(run, routine, known_voice, folder, name):
    done = run("plot", routine(SHORT), "-o", name)
    assert done.exit_code == 2
    assert f"{name} is no picture; name a file that ends in .png" in done.stderr
    assert not known_voice.spoken
    assert [path.name for path in folder.iterdir()] == ["routines"]


def test_without_matplotlib_it_says_how_to_get_it(run, routine, known_voice, folder, monkeypatch):
    monkeypatch.setattr("nightcue.commands.plot.find_spec", lambda _: None)
    done = run("plot", routine(SHORT))
    assert done.exit_code == 2
    assert "pip install 'nightcue[plot]'" in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_picture_that_cannot_be_written_ends_with_4(run, routine, known_voice):
    done = run("plot", routine(SHORT), "-o", "routines/mine.yaml/a.png")
    assert done.exit_code == 4
    assert "nightcue: error: cannot write routines/mine.yaml/a.png: " in done.stderr


def test_an_unsafe_routine_is_not_drawn(run, routine, known_voice, folder):
    unsafe = "  - say: Press on through the numbness.\n"
    done = run("plot", routine(SHORT + unsafe), "-o", "a.png")
    assert done.exit_code == 1
    assert not (folder / "a.png").exists()


@pytest.mark.parametrize("routine", ["massage", "is-it-a-cramp"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_shipped_routine_in_the_embedded_voice_neither_clips_nor_clicks(run, folder, routine, language):
    done = run("plot", routine, "--lang", language, "--voice", "embedded")
    assert done.exit_code == 0
    assert done.stdout.endswith("no clipping, no clicks\n")
