"""The Routine: what a file says, typed and checked."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, PlainValidator, PrivateAttr, ValidationInfo

from nightcue.language import steps as _kinds  # noqa: F401  (makes every kind of step known)
from nightcue.language.choices import choice
from nightcue.language.detail import Detail
from nightcue.language.diagnostics import Diagnostic, RoutineError, Span, one_line
from nightcue.language.fields import Fields
from nightcue.language.path_fields import Named, named_folder
from nightcue.language.phrases import Speech
from nightcue.language.placing import told_at
from nightcue.language.script import Chapter, Script
from nightcue.language.sound import Sound
from nightcue.language.source import Mapping, Scalar
from nightcue.language.step import AnyStep
from nightcue.language.texts import Text, on_one_line, speakable
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import context_of, duration, refusal, resolved, scalar, whole
from nightcue.language.variables import NAME

Topic = Literal["cramps", "stretching", "breathing", "other"]
"""What a routine is about; it decides which safety rules and notices apply."""


def _voice(value: Any) -> Any:
    return Mapping({"name": value}, value.span, {"name": value.span}) if isinstance(value, Scalar) else value


def _name(value: Any, info: ValidationInfo) -> Scalar:
    return resolved(value, info, "the name of a voice")


def _fact(value: Any, info: ValidationInfo) -> Scalar:
    return resolved(value, info, "the id of a fact")


def _language(value: Any) -> Scalar:
    return scalar(value, "a language such as en")


_MARKS = " .…,;:!?¿¡'’\"“”«»()-–—"
"""Punctuation, which is never spoken, unlike a sign such as °."""


def _respellings(value: Any, info: ValidationInfo) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise refusal("wrong-shape", "a word and how to say it belong here", "pronounce: {soleus: SOH-lee-us}")
    respellings: dict[str, str] = {}
    for word, said in value.items():
        with told_at(value.key_spans[word], info):
            if not on_one_line(word).strip(_MARKS):
                raise refusal("nothing-to-speak", "a word or a sign belongs here")
        with told_at(said.span, info):
            respellings[" ".join(word.split())] = speakable(scalar(said, "how to say the word"))
    return respellings


def _variables(value: Any, info: ValidationInfo) -> dict[str, str]:
    if not isinstance(value, Mapping):
        raise refusal("wrong-shape", "names and values belong here", "vars: {hold: 25s}")
    for name, written in value.items():
        shown = one_line(name, 40)
        with told_at(value.key_spans[name], info):
            if not NAME.fullmatch(name):
                better = re.sub(r"\W+", "_", name[:40], flags=re.ASCII).strip("_")
                hint = f"write {better}" if NAME.fullmatch(better) else "letters, digits and _, no digit first"
                raise refusal("bad-variable", f"'{shown}' cannot be a variable", hint)
        with told_at(written.span, info):
            text = scalar(written, f"the value of '{shown}'")
            if not text.strip():
                raise refusal("missing-value", f"the value of '{shown}' is missing")
            if "{" in text or "}" in text:
                message = f"the value of '{shown}' holds braces"
                raise refusal("bad-variable", message, "a variable cannot use another variable")
    return context_of(info).variables


class VoiceSettings(Fields):
    """Who speaks, and how."""

    name: Annotated[
        str,
        PlainValidator(_name, json_schema_input_type=str),
        Field(description="A voice that `nightcue voices` lists; default lets nightcue choose."),
    ] = "default"
    pace: Annotated[
        Literal["slow", "calm", "normal"], choice("slow", "calm", "normal"), Field(description="How fast it speaks.")
    ] = "calm"
    gap: Annotated[
        Fraction, duration("0s", "10s"), Field(description="Silence after each line that no window follows.")
    ] = Fraction(7, 10)
    pronounce: Annotated[
        dict[str, str],
        BeforeValidator(_respellings),
        Field(description="Words that the voice says wrong, each with a spelling that it says right."),
    ] = {}  # noqa: RUF012


class Part(Fields):
    """What an included file gives: its steps. A whole routine can be included too."""

    title: Annotated[Text | None, Field(description="What players and lists show.")] = None
    summary: Annotated[Text | None, Field(description="One line for lists and tags.")] = None
    use: Annotated[
        Literal["bedtime", "daytime", "rescue", "questions"],
        choice("bedtime", "daytime", "rescue", "questions"),
        Field(
            description="What it is for: bedtime, done for the legs before bed, so that its nights count in the diary; "
            "daytime, for any other time; rescue, for the moment of a cramp; questions, to ask or to explain."
        ),
    ] = "bedtime"
    detail: Annotated[
        Detail,
        choice("full", "brief"),
        Field(
            description="The form to make: full, or brief, without the steps and lines that are for the full one "
            "alone. The profile, --brief and --full win over it."
        ),
    ] = "full"
    topic: Annotated[
        Topic,
        choice(*get_args(Topic)),
        Field(
            description="What it is about: cramps, at night and in the legs; stretching, such as yoga; breathing; or "
            "other. It decides which notices it has to have, and how long a stretch may be held; what is asked of "
            "devices, heat and socks, and what nobody may advise, is the same in every topic."
        ),
    ] = "cramps"
    order: Annotated[int, whole(0, 1000), Field(description="Its place in lists: the lowest comes first.")] = 1000
    language: Annotated[
        str | None,
        PlainValidator(_language, json_schema_input_type=str),
        Field(description="The language spoken, as BCP 47: en, en-GB, es, es-MX; picks phrases and voice."),
    ] = None
    voice: Annotated[
        VoiceSettings,
        BeforeValidator(_voice, json_schema_input_type=str | VoiceSettings),
        Field(description="Who speaks, and how; or just the name of a voice."),
    ] = VoiceSettings()
    sound: Annotated[Sound, Field(description="How loud it is, its signals, and what sounds in the background.")] = (
        Sound()
    )
    recordings: Annotated[
        Named | None,
        BeforeValidator(named_folder, json_schema_input_type=str),
        Field(description="A folder with lines in your own voice, by the ids that `nightcue record` shows."),
    ] = None
    vars: Annotated[
        dict[str, str],
        BeforeValidator(_variables, json_schema_input_type=dict[str, str | float]),
        Field(description="Values to use in the steps as {name}; --set changes them."),
    ] = {}  # noqa: RUF012
    facts: Annotated[
        list[Annotated[str, PlainValidator(_fact, json_schema_input_type=str)]],
        Field(description="The facts that its numbers and advice rest on, by id; `nightcue facts` shows them."),
    ] = []  # noqa: RUF012
    steps: Annotated[list[AnyStep], Field(min_length=1, description="What happens, in order.")]


class Routine(Part):
    """A whole routine. Every step and every spoken text knows its file, line and column."""

    title: Annotated[Text, Field(description="What players and lists show.")]
    _path: Path = PrivateAttr()
    _speech: Speech = PrivateAttr()
    _files: tuple[Path, ...] = PrivateAttr()
    _part_facts: tuple[str, ...] = PrivateAttr()
    _warnings: tuple[Diagnostic, ...] = PrivateAttr()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self._path.stem

    @property
    def span(self) -> Span:
        """The routine as a whole."""
        return Span(self._path)

    @property
    def speech(self) -> Speech:
        """The language it speaks."""
        return self._speech

    @property
    def files(self) -> tuple[Path, ...]:
        """The other files that it uses: parts and recordings, with symbolic links resolved."""
        return self._files

    @property
    def every_fact(self) -> tuple[str, ...]:
        """The facts named by it and by its parts, each with its place."""
        return (*self.facts, *self._part_facts)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """The warnings of reading it."""
        return self._warnings

    def placed(
        self,
        path: Path,
        speech: Speech,
        files: tuple[Path, ...],
        part_facts: tuple[str, ...],
        warnings: tuple[Diagnostic, ...] = (),
    ) -> Routine:
        """Set what the file does not say itself, such as its path and its warnings, and return the routine."""
        self._path, self._speech, self._files, self._part_facts = path, speech, files, part_facts
        self._warnings = warnings
        return self


def unroll(routine: Routine, detail: Detail = "full") -> Script:
    """Return the script of one form of the routine: repeats, sides, sets and includes written out as cues.

    Raises RoutineError if it would be longer than 12 hours or 100,000 cues.
    """
    cues = Unrolling(routine.speech, routine.sound, detail)
    cues.steps(routine.steps)
    if cues.problems:
        raise RoutineError(cues.problems)
    if all(isinstance(cue, Chapter) for cue in cues.cues):
        message = "nothing is said in this routine, and no time passes in it"
        raise RoutineError([Diagnostic(routine.span, "nothing-to-play", message)])
    return Script(
        name=routine.name,
        title=routine.title,
        summary=routine.summary or "",
        language=routine.speech.tag,
        gap=routine.voice.gap,
        cues=tuple(cues.cues),
        warnings=routine.warnings,
    )
