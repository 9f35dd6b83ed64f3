"""Listening to a track: sound first, then what is shown of it, then the keys, until it ends or is stopped."""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Protocol

from nightcue.bedside.deck import Deck
from nightcue.bedside.player import RAMP, Player
from nightcue.bedside.sound_device import SoundDevice
from nightcue.bedside.track import RATE, Track

if TYPE_CHECKING:
    from nightcue.bedside.keys import Keys
    from nightcue.bedside.screen import Lines, Screen
    from nightcue.bedside.steering import Steering
    from nightcue.bedside.track_metadata import Score
    from nightcue.bedside.voice_words.ears import Ears

TICK = 0.1
"""Seconds between two looks at what is to be shown and whether to stop."""

STUCK = 5.0
"""Seconds in which a device that asks for nothing is taken for gone."""

RISE = 2 * RAMP
"""Samples of silence that stay before what is heard first, where the sound rises."""


@dataclass(frozen=True)
class Ending:
    """How listening ended: at `moment` of the track, with `heard` of it played, both in seconds.

    `finished` if it was heard to the end, `gone` if the sound device went away, `signal` if one of the system ended it,
    `to_rescue` if the rescue is wanted in its place.
    """

    moment: float
    heard: float
    started: datetime
    score: Score
    finished: bool
    gone: bool
    signal: int | None
    to_rescue: bool = False


class Rest(Protocol):
    """What makes the rest of a track of which only the beginning is there; the whole lasts `about` so many seconds.

    What it gave last `is_whole` in the end.
    """

    about: float
    is_whole: bool

    def more(self) -> Path | None:
        """Return a track with more in it than the last, if there is one. Raises whatever keeps it from being made."""


def listen(
    path: Path,
    start: float = 0.0,
    rest: Rest | None = None,
    heading: str = "",
    words: bool = False,
    device: SoundDevice | None = None,
) -> Ending:
    """Play the track at `path` from `start` seconds on, with keys and a screen where there is a terminal.

    `heading` stands above it on that screen. With `words`, the microphone listens in the silences for those that were
    recorded. Where it is only the beginning of a track, `rest` gives what comes after. A `device` may be there already:
    the silence that it played while the track was waited for is taken off the one that the track begins with. Raises
    PlayingError when a track cannot be read or decoded, NoSoundError when there is no sound device, and what `rest`
    raises.
    """
    track, told = Track(path), _Told()
    score = _score_of(track) if device else None
    before = _silence_before(device, score) if device and score and not start else 0
    player = Player(track, before or round(start * RATE), growing=rest is not None)
    deck = Deck(player)
    started = datetime.now().astimezone()
    with told.listening(), device or SoundDevice(RATE, deck.feed) as device:
        device.play(deck.feed)  # in place of silence, if it was there already
        # only now, when there is sound, what takes a while to load
        from nightcue.bedside.steering import Steering
        from nightcue.bedside.voice_words.ears import ears
        from nightcue.bedside.words import words_in

        score = score or _score_of(track)
        if rest:
            score = _part(score, rest)
        with _terminal(score, heading) as (view, keys), told.suspending(view, keys):
            view.show(start, paused=False, waiting=False)
            steering = Steering(deck, score, words_in(score.language))
            with ears(steering, deck) if words else nullcontext() as heeding:
                _follow(player, device, steering, view, keys, told, rest, heeding)
            device.close()
    return Ending(
        moment=steering.place / RATE,
        heard=(before + player.heard) / RATE,
        started=started,
        score=steering.score,
        finished=player.ended.is_set(),
        gone=device.gone.is_set() and not player.ended.is_set() and told.signal is None,
        signal=told.signal,
        to_rescue=steering.over == "rescue",
    )


