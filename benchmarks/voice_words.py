"""How well spoken words are heard: by made-up people, in a made-up bedroom, in the silences of a real bedtime.

    python benchmarks/voice_words.py                heard, missed and false, for people and words that chose nothing
    python benchmarks/voice_words.py --bedtime      the narrator alone, and a restless sleeper, for a whole bedtime
    python benchmarks/voice_words.py --choose       the same for the others, at every distance that NEAR could be
    python benchmarks/voice_words.py --mean         make speech_mean.npy anew

People are the project's voices at several pitches, and grunts of vowels. Each records each word twice, near the
microphone, and says it four times by night: at another pace and in another melody, at -42 to -22 dBFS, 14 to 25 dB
above the noise of the room, with the echo of one that fades in 0.3 to 0.6 s. No person and no microphone took part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import bedroom
import click
import numpy as np
import soxr
import yaml

from nightcue.audio.clip import Wave
from nightcue.bedside.voice_words.embedding import MEAN, rows
from nightcue.bedside.voice_words.uses import FIRST_USES, USES, Use
from nightcue.bedside.voice_words.utterances import RATE, Utterances
from nightcue.bedside.voice_words.vocabulary import NEAR, Vocabulary
from nightcue.voices.catalogue import open_voice
from nightcue.voices.voice import Voice

SAID = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
MELODIES, PACES = ".?!", ("slow", "calm", "normal")
NIGHTS = 4
"""How often each word is said by night."""
OF_EACH = 50
"""Noises of each kind."""


@dataclass
class Person:
    """Utterances of one person, as they were cut: two takes of each word, and what is said by night."""

    name: str
    takes: dict[Use, list[Wave]]
    by_night: dict[Use, list[Wave]]
    others: list[Wave] = field(default_factory=list)
    alike: list[Wave] = field(default_factory=list)

    def vocabulary(self, uses: tuple[Use, ...]) -> Vocabulary:
        """Return what nightcue knows of this person."""
        return Vocabulary({use: self.takes[use] for use in uses})


def cut(sound: Wave) -> Wave:
    """Return the utterance in `sound`; an empty one where there is none, or more than one."""
    utterances = Utterances()
    found = [each for at in range(0, len(sound), 800) for each in utterances.take(sound[at : at + 800])]
    return found[0] if len(found) == 1 else np.zeros(0, np.float32)


@cache
def spoken(voice: str, language: str, pace: str, text: str) -> Wave:
    """Return `text` in a voice of nightcue."""
    clip = _opened(voice, language, pace).speak(text)
    return np.asarray(soxr.resample(clip.samples.astype(np.float32) / 32768, clip.rate, RATE), np.float32)


@cache
def _opened(voice: str, language: str, pace: str) -> Voice:
    return open_voice(voice, language, pace)  # type: ignore[arg-type]


def speaker(random: np.random.Generator, said: dict, voice: str, language: str, pitch: float) -> Person:
    """Return a person who has this voice at this pitch."""

    def say(text: str, pace: str) -> Wave:
        return bedroom.pitched(spoken(voice, language, pace, text), pitch * random.uniform(0.97, 1.03))

    takes, by_night = {}, {}
    for use, word in zip(USES, said[language]["words"], strict=True):
        ways = random.permutation([(pace, melody) for pace in PACES for melody in MELODIES])
        sayings = [say(word + melody, pace) for pace, melody in ways[: 2 + NIGHTS]]
        takes[use] = [cut(bedroom.recorded(random, each)) for each in sayings[:2]]
        by_night[use] = [cut(bedroom.at_night(random, each)) for each in sayings[2:]]
    others, alike = (
        [cut(bedroom.at_night(random, say(text, "calm"))) for text in said[language][key]]
        for key in ("others", "alike")
    )
    return Person(f"{voice} {language} {pitch:g}", takes, by_night, others, alike)


def grunter(random: np.random.Generator, said: dict, pitch: float) -> Person:
    """Return a person who grunts."""
    makes = lambda text: bedroom.grunt(random, text, pitch)  # noqa: E731
    words = dict(zip(USES, said["words"], strict=True))
    takes = {use: [cut(bedroom.recorded(random, makes(word))) for _ in range(2)] for use, word in words.items()}
    by_night = {use: [cut(bedroom.at_night(random, makes(word))) for _ in range(NIGHTS)] for use, word in words.items()}
    others = [cut(bedroom.at_night(random, makes(text))) for text in said["others"] for _ in range(2)]
    return Person(f"grunts {pitch:g}", takes, by_night, others)


def people(part: str) -> Iterator[Person]:
    """Yield everybody of a part of voice_words.yaml."""
    random, said = np.random.default_rng(len(part)), SAID[part]
    for voice, language in said["people"]:
        for pitch in said["pitches"]:
            yield speaker(random, said, voice, language, pitch)
    for pitch in said["grunts"]["pitches"]:
        yield grunter(random, said["grunts"], pitch)


def noises(part: str) -> dict[str, list[Wave]]:
    """Return the noises of a part, by their kind; those that no utterance is cut from are left out."""
    random = np.random.default_rng(100 + len(part))
    kinds = bedroom.NOISES | (bedroom.UNHEARD_BEFORE if part == "held_out" else {})
    made = {kind: [cut(bedroom.at_night(random, make(random))) for _ in range(OF_EACH)] for kind, make in kinds.items()}
    return {kind: [each for each in cuts if len(each)] for kind, cuts in made.items()}


@dataclass
class Count:
    """Distances: of words by night to their own word, where that was the nearest, and of all else to the nearest."""

    own: list[float] = field(default_factory=list)
    other_word: list[float] = field(default_factory=list)
    others: list[float] = field(default_factory=list)
    alike: list[float] = field(default_factory=list)
    noises: list[float] = field(default_factory=list)

    def row(self, near: float) -> str:
        """Return what is heard at `near`, in a line."""

        def under(distances: list[float]) -> str:
            return f"{sum(each < near for each in distances):>4} of {len(distances):<5}"

        said = len(self.own) + len(self.other_word)
        heard = sum(each < near for each in self.own)
        wrong = sum(each < near for each in self.other_word)
        rest = f"{under(self.others)} {under(self.alike)} {under(self.noises)}"
        return f"{heard:>4} of {said:<5} {wrong:>3} wrong   false: {rest}"


def counted(everybody: list[Person], sounds: dict[str, list[Wave]], uses: tuple[Use, ...]) -> dict[str, Count]:
    """Return the counts of each language, and of grunts."""
    counts: dict[str, Count] = {}
    for person in everybody:
        count = counts.setdefault(person.name.split()[-2] if "grunts" not in person.name else "grunts", Count())
        known = person.vocabulary(uses)
        for use in uses:
            for each in person.by_night[use]:
                nearest, away = next(iter(known.distances(each).items())) if len(each) else (use, 9.0)
                (count.own if nearest == use else count.other_word).append(away)
        for heard, into in ((person.others, count.others), (person.alike, count.alike)):
            into += [min(known.distances(each).values()) for each in heard if len(each)]
        count.noises += [min(known.distances(each).values()) for kind in sounds.values() for each in kind]
    return counts


def total(counts: dict[str, Count]) -> Count:
    """Return all of them as one."""
    every = Count()
    for count in counts.values():
        for name in vars(every):
            getattr(every, name).extend(getattr(count, name))
    return every


HEADER = "words heard, and taken for another     false: of other words, of words that sound alike, of noises"


@click.command()
@click.option("--choose", "to_do", flag_value="choose")
@click.option("--mean", "to_do", flag_value="mean")
@click.option("--bedtime", "to_do", flag_value="bedtime")
def main(to_do: str | None) -> None:
    """Print the figures."""
    if to_do == "bedtime":
        from voice_words_bedtime import bedtimes

        bedtimes([person for person in people("held_out") if person.name.split()[1] in {"en", "es"}])
        return
    part = "chosen_with" if to_do else "held_out"
    everybody, sounds = list(people(part)), noises(part)
    if to_do == "mean":
        heard = [each for person in everybody for each in (*person.others, *person.alike)]
        heard += [each for kind in sounds.values() for each in kind]
        np.save(MEAN, np.concatenate([rows(each) for each in heard if len(each)]).mean(axis=0))
        return
    for uses in (FIRST_USES, USES):
        counts = counted(everybody, sounds, uses)
        print(f"{len(uses)} words, {len(everybody)} people, seed fixed\n  {HEADER}")
        for near in np.arange(0.1, 0.26, 0.01) if to_do else [NEAR]:
            print(f"  {near:.2f}  {total(counts).row(near)}")
        for name, count in counts.items() if not to_do else ():
            print(f"  {name:<6}{count.row(NEAR)}")


if __name__ == "__main__":
    main()
