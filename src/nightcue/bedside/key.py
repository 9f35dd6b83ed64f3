"""The key of the page: who has it may note nights, and hear the tracks that say the listener's name."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
import sys
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.storage.private_file import keep_private

if TYPE_CHECKING:
    from starlette.datastructures import Headers

HEADER = "nightcue-key"
"""The header of a request that the page says the key in."""
_BYTES = 16
"""128 bits, as no guessing over a network gets through."""
_WRITTEN = re.compile(rb"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Key:
    """What the address of the page holds, and no guest knows."""

    secret: str = field(repr=False)

    @property
    def ticket(self) -> str:
        """What the address of a track that says the listener's name ends with.

        A browser keeps addresses, so this is not the key: it opens these tracks, and nobody can tell the key from it.
        """
        made = hmac.digest(self.secret.encode(), b"ticket", "sha256")[:_BYTES]
        return urlsafe_b64encode(made).rstrip(b"=").decode()

    def is_in(self, headers: Headers) -> bool:
        """Return whether a request says the key, and says it once."""
        said = headers.getlist(HEADER)
        return len(said) == 1 and hmac.compare_digest(said[0].encode(), self.secret.encode())

    def opens(self, query: bytes) -> bool:
        """Return whether the query of an address, in parts between &, holds the ticket."""
        return any(hmac.compare_digest(part, self.ticket.encode()) for part in query.split(b"&"))


def new_key() -> Key:
    """Return a key that nobody has seen."""
    return Key(secrets.token_urlsafe(_BYTES))


def kept_key(path: Path) -> Key:
    """The key that is kept at `path`, so that a phone's bookmark is good tomorrow; a new one where there is none.

    A file that is damaged, somebody else's, or that others may read has no key in it any more. Raises OSError.
    """
    with suppress(FileNotFoundError):
        if _is_private(path.stat()):
            with path.open("rb") as file:
                written = file.read(100).strip()
            if _WRITTEN.fullmatch(written):
                return Key(written.decode())
    key = new_key()
    keep_private(path, f"{key.secret}\n".encode())
    return key


def _is_private(found: os.stat_result) -> bool:
    """Return whether this is a file of our own that nobody else may read; Windows has other ways to say so."""
    if not stat.S_ISREG(found.st_mode):
        return False
    return sys.platform == "win32" or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)
