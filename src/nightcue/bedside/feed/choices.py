"""What a site's feed is of and where it will be, kept beside it, so that it need not be said again."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import quote, urlsplit

from nightcue.storage.reading import read_file

FEED = "nightcue-feed"
"""The folder of the feeds in a site; below it is one with the key as its name, and there one for each language."""
KEPT = "feed.json"
"""The file in the folder of the key."""

Of = Literal["routines", "chapters"]
OF: tuple[Of, ...] = get_args(Of)
"""What an episode can be: a routine, or a chapter of one."""


_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z.-]+)(:[0-9]+)?")


@dataclass(frozen=True)
class FeedChoices:
    """What an episode is, the `key` in the address, and the address that the site will have; None where not known."""

    of: Of
    key: str
    at: str | None = None

    def address(self, *names: str) -> str:
        """Return the address of a file by its folder and name below the key. Raises ValueError where none is known."""
        if self.at is None:
            raise ValueError("the address of the site is not known")
        return "/".join([self.at, FEED, self.key, *map(quote, names)])

    def folder(self, site: Path) -> Path:
        """Return the folder of the key in the folder of a site."""
        return site / FEED / self.key


def site_address(said: str) -> str:
    """Return the address of a site without its last slash. Raises ValueError for what no feed can lead to."""
    parts = urlsplit(said.strip())
    parts.port  # noqa: B018 (raises for what is no port)
    whole = parts.scheme.lower() in ("http", "https") and parts.hostname
    if not whole or parts.username is not None or parts.query or parts.fragment:
        raise ValueError("no address of a site")
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    if not _HOST.fullmatch(host):
        raise ValueError("no name of a host")
    return f"{parts.scheme.lower()}://{host}{quote(parts.path, safe='/%~')}".rstrip("/")


def keep_choices(choices: FeedChoices, site: Path) -> None:
    """Write what was chosen into the folder of the key. Raises OSError."""
    kept = {name: value for name, value in asdict(choices).items() if name != "key"}
    (choices.folder(site) / KEPT).write_text(json.dumps(kept), encoding="utf-8")


def kept_choices(site: Path, key: str) -> FeedChoices | None:
    """Return what was chosen for the feed that a site has with this key; None where it has none."""
    try:
        kept = json.loads(read_file(site / FEED / key / KEPT))
        of = next(each for each in OF if each == kept["of"])
        return FeedChoices(of, key, None if kept["at"] is None else site_address(kept["at"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration):
        return None
