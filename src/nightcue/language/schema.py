"""The JSON Schema of the routine language, for completion and hover in editors."""

from __future__ import annotations

import inspect
import json
from fractions import Fraction
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from nightcue.language.routine import Routine
from nightcue.language.step import ANY_STEP, Step


class _Generate(GenerateJsonSchema):
    """Writes defaults as they would be written in a routine file."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, Fraction):
            return int(dft) if dft.denominator == 1 else float(dft)
        if isinstance(dft, BaseModel):
            return {}
        return super().encode_default(dft)


def routine_schema() -> dict[str, Any]:
    """The schema of a routine file, in JSON Schema draft 2020-12."""
    schema = _schema_of(Routine)
    definitions = schema.setdefault("$defs", {})
    for kind, model in sorted(Step.kinds.items()):
        body = _schema_of(model)
        definitions.update(body.pop("$defs", {}))
        description = inspect.getdoc(model)
        if model.bare is not None:
            body = body["properties"][model.bare]
        definitions[kind] = {
            "type": "object",
            "description": description,
            "properties": {kind: {"description": description, **body}},
            "required": [kind],
            "additionalProperties": False,
        }
    definitions["step"] = {"oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in sorted(Step.kinds)]}
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "nightcue routine", **schema}
    text = json.dumps(whole, ensure_ascii=False).replace(json.dumps(ANY_STEP), json.dumps({"$ref": "#/$defs/step"}))
    return cast(dict[str, Any], json.loads(text))


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(mode="validation", schema_generator=_Generate)
    schema.pop("title", None)
    return schema
