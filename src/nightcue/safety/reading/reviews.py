"""NAME.reviewed.yaml beside a routine: which of its texts somebody has read, who, and when. Made to be kept in git."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import Field

from nightcue.language.checking import PlainFile, checked
from nightcue.language.diagnostics import DamagedFileError, Diagnostic
from nightcue.language.fields import Fields
from nightcue.language.names_of_files import REVIEWED
from nightcue.language.source import Mapping as Written
from nightcue.language.source import Source
from nightcue.language.values import Plain
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import read_file

MOST = 4_000_000
"""Bytes of such a file that are read: every text of the longest routine, with who has read it."""

_NOTE = (
    "# What was read of the routine beside this file, and by whom. Keep both together; `nightcue review` writes it.\n"
)
_KEYS = ({"text", "digest", "by", "date"}, {"text", "digest", "by", "date", "allowed"})


@dataclass(frozen=True)
class Review:
    """One text that somebody has read: `allowed` is the reason for one that is refused otherwise."""

    text: str
    digest: str
    by: str
    date: str
    allowed: str | None = None


class _Entry(Fields):
    """The same as it is written; only a file with something wrong in it is held against this."""

    text: Annotated[Plain, Field(description="The text as it was read, for people.")]
    digest: Annotated[Plain, Field(description="128 bits of its SHA-256; this is what counts.")]
    by: Annotated[Plain, Field(description="Who read it.")]
    date: Annotated[Plain, Field(description="When, such as 2026-11-29.")]
    allowed: Annotated[Plain | None, Field(description="Why it is allowed though a rule refuses it.")] = None


class _File(Fields):
    reviewed: list[_Entry]


@dataclass(frozen=True)
class Reviews:
    """What was read of one routine: each review by the digest of its text, and the file where they are kept."""

    path: Path
    by_digest: Mapping[str, Review]

    @property
    def allowed(self) -> frozenset[str]:
        """The digests of texts that may stay though a rule refuses them."""
        return frozenset(digest for digest, review in self.by_digest.items() if review.allowed)


def path_of_reviews(routine: Path) -> Path:
    """Return where the reviews of the routine at `routine` are kept."""
    return routine.with_name(f"{routine.stem}{REVIEWED}")


def read_reviews(routine: Path) -> Reviews:
    """Return what was read of the routine at `routine`; nothing where there is no file of reviews.

    Raises DamagedFileError with the place of everything that is wrong in it.
    """
    path = path_of_reviews(routine)
    try:
        content = read_file(path, MOST)
    except (FileNotFoundError, NotADirectoryError):
        return Reviews(path, {})
    except OSError:  # told with its place
        return _read_with_places(path)
    try:
        # the loader in C where there is one, without places: twenty times as fast
        said = yaml.load(content, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        entries = said["reviewed"]
        if said.keys() == {"reviewed"} and all(map(_is_whole, entries)):
            return _reviews(path, (Review(**each) for each in entries))
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError):
        pass
    return _read_with_places(path)


def write_reviews(reviews: Reviews) -> None:
    """Write the file of reviews, in their order; the old one stays until the new one is whole. Raises OSError."""
    entries = [_plain(review) for review in reviews.by_digest.values()]
    # a text is a line, so that two people who read at the same time can merge what they did
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump({"reviewed": entries}, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)
    with atomic_file(reviews.path) as file:
        file.write((_NOTE + text).encode())


def review(text: str, digest: str, by: str, allowed: str | None = None) -> Review:
    """Return the review of a text by the person `by`, today."""
    return Review(text, digest, by, date.today().isoformat(), allowed)


def _plain(review: Review) -> dict[str, Any]:
    said: dict[str, Any] = {key: value for key, value in vars(review).items() if value is not None}
    with suppress(ValueError):  # written by hand
        said["date"] = date.fromisoformat(review.date)
    return said


def _is_whole(entry: dict[str, Any]) -> bool:
    return entry.keys() in _KEYS and all(isinstance(value, str) and value for value in entry.values())


def _reviews(path: Path, entries: Iterable[Review]) -> Reviews:
    return Reviews(path, {entry.digest: entry for entry in entries})


def _read_with_places(path: Path) -> Reviews:
    content = Source(path, error=DamagedFileError).read()
    context = PlainFile()
    if isinstance(content, Written):
        file = checked(_File, content, context)
        if file and not context.problems:
            return _reviews(path, (Review(**entry.model_dump()) for entry in file.reviewed))
    else:
        context.problems.append(Diagnostic(content.span, "wrong-shape", "what was read is a list under 'reviewed'"))
    raise DamagedFileError(context.problems)
