"""nightcue edit, before a browser is there; tests/editor/page has the page."""

import pytest
from click.testing import CliRunner

from nightcue.commands import edit, editing, nightcue, serve


@pytest.fixture
def run(folder, monkeypatch):
    """Run a command whose editor ends at once; what it was to serve is kept."""
    served = []
    for module in (edit, serve):
        monkeypatch.setattr(module, "run_editor", lambda sockets, key, *what, **more: served.append((key, *what)))

    def go(*words):
        return CliRunner().invoke(nightcue, words), served

    return go


def test_without_the_extra_it_says_what_to_install(run, monkeypatch):
    monkeypatch.setattr(editing, "find_spec", lambda name: None if name == "nicegui" else name)
    for words in (["edit"], ["serve", "--edit"]):
        done, served = run(*words)
        assert (done.exit_code, served) == (2, [])
        assert "pip install 'nightcue[edit]'" in done.output


def test_the_address_has_a_key_that_is_new_every_time(run):
    keys = {run("edit", "--no-browser")[1][-1][0] for _ in range(3)}
    assert len(keys) == 3
    assert min(map(len, keys)) >= 22  # 128 bits


def test_a_routine_that_is_not_there_is_told_before_anything_is_served(run):
    done, served = run("edit", "beditme", "--no-browser")
    assert served == []
    assert "did you mean 'bedtime'?" in done.output


def test_a_port_that_another_program_has_is_told(run):
    from nightcue.bedside.listening_socket import listen

    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        done, served = run("edit", "--no-browser", "--port", str(port))
    assert served == []
    assert f"another program has port {port}" in done.output


def test_without_a_temporary_folder_the_address_is_there_all_the_same(run, monkeypatch):
    def refuse():
        raise OSError(2, "No such file or directory")

    monkeypatch.setattr("nightcue.storage.scratch.ScratchFolder", refuse)
    done, served = run("edit")
    assert len(served) == 1
    assert "open the address yourself" in done.output


def test_a_folder_that_is_served_as_it_is_has_nothing_to_edit(run, folder):
    (folder / "page").mkdir()
    (folder / "page/index.html").touch()
    done, _ = run("serve", "page", "--edit")
    assert done.exit_code == 2
    assert "served as it is" in done.output
