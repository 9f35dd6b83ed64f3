"""Finding a speaker in the network by its name, or by its address."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from uuid import UUID

from nightcue.bedside.words import Words
from nightcue.casting.errors import SeveralSpeakersError, SpeakerError

PORT = 8009
"""Where a speaker listens by itself; a group of speakers has another port."""

LOOKING = 6.0
"""Seconds in which speakers may say that they are there. They answer within one; pychromecast waits for 5."""
SETTLING = 0.5
"""Seconds more for a second one of the same name, once the name was heard."""


@dataclass(frozen=True)
class Speaker:
    """A speaker, by the name that its owner gave it, and where it listens."""

    name: str
    host: str
    port: int = PORT

    def __str__(self) -> str:
        return f"{self.name} ({self.host}:{self.port})" if self.name != self.host else self.name


NextSpeaker = Callable[[float], Speaker | None]
"""Returns the next speaker that says it is there within so many seconds, or None."""


def speaker_at(address: str) -> Speaker | None:
    """Return the speaker at an address such as 192.168.1.20 or 192.168.1.20:8009; None where this is a name."""
    host, _, port = address.partition(":")
    try:
        ip_address(host)
        return Speaker(address, host, int(port or PORT))
    except ValueError:
        return None


def speaker_called(name: str, words: Words) -> Speaker:
    """Return the speaker with this name, as soon as it is heard; capital letters do not matter.

    Where none has the whole name, it is the one whose name holds it. Raises SpeakerError where there is none, and
    SeveralSpeakersError where there are more.
    """
    with _network() as next_speaker:
        found = _heard_in_time(name, next_speaker)
    fitting = _fitting(name, found)
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise SeveralSpeakersError(words.speaker_several.format(name=name, names=_listed(fitting)))
    others = [words.speaker_there.format(names=_listed(found))] if found else []
    raise SpeakerError("\n  ".join([words.speaker_none.format(name=name), *others]))


def _heard_in_time(name: str, next_speaker: NextSpeaker) -> list[Speaker]:
    """Return the speakers that were heard until the one with the whole name was, or until nobody has it."""
    found: list[Speaker] = []
    end = time.monotonic() + LOOKING
    while (left := end - time.monotonic()) > 0:
        speaker = next_speaker(left)
        if speaker is None:
            break
        if speaker not in found:
            found.append(speaker)
        if speaker.name.casefold() == name.casefold():
            end = min(end, time.monotonic() + SETTLING)
    return found


def _fitting(name: str, found: Collection[Speaker]) -> list[Speaker]:
    wanted = name.casefold()
    whole = [each for each in found if each.name.casefold() == wanted]
    return whole or [each for each in found if wanted in each.name.casefold()]


def _listed(speakers: Collection[Speaker]) -> str:
    return ", ".join(sorted(map(str, speakers)))


@contextmanager
def _network() -> Iterator[NextSpeaker]:
    """Ask the network for its speakers (mDNS); what is handed out gives them one by one."""
    from pychromecast.discovery import CastBrowser, SimpleCastListener
    from zeroconf import Zeroconf

    said: SimpleQueue[Speaker] = SimpleQueue()

    def add(uuid: UUID, _: str) -> None:
        info = browser.devices[uuid]
        said.put(Speaker(" ".join((info.friendly_name or info.host).split()), info.host, info.port))

    def next_speaker(seconds: float) -> Speaker | None:
        try:
            return said.get(timeout=seconds)
        except Empty:
            return None

    zeroconf = Zeroconf()
    browser = CastBrowser(SimpleCastListener(add, update_callback=add), zeroconf)
    browser.start_discovery()
    try:
        yield next_speaker
    finally:
        browser.stop_discovery()
        zeroconf.close()
