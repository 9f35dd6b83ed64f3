"""nightcue build, as a user runs it."""

import errno
import io
import os
import re
import resource
import subprocess
import sys

import mutagen
import pytest

from nightcue.commands import nightcue
from nightcue.voices.voice import VoiceError

pytestmark = pytest.mark.once

SHORT = (
    "title: Short\nvars: {hold: 2s}\nsteps:\n  - say: Hello there\n  - pause: '{hold}'\n"
    "  - say: This is not medical advice. Ask a clinician.\n"
)


def test_the_track_goes_to_audio_out_and_the_last_line_says_what_it_is(run, routine, read, known_voice, folder):
    done = run("build", read(routine(SHORT)))
    assert done.exit_code == 0
    assert (folder / "audio_out/mine.en.mp3").is_file()
    assert re.fullmatch(r"audio_out/mine\.en\.mp3  0:06  \d+ kB  in \d+\.\d s\n", done.stdout)
    assert done.stderr == ""


def test_a_routine_of_ones_own_is_found_by_name_and_hides_the_shipped_one(run, routine, known_voice):
    routine(SHORT, "bedtime")
    assert run("build", "bedtime").exit_code == 0
    assert "Hello there" in known_voice.spoken


def test_set_changes_a_variable(run, routine, known_voice):
    assert "  0:07  " in run("build", routine(SHORT), "--set", "hold=3s").stdout


@pytest.mark.parametrize("words", [["--set", "hold"], ["--set", "=3"], ["--format", "aac"], ["--nonsense"]])
def test_wrong_usage_is_exit_code_2(run, routine, known_voice, words, folder):
    assert run("build", routine(SHORT), *words).exit_code == 2
    assert not (folder / "audio_out").exists()


def test_naming_nothing_or_everything_and_something_is_wrong_usage(run, known_voice):
    assert run("build").exit_code == 2
    assert run("build", "--all", "bedtime").exit_code == 2


def test_the_format_follows_the_name_of_the_output(run, routine, known_voice, folder):
    assert run("build", routine(SHORT), "-o", "night.ogg").exit_code == 0
    assert mutagen.File(folder / "night.ogg").mime[0] in {"audio/vorbis", "application/ogg", "audio/x-vorbis"}
    assert run("build", routine(SHORT), "-o", "somewhere/", "--format", "flac").exit_code == 0
    assert (folder / "somewhere/mine.en.flac").is_file()


def test_a_format_that_wants_a_package_says_which_before_anything_is_spoken(run, routine, known_voice, monkeypatch):
    monkeypatch.setattr("nightcue.audio.encoders.find_spec", lambda name: None)
    done = run("build", routine(SHORT), "--format", "m4a")
    assert done.exit_code == 2
    assert "pip install 'nightcue[m4a]'" in done.stderr
    assert known_voice.spoken == []


def test_several_routines_and_all_of_them(run, routine, known_voice, folder, monkeypatch):
    first, second = routine(SHORT), routine(SHORT, "other")
    assert run("build", first, second).exit_code == 0
    assert run("build", first, second, "-o", "one.mp3").exit_code == 2
    (folder / "shipped/es").mkdir(parents=True)
    (folder / "shipped/short.yaml").write_text(SHORT)
    (folder / "shipped/es/short.yaml").write_text("language: es\n" + SHORT)
    monkeypatch.setattr("nightcue.language.names_of_files.shipped_folder", lambda _: str(folder / "shipped"))
    assert run("build", "--all").exit_code == 0
    built = {path.name for path in (folder / "audio_out").iterdir()}
    assert built == {"mine.en.mp3", "other.en.mp3", "short.en.mp3", "short.es.mp3"}


def test_one_routine_with_errors_does_not_keep_the_others_from_being_built(run, routine, known_voice, folder):
    bad, good = routine("title: Bad\nsteps: [{sya: x}]\n", "bad"), routine(SHORT, "good")
    done = run("build", bad, good)
    assert done.exit_code == 1
    assert "routines/bad.yaml:2:9: error[unknown-step]" in done.stderr
    assert [path.name for path in (folder / "audio_out").iterdir()] == ["good.en.mp3"]


def test_warnings_are_shown_and_do_not_stop_the_build(run, routine, known_voice, folder):
    cues = "{halfway: true, every: 5s}"
    text = f"title: W\nsteps:\n  - stretch: {{name: Calf, hold: 10s, cues: {cues}}}\n"
    done = run("build", routine(text))
    assert done.exit_code == 0
    assert "routines/mine.yaml:3:5: warning[cue-left-out]" in done.stderr
    assert (folder / "audio_out/mine.en.mp3").exists()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "routines/mine.yaml: error[empty]"),
        ("just words\n", "routines/mine.yaml:1:1: error[wrong-shape]"),
        ("title: x\n", "routines/mine.yaml:1:1: error[missing-key]"),
        ("title: x\nsteps:\n  - pause: 1:75\n", "routines/mine.yaml:3:12: error[bad-duration]"),
        ("title: x\nsteps:\n  - say: [hello\n", "error[yaml]"),
        ("title: x\nvoice: nobody-at-all\nsteps:\n  - say: hi\n", "routines/mine.yaml:2:8: error[unknown-voice]"),
        ("title: x\nlanguage: tlh\nsteps:\n  - say: hi\n", "routines/mine.yaml:2:11: error[unknown-language]"),
        ("title: x\nsteps:\n  - audio: gone.wav\n", "routines/mine.yaml:3:12: error[missing-file]"),
        ("title: x\nsteps:\n  - audio: mine.yaml\n", "routines/mine.yaml:3:5: error[unusable-recording]"),
        ("title: x\nsteps:\n  - chapter: Nothing else\n", "routines/mine.yaml: error[nothing-to-play]"),
        (
            "title: x\nsteps:\n  - movement: {name: M, reps: 2, tempo: 200ms, beat: [far too long]}\n",
            "routines/mine.yaml:3:55: error[beat-too-long]",
        ),
    ],
)
def test_a_routine_with_errors_is_exit_code_1_with_the_place_and_nothing_written(run, routine, text, place, folder):
    done = run("build", routine(text))
    assert done.exit_code == 1
    assert place in done.stderr
    assert not (folder / "audio_out").exists()


