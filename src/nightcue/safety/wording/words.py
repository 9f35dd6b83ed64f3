"""The patterns of one language, read from its YAML file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from nightcue.safety.shipped_yaml import shipped_yaml

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))
"""The languages that have patterns."""

_NAME = re.compile(r"<([a-z_]+)>")


class Words(dict[str, re.Pattern[str]]):
    """The patterns of one language by name, each compiled when it is first asked for."""

    def __init__(self, written: Mapping[str, list[str]]) -> None:
        super().__init__()
        self.written = written

    def __missing__(self, kind: str) -> re.Pattern[str]:
        self[kind] = re.compile(self._whole(kind))
        return self[kind]

    def _whole(self, kind: str) -> str:
        joined = "|".join(self.written[kind])
        return "(?:" + _NAME.sub(lambda name: self._whole(name[1]), joined) + ")"


@cache
def words(tag: str) -> Words:
    """Every kind of pattern by its name, for a BCP 47 tag."""
    return Words(shipped_yaml(_FOLDER / f"{tag.split('-')[0]}.yaml"))
