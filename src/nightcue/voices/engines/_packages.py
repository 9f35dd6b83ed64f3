"""The versions of the packages that engines run on."""

from __future__ import annotations

from functools import cache

from nightcue.packages import version_of


@cache
def versions_of(*packages: str) -> str:
    """Return packages with their versions, as the identity of a voice has them: "piper-tts 1.4; onnxruntime 1.26"."""
    return "; ".join(f"{package} {_version(package)}" for package in packages)


def _version(package: str) -> str:
    try:
        return version_of(package)
    except ModuleNotFoundError:
        return "of no known version"