def _follow(
    player: Player,
    device: SoundDevice,
    steering: Steering,
    view: Screen | Lines,
    keys: Keys | None,
    told: _Told,
    rest: Rest | None,
    ears: Ears | None,
) -> None:
    """Show where the track is and do what keys and words say, until it is over, stopped, or the device has gone.

    When more of the `rest` is made, the score of the steering becomes that of as much as there is.
    """
    watch = _Watch(device)
    while not (player.ended.is_set() or told.signal is not None or steering.over or watch.has_gone()):
        if rest and (more := rest.more()):
            steering.score = _gone_over(player, steering.score, Track(more), rest)
            view.is_of(steering.score)
            rest = None if steering.score.whole else rest
        if ears:
            ears.look()
        steering.look()
        if steering.pain_words:
            view.show_pain(steering.pain_words)
        else:
            view.show(
                player.position / RATE,
                paused=player.paused and not player.slept.is_set(),
                waiting=player.waiting,
                notes=[*steering.notes(), *([ears.note] if ears and ears.note else [])],
                more=steering.more_seconds,
                trouble=ears.trouble if ears else "",
            )
        if keys is None:
            player.ended.wait(TICK)
        elif key := keys.next(TICK):
            steering.press(key)


def _score_of(track: Track) -> Score:
    from nightcue.bedside.track_metadata import read_score  # slow to load

    return read_score(track.content, track.path.stem)


def _silence_before(device: SoundDevice, score: Score) -> int:
    """Return how many samples of the silence at the start of a track the device has played already."""
    return max(0, min(device.handed, round(score.lead_in * RATE) - RISE))


def _part(score: Score, rest: Rest) -> Score:
    """Return the score of a beginning, as long as the whole is about."""
    return replace(score, length=max(rest.about, score.length), whole=False)


def _gone_over(player: Player, beginning: Score, track: Track, rest: Rest) -> Score:
    """Have the player go on in the `track`, which has more of the `rest` in it, or all; returns its score."""
    score, start = _score_of(track), None
    steps, ends = score.steps[: len(beginning.steps)], score.ends[: len(beginning.ends)]
    if (steps, ends) != (beginning.steps, beginning.ends):
        # another voice has spoken the whole, so the step begins at another time
        start = score.steps[min(beginning.step_at(player.position / RATE), len(score.steps) - 1)]
    is_whole = rest.is_whole
    player.go_over_to(track, None if start is None else math.ceil(start * RATE), growing=not is_whole)
    return score if is_whole else _part(score, rest)


@contextmanager
def _terminal(score: Score, heading: str) -> Iterator[tuple[Screen | Lines, Keys | None]]:
    """A screen and keys where stdin and stdout are a terminal, and else plain lines."""
    from nightcue.bedside.screen import Lines, Screen
    from nightcue.bedside.words import words_in

    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        yield Lines(score, words_in(score.language)), None
        return
    from nightcue.bedside.keys import Keys

    with Keys() as keys, Screen(score, words_in(score.language), heading) as screen:
        yield screen, keys


class _Watch:
    """Tells when the device has gone, also when it says nothing and only asks for nothing any more."""

    def __init__(self, device: SoundDevice) -> None:
        self._device = device
        self._handed, self._waited, self._looked = -1, 0.0, time.monotonic()

    def has_gone(self) -> bool:
        now = time.monotonic()
        # a look that comes late, after Ctrl-Z or a sleeping machine, counts as no more than a few
        self._waited += min(now - self._looked, 3 * TICK)
        self._looked = now
        if self._device.handed != self._handed:
            self._handed, self._waited = self._device.handed, 0.0
        if self._waited > STUCK:
            self._device.gone.set()
        return self._device.gone.is_set()


class _Told:
    """What the system tells this program meanwhile: `signal` is the one that ends it, Ctrl-C among them."""

    def __init__(self) -> None:
        self.signal: int | None = None

    def _end(self, number: int, _: FrameType | None) -> None:
        self.signal = number

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take note of what ends a program, and let it end in good order."""
        names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
        with ExitStack() as stack:
            for number in [getattr(signal, name) for name in names if hasattr(signal, name)]:
                stack.callback(signal.signal, number, signal.signal(number, self._end))
            yield

    @contextmanager
    def suspending(self, view: Screen | Lines, keys: Keys | None) -> Iterator[None]:
        """On Ctrl-Z give the terminal back, and take it again when the program goes on."""
        if keys is None or sys.platform == "win32":
            yield
            return

        def suspend(*_: object) -> None:
            view.suspend()
            keys.suspend()
            os.kill(os.getpid(), signal.SIGSTOP)
            keys.resume()
            view.resume()

        before = signal.signal(signal.SIGTSTP, suspend)
        try:
            yield
        finally:
            signal.signal(signal.SIGTSTP, before)
