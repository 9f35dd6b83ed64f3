"""A review: the texts of one's own routine while somebody reads them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Self

from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine
from nightcue.safety.reading.refusals import refusal_of
from nightcue.safety.reading.reviews import Review, Reviews, read_reviews, review, write_reviews
from nightcue.safety.reading.texts import OwnText, own_texts
from nightcue.safety.reading.topics import answers, questions
from nightcue.safety.reading.unread import TextToRead, texts_to_read


class Reading:
    """The texts of a routine, and what was read of them; `reviews` is what is kept by now."""

    def __init__(self, routine: Routine, reviews: Reviews, recordings: Path | None = None) -> None:
        self._routine, self._tag, self._recordings = routine, routine.speech.tag, recordings
        self.reviews = reviews

    @classmethod
    def of(cls, path: Path, recordings: Path | None = None) -> Self:
        """Read the routine at `path` and what is kept beside it, with the sound files of the folder `recordings`.

        Raises RoutineError and DamagedFileError.
        """
        return cls(read_routine(path), read_reviews(path), recordings)

    @property
    def path(self) -> Path:
        """The routine's file."""
        return self._routine.span.path

    @cached_property
    def every(self) -> list[TextToRead]:
        """Every text that nobody has vetted, those with a topic first."""
        return texts_to_read(self._routine, recordings=self._recordings)

    @property
    def count(self) -> int:
        """How many texts there are to read, read ones too."""
        return len(self.every)

    @property
    def refused(self) -> list[TextToRead]:
        """Those that a rule refuses, and nobody has allowed."""
        return [each for each in self.every if self.why_refused(each)]

    @property
    def unread(self) -> list[TextToRead]:
        """Those that nobody has read; refused ones are for nobody to sign."""
        return [each for each in self.every if not self.review_of(each) and not self.why_refused(each)]

    def review_of(self, each: TextToRead) -> Review | None:
        """Who has read a text, if somebody has."""
        return self.reviews.by_digest.get(each.text.digest)

    def why_refused(self, each: TextToRead) -> str | None:
        """Return the code of the rule that refuses a text which nobody has allowed."""
        found = refusal_of(each.text)
        return found.code if found and each.text.digest not in self.reviews.allowed else None

    def question(self, each: TextToRead) -> str:
        """Return what to ask whoever reads a text, in the routine's language."""
        asked = questions(self._tag)[each.topic or "unknown"]
        return asked.format(built_in=self._built_in(each.text.about)) if each.topic == "question" else asked

    @property
    def answers(self) -> tuple[str, str]:
        """The words for yes and no in that language."""
        said = answers(self._tag)
        return said["yes"], said["no"]

    def sign(self, by: str, texts: Iterable[TextToRead], reason: str | None = None) -> None:
        """Keep that `by` has read these texts today, beside what others have signed meanwhile. Raises OSError.

        What is no text of the routine any more falls out. `reason` is why texts that are refused may stay.
        """
        signed = {each.text.digest: review(each.text.shown, each.text.digest, by, reason) for each in texts}
        known = {**read_reviews(self.path).by_digest, **signed}
        kept = {text.digest: known[text.digest] for text in self._in_order() if text.digest in known}
        self.reviews = Reviews(self.reviews.path, kept)
        write_reviews(self.reviews)

    def _in_order(self) -> list[OwnText]:
        return own_texts(self._routine, self._recordings)

    def _built_in(self, question: str) -> str:
        return str(getattr(self._routine.speech.phrases.steps.safety, question))