def test_an_unknown_name_gives_the_closest_one(run):
    done = run("build", "bedtme")
    assert done.exit_code == 1
    assert "did you mean 'bedtime'?" in done.stderr


def test_a_language_that_a_routine_is_not_in(run, routine):
    routine(SHORT)
    done = run("build", "mine", "--lang", "es")
    assert done.exit_code == 1
    assert "there is one in: en" in done.stderr


def test_an_unknown_voice_on_the_command_line_is_wrong_usage(run, routine, folder):
    done = run("build", routine(SHORT), "--voice", "nobody-at-all")
    assert done.exit_code == 2
    assert "nobody-at-all" in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_voice_that_fails_is_exit_code_3(run, routine, known_voice, monkeypatch, folder):
    def fail(text):
        raise VoiceError("the voice 'x' did not come back")

    monkeypatch.setattr(known_voice, "speak", fail)
    done = run("build", routine(SHORT))
    assert done.exit_code == 3
    assert "did not come back" in done.stderr
    assert not (folder / "audio_out").exists()


@pytest.mark.parametrize("output", ["routines/mine.yaml/x.mp3", "/dev/full", "/proc/nightcue/x.mp3", "n" * 300])
def test_an_output_that_cannot_be_written_is_exit_code_4(run, routine, known_voice, output):
    done = run("build", routine(SHORT), "-o", output)
    assert done.exit_code == 4
    assert "cannot write" in done.stderr


def test_a_machine_that_runs_out_of_files_anywhere_is_told_and_leaves_the_old_file(
    run, routine, known_voice, folder, monkeypatch
):
    path = routine(SHORT)
    run("build", path)
    old = (folder / "audio_out/mine.en.mp3").read_bytes()
    monkeypatch.setattr("nightcue.safety.checker.fact_ids", out_of_files)
    done = run("build", path, "--force", "--set", "hold=3s")
    assert done.exit_code == 4
    assert done.stderr.endswith(
        "error: Too many open files (seeds); close other programs or make room, and try again\n"
    )
    assert (folder / "audio_out/mine.en.mp3").read_bytes() == old


def out_of_files():
    raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), "seeds")


def test_a_disk_that_fills_up_is_exit_code_4_and_leaves_the_old_file_whole_and_no_other(folder, routine):
    """A limit on the size of files stands in for a full disk: writing past it fails in the middle of the track."""
    lines = "".join(f"  - say: This is line number {n} of a long story.\n" for n in range(20))
    words = [sys.executable, "-m", "nightcue", "build", routine("title: Long\nsteps:\n" + lines), "--voice", "embedded"]
    # spoken before, so that the track is all there is to write
    subprocess.run([*words, "-o", "elsewhere.mp3"], capture_output=True, check=True)
    assert (folder / "elsewhere.mp3").stat().st_size > 100_000
    (folder / "audio_out").mkdir()
    (folder / "audio_out/mine.en.mp3").write_bytes(b"the old track")
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))  # noqa: E731
    done = subprocess.run(words, capture_output=True, text=True, preexec_fn=limit)
    assert done.returncode == 4, done.stderr
    assert "cannot write audio_out/mine.en.mp3: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in (folder / "audio_out").iterdir()] == ["mine.en.mp3"]
    assert (folder / "audio_out/mine.en.mp3").read_bytes() == b"the old track"


def test_a_recording_and_a_chime_are_mixed_in(run, routine, known_voice, folder):
    import numpy as np
    import soundfile

    path = routine("title: R\nsteps:\n  - audio: tone.wav\n  - chime: wood\n  - say: Hello\n")
    tone = np.sin(np.arange(44_100) * 2 * np.pi * 300 / 44_100) * 0.3
    soundfile.write(folder / "routines/tone.wav", np.column_stack([tone, tone]), 44_100)
    assert run("build", path, "--format", "wav").exit_code == 0
    samples, rate = soundfile.read(folder / "audio_out/mine.en.wav")
    middle = samples[round(0.8 * rate) : round(1.2 * rate)]
    strongest = np.argmax(np.abs(np.fft.rfft(middle))) * rate / len(middle)
    assert abs(strongest - 300) < 5
    assert 0.05 < np.sqrt(np.mean(middle**2)) < 0.2
    assert abs(len(samples) / rate - (0.5 + 1 + 0.7 + 0.4 + 0.7 + 0.25 + 0.7)) < 0.3


class Terminal(io.StringIO):
    """A terminal that keeps what is shown on it."""

    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_and_taken_away_again(routine, known_voice, monkeypatch, folder):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    nightcue.main(["build", routine(SHORT, "[red]mine")], standalone_mode=False)
    shown = terminal.getvalue()
    assert "[red]mine: speaking" in shown
    assert "lines" in shown
    assert "[red]mine: encoding" in shown
    assert "100 %" in shown
    assert shown.rindex("\x1b[2K") > shown.rindex("100 %")  # the bar is erased


def test_nothing_is_shown_on_stderr_when_it_is_no_terminal(run, routine, read, known_voice):
    assert run("build", read(routine(SHORT))).stderr == ""
