"""A whole bedtime as the microphone beside the loudspeaker hears it, through the player, block by block.

`benchmarks/voice_words.py --bedtime` calls this.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from threading import Event

import bedroom
import numpy as np
import soxr
from numpy.typing import NDArray

from nightcue.api import build
from nightcue.audio.clip import Wave
from nightcue.bedside.deck import Deck
from nightcue.bedside.player import Player
from nightcue.bedside.track import RATE as TRACK_RATE
from nightcue.bedside.track import Track
from nightcue.bedside.voice_words.hearing import Hearing
from nightcue.bedside.voice_words.uses import USES
from nightcue.bedside.voice_words.utterances import RATE, Utterances
from nightcue.bedside.voice_words.vocabulary import Vocabulary

BLOCK = 0.05
"""Seconds that the device asks for at a time."""
ROOMS = ((0.3, 0.15), (0.5, 0.15), (0.8, 0.45))
"""Seconds in which the echo fades, and by which the loudspeaker is late: a wired one in two rooms, a wireless one."""
NARRATOR, NOISE = -30.0, -58.0
"""dBFS of the narrator and of the room at the microphone."""
RESTLESS = 12.0
"""Seconds from one snore, cough or turn of a restless sleeper to the next."""


class _Microphone:
    """Hands on what a real one would have heard."""

    def __init__(self) -> None:
        self.is_open, self.gone, self.seconds = False, Event(), 0.0

    def open(self) -> None:
        """Begin to hear."""
        self.is_open = True

    def shut(self) -> None:
        """Hear nothing more."""
        self.is_open = False


class _Ears:
    """Keeps the utterances that are heard, in the place of a vocabulary."""

    def __init__(self) -> None:
        self.utterances: list[Wave] = []

    def use_of(self, utterance: Wave) -> None:
        """Keep an utterance."""
        self.utterances.append(utterance)


def _through_player(deck: Deck, sound: NDArray[np.int16]) -> tuple[list[Wave], float]:
    """Return the utterances that are heard while the deck plays and the microphone hears `sound`, and for how many
    seconds it is open."""
    now, size = 0.0, round(BLOCK * RATE)
    hearing, microphone, ears = Hearing(deck, lambda: now), _Microphone(), _Ears()
    while not deck.player.ended.is_set():
        deck.feed(round(BLOCK * TRACK_RATE))
        if microphone.is_open:
            microphone.seconds += BLOCK
            at = round(now * RATE)
            hearing.take(array("h", sound[at : at + size].tobytes()))
        hearing.look(microphone, ears)
        now += BLOCK
    return ears.utterances, microphone.seconds


def bedtimes(everybody: list) -> None:
    """Print what is heard in a bedtime of the language of each of `everybody`, in which nobody says a word."""
    for language in ("en", "es"):
        track = Path(build("bedtime", language=language).track)
        deck = Deck(Player(Track(track)))
        played = array("h")
        while not deck.player.ended.is_set():
            played.extend(deck.feed(TRACK_RATE))
        samples = np.frombuffer(played, np.int16)
        length = len(samples) / TRACK_RATE
        voice = soxr.resample(samples.astype(np.float32) / 32768, TRACK_RATE, RATE)
        voice *= 10 ** (NARRATOR / 20) / np.sqrt(np.mean(np.square(voice[np.abs(voice) > 0.01])))
        vocabularies = {each.name: each.vocabulary(USES) for each in everybody if each.name.split()[1] == language}
        print(f"bedtime in {language}, {length / 60:.1f} minutes, 5 words each of {len(vocabularies)} people")
        for fades, late in ROOMS:
            _room(track, voice, fades, late, vocabularies, length)


def _room(
    track: Path, voice: NDArray, fades: float, late: float, vocabularies: dict[str, Vocabulary], length: float
) -> None:
    """Print what is heard in a room of the narrator alone, and of a restless sleeper besides."""
    random = np.random.default_rng(7)
    said = np.pad(bedroom.through(voice, bedroom.echo(random, fades, 0.9)), (round(late * RATE), 0))
    room = said + bedroom.noise(random, len(said), 1.0) * 10 ** (NOISE / 20)
    restless = room.copy()
    makers = [*(bedroom.NOISES | bedroom.UNHEARD_BEFORE).values()]
    for second in np.arange(5, length - 5, RESTLESS):
        sound = makers[random.integers(len(makers))](random)
        sound *= 10 ** (random.uniform(-40, -22) / 20) / np.sqrt(np.mean(np.square(sound)))
        echoed = bedroom.through(sound, bedroom.echo(random, fades, 0.6))
        at = round(second * RATE)
        restless[at : at + len(echoed)] += echoed[: len(restless) - at]
    for name, heard in (("narrator alone", room), ("restless sleeper", restless)):
        sound = (np.clip(heard, -1, 1) * 32767).astype(np.int16)
        utterances, seconds = _through_player(Deck(Player(Track(track))), sound)
        false, always = _words(utterances, vocabularies), _words(_all(heard), vocabularies)
        print(
            f"  echo {fades:g} s, {late:g} s late, {name:<16} open {seconds / length:.0%}, {len(utterances)} sounds, "
            f"{false} false words; always open: {always}"
        )


def _words(utterances: list[Wave], vocabularies: dict[str, Vocabulary]) -> str:
    """Return how many of the utterances are a word to somebody, of how many bedtimes."""
    told = [each.use_of(one) for one in utterances for each in vocabularies.values()]
    return f"{sum(use is not None for use in told)} in {len(vocabularies)} bedtimes"


def _all(heard: NDArray) -> list[Wave]:
    """Return the utterances that a microphone hears that is always open."""
    utterances = Utterances()
    parts = (heard[at : at + RATE].astype(np.float32) for at in range(0, len(heard), RATE))
    return [each for part in parts for each in utterances.take(part)]
