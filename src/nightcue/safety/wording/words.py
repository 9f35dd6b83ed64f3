"""The patterns of one language, read from its YAML file and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""The languages that have patterns."""

_NAME = re.compile(r"<([a-z_]+)>")


@cache
def words(tag: str) -> Mapping[str, re.Pattern[str]]:
    """Every kind of pattern by its name, for a BCP 47 tag."""
    path = _FOLDER / f"{tag.split('-')[0]}.yaml"
    written: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))

    def whole(kind: str) -> str:
        joined = "|".join(written[kind])
        return "(?:" + _NAME.sub(lambda name: whole(name[1]), joined) + ")"

    return {kind: re.compile(whole(kind)) for kind in written}
