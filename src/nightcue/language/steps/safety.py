"""safety: the questions to answer before going on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, cast, get_args

from pydantic import Field, PlainValidator, ValidationInfo

from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.language.phrase_models import Question, Words
from nightcue.language.source import Mapping, Scalar
from nightcue.language.step import Step
from nightcue.language.texts import Spoken, Texts, read_text
from nightcue.language.unrolling import Unrolling
from nightcue.language.until_tap import window
from nightcue.language.values import refusal, resolved

QUESTIONS: tuple[Question, ...] = get_args(Question)


@dataclass(frozen=True)
class Asked:
    """One question: its name, and its words where they are not the built-in ones."""

    question: Question
    words: Spoken | None = None


def _asked(value: Any, info: ValidationInfo) -> Asked:
    words = None
    if isinstance(value, Mapping) and len(value) == 1:
        name, own = next(iter(value.items()))
        words = read_text(own, info)
    elif isinstance(value, Scalar):
        name = resolved(value, info, "a question")
    else:
        raise refusal("wrong-shape", "a question is its name, or its name and your own words")
    if name not in QUESTIONS:
        message = f"there is no safety question '{one_line(name, 40)}'"
        raise refusal("unknown-word", message, did_you_mean(name, QUESTIONS))
    return Asked(cast(Question, str(name)), words)


class Said(Words):
    """The five questions, and what to do when an answer is yes."""

    swelling: str
    clot: str
    skin: str
    sensation: str
    conditions: str
    stop: str


class Safety(Step):
    """Safety questions, each with time to answer, and what to do when an answer is yes."""

    kind = "safety"
    words = Said
    example = """
- safety:
    ask: [swelling, skin, {sensation: "Is there a numb place on your feet?"}, conditions]
    wait: 6s
    stop: If any answer is yes, stop here, and ask your doctor first.
"""
    windows = {"wait": "answering a safety question"}  # noqa: RUF012
    takes = {"ask": "a list of 1 to 20 questions"}  # noqa: RUF012

    ask: Annotated[
        list[Annotated[Asked, PlainValidator(_asked, json_schema_input_type=Question | dict[Question, str])]],
        Field(
            min_length=1,
            max_length=20,
            description="The questions by name, or {name: your own words}; "
            "`clot` is asked before `conditions` where it is not named.",
        ),
    ] = [Asked(question=question) for question in QUESTIONS]  # noqa: RUF012
    wait: Annotated[Fraction, window("0s", "10m"), Field(description="Time to answer each question.")] = Fraction(5)
    stop: Annotated[Texts, Field(description="Said after the questions; without it, a built-in line.")] = []  # noqa: RUF012

    def unroll(self, cues: Unrolling) -> None:
        """Ask each question with its time to answer, then say when to stop."""
        said: Said = cues.speech.phrases.steps.safety
        for asked in self._questions():
            cues.ask(asked.question, asked.words or cast(str, getattr(said, asked.question)))
            cues.window("wait", self.wait)
        cues.say(*(list[str](self.stop) or [said.stop]))

    def _questions(self) -> list[Asked]:
        """Return the questions, with the one about a clot added: a doctor's clearance does not answer it."""
        named = [asked.question for asked in self.ask]
        if "clot" in named or "conditions" not in named:
            return self.ask
        at = named.index("conditions")
        return [*self.ask[:at], Asked("clot"), *self.ask[at:]]
