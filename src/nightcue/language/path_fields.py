"""Files and folders that a routine names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationInfo

from nightcue.language.diagnostics import Span
from nightcue.language.values import context_of, scalar


@dataclass(frozen=True)
class Named:
    """A file or a folder, and where it is named."""

    path: Path
    span: Span


def named_file(value: Any, info: ValidationInfo) -> Named:
    """Return the file that `value` names. Raises a refusal if there is none inside the routine's folder."""
    written = scalar(value, "the path of a sound file")
    return Named(context_of(info).file_beside(written), written.span)


def named_folder(value: Any, info: ValidationInfo) -> Named:
    """Return the folder that `value` names. Raises a refusal if there is none inside the routine's folder."""
    written = scalar(value, "the path of a folder")
    return Named(context_of(info).folder_beside(written), written.span)
