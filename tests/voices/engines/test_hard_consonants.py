"""Spanish b, d and g in the embedded voice: hard between vowels, and nothing else of espeak's data is changed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from nightcue.voices.engines._hard_consonants import with_hard_consonants
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import Voice

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="espeak is the engine on Linux")


@pytest.fixture
def data() -> Path:
    import espeakng_loader

    return Path(espeakng_loader.get_data_path())


@pytest.fixture(scope="module")
def spanish() -> Iterator[Voice]:
    with PostProcessedVoice(EmbeddedVoice("es"), -20) as voice:
        yield voice


# the quietest 10 ms by the loudest; with espeak's own soft consonants 0.20, 0.10 and 0.12
@pytest.mark.parametrize(("word", "most"), [("Aba.", 0.12), ("Ada.", 0.05), ("Aga.", 0.10)])
def test_between_vowels_the_voice_stops(word: str, most: float, spanish: Voice) -> None:
    clip = spanish.speak(word)
    chunk = clip.rate // 100
    chunks = clip.samples[: len(clip) // chunk * chunk].astype(float).reshape(-1, chunk)
    level = np.sqrt((chunks**2).mean(axis=1))
    middle = level[len(level) // 4 : -len(level) // 4]
    assert middle.min() < most * middle.max()


def test_a_word_by_itself_is_drawn_out_and_fits_into_its_second(spanish: Voice) -> None:
    for word in ("Abajo", "Arriba", "3", "20"):
        assert 0.4 < spanish.speak(word).seconds < 0.9
    # two words are as quick as ever
    assert spanish.speak("Abajo abajo").seconds < 1.7 * spanish.speak("Abajo").seconds


def test_a_language_that_shares_these_sounds_is_spoken_as_before() -> None:
    line = "La rodilla, cada dia."
    with EmbeddedVoice("ca") as catalan, EmbeddedVoice("es") as spanish:
        before = catalan.speak(line).samples
        spanish.speak(line)
        assert np.array_equal(catalan.speak(line).samples, before)


def test_all_else_of_the_data_is_what_it_was(data: Path, tmp_path: Path) -> None:
    phonemes = (data / "phontab").read_bytes()
    changed = with_hard_consonants(data, tmp_path)
    assert {file.name for file in changed.iterdir()} == {file.name for file in data.iterdir()}
    assert [file.name for file in changed.iterdir() if not file.is_symlink()] == ["phontab"]
    both = zip(phonemes, (changed / "phontab").read_bytes(), strict=True)
    assert 0 < sum(old != new for old, new in both) <= 6 * 11  # six phonemes, and of each what it is spoken like
    assert (data / "phontab").read_bytes() == phonemes


@pytest.mark.parametrize("phonemes", [b"", b"\x01\0\0\0", b"\x01\0\0\0" + bytes(36), b"no table"])
def test_data_that_is_laid_out_otherwise_is_left_alone(phonemes: bytes, tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "folder"
    data.mkdir()
    folder.mkdir()
    (data / "phontab").write_bytes(phonemes)
    assert with_hard_consonants(data, folder) == data
    assert list(folder.iterdir()) == []
