"""Collecting every text of a routine that somebody wrote, as it is heard or shown."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from nightcue.language.diagnostics import Span
from nightcue.language.fields import Fields
from nightcue.language.path_fields import Named
from nightcue.language.routine import Routine
from nightcue.language.steps.safety import Safety
from nightcue.language.steps.session import Session
from nightcue.language.texts import SOME_TIME, Spoken
from nightcue.patterns import compiled
from nightcue.storage.reading import open_file

Role = Literal["line", "question", "answer", "pronounce", "recording"]
"""What a text is: a line or a title, a safety question, what follows the questions, a spelling, or a sound file."""

WORN = frozenset({"compression", "socks", "heat"})
"""The therapies of which something stays on the body."""

_LARGEST = 2**32
"""Bytes of a recording: no WAV can have more, and none that is read has."""
_NUMBER = compiled(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True)
class OwnText:
    """A text and its place. `about` is the name of the question that it asks, or the word that it spells.

    `pattern` has SOME_TIME where a variable brought a duration, and `worn` is whether it belongs to a session in which
    something stays on the body. Of a recording, `said` is the name of its file and `pattern` the digest of its bytes.
    """

    said: str
    pattern: str
    span: Span
    role: Role = "line"
    about: str = ""
    worn: bool = False

    @property
    def shown(self) -> str:
        """The text as a person reads it."""
        return f"{self.about}: {self.said}" if self.role == "pronounce" else self.said

    @cached_property
    def content(self) -> str:
        """What the text is, whatever the durations of its variables."""
        return self._in_its_role(self.pattern.replace(SOME_TIME, "#"))

    @cached_property
    def kind(self) -> str:
        """What the text is, whatever numbers are in it."""
        return self._in_its_role(_NUMBER.sub("#", self.pattern.replace(SOME_TIME, "#")))

    @cached_property
    def digest(self) -> str:
        """128 bits of the SHA-256 of `content`."""
        return hashlib.sha256(self.content.encode()).hexdigest()[:32]

    def _in_its_role(self, text: str) -> str:
        return text if self.role == "line" else f"[{self.role} {self.about}".rstrip() + f"] {text}"


def own_texts(routine: Routine, recordings: Path | None = None) -> list[OwnText]:
    """Return every text of the routine and its parts, each once, in file order.

    The sound files are those in the folder `recordings`, or else in the one that the routine names. Built-in phrases do
    not count. Unreadable sound files are left out: they stop every build anyway.
    """
    folder = Named(recordings, routine.span) if recordings else routine.recordings
    return [*{(text.content, text.worn): text for text in reversed([*_texts(routine, folder)])}.values()][::-1]


def _texts(routine: Routine, recordings: Named | None) -> Iterator[OwnText]:
    yield from _inside(routine.title, False)
    yield from _inside(routine.summary, False)
    for word, said in routine.voice.pronounce.items():
        place = getattr(said, "span", getattr(word, "span", routine.span))
        yield OwnText(str(said), str(said), place, "pronounce", word)
    yield from _inside(routine.sound.background, False)
    if recordings:
        yield from _in_folder(recordings)
    yield from _inside(routine.steps, False)


def _inside(value: Any, worn: bool) -> Iterator[OwnText]:
    """Yield the texts in a value of the routine language, in the order of its fields."""
    if isinstance(value, Spoken):
        yield OwnText(str(value), value.pattern, value.span, worn=worn)
    elif isinstance(value, Named):
        yield from _recording(value.path, value.span)
    elif isinstance(value, Safety):
        yield from _of_questions(value)
    elif isinstance(value, Fields):
        worn = value.therapy in WORN if isinstance(value, Session) else worn
        for name in type(value).model_fields:
            yield from _inside(getattr(value, name), worn)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(each, worn)
    elif is_dataclass(value):
        for each in vars(value).values():
            yield from _inside(each, worn)


def _of_questions(step: Safety) -> Iterator[OwnText]:
    for asked in step.ask:
        if asked.words is not None:
            yield OwnText(str(asked.words), asked.words.pattern, asked.words.span, "question", asked.question)
    for line in step.stop:
        yield OwnText(str(line), line.pattern, line.span, "answer")


def _in_folder(named: Named) -> Iterator[OwnText]:
    from nightcue.voices.recorded import PHONE_ENDINGS, PLAIN_ENDINGS

    with suppress(OSError):
        for path in sorted(
            path for path in named.path.iterdir() if path.suffix.lower() in PLAIN_ENDINGS + PHONE_ENDINGS
        ):
            yield from _recording(path, named.span)


def _recording(path: Path, place: Span) -> Iterator[OwnText]:
    with suppress(OSError), open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size <= _LARGEST:
            yield OwnText(path.name, hashlib.file_digest(file, "sha256").hexdigest(), place, "recording")
        else:  # too large for a recording, which is reported when it is read
            yield OwnText(path.name, f"{size} bytes", place, "recording")
