"""from nightcue import build, check, plan: what another program gets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nightcue import OptionError, OutputError, RoutineError, VoiceError, build, check, plan

TEXT = "title: T\nvoice: embedded\nsteps:\n  - say: This is not medical advice. Ask a clinician.\n"
CROWDED = TEXT + "  - stretch: {name: Calf, hold: 20s, cues: {halfway: true, every: 10s}}\n"


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Writes the routine mine.yaml into the working folder, which is empty."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "mine.yaml"

    def write(text=TEXT):
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_track_is_made_once_and_nothing_is_printed(mine, known_voice, capfd):
    import os

    os.utime(mine(), (1e9, 1e9))
    made, again = build("mine.yaml"), build(Path("mine.yaml"))
    assert made.files == again.files == (Path("audio_out/mine.en.mp3"),)
    assert made.track.stat().st_size > 1000
    assert (made.how, again.how) == ("made", "unchanged")
    assert again.seconds == made.seconds > 1
    assert build("mine.yaml", force=True).how == "made"
    assert capfd.readouterr() == ("", "")


def test_where_and_what_is_written_is_as_asked(mine, known_voice, tmp_path):
    mine(CROWDED.replace("steps:", "vars: {wait: 1s}\nsteps:") + "  - pause: '{wait}'\n")
    short = build("mine.yaml", output="one.wav")
    long = build("mine.yaml", output=tmp_path / "two.wav", settings={"wait": "5s"}, beside=["json", "lrc"])
    assert long.seconds - short.seconds == pytest.approx(4)
    assert [path.name for path in long.files] == ["two.wav", "two.lrc", "two.json"]


def test_warnings_come_with_the_outcome(mine, known_voice):
    mine(CROWDED)
    codes = {"cue-left-out", "unreviewed"}
    assert {each.code for each in build("mine.yaml").warnings} == codes
    assert build("mine.yaml").how == "unchanged"
    assert {each.code for each in build("mine.yaml").warnings} == {each.code for each in check("mine.yaml")} == codes


def test_what_is_wrong_is_raised_by_build_and_returned_by_check(mine, known_voice):
    mine("title: T\nsteps: [{sya: x}]\n")
    with pytest.raises(RoutineError) as raised:
        build("mine.yaml")
    assert raised.value.diagnostics == check("mine.yaml")
    assert [(each.code, each.span.line) for each in check("mine.yaml")] == [("unknown-step", 2)]


def test_the_profile_counts(mine, known_voice, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config/profile.yaml").write_text("name: Ana\n", encoding="utf-8")
    mine()
    build("mine.yaml")
    assert any("Ana" in line for line in known_voice.spoken)


@pytest.mark.parametrize(
    ("asked", "option"),
    [
        ({"allow": ["nonsense"]}, "allow"),
        ({"cleared_by": "somebody"}, "cleared_by"),
        ({"format": "aac"}, "format"),
        ({"output": "x.aac"}, "output"),
        ({"output": "x.ogg", "format": "mp3"}, "output"),
        ({"beside": ["srt"]}, "beside"),
    ],
)
def test_what_cannot_be_asked_for_is_a_value_error(mine, known_voice, asked, option):
    mine()
    with pytest.raises(OptionError) as raised:
        build("mine.yaml", **asked)
    assert raised.value.option == option
    assert known_voice.spoken == []


def test_a_voice_or_a_target_of_no_use_is_an_error_of_its_own(mine):
    mine()
    with pytest.raises(VoiceError, match="nobody"):
        build("mine.yaml", voice="nobody")
    Path("there.mp3").write_text("not a track of ours", encoding="utf-8")
    with pytest.raises(OutputError, match="overwrite"):
        build("mine.yaml", output="there.mp3")
    with pytest.raises(RoutineError):
        plan("no-such-routine")


def test_importing_it_loads_nothing_of_what_builds():
    program = "import nightcue, sys; print(sorted(name for name in sys.modules if name.startswith('nightcue')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "['nightcue']\n"


def test_a_name_that_is_not_there_is_told_as_of_any_module():
    with pytest.raises(ImportError, match="nothing"):
        from nightcue import nothing  # noqa: F401
