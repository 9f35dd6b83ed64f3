"""Fields of JSON and YAML with the lines that they stand on, every value as text."""

from __future__ import annotations

import json
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from nightcue.importing.errors import not_readable

_DEEPEST = 50

Value: TypeAlias = "str | list[Value] | Fields"


class Fields(dict[str, Any]):
    """Names with their values: text, lists and Fields. `line` is where they begin."""

    line = 0


def fields_of_json(path: Path, text: str) -> Value:
    """Return the value of a JSON text. Raises DamagedFileError with the place of what is wrong."""
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    try:
        read, end = _Decoder(starts).raw_decode(text, len(text) - len(text.lstrip()))
    except json.JSONDecodeError as problem:
        message = f"this is no whole JSON: {problem.msg}"
        raise not_readable(path, "not-json", message, None, problem.lineno, problem.colno) from None
    except RecursionError:
        raise not_readable(path, "too-deep", "lists inside one another, too deep to be read") from None
    if text[end:].strip():
        raise not_readable(path, "not-json", "this is no whole JSON: more stands behind its end")
    return _as_text(read)


def is_json(text: str) -> bool:
    """Return whether `text` is JSON, and not just a number or a word."""
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def fields_of_yaml(path: Path, text: str) -> Value:
    """Return the value of a YAML text, with its aliases and merges. Raises DamagedFileError with the place."""
    try:
        root = yaml.compose(text, yaml.SafeLoader)
        return _of_node(root, {}, 0) if root else ""
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        raise not_readable(path, "not-yaml", f"this is no whole YAML: {problem.problem}", None, line, column) from None
    except (RecursionError, yaml.YAMLError):
        raise not_readable(path, "not-yaml", "this is no YAML that can be read") from None


class _Decoder(json.JSONDecoder):
    """Decodes JSON in Python, which knows where each object begins."""

    def __init__(self, starts: list[int]) -> None:
        super().__init__(parse_int=str, parse_float=str, parse_constant=str)
        self._starts = starts
        self.parse_object = self._object
        self.scan_once = json.scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _object(self, found: tuple[str, int], *how: Any, **more: Any) -> tuple[Fields, int]:
        read, end = json.decoder.JSONObject(found, *how, **more)  # type: ignore[attr-defined]
        fields = Fields(read)
        fields.line = bisect_right(self._starts, found[1] - 1)
        return fields, end


def _as_text(read: Any) -> Value:
    if isinstance(read, Fields):
        for name, value in read.items():
            read[name] = _as_text(value)
        return read
    if isinstance(read, list):
        return [_as_text(item) for item in read]
    return {None: "", True: "true", False: "false"}.get(read, read) if not isinstance(read, str) else read


def _of_node(node: yaml.Node, seen: dict[int, Value], depth: int) -> Value:
    """Return the value of a node; one that an alias names again is the same object, however often it is named."""
    if depth > _DEEPEST:
        raise RecursionError
    if id(node) in seen:
        return seen[id(node)]
    if isinstance(node, yaml.SequenceNode):
        items: list[Value] = []
        seen[id(node)] = items
        items += [_of_node(item, seen, depth + 1) for item in node.value]
        return items
    if not isinstance(node, yaml.MappingNode):
        return str(node.value)
    fields = Fields()
    fields.line = node.start_mark.line + 1
    seen[id(node)] = fields
    merged: dict[str, Any] = {}
    for key, value in node.value:
        read = _of_node(value, seen, depth + 1)
        if key.value == "<<":
            for one in read if isinstance(read, list) else [read]:
                merged = (one if isinstance(one, Fields) else {}) | merged
        elif isinstance(key, yaml.ScalarNode):
            fields[key.value] = read
    for name, value in merged.items():
        fields.setdefault(name, value)
    return fields
