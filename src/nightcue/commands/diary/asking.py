"""The five questions of the diary, asked in a terminal in the profile's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from nightcue.commands.diary.answers import give_help
from nightcue.letters import plain_letters
from nightcue.terminal import ask_for, tell

if TYPE_CHECKING:
    from nightcue.diary.night import Night
    from nightcue.diary.words import Words

QUESTIONS = (("cramps",), ("intensity",), ("longest", "side", "muscle"), ("day",), ("done", "legs", "signs"))
"""The five of the source documents (facts diary-count to diary-routine), and what is asked with each."""
SEVERAL = ("day", "done", "signs")


def ask(words: Words, evening: date, said: Mapping[str, Any], there: Night | None = None) -> dict[str, Any]:
    """Ask for what is not in `said`, and return the answers; what is skipped is not among them.

    Of a night that is `there` already, each question shows the answer it has, and Enter keeps it. Where no cramp came,
    nothing more is asked about cramps. Warning signs are answered at once with what to do.
    """
    from nightcue.diary.night import DONE, OF_CRAMPS

    tell(words.of_night(words.heading, evening))
    answers: dict[str, Any] = {}
    for number, fields in enumerate(QUESTIONS, 1):
        mark = words.number.format(number=number, total=len(QUESTIONS)) + " "
        for field in fields:
            cramps = answers.get("cramps", said.get("cramps", there and there.cramps))
            if field in said or (field == "done" and any(name in said for name in DONE)):
                continue
            if field in OF_CRAMPS and cramps == 0:
                continue
            answer = _answer(words, field, mark, there)
            mark = " " * len(mark)
            if answer is None:
                continue
            answers |= {name: name in answer for name in DONE} if field == "done" else {field: answer}
            if field == "signs":
                give_help(answer)
    return answers


def _answer(words: Words, field: str, mark: str, there: Night | None) -> Any:
    """Return the answer to one question, asked again until it is understood; None where it was skipped."""
    indent = " " * len(mark)
    tell(mark + words.ask[field])
    if choices := _choices(words, field):
        tell(indent + choices)
    default = _shown(words, field, there)
    needed = field == "cramps" and there is None
    while True:
        shown = f"{indent}[{default}]" if default else f"{indent}>"
        answer = ask_for(shown, default or (None if needed else "")).strip()
        if not answer or answer == default:
            return None
        try:
            return _understood(words, field, answer)
        except ValueError:
            hint = words.hint.get(field) or words.hint["several" if field in SEVERAL else "one"]
            tell(indent + words.again.format(hint=hint), err=True)


def _choices(words: Words, field: str) -> str:
    labels = words.labels.get(field, {})
    listed = [f"{number} {label}" for number, label in enumerate(labels.values(), 1)]
    nothing = [f"0 {words.none}"] if field in SEVERAL else []
    return " · ".join([*listed, *nothing])


def _shown(words: Words, field: str, there: Night | None) -> str:
    """Return the answer that is there, as a person would type it."""
    from nightcue.diary.night import DONE, FIELDS

    if there is None:
        return ""
    if field == "done":
        value: Any = tuple(name for name in DONE if getattr(there, name))
        value = value if any(getattr(there, name) is not None for name in DONE) else None
    else:
        value = getattr(there, field)
    if value is None:
        return ""
    if field not in words.labels:
        return FIELDS[field].text(value)
    numbers = [str([*words.labels[field]].index(one) + 1) for one in (value if field in SEVERAL else [value])]
    return " ".join(numbers) or "0"


def _understood(words: Words, field: str, answer: str) -> Any:
    """Return the value of an answer: numbers of the list, or words of it in this language. Raises ValueError."""
    from nightcue.diary.night import FIELDS
    from nightcue.diary.values import means_nothing

    labels = words.labels.get(field)
    if labels is None:
        return FIELDS[field].read(answer)
    if field in SEVERAL and (answer == "0" or means_nothing(answer)):
        return ()
    found = {value for part in answer.split(",") for value in _meant(part, labels)}
    if field in SEVERAL:
        return tuple(value for value in labels if value in found)
    if len(found) != 1:
        raise ValueError(answer)
    return found.pop()


def _meant(part: str, labels: Mapping[str, str]) -> set[str]:
    """Return the values meant by a label, or by numbers and beginnings of words of labels. Raises ValueError."""
    whole = {value for value, label in labels.items() if plain_letters(label) == plain_letters(part)}
    return whole or {_one(word, labels) for word in part.split()}


def _one(word: str, labels: Mapping[str, str]) -> str:
    values = [*labels]
    if word.isdecimal():
        if not 1 <= int(word) <= len(values):
            raise ValueError(word)
        return values[int(word) - 1]
    fits = [v for v in values if any(w.startswith(plain_letters(word)) for w in [*plain_letters(labels[v]).split(), v])]
    if len(fits) != 1:
        raise ValueError(word)
    return fits[0]
