"""The reference of the routine language, as Markdown made from the models.

`python -m nightcue.language.reference > docs/steps.md` writes it anew.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nightcue.language.detail import Line
from nightcue.language.fields import Fields
from nightcue.language.phrases import Speech
from nightcue.language.routine import Routine, VoiceSettings
from nightcue.language.sound import Sound
from nightcue.language.step import Step
from nightcue.language.steps.safety import QUESTIONS, Asked
from nightcue.language.steps.session import Check
from nightcue.language.texts import Text
from nightcue.language.values import Read
from nightcue.language.window_cues import Cues
from nightcue.locales import COMPLETE, languages_with

_WORDS = Path(__file__).with_suffix(".yaml")
_INTRODUCTION = """\
# Every step and every field

This page is made from the models that nightcue reads routines with, so it is always complete. To write your first
routine, begin with [your own routine](your-own-routine.md). `nightcue schema` gives the same to an editor, which then
completes and explains as you type.
"""
_VALUES = """\
## Values

**Durations** are written `25s`, `1m30s`, `2 min`, `500ms`, `1:30` (minutes and seconds), `1h`, or as a bare number of
seconds; from 0 to 12 hours. The words for hours, minutes and seconds may be those of any [language](languages.md), and
other ways to write one are read where they can mean one thing only: `25 sec.`, `1min30`, `1,5 min`, `1½ min`, `.5s`,
`1'30"`, `1:05:00`, `1 minute and 30 seconds`, `PT30S`. What is not exact, or not one duration, is refused with what
to write: `10-15s`, `~20s`, `2x30s`, `20s each side`, `0:90`, `1.30 min` (1.3 minutes, or 1 minute 30), and numbers in
words.

**Windows of getting ready** (a `pause`, a `rest`, `ready`, `switch`, and the `wait` after a safety question) may wait
for the listener: `{until: tap, at most: 60s}`, or `{wait: 60s}`, which says the same. On the bedside page and in
`nightcue play` such a window ends with a tap, a key, or the button of a headset, and after that time by itself; it may
be no shorter than 1s. A music player keeps all of the time, and the rules of `nightcue check` count all of it.

**Variables** stand under `vars`; their names are letters, digits and `_`. In a text, `{hold}` is spoken in the
routine's language ("25 seconds", "25 segundos"). A field that is nothing but `"{hold}"` takes the value itself, and
needs the quotes. `--set hold=30s` changes a variable for one command; an included file may have `vars` of its own,
which the routine's win over. `{{` and `}}` are literal braces.

**Text** needs quotes when it has a colon followed by a space in it, when it begins with a sign such as
`[ { * & ! % @ >`, and when it has a space and `#` in it: what comes after those is a comment and is not spoken. Between
`{` and `}` it also needs them for a comma or a question mark.

