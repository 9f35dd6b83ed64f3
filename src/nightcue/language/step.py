"""What every kind of step has in common, and how a step is read from `kind: fields`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    GetJsonSchemaHandler,
    ModelWrapValidatorHandler,
    PlainValidator,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from nightcue.language import meant
from nightcue.language.detail import DETAIL, is_for_full_form
from nightcue.language.diagnostics import Span, one_line
from nightcue.language.fields import Fields
from nightcue.language.kinds import KINDS, kinds_with
from nightcue.language.placing import told_at
from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.unrolling import Unrolling
from nightcue.language.values import refusal
from nightcue.language.written_line import in_quotes


class Step(Fields, ABC):
    """A step of a routine. A subclass names its `kind`, declares its fields and unrolls itself into cues.

    `bare` names the field of a step that is written without field names, such as `pause: 5s`. `words` is the model of
    its built-in phrases, which each language has under `steps:` and the kind. docs/steps.md shows the `example`, the
    purpose of each of its `windows`, and what a field `takes` if its type does not say that.
    """

    kinds: ClassVar[dict[str, type[Step]]] = KINDS
    kind: ClassVar[str]
    bare: ClassVar[str | None] = None
    words: ClassVar[type[BaseModel] | None] = None
    example: ClassVar[str]
    windows: ClassVar[dict[str, str]] = {}
    takes: ClassVar[dict[str, str]] = {}
    _span: Span = PrivateAttr()
    _only_full: bool = PrivateAttr(default=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Register the kind; a subclass without one only shares fields."""
        if "kind" in cls.__dict__:
            Step.kinds[cls.kind] = cls

    @property
    def span(self) -> Span:
        """The place of the step: that of its kind."""
        return self._span

    @property
    def only_full(self) -> bool:
        """Whether the brief form leaves it out."""
        return self._only_full

    @abstractmethod
    def unroll(self, cues: Unrolling) -> None:
        """Write this step's cues."""

    @model_validator(mode="wrap")
    @classmethod
    def _remember_place(cls, value: Any, handler: ModelWrapValidatorHandler[Step]) -> Step:
        step = handler(value)
        step._span = value.span
        return step


def read_step(value: Any, info: ValidationInfo) -> Step:
    """Return the step in a mapping of its kind, and of `detail: full` if only the full form has it."""
    if not isinstance(value, Mapping) or DETAIL not in value or len(value) == 1:
        return _read_alone(value, info)
    only_full = False
    with told_at(value.key_spans[DETAIL], info):
        only_full = is_for_full_form(value[DETAIL])
    step = _read_alone(
        Mapping({key: item for key, item in value.items() if key != DETAIL}, value.span, value.key_spans), info
    )
    step._only_full = only_full
    return step


def _read_alone(value: Any, info: ValidationInfo) -> Step:
    kind = _kind_of(value)
    model = Step.kinds[kind]
    body, place = value[kind], value.key_spans[kind]
    if model.bare is not None:
        return model.model_validate(Mapping({model.bare: body}, place, {model.bare: place}), context=info.context)
    if not isinstance(body, Mapping):
        raise refusal("wrong-shape", f"'{kind}' takes fields", _fields_hint(model, kind, body))
    if DETAIL in body:
        hint = f"write it below '{kind}', in the same column"
        with told_at(body.key_spans[DETAIL], info):
            raise refusal("wrong-place", "the detail of a step stands beside its kind, not among its fields", hint)
        body = Mapping({key: item for key, item in body.items() if key != DETAIL}, body.span, body.key_spans)
    return model.model_validate(Mapping(body, place, body.key_spans), context=info.context)


def _fields_hint(model: type[Step], kind: str, body: Any) -> str:
    if (
        isinstance(body, Sequence)
        and body
        and all(isinstance(item, Mapping) and item.keys() & model.written() for item in body)
    ):
        return f"the fields of '{kind}' stand without dashes under it"
    required = [name for name, field in model.written().items() if field.is_required()]
    only = one_line(body, 40) if len(required) == 1 and isinstance(body, Scalar) and body else "…"
    return f"{kind}: {{{', '.join(f'{name}: {only}' for name in required)}}}"


def _kind_of(value: Any) -> str:
    if isinstance(value, Scalar):
        if not value:
            raise refusal("empty-step", "this step is empty", "write a kind and its value, or remove the dash")
        hint = f"{value}: …" if value in Step.kinds else f"to speak it, write: say: {one_line(value, 40)}"
        raise refusal("wrong-shape", "a step is a kind, a colon and its value", hint)
    if isinstance(value, Sequence):
        hint = "write one dash" if value and isinstance(value[0], Mapping) else "is this line indented too far?"
        raise refusal("wrong-shape", "a step is a kind and its value, not a list", hint)
    if not value:
        raise refusal("empty-step", "this step is empty", "write a kind and its value")
    if len(value) > 1:
        kinds = [key for key in value if key in Step.kinds]
        if len(kinds) == 1 and Step.kinds[kinds[0]].bare and isinstance(value[kinds[0]], Scalar):
            other = next(key for key in value if key != kinds[0])
            message = f"'{kinds[0]}' and '{one_line(other, 40)}' in one step"
            raise refusal("wrong-shape", message, _beside(kinds[0], other, value))
        if len(kinds) == 1:
            raise refusal(
                "wrong-shape",
                f"'{kinds[0]}' and {', '.join(repr(one_line(k, 40)) for k in value if k != kinds[0])} in one step",
                f"indent the fields of '{kinds[0]}' by two more spaces",
            )
        if told := next((kind for kind in value.values() if isinstance(kind, Scalar) and kind in Step.kinds), None):
            raise refusal("wrong-shape", "a step begins with its kind", f"write {told}: …, and its fields below")
        named = ", ".join(f"'{one_line(key, 40)}'" for key in value)
        message = f"a step has one kind, and here are {len(value)}: {named}"
        raise refusal("wrong-shape", message, "start each step with a dash")
    kind = next(iter(value))
    if kind not in Step.kinds:
        raise refusal("unknown-step", f"there is no step '{one_line(kind, 40)}'", meant.hint("steps", kind, Step.kinds))
    return str(kind)


def _beside(kind: str, other: str, value: Mapping) -> str:
    """Return what to do with the key `other` beside a `kind` that takes one value alone."""
    if not value[kind] and isinstance(value[other], Scalar) and other not in Step.kinds:
        return f"write {kind}: {in_quotes(one_line(f'{other}: {value[other]}', 60))}"
    if others := kinds_with(other):
        return f"'{kind}' takes one value and no fields; '{other}' is a field of {others}"
    return "a text with a colon in it needs quotes; a step of its own needs a dash"


ANY_STEP = {"$comment": "a step of any kind"}
"""A placeholder in the generated JSON schema, replaced once every kind is registered."""


class _StepSchema:
    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(ANY_STEP)


AnyStep = Annotated[Step, PlainValidator(read_step), _StepSchema()]
"""A step of any kind."""
