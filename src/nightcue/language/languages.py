"""Which languages have built-in phrases; known without reading any of them."""

from __future__ import annotations

from pathlib import Path

PHRASES = Path(__file__).parent / "phrases"
"""The folder with one file of phrases a language."""

LANGUAGES: tuple[str, ...] = tuple(sorted(path.stem for path in PHRASES.glob("*.yaml")))
"""The languages that have built-in phrases."""
