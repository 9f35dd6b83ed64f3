"""Since when each episode is in a feed, and as what: kept, so that a feed that is written again says the same."""

from __future__ import annotations

import json
import xml.etree.ElementTree as Xml
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

MOST = 10_000
"""Episodes that are remembered; the oldest are forgotten first."""
_LARGEST = 50_000_000
"""Bytes of a feed that is read; one of a hundred episodes has 200,000."""
_GUID = "urn:sha256:"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Published:
    """The date of the episode with this `digest`, and how often it came into a feed: a second time it is another."""

    digest: str
    date: datetime
    times: int = 1

    @property
    def guid(self) -> str:
        """What a program knows the episode by."""
        return f"{_GUID}{self.digest}" + (f"#{self.times}" if self.times > 1 else "")


Log = dict[str, Published]
"""By the digest."""


def publish(digests: Sequence[str], before: Log, path: Path, now: datetime) -> Log:
    """Return each of the `digests` as it is in the feed: as `before`, which is what the feed holds now, or as new.

    What was in a feed once and is not in this one comes back as new, for a phone takes it for old. Where this feed
    holds nothing, it is made again, and all is as it was, by what is kept at `path`. New ones are of `now`, a second
    apart in their order, and later than all before them, as some programs look only for what is. Raises OSError.
    """
    kept = _kept(path)
    known = kept | before if before else kept
    new = [digest for digest in dict.fromkeys(digests) if digest not in (before or kept)]
    if new:
        earliest = now.replace(microsecond=0) - (len(new) - 1) * _SECOND
        first = max([earliest, *(each.date + _SECOND for each in known.values())])
        for number, digest in enumerate(new):
            times = kept[digest].times + 1 if digest in kept else 1
            known[digest] = kept[digest] = Published(digest, first + number * _SECOND, times)
        _keep(path, kept)
    return {digest: known[digest] for digest in digests}


def published_in(feeds: Iterable[Path]) -> Log:
    """Return what the feeds in these files hold; nothing of a file that is none."""
    found: Log = {}
    for path in feeds:
        try:
            items = [*Xml.fromstring(read_file(path, _LARGEST)).iter("item")]
            for guid, date in ((item.findtext("guid") or "", item.findtext("pubDate") or "") for item in items):
                digest, _, times = guid.removeprefix(_GUID).partition("#")
                found[digest] = Published(digest, parsedate_to_datetime(date), int(times or 1))
        except (OSError, ValueError, TypeError, Xml.ParseError):
            continue
    return found


def _keep(path: Path, kept: Log) -> None:
    latest = sorted(kept.values(), key=lambda each: each.date)[-MOST:]
    keep_private(path, json.dumps({each.digest: [each.date.isoformat(), each.times] for each in latest}).encode())


def _kept(path: Path) -> Log:
    try:
        said = json.loads(read_file(path))
        return {
            digest: Published(digest, datetime.fromisoformat(date).astimezone(UTC), int(times))
            for digest, (date, times) in said.items()
        }
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}
