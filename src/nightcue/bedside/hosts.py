"""By which names a page of this machine may be asked for, and whether our own page asks."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers

_HOST = re.compile(r"(?:\[(?P<six>[0-9a-f:.]+)\]|(?P<name>[^\[\]:/@]+))(?::[0-9]{0,5})?", re.IGNORECASE)


def is_our_host(host: str, names: Collection[str]) -> bool:
    """Return whether what a request calls this machine is an address, or one of its `names` in small letters."""
    written = _HOST.fullmatch(host)
    if written is None:
        return False
    if written["name"] and written["name"].lower() in names:
        return True
    try:
        ip_address(written["six"] or written["name"])
    except ValueError:
        return False
    return True


def is_origin_ours(origin: str, headers: Headers) -> bool:
    """Return whether a page of this very host and port asks, by the `origin` that its browser names."""
    try:
        return urlsplit(origin).netloc.lower() == headers["host"].lower()
    except (ValueError, KeyError):
        return False
