"""Small files that ask for a great deal: each is refused, or worked off, in seconds and in little memory.

They run one after the other in a process of their own. Each may take MOST_SECONDS of processor time: far more than any
of them takes on a slow machine, and far less than each took before it stood here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from made_once import made_once
from surviving import problems_in

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows holds no process to its limits"),
]

MOST_SECONDS = 60
MOST_BYTES = 500_000_000
HEAD = "title: T\nsteps:\n"


def listed(text, count):
    """`count` texts in square brackets, the number of each in place of its #."""
    return "[" + ", ".join(text.replace("#", str(number)) for number in range(count)) + "]"


def variables(count):
    return "vars: {" + ", ".join(f"v{number}: {number}" for number in range(count)) + "}\n"


SESSION = "session: {name: Boots, therapy: compression, duration: 1s}"
ROUTINES = {
    "a line repeated": HEAD + "  - repeat: {times: 60000, steps: [say: Boots off.]}\n",
    "compression repeated": HEAD + "  - repeat: {times: 8000, steps: [" + SESSION + "]}\n",
    "boots put on again and again": HEAD + "  - repeat: {times: 20000, steps: [say: Put the boots on.]}\n",
    "a variable filled in very often": f"title: T\nvars: {{x: {'a' * 90_000}}}\nsteps: [say: '{'{x}' * 40_000}']\n",
    "a long number as a variable": "title: T\nvars: {x: " + "1" * 1_900 + "}\n"
    + "steps: [say: " + listed("'{x}#'", 200) + "]\n",
    "unknown variables": "title: T\n" + variables(2_000) + "steps: [say: " + listed("'{w#}'", 2_000) + "]\n",
    "an alias of a long text": "title: T\nsummary: &t " + "word " * 40_000 + "\nsteps: [say: "
    + listed("*t", 9_000) + "]\n",
    "unknown facts": f"title: T\nfacts: {listed('fact-#', 3_000)}\nsteps: [say: hi]\n",
    "includes that are not there": HEAD + "".join(f"  - include: x{n}.yaml\n" for n in range(2_000)),
    "includes and variables": "title: T\n" + variables(2_000) + "steps:\n" + "  - include: part.yaml\n" * 2_000,
    "words that put off": HEAD
    + f"  - say: {'take them off after ' * 95}\n"
    + "  - session: {name: Boots, therapy: compression, duration: 1m, stop: " + "take it off when " * 110 + "}\n",
    "one step without a full stop": HEAD
    + f"  - say: {listed('push through the pain not stop the tablets and try quinine #', 1_000)}\n",
}  # fmt: skip

CONFINED = f"""
import json, resource, sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from memory import peak
from made_once import made_once
from surviving import problems_in
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
for path in sys.argv[2:]:
    began = time.process_time()
    codes = sorted({{problem.code for problem in problems_in(Path(path))}})
    print(json.dumps([Path(path).stem, time.process_time() - began, peak(), codes]), flush=True)
"""


@pytest.fixture(scope="module")
def survived(tmp_path_factory):
    """What came of each routine that was done within the limits: seconds, bytes and the codes of problems."""
    return made_once(tmp_path_factory, "costly", lambda: try_all(tmp_path_factory.mktemp("costly")))


def try_all(folder):
    (folder / "part.yaml").write_text("steps: [say: x]\n", encoding="utf-8")
    paths = [folder / f"{name}.yaml" for name in ROUTINES]
    for path in paths:
        path.write_text(ROUTINES[path.stem], encoding="utf-8")
    words = [sys.executable, "-c", CONFINED, str(Path(__file__).parents[1]), *map(str, paths)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUTF8": "1"}, check=False)
    unit = 1 if sys.platform == "darwin" else 1024
    return {
        name: (seconds, peak * unit, codes) for name, seconds, peak, codes in map(json.loads, done.stdout.splitlines())
    }


@pytest.mark.parametrize("name", ROUTINES)
def test_it_ends_in_seconds_and_in_little_memory(survived, name):
    assert name in survived, "all of them together took more than their time"
    assert survived[name][1] < MOST_BYTES


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a variable filled in very often", "text-too-long"),
        ("boots put on again and again", "compression-hidden"),
        ("one step without a full stop", "advice-ignore-warning-signs"),
        ("unknown facts", "unknown-fact"),
        ("an alias of a long text", "too-large"),
    ],
)
def test_what_is_wrong_with_it_is_told_all_the_same(survived, name, code):
    assert code in survived[name][2]


def test_what_includes_bring_in_has_a_limit_that_is_told_once(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("steps:\n  - say: hi\n" + "# much ado\n" * 10_000, encoding="utf-8")
    path = tmp_path / "costly.yaml"
    path.write_text(HEAD + "".join(f"  - include: {number}.yaml\n" for number in range(9)), encoding="utf-8")
    [problem] = problems_in(path)
    assert (problem.code, problem.span.path.name) == ("too-large", "4.yaml")
    assert "more than 500,000 characters" in problem.message
