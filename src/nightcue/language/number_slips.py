"""Hints for text that is not a whole number: what to write instead."""

from __future__ import annotations

import re
import unicodedata

from nightcue.language import meant
from nightcue.language.durations import MINUSES
from nightcue.letters import plain_letters
from nightcue.patterns import compiled

_LONGEST = 60
_TIMES = compiled(
    r"(?P<sets>\d{1,3})(?: ?(?P<sign>[x×*·/]) ?| (?P<words>[^\d]{1,30}?) ?)(?P<reps>\d{1,4})(?: ?[^\W\d_]+)?",
    re.IGNORECASE,
)
_RANGE = compiled(rf"(?P<low>\d{{1,5}}) ?(?:[{MINUSES}]|(?P<word>[^\W\d_]{{1,6}})) ?(?P<high>\d{{1,5}})")
_FALLING = compiled(r"(?P<first>\d{1,2})(?: ?[-–,. ] ?\d{1,2})+")
_COMMENT = compiled(r"(?P<number>\d{1,6}) ?(?:#|//|--|;) ?(?P<said>.*)")
_FIRST = compiled(r"(?P<number>\d{1,6})(?:[.,]0+)?(?P<rest>\D.*)?", re.DOTALL)


def number_hint(text: str, least: int, most: int) -> str | None:
    """Return a hint for `text`, which is not a whole number from `least` to `most`."""
    written = " ".join(unicodedata.normalize("NFKC", text).split())
    if not written or len(written) > _LONGEST:
        return None
    if (number := meant.numbers().get(meant.fold(written))) and least <= number <= most:
        return f"write {number}"
    if meant.fold(written) in {"true", "yes", "on"} or meant.meant("words", written, ("true",)):
        return f"write how many, such as {max(least, min(3, most))}"
    if falling := _FALLING.fullmatch(written):
        numbers = [int(number) for number in re.findall(r"\d+", written)]
        if len(numbers) > 2 and numbers == sorted(numbers, reverse=True):
            return f"write the first number alone: {falling['first']}"
    if (span := _RANGE.fullmatch(written)) and (span["word"] or "").casefold() in {"", *meant.of_durations("range")}:
        return f"one number, and not a range: write {span['high']}, or a smaller one"
    times = _TIMES.fullmatch(written)
    if times and (times["sign"] or plain_letters(times["words"]) in meant.of_durations("times")):
        return f"two numbers are two fields: write sets: {times['sets']} and reps: {times['reps']}"
    if (comment := _COMMENT.fullmatch(written)) is not None:
        return f"a comment begins with a space and #: {comment['number']} # {comment['said']}"
    first = _FIRST.match(written)
    if not any(map(str.isdigit, written)):
        return f"write a number from {least} to {most}"
    if first is None or (first["rest"] or "")[:2].strip(".,+-")[:1].isdigit():
        return None
    return f"write the number alone: {int(first['number'])}"
