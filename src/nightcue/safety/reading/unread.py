"""The texts of a routine that nobody has vetted or read, those first that touch what can do harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nightcue.language.diagnostics import Diagnostic, Severity, one_line
from nightcue.language.routine import Routine
from nightcue.language.script import Script, Window
from nightcue.safety.reading.reviews import Reviews
from nightcue.safety.reading.texts import WORN, OwnText, own_texts
from nightcue.safety.reading.topics import has_lists, topic_of
from nightcue.safety.vetted import is_vetted

CODE = "unreviewed"
MEANING = (
    "somebody has read every text of one's own; an error for those that touch what can do harm, "
    "in a routine with compression, heat or socks"
)
FACT = "compression-not-for-sleep"

_SHOWN = 60


@dataclass(frozen=True)
class Unread:
    """A text that nobody has read, and what it touches."""

    text: OwnText
    topic: str | None


def unread(routine: Routine, reviews: Reviews) -> list[Unread]:
    """Return the texts of one's own that nobody has read, those with a topic first, each part in the order of the file."""
    found = [Unread(text, topic_of_text(text, routine.speech.tag)) for text in _not_vetted(routine)]
    left = [each for each in found if each.text.digest not in reviews.by_digest]
    return sorted(left, key=lambda each: each.topic is None)


def topic_of_text(text: OwnText, tag: str) -> str | None:
    """What a text of a routine in the language of `tag` touches: by its role, by its words, or by where it stands."""
    if text.role != "line":
        return text.role
    topic = topic_of(text.said, tag)
    if topic or not (text.worn or not has_lists(tag)):
        return topic
    return "devices" if text.worn else "unknown"


def unreviewed(routine: Routine, script: Script, reviews: Reviews) -> Iterator[Diagnostic]:
    """Tell of each text that nobody has read: an error where it touches what can do harm beside something worn."""
    worn = any(isinstance(cue, Window) and cue.treatment and cue.treatment.therapy in WORN for cue in script.cues)
    hint = f"nightcue review {routine.span.path}"
    for each in unread(routine, reviews):
        severity: Severity = "error" if worn and each.topic else "warning"
        about = f", and it touches {each.topic}" if each.topic else ""
        message = f"nobody has read this text{about}: {one_line(each.text.shown, _SHOWN)}"
        yield Diagnostic(each.text.span, CODE, message, hint, severity, each.text.shown, each.topic)


def is_own(path: Path) -> bool:
    """Whether the routine at `path` is somebody's own, and none of those that come with nightcue."""
    from nightcue.language.library import shipped

    return not path.resolve().is_relative_to(shipped("routines").resolve())


def _not_vetted(routine: Routine) -> list[OwnText]:
    return [text for text in own_texts(routine) if not is_vetted(text, routine.speech.tag)]
