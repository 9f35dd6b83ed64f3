"""A real server on a real port of this machine."""

import shutil
import threading
from contextlib import ExitStack, contextmanager

import pytest

from nightcue.bedside.app import application
from nightcue.bedside.listening_socket import Server, listen
from web_client import KEY, PATIENCE, Client


@contextmanager
def _running(folder, **choices):
    server, listening = Server(application(folder, **choices)), listen("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield server, listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


@contextmanager
def _clients(port):
    clients = []

    def connect(room=None):
        clients.append(Client(port, room))
        return clients[-1]

    try:
        yield connect
    finally:
        for client in clients:
            client.close()


class Diary(list):
    """Keeps what is sent, or raises `error`."""

    error = None

    def __call__(self, payload, sender):
        assert sender == "127.0.0.1"
        if self.error:
            raise self.error
        self.append(payload)
        return {"nights": len(payload["nights"]), "plays": 0}


@pytest.fixture(scope="session")
def _served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "site"
    with _running(folder, names=["My-Pc"]) as (server, port):
        yield folder, server, port


@pytest.fixture(scope="session")
def _noting(_served):
    diary = Diary()
    with _running(_served[0], keep=diary, names=["My-Pc"], key=KEY) as (_, port):
        yield diary, port


@pytest.fixture
def site(_served):
    """A folder like that of the page, with a secret beside it."""
    folder = _served[0]
    shutil.rmtree(folder.parent)
    (folder / "tracks").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>page</title>", encoding="utf-8")
    (folder / "tracks" / "short.en.mp3").write_bytes(bytes(range(100)))
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


@pytest.fixture
def diary(_noting):
    """What the server keeps nights with."""
    diary = _noting[0]
    diary.clear()
    diary.error = None
    return diary


@pytest.fixture
def connections_held(_served):
    """The connections that the server holds, as its own objects."""
    return _served[1].server_state.connections


@pytest.fixture
def held(connections_held):
    """Counts them."""
    return lambda: len(connections_held)


@pytest.fixture
def client(site, _served):
    """Makes connections to a server of `site` without a key, which all tests share."""
    with _clients(_served[2]) as connect:
        yield connect


@pytest.fixture
def noting(site, _noting):
    """Makes connections to a server of `site` that takes nights, and gives tracks with a name, only where KEY is."""
    with _clients(_noting[1]) as connect:
        yield connect


@pytest.fixture
def serving(site):
    """Starts a server of `site` with other arguments of application(); what comes of it makes connections."""
    with ExitStack() as stack:
        yield lambda **choices: stack.enter_context(_clients(stack.enter_context(_running(site, **choices))[1]))
