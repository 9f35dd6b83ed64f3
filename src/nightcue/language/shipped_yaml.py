"""Reading the YAML files that come with nightcue; fast, as every build needs some."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nightcue import beside_compiled


def shipped_yaml(path: Path) -> Any:
    """Return the content of the file, every scalar as text ("no" is a word here). Raises OSError and yaml.YAMLError."""
    made_for = beside_compiled.state_of(path)
    file = beside_compiled.place(__file__, f".{path.parent.name}.{path.stem}")
    content = beside_compiled.kept(file, made_for)
    if content is None:
        content = _read(path)
        beside_compiled.keep(file, made_for, content)
    return content


def _read(path: Path) -> Any:
    import yaml

    # the C loader is twenty times as fast
    return yaml.load(path.read_bytes(), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
