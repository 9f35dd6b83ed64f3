"""The texts of a routine that are neither vetted nor read, first those that touch what can do harm."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from nightcue.language.diagnostics import UNREVIEWED, Diagnostic, Severity, one_line
from nightcue.language.library import shipped
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


def is_own(path: Path) -> bool:
    """Return whether the routine at `path` is one's own, and does not come with nightcue."""
    return not path.resolve().is_relative_to(shipped("routines").resolve())


@dataclass(frozen=True)
class TextToRead:
    """A text that is not vetted, and what it touches."""

    text: OwnText
    topic: str | None


def texts_to_read(routine: Routine, read: Collection[str] = (), recordings: Path | None = None) -> list[TextToRead]:
    """Return the texts of one's own that are not `read`, a set of digests: first those with a topic, then the others.

    Both parts are in file order. `recordings` is a folder that a command names in place of the routine's own.
    """
    tag = routine.speech.tag
    own = [text for text in own_texts(routine, recordings) if not is_vetted(text, tag) and text.digest not in read]
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


def unreviewed(
    routine: Routine, script: Script, reviews: Reviews, recordings: Path | None = None
) -> Iterator[Diagnostic]:
    """Tell of each text that nobody has read: an error where it touches what can do harm beside something worn.

    Nobody can sign for a routine that comes with nightcue, so that recordings for one are only warned of.
    """
    worn = any(isinstance(cue, Window) and cue.treatment and cue.treatment.therapy in WORN for cue in script.cues)
    path = routine.span.path
    hint = f"nightcue review {path}" + (f" --recordings {recordings}" if recordings else "")
    copy = f"listen to all of it; to sign it, copy the routine: nightcue new NAME --from {path.stem}"
    for each in texts_to_read(routine, reviews.by_digest.keys(), recordings):
        unsigned = each.text.role == "recording" and not is_own(path)
        severity: Severity = "error" if worn and each.topic and not unsigned else "warning"
        about = f", and it touches {each.topic}" if each.topic else ""
        message = f"nobody has read this text{about}: {one_line(each.text.shown, _SHOWN)}"
        told = copy if unsigned else hint
        yield Diagnostic(each.text.span, UNREVIEWED, message, told, severity, each.text.shown, each.topic, FACT)
