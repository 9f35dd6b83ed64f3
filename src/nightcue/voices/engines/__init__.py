"""Speech engines, one file each. To add an engine, add a file.

Each file is an Engine, but for those whose names start with an underscore, which engines import.
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
    """A voice that comes with a package: its language, its preference, and how to install it."""

    language: str
    preference: int
    install: str


class Engine(Protocol):
    """What the file of an engine has to define."""

    NAMES: tuple[str, ...]
    """The engine's names in lower case: `--voice NAME` gives its best voice of the language."""

    BROUGHT: Mapping[str, Brought]
    """The voices that come with a package, by name."""

    def offers(self) -> Sequence[Offer]:
        """Return its voices on this machine; none if it is not installed. Loads nothing."""


@cache
def engines() -> tuple[Engine, ...]:
    """Return every engine, by the name of its file."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return tuple(cast(Engine, import_module(f"{__name__}.{name}")) for name in names)
