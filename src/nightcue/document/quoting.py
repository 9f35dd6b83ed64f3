"""Writing text and lists as YAML: plain where that is safe, and in the quotes that stood there before."""

from __future__ import annotations

import re
from typing import Any

import yaml

from nightcue.document.nodes import Data, read_nodes

_NAMED = {"\n": r"\n", "\t": r"\t", "\r": r"\r", '"': r"\"", "\\": r"\\", "\0": r"\0"}
_ESCAPED = re.compile('["\\\\]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]')
"""What has to be escaped between double quotes: what ends them, and what cannot be seen."""
SEEN = re.compile("[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
"""Text that can be written as it is, on one line."""
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_TEXT = "tag:yaml.org,2002:str"


def in_line(text: str, style: str | None = None, before: str = "", is_flow: bool = False) -> str:
    """Return `text` as YAML in one line, in the `style` of quotes that stood there: ', " or None for plain.

    Plain text that other programs take for something else, such as yes or null, is put in quotes, unless what stood
    there `before` was taken for the same.
    """
    if style == "'" and SEEN.fullmatch(text):
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _is_safe_plain(text, is_flow) and _seems(text) in {_TEXT, *_NUMBERS, _seems(before or "text")}:
        return text
    if style is None and text in {"true", "false"} and not before:
        return text  # a new field that says yes or no
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def flow_source(data: Data) -> str:
    """Return `data` as YAML in one line, lists and mappings in brackets."""
    if isinstance(data, list):
        return "[" + ", ".join(map(flow_source, data)) + "]"
    if isinstance(data, dict):
        return "{" + ", ".join(f"{in_line(key, is_flow=True)}: {flow_source(item)}" for key, item in data.items()) + "}"
    return in_line(data, is_flow=True)


def _is_safe_plain(text: str, is_flow: bool) -> bool:
    if not text or not SEEN.fullmatch(text) or (is_flow and "?" in text):
        return False
    written = f"[{{k: {text}}}, {text}]" if is_flow else f"- k: {text}\n- {text}\n"
    read = read_nodes(written)
    if read is None or len(read.children) != 2:
        return False
    pair, alone = read.children
    return (
        alone.kind == "text"
        and alone.style is None
        and alone.text == text
        and [c.text for c in pair.children] == [text]
    )


def _seems(text: str) -> str:
    """Return the tag that YAML 1.1 gives to plain `text`."""
    resolver: Any = yaml.resolver.Resolver()
    return str(resolver.resolve(yaml.ScalarNode, text, (True, False)))


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _NAMED:
        return _NAMED[sign]
    code = ord(sign)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
