"""The shipped routines, each read once in each language, as the file says them and as nightcue unrolls them."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from nightcue.building.compile import compile_routine
from nightcue.building.request import BuildRequest
from nightcue.language.library import shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll

NAMES = [
    "bedtime",
    "bedtime-seated",
    "stretch",
    "stretch-trial",
    "rescue",
    "calf-pump",
    "massage",
    "socks-morning",
    "socks-evening",
    "wind-down",
    "is-it-a-cramp",
    "diary-prompt",
]
LANGUAGES = ["en", "es"]


def pytest_generate_tests(metafunc):
    """A test that takes `name` runs for every routine, one that takes `language` for both languages."""
    for argument, values in (("name", NAMES), ("language", LANGUAGES)):
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, values)


@dataclass(frozen=True)
class Shipped:
    """A routine in one language: its file, its parts, and its script."""

    name: str
    language: str
    path: Path

    def __post_init__(self):
        routine = read_routine(self.path)
        object.__setattr__(self, "routine", routine)
        object.__setattr__(self, "script", unroll(routine))
        object.__setattr__(self, "files", (self.path, *routine.files))
        object.__setattr__(self, "written", yaml.safe_load(self.path.read_text(encoding="utf-8")))

    @property
    def facts(self):
        """The ids of its facts and of those of its parts."""
        written = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in self.files)
        return {fact for content in written for fact in content["facts"]}


def folder(language):
    return shipped("routines") / ("" if language == "en" else language)


@pytest.fixture(scope="session")
def shelf():
    """Every routine by name and language."""
    return {
        (name, language): Shipped(name, language, folder(language) / f"{name}.yaml")
        for name in NAMES
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def twins():
    """Every file of the shelf, parts too: its path in the English folder, and the paths in both languages."""
    every = {
        path.relative_to(folder(language))
        for language in LANGUAGES
        for path in [*folder(language).glob("*.yaml"), *folder(language).glob("parts/*.yaml")]
    }
    return {str(path): {language: folder(language) / path for language in LANGUAGES} for path in sorted(every)}


@pytest.fixture(scope="session")
def facts():
    """Every fact of the seeds by its id."""
    sheets = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(shipped("seeds").glob("*.yaml")))
    return {fact["id"]: fact for sheet in sheets for fact in sheet["facts"]}


@pytest.fixture(scope="session")
def compiled(shelf):
    """A routine by name and language, spoken by the real voice; each only once."""
    done = {}

    def compile_one(name, language):
        if (name, language) not in done:
            done[name, language] = compile_routine(BuildRequest(shelf[name, language].path, voice="embedded"))
        return done[name, language]

    return compile_one
