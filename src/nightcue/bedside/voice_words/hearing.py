"""Hearing words in the silences of a track: while nothing sounds the microphone is open, and else it is shut."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Event
from typing import Literal

from nightcue.audio.clip import Wave
from nightcue.bedside.deck import Deck
from nightcue.bedside.sleep_timer import AWAKE
from nightcue.bedside.track import RATE as TRACK_RATE
from nightcue.bedside.track import Samples
from nightcue.bedside.voice_words.errors import NoMicrophoneError, NoModelError
from nightcue.bedside.voice_words.microphone import STUCK, Microphone, as_wave
from nightcue.bedside.voice_words.takes import read_takes, recorded_uses
from nightcue.bedside.voice_words.uses import Use
from nightcue.bedside.voice_words.utterances import RATE, Utterances
from nightcue.bedside.voice_words.vocabulary import Vocabulary

ECHO = 1.0
"""Seconds of silence after which the microphone opens: the device holds 0.15 s, a wireless one up to 0.3 s, and the
echo of a bedroom has sunk by 60 dB in 0.5 s."""

LOOK = 0.05
"""Seconds between two looks at whether it is silent."""

MUTE = 20.0
"""Seconds of zeros after which it is said that the microphone hears nothing: one that takes out the noise of a room may
hand on zeros for a while, and one that is not allowed does for ever."""

LETTING_GO = 3.0
"""Seconds that a device which does not answer may take to be let go of; then the player ends without that."""

Trouble = Literal["none", "gone", "mute", "untold"]
"""Why no words are heard: no microphone, or it has gone, or it hears nothing at all, or the model cannot be loaded."""


class Hearing:
    """Hears words while `deck` is silent. `run` is for a thread of its own, `next` for whoever obeys.

    `trouble` is why no word is heard, if none is; `is_open` whether the microphone is.
    """

    def __init__(self, deck: Deck, clock: Callable[[], float] = time.monotonic) -> None:
        self.trouble: Trouble | None = None
        self.is_open = False
        self._deck, self._clock = deck, clock
        self._sound: SimpleQueue[Samples[int]] = SimpleQueue()
        self._words: SimpleQueue[Use] = SimpleQueue()
        self._utterances = Utterances()
        self._over, self._let_go = Event(), Event()
        self._came, self._looked = 0.0, clock()
        self._mute = 0.0
        self._place, self._moved = 0, clock()

    def next(self) -> Use | None:
        """Return what the next word is for that was heard, and not returned yet; None where there is none."""
        try:
            return self._words.get_nowait()
        except Empty:
            return None

    def close(self) -> None:
        """Hear nothing more, and let go of the microphone."""
        self._over.set()
        self._let_go.wait(LETTING_GO)

    def run(self) -> None:
        """Hear words until it is closed, or there is trouble."""
        try:
            vocabulary = Vocabulary({use: read_takes(use) for use in recorded_uses()})
            with Microphone(self.take) as microphone:
                while not (self._over.wait(LOOK) or self.trouble == "gone"):
                    self.look(microphone, vocabulary)
        except NoMicrophoneError:
            self.trouble = "none"
        except NoModelError:
            self.trouble = "untold"
        finally:
            self.is_open = False
            self._let_go.set()

    @property
    def _is_silent(self) -> bool:
        return self._deck.silence >= ECHO * TRACK_RATE

    @property
    def _is_awake(self) -> bool:
        """Whether the track plays, or has stood still for less than AWAKE; who sleeps by then has no word to say."""
        if self._deck.player.position != self._place:
            self._place, self._moved = self._deck.player.position, self._clock()
        return self._clock() - self._moved < AWAKE

    def take(self, samples: Samples[int]) -> None:
        """Take what the microphone has heard; what was heard while something sounded is dropped here and now."""
        self._came = self._clock()
        if self._is_silent:
            self._sound.put(samples)

    def look(self, microphone: Microphone, vocabulary: Vocabulary) -> None:
        """Open or shut the microphone, and listen to what it has heard."""
        now = self._clock()
        if now - self._looked > STUCK / 2:  # after Ctrl-Z, or a sleeping machine, nothing can have come
            self._came = now
        self._looked = now
        is_wanted = self._is_silent and self._is_awake
        if is_wanted and not microphone.is_open:
            self._utterances.forget()
            self._came = now
            microphone.open()
        while not self._sound.empty():
            self._listen(as_wave(self._sound.get()), vocabulary)
        if not is_wanted and microphone.is_open:
            microphone.shut()
        self.is_open = microphone.is_open
        if microphone.gone.is_set() or (microphone.is_open and now - self._came > STUCK):
            self.trouble = "gone"

    def _listen(self, sound: Wave, vocabulary: Vocabulary) -> None:
        self._mute = 0.0 if sound.any() else self._mute + len(sound) / RATE
        self.trouble = "mute" if self._mute > MUTE else None
        for utterance in self._utterances.take(sound):
            use = vocabulary.use_of(utterance)
            if use:
                self._words.put(use)
