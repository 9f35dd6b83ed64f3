"""What stands between two lines of --- at the top of a text: its title and its language."""

from __future__ import annotations

import re

import yaml

from nightcue.importing.draft import Draft

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PARTS = {"title": "title", "lang": "language", "language": "language"}


def without_front_matter(draft: Draft, text: str) -> str:
    """Return the text with empty lines in place of its front matter, whose title and language the draft gets."""
    found = _FRONT.match(text)
    if found is None:
        return text
    try:
        root = yaml.compose(found["yaml"], yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return text
    if not isinstance(root, yaml.MappingNode):
        return text
    for key, value in root.value:
        part = _PARTS.get(str(key.value).lower())
        if part and isinstance(value, yaml.ScalarNode) and value.value.strip():
            setattr(draft, part, " ".join(value.value.split()))
        else:
            draft.lost(key.start_mark.line + 2, f"'{key.value}' at the top of the file is not said")
    return "\n" * found.group().count("\n") + text[found.end() :]