**Paths** begin at the file that they stand in, and stay inside the routine's own folder.
"""


def reference() -> str:
    """Return the whole page."""
    words = _words()
    kinds = sorted(Step.kinds)
    parts: list[Iterable[str]] = [
        [_INTRODUCTION],
        _routine(),
        [_VALUES],
        ["## Steps", "", "A step is a dash, its kind, a colon and what it takes.", "", *_brief(), ""],
        [f"- [`{kind}`](#{kind}): {_doc(Step.kinds[kind])}" for kind in kinds],
        *(_step(kind, Step.kinds[kind]) for kind in kinds),
        _shared("cues", Cues, "`cues` in a `stretch` or a `session`."),
        _shared("check", Check, "`check` in a `session`."),
        _lists(),
        ["", "## Time", "", *(f"{n}. {sentence}" for n, sentence in enumerate(words["contract"], start=1))],
    ]
    return "\n".join(line for part in parts for line in part) + "\n"


@cache
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return content


def _routine() -> Iterator[str]:
    yield from ("## The file", "", "A routine is one YAML file.", "", *_example(_words()["routine"]), "")
    yield from _table("routine", Routine)
    yield from _shared("voice", VoiceSettings, "`voice` at the top of a routine.")
    yield from _shared("sound", Sound, "`sound` at the top of a routine.")
    yield ""


def _brief() -> list[str]:
    return [*_words()["brief"].splitlines(), "", *_example(_words()["brief_example"])]


def _step(kind: str, model: type[Step]) -> Iterator[str]:
    yield from ("", f"### {kind}", "", _doc(model), "", *_example(model.example.lstrip("\n")), "")
    if model.bare is None:
        yield from _table(kind, model)
        return
    field = model.model_fields[model.bare]
    yield f"It takes {_takes(f'{kind}.{model.bare}', field)}. {field.description}"


def _shared(name: str, model: type[BaseModel], where: str) -> Iterator[str]:
    yield from ("", f"### {name}", "", f"{_doc(model)} It is written as {where}", "")
    yield from _table(name, model)


def _table(owner: str, model: type[BaseModel]) -> Iterator[str]:
    yield from ("| field | takes | when it is left out | |", "|---|---|---|---|")
    fields = model.written() if issubclass(model, Fields) else model.model_fields
    for name, field in fields.items():
        cells = f"`{name}`", _takes(f"{owner}.{name}", field), _left_out(field), str(field.description)
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _takes(name: str, field: FieldInfo) -> str:
    """Return what a field takes, in words."""
    owner, _, own = name.partition(".")
    table: dict[str, str] = _words()["takes"]
    said = Step.kinds[owner].takes.get(own) if owner in Step.kinds else table.get(name)
    said = said or _kind_of_value(field.annotation, field.metadata)
    if said is None:
        raise LookupError(f"{_WORDS.name} has to say what {name} takes")
    return said


def _kind_of_value(annotation: Any, metadata: Iterable[Any]) -> str | None:
    if reader := next((each for each in metadata if isinstance(each, Read)), None):
        return reader.takes
    if annotation == list[Line]:
        return "text, or a list of texts; `full: text` for the full form alone"
    if annotation == list[Text]:
        return "text, or a list of texts"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"fields: [{annotation.__name__.lower()}](#{annotation.__name__.lower()})"
    given = [inner for inner in get_args(annotation) if inner is not NoneType]
    return _kind_of_value(given[0], getattr(given[0], "__metadata__", ())) if len(given) == 1 else None


def _left_out(field: FieldInfo) -> str:
    """Return the default of a field, as it would be written."""
    default = field.default
    if field.is_required():
        return "needed"
    if default is None or default in ([], {}) or isinstance(default, BaseModel):
        return ""
    return f"`{_written(default)}`"


def _written(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case Fraction():
            return f"{value}s" if value.denominator == 1 else f"{value * 1000}ms"
        case ():
            return "none"
        case Asked():
            return value.question
        case list():
            return f"[{', '.join(map(_written, value))}]"
    return str(value)


def _lists() -> Iterator[str]:
    languages = languages_with(*COMPLETE)
    phrases = {language: Speech(language).phrases for language in languages}
    yield from ("", "## What nightcue says and keeps by itself", "")
    yield f"**Languages**: {', '.join(f'`{language}`' for language in languages)}, and their regions, such as `es-MX`;"
    yield "[others](languages.md) are spoken in routines of your own."
    yield from ("", "**Safety questions**, by name; the compression rules of `nightcue check` want all five:", "")
    yield from (f"| question | {' | '.join(languages)} |", f"|---|{'---|' * len(languages)}")
    for question in QUESTIONS:
        yield f"| `{question}` | {' | '.join(getattr(phrases[tag].steps.safety, question) for tag in languages)} |"
    yield from ("", "**Windows**, the stretches of time that last exactly what is written:", "")
    yield from ("| window | while |", "|---|---|")
    yield from (f"| `{kind}` | {', or '.join(meanings)} |" for kind, meanings in sorted(_windows().items()))


def _windows() -> dict[str, list[str]]:
    """Return a line for each kind of window, with its purpose in each step."""
    found: dict[str, list[str]] = {}
    for _, step in sorted(Step.kinds.items()):
        for window, meaning in step.windows.items():
            if meaning not in (meanings := found.setdefault(window, [])):
                meanings.append(meaning)
    return found


def _example(text: str) -> list[str]:
    return ["```yaml", *text.rstrip("\n").split("\n"), "```"]


def _doc(model: type[BaseModel]) -> str:
    return " ".join((inspect.getdoc(model) or "").split())


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
