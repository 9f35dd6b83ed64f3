"""The JSON Schema of the routine language, for completion and hover in editors."""

from __future__ import annotations

import inspect
import json
from fractions import Fraction
from typing import Any, cast

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from nightcue.language.detail import DETAIL
from nightcue.language.routine import Routine
from nightcue.language.step import ANY_STEP, Step

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The version of JSON Schema in which schemas are written."""


class _Generate(GenerateJsonSchema):
    """Writes defaults as they would be written in a routine file."""

    def encode_default(self, dft: Any) -> Any:
        if isinstance(dft, Fraction):
            return int(dft) if dft.denominator == 1 else float(dft)
        if isinstance(dft, BaseModel):
            return {}
        return super().encode_default(dft)


def routine_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a routine file; `#/$defs/part` is that of an included file."""
    schema = schema_of(Routine)
    definitions = schema.setdefault("$defs", {})
    for kind, model in sorted(Step.kinds.items()):
        body = schema_of(model)
        definitions.update(body.pop("$defs", {}))
        description = inspect.getdoc(model)
        if model.bare is not None:
            body = body["properties"][model.bare]
        definitions[kind] = {"description": description, **body}
    definitions["step"] = _step()
    properties = {key: schema[key] for key in ("type", "properties", "additionalProperties")}
    needed = [field for field in schema["required"] if field != "title"]
    definitions["part"] = {"description": "Steps to include.", **properties, "required": needed}
    whole = {"$schema": DIALECT, "title": "nightcue routine", **schema}
    text = json.dumps(whole, ensure_ascii=False).replace(json.dumps(ANY_STEP), json.dumps({"$ref": "#/$defs/step"}))
    return cast(dict[str, Any], json.loads(text))


def _step() -> dict[str, Any]:
    """Return the schema of a step as one object with every kind as a property: editors complete that best."""
    return {
        "type": "object",
        "description": "What comes next in the routine.",
        "properties": {
            kind: {"description": inspect.getdoc(model), "$ref": f"#/$defs/{kind}"}
            for kind, model in sorted(Step.kinds.items())
        }
        | {DETAIL: {"description": "full: the brief form leaves this step out.", "enum": ["full"]}},
        "if": {"required": [DETAIL]},
        "then": {"minProperties": 2, "maxProperties": 2},
        "else": {"minProperties": 1, "maxProperties": 1},
        "additionalProperties": False,
    }


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema of a model as it is written in a file."""
    schema = model.model_json_schema(mode="validation", schema_generator=_Generate)
    schema.pop("title", None)
    return cast(dict[str, Any], _without_no_default(schema))


def _without_no_default(schema: Any) -> Any:
    """Return the schema without defaults of null, at which editors stop completing."""
    if isinstance(schema, list):
        return [_without_no_default(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: each for key, each in schema.items() if (key, each) != ("default", None)}
    return {key: _without_no_default(each) for key, each in kept.items()}
