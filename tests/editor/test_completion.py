"""What an editor with yaml-language-server offers while a routine is written, and what it marks.

NIGHTCUE_LANGUAGE_SERVERS names a folder with one installed version in each of its folders; `.ci/run editor` makes it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from language_server import LanguageServer
from nightcue.language.library import shipped
from nightcue.language.routine import Routine
from nightcue.language.sound import Sound
from nightcue.language.step import Step

ROUTINES = shipped("routines").resolve()
INSTALLED = Path(os.environ.get("NIGHTCUE_LANGUAGE_SERVERS", os.devnull))
SERVERS = sorted(INSTALLED.glob("*/node_modules/yaml-language-server"))
MINE = ROUTINES / "being-written.yaml"  # never saved
HEAD = "# yaml-language-server: $schema=schema.json\ntitle: T\nsteps:\n"
STRETCH = set(Step.kinds["stretch"].written())

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not SERVERS, reason="no yaml-language-server is here; `.ci/run editor` installs three"),
]


@pytest.fixture(scope="module", params=SERVERS, ids=lambda path: path.parents[1].name)
def server(request: pytest.FixtureRequest) -> Iterator[LanguageServer]:
    with LanguageServer(request.param / "bin/yaml-language-server", ROUTINES) as started:
        yield started


@pytest.mark.parametrize(
    "steps",
    [
        "  - ¦",
        "  - ¦\n  - say: hi\n",
        "  - say: hi\n  - ¦\n",
        "  - s¦",
        "  - say: hi\n  - p¦\n",
        "  - {¦}\n",
        "  - repeat:\n      times: 2\n      steps:\n        - ¦",
        "  - repeat:\n      times: 2\n      steps:\n        - m¦",
    ],
)
def test_every_kind_of_step_is_offered_once_for_a_new_step(server: LanguageServer, steps: str) -> None:
    assert sorted(server.offers(MINE, HEAD + steps)) == sorted([*Step.kinds, "detail"])


@pytest.mark.parametrize(
    ("steps", "written"),
    [
        ("  - stretch:\n      ¦", set()),
        ("  - stretch:\n      name: A\n      h¦", {"name"}),
        ("  - stretch: {h¦}\n", set()),
        ("  - stretch: { s¦ }\n", set()),
        ("  - stretch: {name: A, h¦}\n", {"name"}),
    ],
)
def test_the_fields_of_a_step_are_offered_below_it_and_between_braces(
    server: LanguageServer, steps: str, written: set[str]
) -> None:
    assert STRETCH - written <= set(server.offers(MINE, HEAD + steps))


def test_the_fields_of_a_routine_and_of_its_sound_are_offered(server: LanguageServer) -> None:
    offered = server.offers(MINE, HEAD + "  - say: hi\n¦")
    assert set(Routine.written()) - {"title", "steps"} <= set(offered)
    assert set(Sound.written()) <= set(server.offers(MINE, HEAD + "  - say: hi\nsound: {f¦}\n"))


@pytest.mark.parametrize("path", sorted(ROUTINES.rglob("*.yaml")), ids=lambda path: str(path.relative_to(ROUTINES)))
def test_no_shipped_file_is_marked(server: LanguageServer, path: Path) -> None:
    assert server.problems(path, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "  - sya: hi\n",
        HEAD + "  - stretch: {name: A, hodl: 25s}\n",
        HEAD.replace("title: T\n", "") + "  - say: hi\n",
        HEAD.replace("schema.json", "schema.json#/$defs/part").replace("title: T\n", "") + "  - sya: hi\n",
    ],
)
def test_what_is_wrong_is_marked(server: LanguageServer, text: str) -> None:
    assert server.problems(MINE, text)
