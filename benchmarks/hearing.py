"""What intelligibility.py measures: how a track is cut into pieces, and how what was heard is held against the text."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Literal

SILENCE = 1.5
"""A piece ends at every silence longer than this, in seconds; gaps between lines or beats are shorter."""
LONGEST = 25.0
"""A piece is no longer than this, in seconds, unless one line is: the recogniser listens to 30 seconds at a time."""

Half = Literal["tuned", "held-out"]
"""Of the lines of a language that only one recogniser hears: those that words were tried on, and those kept from it."""


@dataclass(frozen=True)
class Spoken:
    """A line of the track, from second `start` to second `end`."""

    start: float
    end: float
    text: str


Pattern = tuple[tuple[str, float], ...]
"""Each line of a piece and the second of the piece at which it starts. In one voice, two pieces that are the same in
this are the same sound."""


@dataclass
class Tally:
    """Words or sounds that were spoken, and how many were heard wrongly, not heard, or heard and not spoken."""

    spoken: int = 0
    errors: float = 0
    """A whole number, but in the mean of several times that the same line was heard."""
    misheard: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Each line that was misheard and what was heard in its place, and how many times."""

    @property
    def rate(self) -> float:
        """The error rate: errors by words or sounds."""
        return self.errors / self.spoken if self.spoken else 0.0


@dataclass(frozen=True)
class Understood:
    """How a line, or many, were understood: word by word, and sound by sound where the language allows it."""

    words: Tally
    sounds: Tally


def in_all(tallies: Iterable[Tally]) -> Tally:
    """What `tallies` come to together."""
    total = Tally()
    for tally in tallies:
        total.spoken += tally.spoken
        total.errors += tally.errors
        total.misheard.update(tally.misheard)
    return total


def together(lines: Iterable[Understood]) -> Understood:
    """How all of `lines` were understood."""
    each = list(lines)
    return Understood(in_all(line.words for line in each), in_all(line.sounds for line in each))


def each_once(lines: Iterable[tuple[str, Understood]]) -> Understood:
    """How `lines` were understood, each different one counted once: by the mean of all the times that it was heard."""
    times: dict[str, list[Understood]] = {}
    for line, how in lines:
        times.setdefault(line, []).append(how)
    return together(
        Understood(_mean([how.words for how in each]), _mean([how.sounds for how in each])) for each in times.values()
    )


def _mean(tallies: Sequence[Tally]) -> Tally:
    """The mean of what the same line gave each time."""
    return Tally(tallies[0].spoken, sum(tally.errors for tally in tallies) / len(tallies))


def pieces(lines: Iterable[Spoken]) -> list[list[Spoken]]:
    """Join `lines`, in the order they are spoken, into pieces that follow one another at most SILENCE apart.

    No piece has the same line twice: of two words that are said twelve times a recogniser leaves some out, and a
    listener is told each of them by itself.
    """
    found: list[list[Spoken]] = []
    for line in lines:
        if found and _belongs(line, found[-1]):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _belongs(line: Spoken, piece: Sequence[Spoken]) -> bool:
    near = line.start - piece[-1].end <= SILENCE and line.end - piece[0].start <= LONGEST
    return near and all(line.text != before.text for before in piece)


def pattern(piece: Sequence[Spoken]) -> Pattern:
    """What makes `piece` sound as it does, wherever in a track it is."""
    return tuple((line.text, round(line.start - piece[0].start, 3)) for line in piece)


def understood(lines: Sequence[str], heard: str, language: str) -> list[Understood]:
    """How each of the `lines` that were spoken was understood, where `heard` is what was heard of them."""
    ear = import_module(f"heard_{language}")
    words, sounds = (compare(lines, heard, parts_of) for parts_of in (ear.words_of, ear.sounds_of))
    return [Understood(*both) for both in zip(words, sounds, strict=True)]


def compare(lines: Sequence[str], heard: str, parts_of: Callable[[str], list[str]]) -> list[Tally]:
    """Hold what was `heard` against the `lines` that were spoken; a tally for each.

    `parts_of` gives the words of either, or their sounds. The alignment is the one with the fewest errors. A word that
    nobody spoke counts against the line it was heard in.
    """
    import jiwer

    spoken = [(part, number) for number, line in enumerate(lines) for part in parts_of(line)]
    if not spoken:
        return [Tally() for _ in lines]
    aligned = jiwer.process_words(" ".join(part for part, _ in spoken), " ".join(parts_of(heard)))
    errors: Counter[int] = Counter()
    instead: dict[int, list[str]] = {number: [] for number in range(len(lines))}
    for chunk in aligned.alignments[0]:
        places = range(chunk.ref_start_idx, chunk.ref_end_idx)
        caught = aligned.hypotheses[0][chunk.hyp_start_idx : chunk.hyp_end_idx]
        if chunk.type == "insert":
            line = spoken[min(chunk.ref_start_idx, len(spoken) - 1)][1]
            errors[line] += len(caught)
            instead[line] += caught
        elif chunk.type != "equal":
            errors.update(spoken[place][1] for place in places)
        for place, part in zip(places, caught, strict=False):
            instead[spoken[place][1]].append(part)
    counted = Counter(number for _, number in spoken)
    return [
        Tally(counted[n], errors[n], Counter({(line, " ".join(instead[n])): 1} if errors[n] else {}))
        for n, line in enumerate(lines)
    ]


def half_of(line: str, tuned: frozenset[str]) -> Half:
    """Which half `line` is in: by its digest, but the lines of `tuned` were chosen by what was heard of them."""
    even = hashlib.sha256(line.encode()).digest()[0] % 2 == 0
    return "tuned" if even or line in tuned else "held-out"


def tuned_lines(language: str) -> frozenset[str]:
    """The lines of `language` whose words were chosen by what was heard of them: one a line in tuned_LANGUAGE.txt."""
    path = Path(__file__).with_name(f"tuned_{language}.txt")
    return frozenset(path.read_text(encoding="utf-8").splitlines() if path.is_file() else ())
