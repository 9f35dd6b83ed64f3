"""The dialogue of `nightcue review`, one text after another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nightcue.terminal import ask_for, tell, tell_json

if TYPE_CHECKING:
    from nightcue.safety.reading.review import Reading
    from nightcue.safety.reading.unread import TextToRead


def ask_who() -> str:
    """Return the name in the profile, or the one that is typed."""
    from nightcue.safety.profile import read_profile

    return str(read_profile().name or ask_for("Who reads? Your name:").strip())


def ask(reading: Reading, by: str) -> None:
    """Ask the question of each text that nobody has read, and sign those that it is answered with no."""
    unread = reading.unread
    touching = sum(each.topic is not None for each in unread)
    tell(f"{len(unread)} to read; {touching} touch what can do harm, and come first. Ctrl-C keeps what was signed.")
    for number, each in enumerate(unread, 1):
        _show(each, f"{number} of {len(unread)}")
        if is_answered_with_no(reading.question(each), *reading.answers):
            reading.sign(by, [each])
        else:
            tell(f"  not signed; change it in {_place(each)}")


def ask_for_reasons(reading: Reading, by: str) -> None:
    """Ask why each text that is refused may stay; where nothing is typed, it may not."""
    refused = reading.refused
    for number, each in enumerate(refused, 1):
        _show(each, f"{number} of {len(refused)}")
        tell(f"  refused: {reading.why_refused(each)}")
        if reason := ask_for("Why may it stay? Nothing leaves it refused:", "").strip():
            reading.sign(by, [each], reason)


def tell_what_is_left(reading: Reading) -> None:
    """Say how many texts were signed, by now or before, and what is left to do."""
    left, refused = len(reading.unread), len(reading.refused)
    tell(f"{reading.count - left - refused} of {reading.count} texts are read; {reading.reviews.path}")
    if left:
        tell(f"{left} left: nightcue review {reading.path}")
    if refused:
        tell(f"{refused} refused: change what they say, or give a reason: nightcue review {reading.path} --allow")


def tell_list(reading: Reading) -> None:
    """Show every text of one's own with its place and who has read it."""
    for each in reading.every:
        done = reading.review_of(each)
        state = f"read by {done.by} on {done.date}" if done else reading.why_refused(each) or "unread"
        tell(f"{_place(each)}: {each.topic or 'no topic'}: {state}", f"  {each.text.shown}")
        if done and done.allowed:
            tell(f"  allowed: {done.allowed}")
    tell_what_is_left(reading)


def tell_as_json(reading: Reading) -> None:
    """Print the same as docs/schemas/review.json describes it."""
    tell_json(json.dumps([_as_json(reading, each) for each in reading.every], ensure_ascii=False, indent=1))


def _as_json(reading: Reading, each: TextToRead) -> dict[str, Any]:
    done, span = reading.review_of(each), each.text.span
    return {
        "file": str(span.path),
        "line": span.line,
        "column": span.column,
        "text": each.text.shown,
        "topic": each.topic,
        "digest": each.text.digest,
        "refused": reading.why_refused(each),
        "by": done and done.by,
        "date": done and done.date,
        "allowed": done and done.allowed,
    }


def _show(each: TextToRead, count: str) -> None:
    tell("", f"{count}, {each.topic or 'no topic'}, {_place(each)}", f"  {each.text.shown}")


def is_answered_with_no(question: str, yes: str, no: str) -> bool:
    """Ask `question` until it is answered with the word for yes or no, or its beginning."""
    while True:
        answer = ask_for(f"{question} [{yes}/{no}]").strip().casefold()
        if answer and no.startswith(answer):
            return True
        if answer and yes.startswith(answer):
            return False


def _place(each: TextToRead) -> str:
    return f"{each.text.span.path}:{each.text.span.line}"
