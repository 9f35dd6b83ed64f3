"""The diagnostic of an unknown key: which field was meant, or where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nightcue.language import meant
from nightcue.language.diagnostics import Diagnostic, Span, one_line
from nightcue.language.kinds import KINDS, kinds_with
from nightcue.language.source import Mapping, Scalar, Value
from nightcue.language.values import FileContext

if TYPE_CHECKING:
    from nightcue.language.fields import Fields


def unknown_key(model: type[Fields], key: str, value: Mapping, context: FileContext) -> Diagnostic:
    """Return the diagnostic of the unknown `key` in `value`, read as `model`, and note which field was meant."""
    place = value.key_spans[key]
    hint = "text with a comma in it needs quotes here" if value[key] == "" and _without_colon(key, place) else None
    if key == "<<":
        hint = "merge keys are not read here: write the fields out"
        missing = (name for name, field in model.written().items() if field.is_required() and name not in value)
        context.mistaken[place] = next(missing, "")
    elif hint is None and context.may_guess():
        hint = _hint(model, key, value, context)
    return Diagnostic(place, "unknown-key", f"there is no '{one_line(key, 40)}' here", hint)


def _hint(model: type[Fields], key: str, value: Mapping, context: FileContext) -> str | None:
    fields = model.written()
    free = [name for name in fields if name not in value]
    missing = [name for name in free if fields[name].is_required()]
    found = meant.meant("fields", key, missing) or meant.meant("fields", key, free)
    if found:
        context.mistaken[value.key_spans[key]] = found[0]
        return f"did you mean {' or '.join(map(repr, found[:2]))}?"
    if where := _elsewhere(model, key, value[key]):
        return where
    if taken := meant.meant("fields", key, fields):
        return f"did you mean '{taken[0]}', which is here already?"
    if others := kinds_with(key):
        return f"'{one_line(key)}' is a field of {others}; here the fields are {', '.join(fields)}"
    hint = meant.hint("fields", key, free)
    closest = hint.split("'")[1] if hint and hint.startswith("did") else None
    unknown = [other for other in value if other not in fields]
    if closest is None and len(missing) == len(unknown) == 1:
        closest, hint = missing[0], f"did you mean '{missing[0]}', which is missing here?"
    if closest in missing:
        context.mistaken[value.key_spans[key]] = closest
    return f"{hint}; a note of your own begins with #" if hint and closest is None else hint


def _elsewhere(model: type[Fields], key: str, value: Value) -> str | None:
    """Return a hint if the key is a field of another part of a routine, or a step."""
    for name, field in model.written().items():
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and hasattr(inner, "written"):
                found = meant.meant("fields", key, inner.written()) if key not in KINDS else []
                if found and meant.fold(found[0]) == meant.fold(key):
                    written = one_line(value, 40) if isinstance(value, Scalar) else "…"
                    return f"it stands under '{name}': {name}: {{{found[0]}: {written}}}"
    if key in KINDS:
        return f"'{key}' is a step of its own: start its line with a dash, as far left as the dashes of the other steps"
    return None


def _without_colon(key: str, place: Span) -> bool:
    # inside { }, YAML starts the next key after a comma in unquoted text
    after = (place.text or "")[place.column - 1 + len(key) :]
    return not after.lstrip().startswith(":")
