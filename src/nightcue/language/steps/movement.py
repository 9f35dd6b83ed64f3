"""movement: repetitions on a steady beat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from nightcue.language.meant import meant
from nightcue.language.phrase_models import Plural, Words
from nightcue.language.script import Rank, WindowCue
from nightcue.language.sets_and_sides import Rounds
from nightcue.language.texts import Text
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import duration, refusal, resolved, whole
from nightcue.patterns import compiled

_EVERY = compiled(r"every\s+([1-9]\d{0,3})", re.IGNORECASE)


def _count(value: Any, info: ValidationInfo) -> int:
    text = resolved(value, info, "each, every 5, or none")
    every = _EVERY.fullmatch(text)
    if every is None and text.lower() not in {"each", "none"}:
        number = re.search(r"[1-9]\d{0,3}", text[:40])
        word = None if number else next(iter(meant("words", text, ("each", "none"))), None)
        hint = f"count: {word or f'every {number[0] if number else 5}'}"
        raise refusal("unknown-word", "the count is each, none, or every and a number", hint)
    return int(every[1]) if every else int(text.lower() == "each")


class Said(Words):
    """What is said before the repetitions."""

    reps: Plural


class Movement(Rounds):
    """A movement done again and again on a beat: repetition n starts exactly n times the tempo after the first."""

    kind = "movement"
    words = Said
    example = """
- movement:
    name: Ankle movements
    setup: Stay sitting, with your legs relaxed.
    reps: 25
    tempo: 2s
    sides: [left, right]
    part: foot
    beat: [Point, Pull]
    count: every 5
"""
    windows = Rounds.windows | {"beats": "a movement's repetitions on their beat"}
    takes = {  # noqa: RUF012
        "beat": "a list of texts, at most 12",
        "count": "`each`, `none`, or a number such as `every 5`",
    }

    reps: Annotated[int, whole(1, 10_000), Field(description="Repetitions for each side and set.")]
    tempo: Annotated[Fraction, duration("200ms", "10m"), Field(description="Time from one repetition to the next.")]
    beat: Annotated[
        list[Text], Field(max_length=12, description="The words of one repetition, evenly spread over it.")
    ] = []  # noqa: RUF012
    count: Annotated[
        int | None,
        BeforeValidator(_count, json_schema_input_type=str),
        Field(
            description="Which repetitions are counted aloud, in place of their words: each, every 5, or none. "
            "Without beat words each is counted.",
            json_schema_extra={"examples": ["every 5", "each", "none"]},
        ),
    ] = None

    def unroll(self, cues: Unrolling) -> None:
        """Speak the setup, then keep one window of beats for each side and set."""

        said: Said = cues.speech.phrases.steps.movement

        def beats() -> None:
            cues.say(cues.speech.plural(said.reps, self.reps).format(count=cues.speech.number(self.reps)))
            expected = self.reps * max(1, len(self.beat))
            inside = self._ticks(cues) if cues.sound.count == "tick" else self._words(cues)
            cues.window("beats", self.reps * self.tempo, inside, expected=expected, times=self.reps)

        self.rounds(cues, beats)

    def _words(self, cues: Unrolling) -> Iterator[WindowCue]:
        every = self.count if self.count is not None else int(not self.beat)
        for rep in range(self.reps):
            counted = every and (rep + 1) % every == 0
            # a number can be long to say, so it takes the whole repetition
            words: list[str] = [cues.speech.number(rep + 1)] if counted else list(self.beat)
            for place, word in enumerate(words):
                start = (rep + Fraction(place, len(words))) * self.tempo
                yield WindowCue(word, Rank.BEAT, "start", start, cues.at(getattr(word, "span", None)))

    def _ticks(self, cues: Unrolling) -> Iterator[WindowCue]:
        beats = max(1, len(self.beat))
        for rep in range(self.reps):
            for place in range(beats):
                start = (rep + Fraction(place, beats)) * self.tempo
                yield WindowCue("tock" if place else "tick", Rank.BEAT, "start", start, cues.origin, "chime")
