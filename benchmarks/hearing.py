"""What intelligibility.py measures: how a track is cut into pieces, and how what was heard is held against the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

SILENCE = 1.5
"""A piece ends at every silence longer than this, in seconds; gaps between lines or beats are shorter."""
LONGEST = 25.0
"""A piece is no longer than this, in seconds, unless one line is: the recogniser listens to 30 seconds at a time."""

SOUNDS_THE_SAME = {
    "four": "for",
    "too": "two",
    "soul": "sole",
    "souls": "soles",
    "onto": "on to",
    "cannot": "can not",
    "pullback": "pull back",
}
"""Spellings that no ear can tell apart, and the one both sides are given. What only sounds alike is not here."""

_TO_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TEENS = ("eleven", "twelve", *(f"{ones}teen" for ones in ("thir", "four", "fif", "six", "seven", "eigh", "nine")))
_ONES = (*_TO_TEN, *_TEENS)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}


@dataclass(frozen=True)
class Spoken:
    """A line of the track, from second `start` to second `end`."""

    start: float
    end: float
    text: str


Sounds = tuple[tuple[str, float], ...]
"""What a piece sounds like: each line and the second of the piece at which it starts. In one voice, two pieces that are
the same in this are the same sound."""


@dataclass
class Tally:
    """Words that were spoken, and how many of them were heard wrongly, not heard, or heard and not spoken."""

    words: int = 0
    errors: int = 0
    misheard: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Each line that was misheard and what was heard in its place, and how many times."""

    @property
    def rate(self) -> float:
        """The word error rate: errors by words."""
        return self.errors / self.words if self.words else 0.0


def in_all(tallies: Iterable[Tally]) -> Tally:
    """What `tallies` come to together."""
    total = Tally()
    for tally in tallies:
        total.words += tally.words
        total.errors += tally.errors
        total.misheard.update(tally.misheard)
    return total


def pieces(lines: Iterable[Spoken]) -> list[list[Spoken]]:
    """Join `lines`, in the order they are spoken, into pieces that follow one another at most SILENCE apart."""
    found: list[list[Spoken]] = []
    for line in lines:
        if found and line.start - found[-1][-1].end <= SILENCE and line.end - found[-1][0].start <= LONGEST:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def sounds(piece: Sequence[Spoken]) -> Sounds:
    """What `piece` sounds like, wherever in a track it is."""
    return tuple((line.text, round(line.start - piece[0].start, 3)) for line in piece)


def in_words(text: str) -> str:
    """`text` with every whole number below 100, and every ordinal up to the fifth, in words."""
    text = re.sub(r"\b\d(?:st|nd|rd|th)\b", lambda found: _ORDINALS.get(found[0].lower(), found[0]), text)
    return re.sub(r"(?<![\d.,])\d{1,2}(?!\w|[.,]\d)", lambda found: f" {_number(int(found[0]))} ", text)


def alike(text: str) -> list[str]:
    """The words of `text`, those of SOUNDS_THE_SAME in the spelling that both sides are given; no lone marks."""
    written = [word for word in text.split() if any(map(str.isalnum, word))]
    return [word for each in written for word in SOUNDS_THE_SAME.get(each, each).split()]


def compare(lines: Sequence[str], heard: str, words_of: Callable[[str], list[str]]) -> list[Tally]:
    """Hold what was `heard` against the `lines` that were spoken; a tally for each. `words_of` normalises either.

    The alignment is the one with the fewest errors. A word that nobody spoke counts against the line it was heard in.
    """
    import jiwer

    spoken = [(word, number) for number, line in enumerate(lines) for word in words_of(line)]
    if not spoken:
        return [Tally() for _ in lines]
    aligned = jiwer.process_words(" ".join(word for word, _ in spoken), " ".join(words_of(heard)))
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
        for place, word in zip(places, caught, strict=False):
            instead[spoken[place][1]].append(word)
    words = Counter(number for _, number in spoken)
    return [
        Tally(words[n], errors[n], Counter({(line, " ".join(instead[n])): 1} if errors[n] else {}))
        for n, line in enumerate(lines)
    ]


def _number(number: int) -> str:
    """A whole number below 100 in words."""
    if number < len(_ONES):
        return _ONES[number]
    ones = f" {_ONES[number % 10]}" if number % 10 else ""
    return _TENS[number // 10] + ones
