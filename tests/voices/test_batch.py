"""Speaking many lines: each once, in order, on several threads, stopping at the first failure."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from nightcue.audio.clip import Clip
from nightcue.voices.batch import Estimate, speak_all
from nightcue.voices.voice import VoiceError


def test_each_line_is_spoken_once_and_the_order_is_that_of_the_lines(tone_voice: Callable[..., Any]) -> None:
    voice = tone_voice()
    seen: list[tuple[str, int, int, float | None]] = []
    clips = speak_all(voice, iter(["bb", "a", "bb", "dddd", "a"]), lambda *step: seen.append(step))
    assert {line: len(clip) for line, clip in clips.items()} == {"bb": 2_000, "a": 1_000, "dddd": 4_000}
    assert list(clips) == ["bb", "a", "dddd"]
    assert sorted(voice.asked) == ["a", "bb", "dddd"]
    assert seen == [("speaking", 1, 3, None), ("speaking", 2, 3, None), ("speaking", 3, 3, None)]
    assert not voice.closed.is_set()
    assert speak_all(voice, []) == {}


def test_what_is_kept_is_not_asked_for_again_and_counts_as_done(tone_voice: Callable[..., Any]) -> None:
    class Remembering(tone_voice):  # type: ignore[misc]
        def kept(self, text: str) -> Clip | None:
            return tone_voice().speak(text) if text in {"a", "ccc"} else None

    voice = Remembering()
    seen: list[tuple[str, int, int, float | None]] = []
    clips = speak_all(voice, ["a", "bb", "ccc", "dddd"], lambda *step: seen.append(step))
    assert {line: len(clip) for line, clip in clips.items()} == {"a": 1_000, "bb": 2_000, "ccc": 3_000, "dddd": 4_000}
    assert list(clips) == ["a", "bb", "ccc", "dddd"]
    assert sorted(voice.asked) == ["bb", "dddd"]
    assert [step[:3] for step in seen] == [("speaking", 3, 4), ("speaking", 4, 4)]


def test_loading_is_told_of_a_voice_that_has_to_load_and_has_something_to_speak(tone_voice: Callable[..., Any]) -> None:
    class Cold(tone_voice):  # type: ignore[misc]
        loaded = False

        def kept(self, text: str) -> Clip | None:
            return tone_voice().speak(text) if text == "a" else None

    stages: list[tuple[str, int, int]] = []
    speak_all(Cold(), ["a", "bb", "ccc"], lambda *step: stages.append(step[:3]))
    assert stages == [("loading", 1, 3), ("speaking", 2, 3), ("speaking", 3, 3)]
    stages.clear()
    speak_all(Cold(), ["a"], lambda *step: stages.append(step[:3]))
    assert stages == []


def test_the_time_left_is_that_of_the_letters_left_at_the_speed_since_the_first_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = iter([100.0, 101.0, 105.0, 125.0, 135.0])  # it loads for long, and then takes a second a letter
    monkeypatch.setattr("nightcue.voices.batch.time", SimpleNamespace(monotonic=lambda: next(moments)))
    lines = ["1" * 5, "2", "3" * 4, "4" * 20, "5" * 10]
    estimate = Estimate(lines)
    assert [estimate.after(line) for line in lines] == [None, None, 30, 10, 0]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core")
def test_lines_are_spoken_at_the_same_time(tone_voice: Callable[..., Any]) -> None:
    both = threading.Barrier(2, timeout=10)

    class Duet(tone_voice):  # type: ignore[misc]
        def speak(self, text: str) -> Clip:
            both.wait()
            return super().speak(text)

    assert len(speak_all(Duet(), ["one", "two"])) == 2


def test_the_first_failure_closes_the_voice_and_is_raised_while_others_still_speak(
    tone_voice: Callable[..., Any],
) -> None:
    class Faltering(tone_voice):  # type: ignore[misc]
        def speak(self, text: str) -> Clip:
            if text == "fail":
                raise VoiceError("hoarse")
            assert self.closed.wait(10)
            return super().speak(text)

    voice = Faltering()
    with pytest.raises(VoiceError, match="hoarse"):
        speak_all(voice, ["fail", *map(str, range(100))])
    assert voice.closed.is_set()
    for thread in threading.enumerate():
        if thread.name.startswith("speaking"):
            thread.join(10)
    assert len(voice.asked) <= (os.cpu_count() or 1)


def test_an_interrupt_in_the_progress_stops_the_rest(tone_voice: Callable[..., Any]) -> None:
    voice = tone_voice()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        speak_all(voice, map(str, range(100)), interrupt)
    assert voice.closed.is_set()
