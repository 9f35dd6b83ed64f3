"""Speaking a chunk of the lines that more than one chunk of people needs, so that each is spoken once in a run."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from nightcue.clinic.desk import Desk, VoiceKey, at_desk, voice_of
from nightcue.clinic.looking import Line
from nightcue.clinic.order import Order
from nightcue.voices.batch import speak_all
from nightcue.voices.voice import VoiceError


def speak(order: Order, lines: Sequence[Line]) -> int:
    """Speak every line into the cache of clips, and return how many were spoken.

    A voice that fails is left: whoever needs the line finds that out, and says so or takes another voice.
    Raises OutputError where a store does not answer.
    """
    by_voice: dict[VoiceKey, list[str]] = {}
    for key, line in lines:
        by_voice.setdefault(key, []).append(line)
    with at_desk(order) as desk:
        return sum(_spoken(desk, key, each) for key, each in by_voice.items())


def _spoken(desk: Desk, key: VoiceKey, lines: Sequence[str]) -> int:
    with suppress(VoiceError), voice_of(key, desk.clips, lines) as voice:
        missing = [line for line in lines if voice.kept(line) is None]
        return len(speak_all(voice, missing))
    return 0
