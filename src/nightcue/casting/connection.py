"""The connection to a speaker: it is told to play, and what becomes of that arrives as one event after another."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Literal
from uuid import UUID

from pychromecast import IDLE_APP_ID, Chromecast, get_chromecast_from_cast_info
from pychromecast.config import APP_MEDIA_RECEIVER
from pychromecast.const import CAST_TYPE_AUDIO
from pychromecast.controllers.media import MediaStatus, MediaStatusListener
from pychromecast.controllers.receiver import CastStatus, CastStatusListener, LaunchErrorListener, LaunchFailure
from pychromecast.error import PyChromecastError
from pychromecast.models import CastInfo, HostServiceInfo
from pychromecast.socket_client import (
    CONNECTION_STATUS_DISCONNECTED,
    CONNECTION_STATUS_FAILED,
    CONNECTION_STATUS_LOST,
    ConnectionStatus,
    ConnectionStatusListener,
    SocketClient,
)

from nightcue.casting.served_track import MP3
from nightcue.casting.speakers import Speaker
from nightcue.debugging import debugging

ANSWERING = 5.0
"""Seconds in which a speaker has to let us connect; one that has power does within a tenth."""
_STOPPING = 2.0

What = Literal["connected", "lost", "gone", "busy", "refused", "playing", "finished", "replaced"]
_OVER: dict[str, What] = {
    "FINISHED": "finished",
    "ERROR": "refused",
    "CANCELLED": "replaced",
    "INTERRUPTED": "replaced",
}
"""What the reasons mean for which a speaker is idle."""
_NO_APP = frozenset({None, IDLE_APP_ID, APP_MEDIA_RECEIVER})
"""What runs on a speaker that plays nothing: nothing, its own screen, or the receiver that plays for us."""


@dataclass(frozen=True)
class Event:
    """Something that a speaker says, at `moment` seconds of the track."""

    what: What
    moment: float = 0.0


class Connection(CastStatusListener, MediaStatusListener, LaunchErrorListener, ConnectionStatusListener):
    """A speaker that plays the MP3 at `address` as soon as it answers, whatever it plays then."""

    def __init__(self, cast: Chromecast, address: str, title: str) -> None:
        self._cast, self._address, self._title = cast, address, title
        self.before: str | None = None
        """What else ran on the speaker when it first answered, by the name that it shows, or None."""
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._session: int | None = None
        self._answers = self._told = False
        cast.register_status_listener(self)
        cast.socket_client.media_controller.register_status_listener(self)
        cast.register_launch_error_listener(self)
        cast.register_connection_listener(self)

    def next(self, seconds: float) -> Event | None:
        """Return what the speaker says next within so many seconds, or None."""
        try:
            return self._events.get(timeout=seconds)
        except Empty:
            return None

    @property
    def moment(self) -> float:
        """Where the track is now, in seconds."""
        return self._cast.media_controller.status.adjusted_current_time or 0.0

    def stop(self) -> None:
        """Have the speaker stop, where it still listens."""
        with suppress(PyChromecastError):
            self._cast.media_controller.stop(_STOPPING)

    def new_connection_status(self, status: ConnectionStatus) -> None:
        """Take note of a connection that breaks, and of one that cannot be had."""
        if status.status == CONNECTION_STATUS_LOST:
            self._answers = False
            self._events.put(Event("lost", self.moment))
        elif status.status in (CONNECTION_STATUS_FAILED, CONNECTION_STATUS_DISCONNECTED):
            self._events.put(Event("gone", self.moment))

    def new_cast_status(self, status: CastStatus) -> None:
        """Take note that the speaker answers, and of another app in the place of the one that plays for us."""
        if not self._answers:
            self._answers = True
            if not self._told:
                self.before = None if status.app_id in _NO_APP else status.display_name
                self._play()
            self._events.put(Event("connected"))
        elif self._session is not None and status.app_id != APP_MEDIA_RECEIVER:
            self._events.put(Event("replaced", self.moment))

    def new_launch_error(self, status: LaunchFailure) -> None:  # noqa: ARG002 (the library names it so)
        """Take note that the speaker starts nothing for us."""
        self._events.put(Event("busy"))

    def load_media_failed(self, queue_item_id: int, error_code: int) -> None:
        """Do nothing: the answer to what we asked for says the same."""

    def new_media_status(self, status: MediaStatus) -> None:
        """Take note of where our track is, and of another one in its place."""
        if self._session is None or status.media_session_id is None:
            return
        if status.media_session_id != self._session:
            self._events.put(Event("replaced", self.moment))
        elif status.player_state == "IDLE" and status.idle_reason:
            self._events.put(Event(_OVER.get(status.idle_reason, "replaced"), status.current_time or 0.0))
        elif status.player_state == "PLAYING":
            self._events.put(Event("playing", status.current_time or 0.0))

    def _play(self) -> None:
        """Tell the speaker to play.

        This is done where its answers arrive, in the thread of the connection: when two threads write into it at once,
        what arrives is damaged, and the speaker hangs up.
        """
        self._told = True
        self._cast.play_media(
            self._address, MP3, title=self._title, stream_type="BUFFERED", callback_function=self._loaded
        )

    def _loaded(self, sent: bool, answer: dict[str, Any] | None) -> None:
        kind = (answer or {}).get("type")
        if kind == "MEDIA_STATUS" and sent:
            self._session = ((answer or {}).get("status") or [{}])[0].get("mediaSessionId")
            self.new_media_status(self._cast.media_controller.status)
        elif kind in ("LOAD_FAILED", "INVALID_REQUEST", "INVALID_PLAYER_STATE"):
            self._events.put(Event("refused"))
        elif kind == "LOAD_CANCELLED":
            self._events.put(Event("replaced"))
        elif kind is not None:
            self._events.put(Event("busy"))


@contextmanager
def connected(speaker: Speaker, address: str, title: str) -> Iterator[Connection]:
    """Have `speaker` play the MP3 at `address`, which it shows as `title`; the first event is whether it answers."""
    # it writes an error into the log for what is an event here
    logging.getLogger("pychromecast").setLevel(logging.DEBUG if debugging() else logging.CRITICAL)
    info = CastInfo(
        {HostServiceInfo(speaker.host, speaker.port)}, UUID(int=0), None, speaker.name, speaker.host, speaker.port,
        CAST_TYPE_AUDIO, None,
    )  # fmt: skip
    cast = get_chromecast_from_cast_info(info, None, tries=1, timeout=ANSWERING)
    connection = Connection(cast, address, title)
    cast.start()
    try:
        yield connection
    finally:
        with suppress(TimeoutError, RuntimeError):
            cast.disconnect(_STOPPING)
        _close(cast.socket_client)


def _close(client: SocketClient) -> None:
    """Close what the library leaves open of a connection that it could not have."""
    for each in (*client.socketpair, client.selector, client.socket):
        if each is not None and not client.is_alive():
            each.close()
