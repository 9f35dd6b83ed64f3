"""Where tracks go: a folder, a memory, a server that speaks S3, and stores that fail."""

import random
import threading
import time

import pytest

from nightcue.audio.errors import OutputError
from nightcue.clinic import store as stores
from nightcue.clinic.manifest import Entry, add_part, close_manifest, read_manifest
from nightcue.clinic.store import AddressedStore, open_store

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(scope="module")
def s3():
    """The address of a bucket on a server that speaks S3, in this process."""
    server = pytest.importorskip("moto.server")
    with pytest.MonkeyPatch.context() as patch:
        running = server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        running.start()
        _, port = running.get_host_and_port()
        patch.setenv("AWS_ACCESS_KEY_ID", "clinic")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        fsspec.filesystem("s3", skip_instance_cache=True).mkdir("clinic")
        yield "s3://clinic"
        running.stop()


class Unreliable:
    """Any file system of fsspec, of which one call in ten fails, before or after it has done its work."""

    def __init__(self, files, seed):
        self._files, self._chance, self.failed = files, random.Random(seed), 0

    def __getattr__(self, name):
        call = getattr(self._files, name)

        def may_fail(*args, **settings):
            fate = self._chance.random()
            self.failed += fate < 0.1
            if fate < 0.05:
                raise ConnectionResetError("cut before")
            result = call(*args, **settings)
            if fate < 0.1:
                raise TimeoutError("cut after")
            return result

        return may_fail


@pytest.fixture(params=["folder", "memory", "s3"])
def where(request, folder):
    if request.param == "s3":
        return f"{request.getfixturevalue('s3')}/{folder.name}"
    return str(folder / "out") if request.param == "folder" else f"memory://{folder.name}"


def test_what_is_written_is_read_and_listed_with_its_size(where):
    store = open_store(where)
    assert (store.read("17.mp3"), store.sizes(), store.sizes("manifest/")) == (None, {}, {})
    store.write("17.mp3", b"one", known=True)
    store.write("17.mp3", b"another", known=True)
    store.write("manifest/a.jsonl", b"x")
    assert store.read("17.mp3") == b"another"
    assert (store.sizes(), store.sizes("manifest/")) == ({"17.mp3": 7}, {"manifest/a.jsonl": 1})
    store.remove("17.mp3")
    store.remove("17.mp3")
    assert store.sizes() == {}


def entry(file, how="made"):
    return Entry(file, file[:-4], "bedtime", "row", how, "1", size=3)


def test_a_manifest_says_the_same_in_parts_and_in_one(where):
    store = open_store(where)
    assert read_manifest(store) == {}
    add_part(store, "run1-a", [entry("1.mp3"), entry("2.mp3")])
    add_part(store, "run2-a", [entry("2.mp3", "refused")])
    in_parts = read_manifest(store)
    assert {file: each.how for file, each in in_parts.items()} == {"1.mp3": "made", "2.mp3": "refused"}
    close_manifest(store)
    assert (read_manifest(store), store.sizes("manifest/")) == (in_parts, {})


def test_a_store_that_fails_one_time_in_ten_loses_nothing(where, monkeypatch):
    if "://" not in where:
        pytest.skip("a folder fails only where nothing helps")
    files, root = fsspec.core.url_to_fs(where)
    unreliable = Unreliable(files, seed=3)
    monkeypatch.setattr(stores, "_FIRST_WAIT", 0.001)
    store = AddressedStore(where, unreliable, root)
    for number in range(100):
        store.write(f"{number}.mp3", bytes([number]) * number)
    assert store.sizes() == {f"{number}.mp3": number for number in range(100)}
    assert all(store.read(f"{number}.mp3") == bytes([number]) * number for number in range(100))
    assert unreliable.failed > 5


def test_a_store_that_is_away_for_a_while_is_waited_for(monkeypatch):
    files = fsspec.filesystem("memory")
    back = threading.Event()
    threading.Timer(0.3, back.set).start()

    class Away:
        def pipe_file(self, path, content):
            if not back.is_set():
                raise OSError("no route to host")
            files.pipe_file(path, content)

    AddressedStore("memory://away", Away(), "/away").write("1.mp3", b"here")
    assert files.cat_file("/away/1.mp3") == b"here"


def test_a_store_that_stays_away_is_named(monkeypatch):
    monkeypatch.setattr(stores, "PATIENCE", 0.2)

    class Away:
        def pipe_file(self, path, content):
            raise OSError("no route to host")

    began = time.monotonic()
    with pytest.raises(OutputError, match=r"cannot write s3://clinic/1\.mp3: no route to host"):
        AddressedStore("s3://clinic", Away(), "clinic").write("1.mp3", b"")
    assert time.monotonic() - began < 30


def test_a_file_of_somebody_else_stays(folder):
    (folder / "17.mp3").write_bytes(b"a song")
    with pytest.raises(OutputError, match="a file is there that nightcue did not make"):
        open_store(str(folder)).write("17.mp3", b"track")
    assert (folder / "17.mp3").read_bytes() == b"a song"


def test_an_address_that_nothing_here_reaches_is_told():
    with pytest.raises(OutputError, match="cannot open nosuch://x"):
        open_store("nosuch://x")
