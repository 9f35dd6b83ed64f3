"""Methods of dataclasses that are kept compiled: compiled once, and the same as Python's own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import dataclasses, json, sys
from pathlib import Path
from nightcue import beside_compiled, kept_code
sys.dont_write_bytecode = False
beside_compiled.place = lambda module, ending: Path(sys.argv[1])
compiled = []
def heard(event, given):
    if event == "compile" and b"__create_fn__" in (given[0] or b""):
        compiled.append(given)
sys.addaudithook(heard)
if sys.argv[2] == "kept":
    kept_code.keep_code_of_dataclasses()

@dataclasses.dataclass(frozen=True, order=True)
class Hold:
    seconds: float
    side: str = "left"
    reps: list[int] = dataclasses.field(default_factory=list)

def refused(change):
    try:
        change()
    except Exception as error:
        return f"{type(error).__name__}: {error}"

one, same, longer = Hold(5), Hold(5), Hold(seconds=30, side="right", reps=[1])
print(json.dumps([
    len(compiled), repr(one), repr(longer), one == same, one == longer, one < longer, one.reps is same.reps,
    refused(lambda: setattr(one, "seconds", 6)), refused(lambda: hash(one)), refused(Hold),
    Hold.__init__.__qualname__, Hold.__init__.__code__.co_filename, str(Hold.__init__.__annotations__),
]))
"""


@pytest.fixture
def told(tmp_path):
    """What a program tells of a class of its own, and how often it compiled source for it."""

    def tell(way):
        words = [sys.executable, "-c", PROGRAM, str(tmp_path / "here.code"), way]
        compiled, *what = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
        return compiled, what

    return tell


def test_they_are_compiled_once_and_do_what_pythons_own_do(told):
    compiled, pythons = told("python's")
    assert compiled
    assert told("kept") == (compiled, pythons)
    assert told("kept") == (0, pythons)


@pytest.mark.parametrize(
    "damage", [lambda content: b"", lambda content: content[:-9], lambda content: content[:-1] + b"x"]
)
def test_what_is_damaged_is_compiled_anew(told, tmp_path, damage):
    before = told("kept")
    file = Path(tmp_path / "here.code")
    file.write_bytes(damage(file.read_bytes()))
    assert told("kept") == before


COMMAND = """
import sys
from pathlib import Path
from nightcue import beside_compiled
place, here, sys.dont_write_bytecode = beside_compiled.place, Path(sys.argv[1]), False
beside_compiled.place = lambda module, ending: here if ending == ".code" else place(module, ending)
compiled = []
def heard(event, given):
    if event == "compile" and b"__create_fn__" in (given[0] or b""):
        compiled.append(given)
sys.addaudithook(heard)
sys.argv[1:] = ["facts"]
from nightcue.__main__ import main
try:
    main()
finally:
    print(f"compiled {len(compiled)}")
"""


def test_a_command_uses_what_an_earlier_one_kept(tmp_path):
    words = [sys.executable, "-c", COMMAND, str(tmp_path / "here.code")]
    first, then = (subprocess.run(words, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert "compiled 0" not in first
    assert then.endswith("\ncompiled 0\n")
