"""The base of every model of the routine language: it reports unknown keys with the closest known one."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator
from pydantic.fields import FieldInfo

from nightcue.language.source import Mapping, Scalar, Sequence
from nightcue.language.unknown_keys import unknown_key
from nightcue.language.values import Read, context_of, refusal


class Fields(BaseModel):
    """Base of every model of the routine language."""

    # built when the first of them is read: a routine has few of all kinds
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    @classmethod
    def written(cls) -> dict[str, FieldInfo]:
        """Return the fields by the names used in a file: the alias where the name is a Python keyword, such as `in`."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @classmethod
    def _example(cls, name: str) -> str:
        """Return an example value of the field, or … if its type gives none."""
        schemas = [kind.schema for kind in cls.written()[name].metadata if isinstance(kind, Read)]
        kinds = [one.get("type") for schema in schemas for one in (schema, *schema.get("anyOf", ()))]
        return "true" if "boolean" in kinds else "3" if "integer" in kinds else "…"

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any, info: ValidationInfo) -> Any:
        if info.context is None:
            return value  # created in code, not read from a file
        if not isinstance(value, Mapping):
            required = [name for name, field in cls.written().items() if field.is_required()]
            items = value if isinstance(value, Sequence) else [value]
            named = [str(item) for item in items if isinstance(item, Scalar) and item in cls.written()]
            example = ", ".join(f"{name}: {cls._example(name)}" for name in named or required or cls.written())
            raise refusal("wrong-shape", "keys and values belong here", f"such as {{{example}}}")
        fields = cls.written()
        unknown = [key for key in value if key not in fields]
        context_of(info).problems.extend(unknown_key(cls, key, value, context_of(info)) for key in unknown)
        known = {key: item for key, item in value.items() if key in fields}
        return Mapping(known, value.span, value.key_spans)
