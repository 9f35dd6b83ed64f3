"""The texts of a routine that are neither vetted nor read, first those that touch what can do harm."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from nightcue.language.diagnostics import UNREVIEWED, Diagnostic, Severity, one_line
from nightcue.language.routine import Routine
from nightcue.language.script import Script, Window
from nightcue.safety.reading.reviews import Reviews
from nightcue.safety.reading.texts import WORN, OwnText, own_texts
from nightcue.safety.reading.topics import has_lists, topic_of
from nightcue.safety.vetted import is_vetted

MEANING = (
    "somebody has read every text of one's own; an error for those that touch what can do harm, "
    "in a routine with compression, heat or socks"
)
FACT = "compression-not-for-sleep"

_SHOWN = 60


@dataclass(frozen=True)
class TextToRead:
    """A text that is not vetted, and what it touches."""

    text: OwnText
    topic: str | None


def texts_to_read(routine: Routine, read: Collection[str] = ()) -> list[TextToRead]:
    """Return the texts of one's own that are not `read`, a set of digests: first those with a topic, then the others.

    Both parts are in file order.
    """
    tag = routine.speech.tag
    own = [text for text in own_texts(routine) if not is_vetted(text, tag) and text.digest not in read]
    found = [TextToRead(text, topic_of_text(text, tag)) for text in own]
    return sorted(found, key=lambda each: each.topic is None)


def topic_of_text(text: OwnText, tag: str) -> str | None:
    """Return the topic of a text in the language of `tag`, by its role, its words or its place, or None."""
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
    for each in texts_to_read(routine, reviews.by_digest.keys()):
        severity: Severity = "error" if worn and each.topic else "warning"
        about = f", and it touches {each.topic}" if each.topic else ""
        message = f"nobody has read this text{about}: {one_line(each.text.shown, _SHOWN)}"
        yield Diagnostic(each.text.span, UNREVIEWED, message, hint, severity, each.text.shown, each.topic)
