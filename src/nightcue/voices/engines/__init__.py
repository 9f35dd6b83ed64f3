"""Speech engines: one file for each, and all of the engine is in it. To add an engine, add a file.

Each file is an Engine. A file whose name starts with an underscore is no engine and belongs to one or several of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    from nightcue.voices.voice import Offer


class Brought(NamedTuple):
    """A voice that a package brings: its language, how far it is to be preferred, and what installs it."""

    language: str
    preference: int
    install: str


class Engine(Protocol):
    """What the file of an engine holds."""

    NAMES: tuple[str, ...]
    """The names it is known by, in lower case: `--voice NAME` gives its best voice of the language."""

    BROUGHT: Mapping[str, Brought]
    """Each of its voices that a package brings."""

    def offers(self) -> Sequence[Offer]:
        """The voices that it has here; none where it is not installed. Loads nothing."""


@cache
def engines() -> tuple[Engine, ...]:
    """Every engine, by the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(cast(Engine, import_module(f"{__name__}.{name}")) for name in names)
