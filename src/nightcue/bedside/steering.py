"""What the keys do while a track plays, and what is to be shown besides the track."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Literal

from nightcue.amounts import clock as as_clock
from nightcue.bedside.deck import Deck
from nightcue.bedside.player import LOUDEST, Player
from nightcue.bedside.sleep_timer import AWAKE, SleepTimer
from nightcue.bedside.track import RATE, Track
from nightcue.bedside.track_metadata import Score
from nightcue.bedside.windows import can_be_longer, window_at, worn_until
from nightcue.bedside.words import Words

LOUDER = 10
"""Percent by which a key changes the volume."""

SHOWN = 2.0
"""Seconds for which the volume, or what a key could not do, is shown."""

Over = Literal["stop", "rescue"]


class Steering:
    """Steers the player of `deck`, whose track has this `score`. `over` says how listening is to end, once it is.

    While there are `pain_words`, the track stands still, and they are what is to be shown. `clock` counts seconds.
    """

    def __init__(self, deck: Deck, score: Score, words: Words, clock: Callable[[], float] = time.monotonic) -> None:
        self.score = score
        self.words = words
        self.over: Over | None = None
        self.pain_words: str | None = None
        self._deck, self._clock = deck, clock
        self._player: Player = deck.player
        self._timer = SleepTimer(clock)
        self._fade: tuple[int, int] | None = None
        self._slept_at: float | None = None
        self._said: tuple[str, float] = ("", 0.0)
        self._does: dict[str, Callable[[], None]] = {
            "pause": self._pause,
            "ready": self._ready,
            "back": lambda: self._to(self.score.step_before(self.moment)),
            "on": lambda: self._to(self.score.step_after(self.moment)),
            "louder": lambda: self._change_volume(LOUDER),
            "softer": lambda: self._change_volume(-LOUDER),
            "more time": self._more_time,
            "timer": self._choose_timer,
            "pain": self._stop_for_pain,
        }

    def press(self, key: str) -> None:
        """Do what a key is for, by its name in `keys.NAMED`. Raises PlayingError."""
        if key == "stop" or (key == "rescue" and self.pain_words):
            self.over = "stop" if key == "stop" else "rescue"
        elif self.pain_words:
            if key in {"pause", "ready"}:
                self._go_on_after_pain()
            elif key == "pain":
                self._stop_for_pain()  # says it again
        elif key in self._does:
            was_fading = self._is_fading
            if was_fading:
                self._stay_awake()  # who presses a key is awake
            if not (was_fading and key == "pause"):
                self._does[key]()

    def look(self) -> None:
        """Let the sound fade where the sleep timer wants it, and end when nobody goes on after that."""
        if self.pain_words:
            return
        if self._slept_at is not None:
            if not self._player.slept.is_set():
                self._slept_at = None
            elif self._clock() - self._slept_at > AWAKE:
                self.over = "stop"
        elif self._player.slept.is_set():
            self._slept_at = self._clock()
            self._timer.choose(None)
        elif self._player.paused and self._timer.is_due:
            self._timer.choose(None)  # it is silent already
        elif found := self._timer.fade(self.score, self.moment):
            begin, end = (math.ceil(each * RATE) for each in found)
            # at the end of the track it is the track that ends, and not the player that waits for somebody to go on
            end += RATE if end >= round(self.score.length * RATE) else 0
            self._fade = begin, end
            self._player.fade(begin, end)

    @property
    def place(self) -> int:
        """The sample to go on from on another night: where the sound began to sink, if it has."""
        return self._fade[0] if self._fade and self._player.slept.is_set() else self._player.position

    @property
    def _is_fading(self) -> bool:
        return self._timer.choice is not None and self._fade is not None and self._player.position > self._fade[0]

    @property
    def more_seconds(self) -> float:
        """How much longer the window that plays is than it is written."""
        return self._player.more_samples / RATE

    def notes(self) -> list[str]:
        """Return what is to be shown besides the track, each in a few words."""
        words, notes = self.words, []
        window = window_at(self.score, self._player.position)
        if self._player.slept.is_set():
            notes.append(words.slept)
        elif window and window.until_tap:
            notes.append(words.waits)
        if self.more_seconds:
            notes.append(words.more_time.format(time=as_clock(self.more_seconds)))
        text, until = self._said
        notes += [text] if self._clock() < until else []
        notes += [self._timer_note()] if self._timer.choice is not None else []
        return notes

    @property
    def moment(self) -> float:
        """How far the track has played, in seconds."""
        return self._player.position / RATE

    @property
    def sample(self) -> int:
        """The sample of the track that is played next."""
        return self._player.position

    @property
    def stands_still(self) -> bool:
        """Whether the track is silent until a key is pressed: paused, faded out, or stopped for pain."""
        return self._player.paused or self.pain_words is not None

    def stand_still(self) -> None:
        """Pause, also in a window that waits; a sleep timer that was fading the sound is off."""
        self._stay_awake()
        self._player.pause()

    def say(self, text: str) -> None:
        """Show `text` for SHOWN seconds."""
        self._said = text, self._clock() + SHOWN

    def _pause(self) -> None:
        window = window_at(self.score, self._player.position)
        if self._player.slept.is_set():
            self._wake()
        elif self._player.paused:
            self._player.go_on()
        elif window and window.until_tap:
            self._player.seek(window.end)
        else:
            self._player.pause()

    def _ready(self) -> None:
        window = window_at(self.score, self._player.position)
        if self._player.paused or (window and window.until_tap):
            self._pause()

    def _wake(self) -> None:
        if self._fade and (self._slept_at is None or self._clock() - self._slept_at <= AWAKE):
            self._player.seek(self._fade[0])
        else:
            self._player.go_on()
        self._slept_at = None

    def _stay_awake(self) -> None:
        self._timer.choose(None)
        self._fade = None
        self._player.keep_awake()

    def _to(self, moment: float | None) -> None:
        if moment is not None:
            self._player.seek(math.ceil(moment * RATE))  # and not a sample before it, which is in another step

    def _change_volume(self, change: int) -> None:
        self._player.volume = min(LOUDEST, max(0, self._player.volume + change))
        self.say(self.words.volume.format(percent=self._player.volume))

    def _more_time(self) -> None:
        window = window_at(self.score, self._player.position)
        if window and can_be_longer(window):
            self._player.more_time(window)
            self._deck.ring()
        else:
            self.say(self.words.no_more_time)

    def _choose_timer(self) -> None:
        self._player.keep_awake()
        self._fade = None
        self._timer.choose_next()
        if self._timer.choice is None:
            self.say(self.words.timer_off)

    def _timer_note(self) -> str:
        words, choice = self.words, self._timer.choice
        if choice in {"step", "end"}:
            note = words.timer_step if choice == "step" else words.timer_end
        else:
            note = words.timer_minutes.format(minutes=self._timer.minutes)
        is_too_early = choice != "end" and worn_until(self.score, self.moment) is not None
        return f"{note}: {words.timer_worn}" if is_too_early else note

    def _stop_for_pain(self) -> None:
        from nightcue.bedside.pain import pain_clip, pain_words

        self._player.pause()
        self._stay_awake()
        worn = worn_until(self.score, self.moment) is not None
        clip = pain_clip(self.score.language, worn)
        if clip:
            spoken = Player(Track(clip))
            spoken.volume = self._player.volume
            self._deck.player = spoken
        self.pain_words = pain_words(self.score.language)["boots" if worn else "other"]

    def _go_on_after_pain(self) -> None:
        self.pain_words = None
        self._deck.player = self._player
        self._player.go_on()
