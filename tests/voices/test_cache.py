"""Kept clips: found again whole, noticed when damaged, and never in the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightcue.audio.clip import Clip
from nightcue.storage.paths import cached
from nightcue.voices.cache import CachedVoice, ClipCache, clip_key
from nightcue.voices.voice import VoiceError

KEY = clip_key("tone; 1", "Breathe out.", 22_050)


def clip(*samples: int) -> Clip:
    return Clip(np.array(samples, dtype=np.int16))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_clip_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    assert cache.load(KEY) is None
    cache.store(KEY, Clip(np.array([0, 1, -32768, 32767], dtype=np.int16), 16_000))
    kept = ClipCache(tmp_path).load(KEY)
    assert kept is not None
    assert (kept.samples.tolist(), kept.samples.dtype, kept.rate) == ([0, 1, -32768, 32767], np.int16, 16_000)
    assert [path.relative_to(tmp_path).parts for path in files(tmp_path)] == [(KEY[:2], KEY[2:] + ".clip")]


@given(st.lists(st.tuples(st.text('ab,"[\\ ', max_size=4), st.text('ab,"[\\ ', max_size=4), st.integers(1, 2))))
def test_keys_are_equal_only_for_equal_parts(parts: list[tuple[str, str, int]]) -> None:
    assert len({clip_key(*each) for each in parts}) == len(set(parts))
    assert clip_key("ab", "c", 1) != clip_key("a", "bc", 1)


def flip(entry: bytes, at: int) -> bytes:
    return entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda entry: b"", id="empty"),
        pytest.param(lambda entry: entry[:-1], id="one byte short"),
        pytest.param(lambda entry: entry[:20], id="cut in the header"),
        pytest.param(lambda entry: entry + b"\0\0", id="longer"),
        pytest.param(lambda entry: flip(entry, 0), id="first byte"),
        pytest.param(lambda entry: flip(entry, 20), id="digest"),
        pytest.param(lambda entry: flip(entry, 48), id="rate"),
        pytest.param(lambda entry: flip(entry, len(entry) - 1), id="last sample"),
        pytest.param(lambda entry: b"\0" * len(entry), id="zeros"),
        pytest.param(lambda entry: b"RIFF garbage" * 40, id="garbage"),
    ],
)
def test_a_damaged_entry_is_spoken_again_and_kept_whole(
    damage: Callable[[bytes], bytes], tmp_path: Path, tone_voice: Callable[..., Any]
) -> None:
    cache = ClipCache(tmp_path)
    spoken = CachedVoice(tone_voice(), cache).speak("Breathe out.")
    entry = cache.path(KEY)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    voice = tone_voice()
    again = CachedVoice(voice, cache).speak("Breathe out.")
    assert voice.asked == ["Breathe out."]
    assert np.array_equal(again.samples, spoken.samples)
    assert entry.read_bytes() == whole


def test_an_entry_under_another_name_is_not_taken(tmp_path: Path) -> None:
    cache = ClipCache(tmp_path)
    other = clip_key("tone; 1", "Breathe in.", 22_050)
    cache.store(other, clip(1, 2, 3))
    cache.path(KEY).parent.mkdir(exist_ok=True)
    cache.path(other).rename(cache.path(KEY))
    assert cache.load(KEY) is None


def test_a_folder_in_an_entrys_place_stops_nothing(tmp_path: Path, tone_voice: Callable[..., Any]) -> None:
    cache = ClipCache(tmp_path)
    (cache.path(KEY) / "inside").mkdir(parents=True)
    assert len(CachedVoice(tone_voice(), cache).speak("Breathe out.")) == 12_000
    assert files(tmp_path) == []


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, tone_voice: Callable[..., Any]) -> None:
    (tmp_path / "file").write_text("not a folder")
    voice = tone_voice()
    cached = CachedVoice(voice, ClipCache(tmp_path / "file"))
    assert len(cached.speak("Breathe out.")) == len(cached.speak("Breathe out.")) == 12_000
    assert len(voice.asked) == 2


@pytest.mark.parametrize("problem", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_half_way_leaves_no_file(
    problem: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise problem

    monkeypatch.setattr(Path, "replace", fail)
    cache = ClipCache(tmp_path)
    if isinstance(problem, OSError):
        cache.store(KEY, clip(1))
    else:
        with pytest.raises(KeyboardInterrupt):
            cache.store(KEY, clip(1))
    assert files(tmp_path) == []


def test_a_voice_that_fails_leaves_nothing_in_the_cache(tmp_path: Path, tone_voice: Callable[..., Any]) -> None:
    class Hoarse(tone_voice):  # type: ignore[misc]
        def speak(self, text: str) -> Clip:
            raise VoiceError("hoarse")

    with pytest.raises(VoiceError):
        CachedVoice(Hoarse(), ClipCache(tmp_path)).speak("Breathe out.")
    assert files(tmp_path) == []


def test_only_what_is_heard_and_who_speaks_count(tmp_path: Path, tone_voice: Callable[..., Any]) -> None:
    cache = ClipCache(tmp_path)
    voice, other = tone_voice(), tone_voice("tone; 2")
    for text in ("Café  now", "Cafe\u0301 now\n", "\ufeffCaf\u00e9\tnow"):
        CachedVoice(voice, cache).speak(text)
    CachedVoice(other, cache).speak("Café now")
    assert (voice.asked, other.asked) == (["Café now"], ["Café now"])


def test_the_folder_is_the_platforms_unless_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTCUE_CACHE", "/somewhere")
    assert cached("clips") == Path("/somewhere/clips")
    monkeypatch.delenv("NIGHTCUE_CACHE")
    assert cached("clips").parts[-2:] == ("nightcue", "clips")


BUILD = """
import subprocess, sys
from nightcue.voices.catalogue import open_voice
from nightcue.voices.batch import speak_all
started = []
start = subprocess.Popen.__init__
subprocess.Popen.__init__ = lambda self, *args, **options: (started.append(args), start(self, *args, **options))[1]
with open_voice("default", "es") as voice:
    clips = speak_all(voice, ["Uno.", "Dos.", "Tres.", "Uno."])
print(len(started) > 0, "pyttsx3" in sys.modules, "espeakng_loader" in sys.modules, *map(len, clips.values()))
"""


def test_a_second_build_starts_no_engine(cache_folder: Path) -> None:
    first, second = (
        subprocess.run([sys.executable, "-c", BUILD], capture_output=True, text=True, timeout=60, check=True).stdout
        for _ in range(2)
    )
    assert first.split()[:3] == ["True", "False", "False"]
    assert second.split()[:3] == ["False", "False", "False"]
    assert first.split()[3:] == second.split()[3:]
    assert len(files(cache_folder)) == 3


def test_the_voice_inside_begins_to_load_for_what_is_missing_and_not_for_what_is_kept(
    tone_voice: Callable[..., Any], tmp_path: Path
) -> None:
    begun: list[list[str]] = []
    inside = tone_voice()
    inside.start = lambda texts: begun.append([*texts])
    voice = CachedVoice(inside, ClipCache(tmp_path))
    voice.speak("One.")
    voice.start(["One.", "Two."])
    voice.start(["One."])
    assert begun == [["Two."]]
