"""Files that have been trouble, or were written to be: each comes to a timeline or to problems that are told well.

`benchmarks/fuzz_atheris.py` looks for more of them, and begins with these.
"""

import shutil
from pathlib import Path

import pytest

from nightcue.language.library import shipped
from surviving import laid_out, problems_in

pytestmark = pytest.mark.once

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(shipped("routines"), folder, dirs_exist_ok=True)
    return folder


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_a_file_that_has_been_trouble(home, file):
    problems_in(laid_out(file.read_bytes(), home))


def test_the_files_stay_small():
    assert sum(file.stat().st_size for file in CORPUS) < 100_000
