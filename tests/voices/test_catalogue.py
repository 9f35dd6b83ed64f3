"""Which voices there are, and which one a language gets."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nightcue.voices.catalogue import find_voice, list_voices, open_voice
from nightcue.voices.matching import default_voice, named_voice
from nightcue.voices.voice import UnknownVoiceError, VoiceEntry

needs_espeak = pytest.mark.skipif(sys.platform != "linux", reason="espeak is the engine on Linux")


@needs_espeak
def test_every_voice_is_listed_with_its_language_and_what_it_is_the_default_for() -> None:
    voices = {voice.name: voice for voice in list_voices()}
    assert len(voices) > 100
    assert all(voice.languages for voice in voices.values())
    assert {"espeak", "hibari", "pico", "piper"} <= {voice.engine for voice in voices.values()}
    assert voices["heart"].default_for == ("en", "en-US", "en-GB")
    assert voices["pico-fr"].default_for == ("fr",)


@needs_espeak
@pytest.mark.parametrize(
    ("name", "language", "found"),
    [
        ("default", "fr", "pico-fr"),
        ("default", "pt-BR", "pt-br"),
        ("default", "en", "heart"),
        ("hibari", "en-GB", "heart"),
        ("Pico", "en-GB", "pico-en-gb"),
        ("pico", "es-MX", "pico-es"),
        ("piper", "en", "joe"),
        ("pyttsx3", "en", "en-us"),
        ("espeak", "es", "es"),
        ("embedded", "en", "en-us"),
        ("embedded", "en-GB", "en-gb-x-rp"),
        (" joe ", "en", "joe"),
        ("ROA/ES-419", "es", "es-419"),
    ],
)
def test_a_voice_is_found_before_anything_is_spoken(name: str, language: str, found: str) -> None:
    assert find_voice(name, language).name == found


@needs_espeak
def test_a_name_that_nothing_has_is_told_early() -> None:
    with pytest.raises(UnknownVoiceError, match="'es-419'"):
        find_voice("es-491", "es")


@needs_espeak
@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("jo", "en", "did you mean 'joe'"),
        ("hart", "en", "did you mean 'heart'"),
        ("fr", "en", "'fr' speaks fr-fr, and this is en"),
        ("joe", "es", "'joe' speaks en-us, and this is es"),
        ("hibari", "es", "'hibari' speaks en-us, and this is es"),
        ("pico", "pt", "'pico' speaks de-de and en-us"),
    ],
)
def test_a_name_is_taken_for_no_voice_of_another_language(name: str, language: str, told: str) -> None:
    with pytest.raises(UnknownVoiceError, match=told):
        find_voice(name, language)


def test_opening_a_voice_loads_nothing_even_with_a_name_that_nothing_has(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.Popen", None)
    with open_voice("nobody", "en", "slow") as voice:
        assert voice.identity.startswith("espeak nobody; rate ")
    assert not cache_folder.exists()


@needs_espeak
def test_an_opened_voice_speaks_and_keeps_its_clips_where_told(cache_folder: Path, tmp_path: Path) -> None:
    with open_voice("embedded", "en", cache=tmp_path / "here") as voice:
        voice.speak("Breathe out.")
    assert len(list((tmp_path / "here").rglob("*.clip"))) == 1
    assert not cache_folder.exists()


SYSTEM = [
    VoiceEntry("Zoe", "nsss", "com.apple.Zoe", "Zoe", ("en-us",)),
    VoiceEntry("Amy", "nsss", "com.apple.Amy", "Amy", ("en-gb",)),
    VoiceEntry("Odd", "nsss", "com.apple.Odd", "Odd", ()),
    VoiceEntry("Jorge", "nsss", "com.apple.Jorge", "Jorge", ("es-es",)),
]


@pytest.mark.parametrize(
    ("language", "preferred", "name"),
    [("en", "", "Zoe"), ("en-gb", "", "Amy"), ("es-mx", "roa/es-419", "Jorge"), ("en", "com.apple.Odd", "Odd")],
)
def test_the_default_is_the_preferred_then_the_exact_then_the_nearest(language: str, preferred: str, name: str) -> None:
    assert default_voice(SYSTEM, language, preferred).name == name


def test_no_voice_for_a_language_or_name() -> None:
    with pytest.raises(UnknownVoiceError, match="speaks 'fr'"):
        default_voice(SYSTEM, "fr")
    with pytest.raises(UnknownVoiceError, match="did you mean 'Jorge'"):
        named_voice(SYSTEM, "jorg")
    assert named_voice(SYSTEM, "COM.APPLE.AMY").name == "Amy"
