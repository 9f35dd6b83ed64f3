"""One line of a routine file, split into indentation, dash, key and value without a YAML parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nightcue.patterns import compiled

LONGEST_LINE = 1_000
"""Characters of a line that are read."""

_LINE = compiled(r"(?P<indent>[ \t]*)(?P<dashes>(?:-[ \t]+)*)(?P<rest>.*)", re.DOTALL)
_KEY = compiled(r"(?P<key>[^\s:#\"'{}\[\],&*!|>%@`-][^:#]{0,60}?) ?:(?:[ \t]+(?P<value>.*)|$)", re.DOTALL)


@dataclass(frozen=True)
class WrittenLine:
    """A line by its `number`, from 1. `at` is the column after its dashes, `value_at` that of its value, both from 0.

    The value of a line without a key is everything after the dashes.
    """

    number: int
    text: str
    indent: str
    dashes: str
    at: int
    key: str | None
    value: str
    value_at: int

    @property
    def rest(self) -> str:
        """Everything after the dashes."""
        return self.text[self.at :]

    @property
    def is_empty(self) -> bool:
        """Whether the line is empty or only a comment."""
        return not self.rest.strip() or self.rest.startswith("#")

    def with_value(self, value: str) -> str:
        """Return the line's key, if any, with another value."""
        return f"{self.key}: {value}" if self.key else value


def written_line(number: int, text: str) -> WrittenLine:
    """Return the line with that number and text, split."""
    text = text[:LONGEST_LINE].rstrip()
    line = _LINE.match(text)
    assert line  # the pattern matches anything
    keyed = _KEY.match(line["rest"])
    at = line.start("rest")
    value_at = at
    if keyed:
        value_at += keyed.start("value") if keyed["value"] else keyed.end()
    key, value = (keyed["key"], keyed["value"] or "") if keyed else (None, line["rest"])
    return WrittenLine(number, text, line["indent"], line["dashes"], at, key, value, value_at)


def in_quotes(text: str) -> str:
    """Return `text` in quotes, so that YAML reads it literally."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
