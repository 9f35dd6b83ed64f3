"""Engines of other packages: entry points in the group `nightcue.voices`, each a class of Voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nightcue.voices.voice import Pace, VoiceEntry
from nightcue.voices.worker.voice import WorkerVoice

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "nightcue.voices"


@dataclass(frozen=True)
class Plugin:
    """An engine of another package, made as `cls(language=…, pace=…)`."""

    point: EntryPoint

    @property
    def name(self) -> str:
        """Its name in routines."""
        return self.point.name

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue; its languages are not known."""
        origin = f"comes with {self._package}"
        return VoiceEntry(self.name, self._package, self.point.value, self.name, (), "its own", (), origin)

    def preference(self, language: str) -> int | None:  # noqa: ARG002 - only whoever names it wants it
        """Return None: it is used only by name."""
        return None

    def open(self, language: str, pace: Pace) -> WorkerVoice:
        """Return the voice; it loads when it speaks its first line."""
        package = f"{self._package} {self.point.dist.version}" if self.point.dist else self._package
        identity = f"{self.name}; {language}; {pace}; {package}"
        engine = f"{self.point.module}:{self.point.attr}"
        return WorkerVoice(identity, engine, {"language": language, "pace": pace})

    @property
    def _package(self) -> str:
        return self.point.dist.name if self.point.dist else self.point.module


def plugins() -> list[Plugin]:
    """Return every engine of an installed package, by name."""
    from importlib.metadata import entry_points

    return sorted(map(Plugin, entry_points(group=GROUP)), key=lambda plugin: plugin.name)
