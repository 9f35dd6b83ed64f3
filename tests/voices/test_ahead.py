"""Lines spoken ahead: shipped routines in their natural voice, whatever is installed, and never two voices in one."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from nightcue.building.compile import Compiled, compile_routine
from nightcue.building.request import BuildRequest
from nightcue.language.library import find
from nightcue.speak_ahead import VOICES, lines_of
from nightcue.voices import ahead
from nightcue.voices.ahead import LISTED, Pack, packs
from nightcue.voices.engines import engines, hibari

PACKS = {pack.language: pack for pack in packs()}


def rows(pack: Pack) -> dict[str, list[str]]:
    """What is listed in a pack, by text."""
    listed = (pack.folder / LISTED).read_text(encoding="utf-8").splitlines()
    return {row.split("\t")[3]: row.split("\t")[:3] for row in listed}


@pytest.fixture
def without_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the voices of a machine on which no natural engine can be installed."""
    for engine in engines():
        if not {"pico", "embedded"} & set(engine.NAMES):
            monkeypatch.setattr(engine, "offers", list)


@pytest.mark.parametrize("language", VOICES)
def test_every_line_of_the_shipped_routines_is_there_and_no_other(language: str) -> None:
    pack = PACKS[language]
    assert (pack.engine, pack.voice) == VOICES[language]
    assert set(rows(pack)) == set(lines_of(language)), "run `python -m nightcue.speak_ahead`"
    assert {file.name for file in pack.folder.glob("*.ogg")} == {pack.file_of(text).name for text in rows(pack)}


@pytest.mark.parametrize("language", VOICES)
def test_every_file_is_the_one_that_is_listed_and_lasts_as_long_as_its_words_do(language: str) -> None:
    pack = PACKS[language]
    for text, (name, digest, seconds) in rows(pack).items():
        file = pack.file_of(text)
        assert (file.stem, hashlib.sha256(file.read_bytes()).hexdigest()) == (name, digest), text
        samples, rate = soundfile.read(file)
        assert abs(len(samples) / rate - float(seconds)) < 0.01, text
        assert 0.03 < float(seconds) / len(text) < 0.2 or len(text) < 18, text
        assert np.abs(samples).max() > 0.1, text


@pytest.mark.parametrize("line", ["Point", "Halfway.", "Good night."])
def test_a_line_is_the_one_that_the_engine_speaks(line: str) -> None:
    pack, offer = PACKS["en"], hibari.offers()[0]
    with offer.open("en", "calm") as voice:
        live = voice.speak(line)
    kept, _ = soundfile.read(pack.file_of(line))
    wave = live.samples / np.abs(live.samples).max()
    alike = np.correlate(np.pad(kept, 2_400), wave, "valid") if len(kept) + 4_800 > len(wave) else np.zeros(1)
    assert alike.max() > 0.9 * np.linalg.norm(kept) * np.linalg.norm(wave)


def built(name: str, language: str, **settings: str) -> Compiled:
    return compile_routine(BuildRequest(find(name, language), settings=settings))


@pytest.mark.usefixtures("without_engines", "cache_folder")
@pytest.mark.parametrize("language", VOICES)
def test_shipped_routines_are_natural_where_no_natural_voice_is_installed(language: str) -> None:
    for name in ("rescue", "bedtime"):
        compiled = built(name, language)
        assert compiled.voice == " ".join(VOICES[language])
        assert compiled.note is None


@pytest.mark.usefixtures("without_engines", "cache_folder")
def test_one_line_that_was_not_spoken_ahead_gives_the_whole_track_to_another_voice() -> None:
    assert built("stretch", "es", hold="23s").voice == "pico pico-es"


@pytest.mark.usefixtures("cache_folder")
def test_with_the_engine_it_speaks_only_the_line_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    speak = hibari.WorkerVoice.speak
    monkeypatch.setattr(hibari.WorkerVoice, "speak", lambda self, text: (asked.append(text), speak(self, text))[1])
    assert built("rescue", "en").voice == "hibari heart"
    assert asked == []
    built("stretch", "en", hold="23s")
    assert asked
    assert all("twenty-three" in line for line in asked)


@pytest.mark.usefixtures("without_engines", "cache_folder")
def test_a_damaged_file_gives_the_whole_track_to_another_voice_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ahead.PACKS, tmp_path / "packs")
    monkeypatch.setattr(ahead, "PACKS", tmp_path / "packs")
    pack = PACKS["es"]
    for text in rows(pack):
        pack.file_of(text).write_bytes(b"OggS")
    compiled = built("rescue", "es")
    assert compiled.voice == "pico pico-es"
    assert "pico pico-es speaks this track instead" in str(compiled.note)
