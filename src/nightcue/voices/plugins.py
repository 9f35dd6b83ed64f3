"""Engines that other packages bring: entry points in the group `nightcue.voices`, each a class of Voice."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from nightcue.voices.voice import Pace, VoiceEntry
from nightcue.voices.worker.voice import WorkerVoice

GROUP = "nightcue.voices"


@dataclass(frozen=True)
class Plugin:
    """One such engine. It is made as `cls(language=…, pace=…)`, and speaks whatever language it is given."""

    point: EntryPoint

    @property
    def name(self) -> str:
        """The name that routines use."""
        return self.point.name

    @property
    def entry(self) -> VoiceEntry:
        """The voice as the catalogue lists it; which languages it speaks only the engine knows."""
        origin = f"comes with {self._package}"
        return VoiceEntry(self.name, self._package, self.point.value, self.name, (), "its own", (), origin)

    def preference(self, language: str) -> int | None:  # noqa: ARG002 - only whoever names it wants it
        """It is no language's default."""
        return None

    def open(self, language: str, pace: Pace) -> WorkerVoice:
        """Return the voice; the engine is loaded when it speaks its first line."""
        package = f"{self._package} {self.point.dist.version}" if self.point.dist else self._package
        identity = f"{self.name}; {language}; {pace}; {package}"
        engine = f"{self.point.module}:{self.point.attr}"
        return WorkerVoice(identity, engine, {"language": language, "pace": pace})

    @property
    def _package(self) -> str:
        return self.point.dist.name if self.point.dist else self.point.module


def plugins() -> list[Plugin]:
    """Every engine that an installed package brings, by name."""
    return sorted(map(Plugin, entry_points(group=GROUP)), key=lambda plugin: plugin.name)
