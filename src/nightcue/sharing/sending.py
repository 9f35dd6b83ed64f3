"""Sending a line to one person, through apprise, which knows over a hundred services."""

from __future__ import annotations

import logging
from importlib.util import find_spec
from typing import TYPE_CHECKING

from nightcue.debugging import debugging
from nightcue.sharing.choice import Sharing
from nightcue.sharing.errors import NotSentError, SharingError
from nightcue.sharing.morning import Morning, keep_told, told_of

if TYPE_CHECKING:
    from apprise import Apprise

INSTALL = "pip install 'nightcue[share]'"
_LONGEST = 1_000
"""Characters of an address; those of all services are shorter."""


def shown_address(to: str) -> str:
    """Return the address with its service, and without what is secret in it.

    Raises SharingError where no service has such an address.
    """
    service = next(iter(_service(to)))
    return f"{service.service_name}, {service.url(privacy=True).partition('?')[0]}"


def send_once(sharing: Sharing, morning: Morning) -> None:
    """Send the line of a morning, and keep that it was sent.

    That is kept before, so that where it cannot be kept nothing is sent, and not the same line again and again. Raises
    SharingError and NotSentError where nothing was sent; it is news still then.
    """
    before = told_of()
    keep_told(before | {morning.kind: str(morning.evening)})
    try:
        _send(sharing.to, morning.line)
    except (SharingError, NotSentError):
        keep_told(before)
        raise


def _send(to: str, line: str) -> None:
    service = _service(to)
    if not service.notify(body=line):
        raise NotSentError(
            f"the line did not get through to {shown_address(to)}\n  hint: is this machine online, and the address "
            "right? `nightcue share send` tries again"
        )


def _service(to: str) -> Apprise:
    if find_spec("apprise") is None:
        raise SharingError(f"what sends the line is missing: {INSTALL}")
    import apprise

    if not debugging():  # it prints on stderr by itself, and addresses with it
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    # no settings and no plug-ins from anywhere: the address is all that is asked for
    service = apprise.Apprise(asset=apprise.AppriseAsset(app_id="nightcue", plugin_paths=[], async_mode=False))
    if len(to) > _LONGEST or not to.isprintable() or "," in to or " " in to or not service.add(to):
        raise SharingError(
            "this is no address that a line can be sent to\n  hint: such as ntfy://a-name-nobody-guesses, "
            "or mailto://user:password@example.org?to=ana@example.org"
        )
    return service
