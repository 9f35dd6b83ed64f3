"""A command line that is typed again says the same again at once, and never when anything that matters has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import nightcue
from aging import write

pytestmark = pytest.mark.once(again=False)

TEXT = (
    "title: T\nvoice: embedded\nvars: {hold: 2s}\nsteps:\n  - include: parts/hello.yaml\n"
    "  - pause: '{hold}'\n  - say: This is not medical advice. Ask a clinician.\n"
)
TRACK = Path("audio_out/t.en.mp3")
BUILD, PLAN, CHECK, LIST = ["build", "t"], ["plan", "t"], ["check", "t"], ["list"]

RUN = """
import json, os, sys
from nightcue.__main__ import main
try:
    main()
finally:
    with open(os.environ["LOADED"], "w") as file:
        json.dump("click" in sys.modules, file)
"""


@dataclass(frozen=True)
class Done:
    """What a command line came to, and whether it was carried out, and not only said again."""

    said: tuple[int, str, str]
    carried_out: bool


@pytest.fixture(autouse=True)
def _home(folder, monkeypatch):
    for name in ("cache", "config", "data", "state"):
        monkeypatch.setenv(f"NIGHTCUE_{name.upper()}", str(folder / "own" / name))
    monkeypatch.setenv("LOADED", str(folder / "own" / "loaded"))
    monkeypatch.delenv("NIGHTCUE_VOICES", raising=False)
    monkeypatch.delenv("NIGHTCUE_READY")
    write("own/loaded", "")
    write("routines/t.yaml", TEXT)
    write("routines/parts/hello.yaml", "steps:\n  - say: Hello there\n")


def typed(words, program=RUN, **others):
    ran = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False, **others)
    return Done((ran.returncode, ran.stdout, ran.stderr), json.loads(Path("own/loaded").read_text(encoding="utf-8")))


def typed_until_said_again(words):
    """The command, typed until it is not carried out any more; then it has said the same as before."""
    before = typed(words)
    for _ in range(3):
        done = typed(words)
        if not done.carried_out:
            assert done.said == before.said
            return done
        before = done
    pytest.fail(f"carried out again and again: {done}")


def typed_anew(words):
    """What the same command says where nothing was ever kept but the lines, and the track is where it was."""
    for kept in Path("own/cache/recipes").rglob("*.said"):
        kept.unlink()
    return typed(words)


@pytest.mark.parametrize("words", [LIST, BUILD, PLAN, [*PLAN, "--json"], CHECK, ["check"]])
def test_the_same_line_says_the_same_without_loading_click(words):
    done = typed_until_said_again(words)
    assert done.said[0] == 0
    assert typed_anew(words).said == done.said


CHANGES = {
    "the routine": lambda: write(
        "routines/t.yaml", TEXT.replace("medical", "any medical").replace("title: T", "title: U")
    ),
    "a slip in it": lambda: write("routines/t.yaml", TEXT + "  - nonsense: 1\n"),
    "a part": lambda: write("routines/parts/hello.yaml", "steps:\n  - say: Good night, and sleep well\n"),
    "no part": lambda: Path("routines/parts/hello.yaml").unlink(),
    "no routine": lambda: Path("routines/t.yaml").unlink(),
    "one of its name in Spanish": lambda: write(
        "routines/es/t.yaml", TEXT.replace("title: T", "title: T\nlanguage: es")
    ),
    "one of its name but for the ending": lambda: write("routines/t.yml", TEXT),
    "a folder that is called like one": lambda: Path("routines/u.yaml").mkdir(),
    "who has read it": lambda: write("routines/t.reviewed.yaml", "nonsense\n"),
    "the profile": lambda: write("own/config/profile.yaml", "name: Ana\nlanguage: es\n"),
    "a damaged profile": lambda: write("own/config/profile.yaml", "conditions: [\n"),
    "other voices": lambda: write("own/config/voices.yaml", "x: {command: [a, '{text}', '{out}']}\n"),
    "no track": lambda: TRACK.unlink(),
    "a track cut short": lambda: TRACK.write_bytes(TRACK.read_bytes()[:-1]),
    "another track of the same size": lambda: TRACK.write_bytes(bytes(TRACK.stat().st_size)),
    "a folder in its place": lambda: (TRACK.unlink(), TRACK.mkdir()),
    "a rescue of one's own": lambda: write("routines/rescue.yaml", TEXT),
}
MATTERING = {
    "list": [
        "the routine", "a slip in it", "no routine", "one of its name in Spanish", "a folder that is called like one",
    ],
    "plan": ["the routine", "no part", "one of its name in Spanish", "a damaged profile", "other voices"],
    "check": ["a part", "one of its name but for the ending", "who has read it", "the profile"],
    "build": [
        "the routine", "a part", "no routine", "the profile", "other voices", "no track", "a track cut short",
        "another track of the same size", "a folder in its place", "a rescue of one's own",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("command", "what"), [(command, each) for command, every in MATTERING.items() for each in every]
)
def test_whatever_changes_is_answered_as_if_nothing_had_been_kept(command, what):
    words = [command] if command == "list" else [command, "t"]
    typed_until_said_again(words)
    CHANGES[what]()
    done = typed(words)
    anew = typed_anew(words)
    if command != "build":  # the first of the two makes the track, and the second has it
        assert done.said == anew.said
        return
    assert done.carried_out
    assert (done.said[0], anew.said[0]) in {(0, 0), (1, 1), (4, 4)}
    assert done.said[0] or TRACK.stat().st_size > 10_000 or Path("audio_out/t.es.mp3").exists()


@pytest.mark.parametrize("name", ["COLUMNS", "NIGHTCUE_VOICES", "LANG", "ANYTHING"])
def test_another_environment_is_another_line(name, monkeypatch):
    typed_until_said_again(PLAN)
    monkeypatch.setenv(name, "own/elsewhere")
    assert typed(PLAN).carried_out


def test_another_folder_is_another_line(tmp_path):
    typed_until_said_again(LIST)
    (tmp_path / "other").mkdir()
    assert "yours" not in typed(LIST, cwd=tmp_path / "other").said[1]


def test_another_nightcue_answers_itself():
    again = "import nightcue.said_before as s\ns.program = lambda: 'another'\n" + RUN
    typed_until_said_again(LIST)
    assert typed(LIST, again).carried_out


def test_the_program_is_another_when_a_file_of_it_or_a_package_beside_it_changes(monkeypatch, tmp_path):
    from nightcue.building import program

    write("package/deep/module.py", "")
    write("site/click/__init__.py", "")
    monkeypatch.setattr(program, "_PACKAGE", str(tmp_path / "package"))
    monkeypatch.setattr(
        program, "find_spec", lambda _: type("Found", (), {"origin": str(tmp_path / "site/click/x.py")})
    )

    def anew():
        program.program.cache_clear()
        return program.program()

    seen = {anew()}
    os.utime("package/deep/module.py")
    assert program.program() in seen  # what runs is what was loaded
    seen.add(anew())
    os.utime("site", (1, 1))
    seen.add(anew())
    assert len(seen) == 3
    program.program.cache_clear()


def test_a_rescue_of_ones_own_is_kept_ready_and_said_again(tmp_path):
    write("own/config/profile.yaml", "name: Ana\nvoice: embedded\n")
    typed_until_said_again(BUILD)
    ready = Path("own/cache/ready/rescue.en.mp3")
    assert ready.is_file()
    ready.unlink()
    assert typed(BUILD).carried_out
    assert ready.is_file()


def test_what_a_killed_build_left_goes():
    typed_until_said_again(BUILD)
    left = Path("audio_out/.t.en.mp3.00000000.part")
    left.write_bytes(b"")
    typed(BUILD)
    assert not left.exists()


def test_what_it_rests_on_counts_as_used():
    typed_until_said_again(BUILD)
    entries = [*Path("own/cache/recipes").rglob("*.*")]
    for entry in entries:
        os.utime(entry, (1, 1))
    assert not typed(BUILD).carried_out
    assert {entry.suffix for entry in entries if entry.stat().st_mtime > 1} == {".said", ".json"}


def test_what_several_workers_found_is_not_said_again():
    write("routines/u.yaml", TEXT)
    words = ["build", "t", "u", "--jobs", "2"]
    assert all(typed(words).carried_out for _ in range(4))


def test_an_error_is_found_again():
    write("routines/t.yaml", TEXT + "  - nonsense: 1\n")
    assert all(typed(CHECK).said[0] == 1 for _ in range(3))
    assert "has errors" in [typed(LIST).said[1] for _ in range(3)][-1]


def test_who_reads_it_may_have_gone():
    typed_until_said_again(PLAN)
    read, write_end = os.pipe()
    os.close(read)
    with os.fdopen(write_end, "wb") as gone:
        ran = subprocess.run([sys.executable, "-c", RUN, *PLAN], stdout=gone, stderr=subprocess.PIPE, check=False)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_is_told():
    typed_until_said_again(LIST)
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([sys.executable, "-c", RUN, *LIST], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 4
    assert b"cannot write to stdout" in ran.stderr


@pytest.mark.parametrize(
    "damage", [lambda content: b"", lambda content: content[:-9], lambda content: content[:-1] + b"x"]
)
def test_a_damaged_entry_is_not_used(damage):
    typed_until_said_again(LIST)
    for entry in Path("own/cache/recipes").rglob("*.said"):
        entry.write_bytes(damage(entry.read_bytes()))
    assert typed(LIST).carried_out


WATCHED = """
import json, os, sys
looked, opened = set(), set()
def watched(name):
    real = getattr(os, name)
    def look(path=".", *others, **named):
        if not isinstance(path, int):
            (opened if name in ("scandir", "listdir") else looked).add(os.path.abspath(os.fspath(path)))
        return real(path, *others, **named)
    setattr(os, name, look)
