"""What is known of installed packages, without loading importlib.metadata for it: that takes a twentieth of a build."""

from __future__ import annotations

import importlib
import re
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

_METADATA = "importlib.metadata"


@cache
def version_of(package: str) -> str:
    """Return the version of an installed package. Raises importlib.metadata.PackageNotFoundError.

    It stands in the name of the folder that an installation leaves (PyPA, "Recording installed projects").
    """
    name = re.sub(r"[-_.]+", "_", package).lower()
    for folder in sys.path:
        try:
            entries = [entry.name for entry in Path(folder).iterdir()]
        except OSError:
            continue
        for entry in entries:
            installed, _, version = entry.removesuffix(".dist-info").partition("-")
            if entry.endswith(".dist-info") and re.sub(r"[-_.]+", "_", installed).lower() == name:
                return version
    from importlib.metadata import version as otherwise_installed  # from an archive, say

    return otherwise_installed(package)


def put_off_metadata() -> None:
    """Have importlib.metadata loaded by the first who uses it, and not by pydantic, which looks for no plugins here."""
    if _METADATA not in sys.modules:
        sys.modules[_METADATA] = importlib.metadata = _LATER


class _Later(ModuleType):
    """Stands for importlib.metadata until something of it is used."""

    def __init__(self) -> None:
        super().__init__(_METADATA)
        self.__path__ = [f"{folder}/metadata" for folder in importlib.__path__]  # it is asked for with every name
        self._lock = Lock()

    def __getattr__(self, name: str) -> Any:
        return self.entry_points_later if name == "entry_points" else getattr(self._loaded(), name)

    def entry_points_later(self, **wanted: str) -> Any:
        return self._loaded().entry_points(**wanted)

    def _loaded(self) -> Any:
        with self._lock:
            if sys.modules.get(_METADATA) is self:
                del sys.modules[_METADATA]
            return importlib.import_module(_METADATA)


_LATER = _Later()
