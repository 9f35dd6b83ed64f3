"""A speaker that speaks Google's Cast protocol: CASTV2, messages of protobuf with JSON in them, over TLS.

What a real one does is taken from pychromecast and from https://developers.google.com/cast/docs/media/messages. It
fetches the track that it is told to play, as a real one does, and then behaves as a test wants it to.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import urllib.request
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pychromecast.generated.cast_channel_pb2 import CastMessage

RECEIVER, MEDIA = "urn:x-cast:com.google.cast.receiver", "urn:x-cast:com.google.cast.media"
HEARTBEAT, CONNECTION = "urn:x-cast:com.google.cast.tp.heartbeat", "urn:x-cast:com.google.cast.tp.connection"
OUR_APP, SESSION = "CC1AD845", 7


def certificate(folder):
    """Write a key and the certificate that a device has signed itself into `folder`; returns the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "fake speaker")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(9))
    file = folder / "speaker.pem"
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(pem))
    return file


class FakeSpeaker:
    """A speaker on this machine.

    `then` is what it does with a track: "finishes" it, "plays" on, "refuses" it, "fails" while it plays, goes "away",
    is "replaced" by another app, is "taken" over by another sender, is "busy", or is "mute" from the beginning.
    `running` is the name of what plays on it before.
    """

    def __init__(self, file, then="finishes", running=None):
        self.then, self.running, self.app = then, running, "233637DE" if running else None
        self.loaded, self.fetched, self.stopped = Event(), [], Event()
        self.load = None
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(file)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self._connections, self._writing = [], Lock()
        Thread(target=self._accept, daemon=True).start()

    def close(self):
        """Take the power away."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        for each in (self._listening, *self._connections):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                plain, _ = self._listening.accept()
                Thread(target=self._serve, args=(plain,), daemon=True).start()

    def _serve(self, plain):
        with suppress(OSError, ConnectionError), self._tls.wrap_socket(plain, server_side=True) as connection:
            self._connections.append(connection)
            while length := _exactly(connection, 4):
                message = CastMessage()
                message.ParseFromString(_exactly(connection, *struct.unpack(">I", length)))
                if self.then != "mute":
                    self._answer(connection, message, json.loads(message.payload_utf8))

    def _answer(self, connection, message, said):
        kind, request = said["type"], said.get("requestId", 0)

        def reply(namespace, **payload):
            self._send(connection, message, namespace, payload | {"requestId": request})

        if kind == "PING":
            reply(HEARTBEAT, type="PONG")
        elif kind == "GET_STATUS" and message.namespace == RECEIVER:
            reply(RECEIVER, type="RECEIVER_STATUS", status=self._status())
        elif kind == "LAUNCH" and self.then == "busy":
            reply(RECEIVER, type="LAUNCH_ERROR", reason="NOT_ALLOWED")
        elif kind == "LAUNCH":
            self.app, self.running = said["appId"], "Default Media Receiver"
            reply(RECEIVER, type="RECEIVER_STATUS", status=self._status())
        elif kind == "GET_STATUS":
            reply(MEDIA, type="MEDIA_STATUS", status=[])
        elif kind == "LOAD":
            self._play(reply, said)
        elif kind == "STOP" and message.namespace == MEDIA:
            reply(MEDIA, **_media("IDLE", idleReason="CANCELLED"))
            self.stopped.set()

    def _play(self, reply, said):
        self.load = said["media"]
        try:
            self.fetched += fetched(self.load["contentId"])
        except OSError:
            return reply(MEDIA, type="LOAD_FAILED")
        if self.then == "refuses":
            return reply(MEDIA, type="LOAD_FAILED", itemId=1, detailedErrorCode=104)
        reply(MEDIA, **_media("BUFFERING"))
        reply(MEDIA, **_media("PLAYING", currentTime=2.5))
        self.loaded.set()
        if self.then == "finishes":
            reply(MEDIA, **_media("IDLE", idleReason="FINISHED"))
        elif self.then == "fails":
            reply(MEDIA, **_media("IDLE", idleReason="ERROR"))
        elif self.then == "taken":
            reply(MEDIA, **{**_media("PLAYING"), "status": [{"mediaSessionId": 8, "playerState": "PLAYING"}]})
        elif self.then == "replaced":
            self.app, self.running = "233637DE", "Radio"
            reply(RECEIVER, type="RECEIVER_STATUS", status=self._status())
        elif self.then == "away":
            self.close()
        return None

    def _status(self):
        spaces = [{"name": MEDIA}] if self.app == OUR_APP else []
        app = {"appId": self.app, "displayName": self.running, "namespaces": spaces}
        app |= {"sessionId": f"session-{self.app}", "transportId": f"transport-{self.app}"}
        return {"applications": [app] if self.app else [], "volume": {"level": 0.4, "muted": False}}

    def _send(self, connection, asked, namespace, payload):
        message = CastMessage()
        message.protocol_version, message.payload_type = message.CASTV2_1_0, message.STRING
        message.source_id, message.destination_id = asked.destination_id, asked.source_id
        message.namespace, message.payload_utf8 = namespace, json.dumps(payload)
        written = message.SerializeToString()
        with self._writing, suppress(OSError):
            connection.sendall(struct.pack(">I", len(written)) + written)


def _media(state, **more):
    return {"type": "MEDIA_STATUS", "status": [{"mediaSessionId": SESSION, "playerState": state, **more}]}


def fetched(address):
    """Fetch a track as a speaker does, its first bytes and then the rest; returns both answers and their bytes."""
    parts = []
    for wanted in ("bytes=0-1023", "bytes=1024-"):
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Range": wanted}), timeout=30) as answer:
            parts.append((answer.status, answer.headers, answer.read()))
    return parts


def _exactly(connection, count):
    received = b""
    while len(received) < count:
        some = connection.recv(count - len(received))
        if not some:
            return b""
        received += some
    return received


@contextmanager
def speaker(folder, **does):
    """A speaker that is there within the block."""
    fake = FakeSpeaker(certificate(folder), **does)
    try:
        yield fake
    finally:
        fake.close()