import nightcue.said_before, nightcue.grounds
for name in ("stat", "lstat", "scandir", "listdir", "readlink"):
    watched(name)
def heard(event, given):
    if event == "open" and isinstance(given[0], str):
        opened.add(os.path.abspath(given[0]))
sys.addaudithook(heard)
def keep():
    seen, read = {*looked}, {*opened}
    noted = nightcue.grounds.end()
    with open(os.environ["LOADED"], "w") as file:
        json.dump({"looked": [*seen], "opened": [*read], "noted": noted and vars(noted)}, file)
nightcue.said_before.keep = keep
from nightcue.__main__ import main
main()
"""


@pytest.mark.parametrize("profile", ["", "name: Ana\nvoice: embedded\n"])
@pytest.mark.parametrize(
    "words",
    [
        LIST, BUILD, ["build", "routines/t.yaml"], [*BUILD, "-o", "own/night.mp3"], [*BUILD, "--split"],
        [*BUILD, "--recordings", "own/spoken"], PLAN, CHECK, ["check"],
    ],
)  # fmt: skip
def test_everything_that_is_looked_at_is_among_what_it_rests_on(words, profile, tmp_path):
    if profile:
        write("own/config/profile.yaml", profile)
    write("routines/es/u.yaml", "title: U\nlanguage: es\nsteps:\n  - pause: 2s\n")
    Path("own/spoken").mkdir()
    typed_until_said_again(words)
    for kept in Path("own/cache/recipes").rglob("*.said"):
        kept.unlink()
    subprocess.run([sys.executable, "-c", WATCHED, *words], capture_output=True, check=True)
    found = json.loads(Path("own/loaded").read_text(encoding="utf-8"))
    noted = found["noted"]
    states, names, ends, tidy = (
        {str(tmp_path / each) for each in noted[kind]} for kind in ("states", "names", "ends", "tidy")
    )
    above = {str(parent) for each in states | ends | names for parent in Path(each).parents}
    inside = states | names | ends | tidy | above
    shipped = [
        str(folder)
        for folder in (Path(nightcue.__file__).parents[2] / "routines", Path(nightcue.__file__).parent / "routines")
    ]

    def ours(paths):
        own = [
            each
            for each in paths
            if each.startswith((str(tmp_path), *shipped)) and not each.endswith((".said", "/own/loaded"))
        ]
        assert own
        return own

    assert [each for each in ours(found["opened"]) if each not in states and each not in names | tidy] == []
    assert [each for each in ours(found["looked"]) if each not in inside and str(Path(each).parent) not in names] == []
