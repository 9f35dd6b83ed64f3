"""The door to the terminal: what text becomes, and that nothing goes around it."""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import nightcue
from nightcue.terminal import doors, pass_on, plain, plain_line, tell, tell_json

SOURCES = Path(nightcue.__file__).parent


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Estiramiento: 25 s, ¿qué?", "Estiramiento: 25 s, ¿qué?"),
        ("a\x1b]0;title\x07b", "a�]0;title�b"),
        ("a\x1b[2Jb", "a�[2Jb"),
        ("a\x9b2Jb", "a�2Jb"),
        ("a\x1b\x1b\u202e\x00b", "a�b"),
        ("res\u200bcue", "res�cue"),
        ("abc\u202egpj.exe", "abc�gpj.exe"),
        ("caf\udce9", "caf�"),
        ("one\r\ntwo", "one\ntwo"),
        ("good\rbad", "good bad"),
        ("a\u2028b\x85c", "a b c"),
        ("\ufeffCalf\xad muscle", "Calf muscle"),
        ("👩\u200d⚕\ufe0f 1\ufe0f⃣ 🏳\ufe0f\u200d🌈", "👩\u200d⚕\ufe0f 1\ufe0f⃣ 🏳\ufe0f\u200d🌈"),
        ("a\u200db", "a�b"),
        ("tab\tand\nline", "tab\tand\nline"),
    ],
)
def test_text_keeps_what_is_seen_and_loses_what_is_obeyed(text, becomes):
    assert plain(text) == becomes
    assert plain_line(text) == becomes.replace("\n", " ")


def written(encoding, *say):
    """The bytes that these calls write to a stdout of this encoding."""
    file = io.BytesIO()
    before, sys.stdout = sys.stdout, io.TextIOWrapper(file, encoding=encoding)
    try:
        with doors():
            for each in say:
                each()
        return file.getvalue()
    finally:
        sys.stdout = before


def test_a_line_cannot_become_two():
    assert written("utf-8", lambda: tell("a\nnightcue: error: b", "c")) == b"a nightcue: error: b\nc\n"


@pytest.mark.parametrize(
    ("encoding", "text", "becomes"),
    [
        ("latin-1", "“Así” – 25×… → ≥ 20", b'"As\xed" - 25\xd7... -> >= 20'),
        ("ascii", "¿Cuántos años? ½ ≠ Ω", b"Cuantos anos? 1/2 ? ?"),
        ("cp1252", "mañana 日", b"ma\xf1ana ?"),
        ("latin-1", "\x1b[2J", b"?[2J"),
    ],
)
def test_what_an_encoding_lacks_is_said_plainly(encoding, text, becomes):
    assert written(encoding, lambda: tell(text)) == becomes + b"\n"
    assert written(encoding, lambda: print(text)) == becomes + b"\n"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "ascii"])
def test_json_is_the_same_whoever_reads_it(encoding):
    value = {"file": "caf\udce9\x1b[2J\x9b", "title": "\u202eñ → 👩\u200d⚕\ufe0f\U000e0041"}
    said = written(encoding, lambda: tell_json(json.dumps(value, ensure_ascii=False, indent=1))).decode(encoding)
    assert json.loads(said) == value
    assert said == plain(said)


def test_a_file_is_passed_on_byte_for_byte_but_for_a_terminal(monkeypatch):
    content = "note\r\n\x1b[2J\u202ex\r\n".encode()
    assert written("utf-8", lambda: pass_on(content)) == content

    def to_a_terminal():
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        pass_on(content)

    assert written("utf-8", to_a_terminal) == "note\n�[2J�x\n".encode()


def test_bytes_go_through_the_door_too():
    assert written("utf-8", lambda: sys.stdout.buffer.write(b"a\x1b[2J")) == "a�[2J".encode()


BUG = """
import nightcue.__main__, nightcue.commands
def main(*_, **__):
    raise RuntimeError("evil\\x1b[2J")
nightcue.commands.nightcue.main = main
nightcue.__main__.main()
"""


def test_a_bug_goes_through_the_door_too():
    done = subprocess.run([sys.executable, "-c", BUG], capture_output=True)
    assert done.returncode == 1
    assert done.stderr.endswith("RuntimeError: evil�[2J\n".encode())


AROUND = {
    "print", "input", "click.echo", "click.secho", "click.style", "click.echo_via_pager", "click.get_text_stream",
    "click.get_binary_stream", "sys.stdout.write", "sys.stderr.write", "sys.stdout.writelines", "sys.stderr.writelines",
    "sys.stdout.buffer.write", "sys.stderr.buffer.write", "os.write", "Console", "behind_the_door",
}  # fmt: skip
"""Calls that would write elsewhere than through the door, or more than text."""

ALLOWED = {
    ("terminal.py", "sys.stdout.write"): "the door itself",
    ("terminal.py", "click.style"): "the colour of `tell`",
    ("terminal.py", "behind_the_door"): "the same",
    ("commands/screen.py", "behind_the_door"): "the colours of tables and bars",
    ("bedside/screen.py", "behind_the_door"): "the player's screen",
    ("commands/qr_code.py", "behind_the_door"): "the QR code",
    ("commands/reference.py", "sys.stdout.buffer.write"): "no command: it writes a page of the docs",
    ("commands/completions.py", "sys.stdout.buffer.write"): "no command: it writes a table that comes with nightcue",
    ("commands/manual.py", "sys.stdout.buffer.write"): "no command: it writes the manual page",
    ("language/reference.py", "sys.stdout.buffer.write"): "another of these",
}


def calls_around_the_door(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if name in AROUND:
            yield name
        if isinstance(node, ast.Attribute) and node.attr in ("__stdout__", "__stderr__"):
            yield f"sys.{node.attr}"


def test_no_module_goes_around_the_door():
    found = {
        (path.relative_to(SOURCES).as_posix(), name)
        for path in SOURCES.rglob("*.py")
        for name in calls_around_the_door(path)
    }
    assert found == set(ALLOWED)
