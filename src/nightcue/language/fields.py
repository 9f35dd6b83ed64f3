"""What everything written as keys and values has in common: unknown keys are told with the closest known one."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, model_validator
from pydantic.fields import FieldInfo

from nightcue.language.source import Mapping
from nightcue.language.unknown_keys import unknown_key
from nightcue.language.values import reading, refusal


class Fields(BaseModel):
    """Base of every model of the routine language."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    @classmethod
    def written(cls) -> dict[str, FieldInfo]:
        """The fields by the names that they are written with: an alias where Python keeps the word, such as `in`."""
        return {field.alias or name: field for name, field in cls.model_fields.items()}

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, value: Any, info: ValidationInfo) -> Any:
        if info.context is None:
            return value  # made in code, not read from a file
        if not isinstance(value, Mapping):
            required = [name for name, field in cls.written().items() if field.is_required()]
            example = "{" + ", ".join(f"{name}: …" for name in required or cls.written()) + "}"
            raise refusal("wrong-shape", "keys and values belong here", f"such as {example}")
        fields = cls.written()
        unknown = [key for key in value if key not in fields]
        reading(info).problems.extend(unknown_key(cls, key, value, reading(info)) for key in unknown)
        known = {key: item for key, item in value.items() if key in fields}
        return Mapping(known, value.span, value.key_spans)
