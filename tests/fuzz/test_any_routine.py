"""Any routine at all, the whole way to a timeline and through every safety rule, heard by the frailest of listeners."""

import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nightcue import locales
from nightcue.language.library import shipped
from surviving import laid_out, problems_in
from written import DUMPS, STEPS, odd_routines

pytestmark = pytest.mark.once

FEW = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def danger(language):
    """Every word that a rule about spoken lines listens for in a language."""
    files = (Path(locales.__file__).parent / language / f"{part}.yaml" for part in locales.SAFETY)
    return sorted(set(re.findall(r"[^\W\d_]+", " ".join(file.read_text(encoding="utf-8") for file in files))))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    shutil.copytree(shipped("routines"), folder, dirs_exist_ok=True)
    return folder


right = STEPS.map(lambda steps: {"title": "T", "steps": [*(step for step, _ in steps), {"say": "The end"}]})


@given(right | odd_routines(), DUMPS)
@FEW
def test_right_and_almost_right_routines(home, content, dump):
    problems_in(laid_out(dump(content).encode("utf-8", "surrogatepass"), home))


@given(
    st.randoms(use_true_random=False), st.sampled_from(["en", "es"]), st.sampled_from([" ", ", ", ". ", " not ", "?"])
)
@FEW
def test_lines_of_nothing_but_danger(home, chance: random.Random, language, between):
    words = chance.choices(danger(language), k=chance.choice([3, 30, 150]))
    line = between.join(words * chance.choice([1, 4]))[:1_900]
    content = f'title: T\nlanguage: {language}\nsteps:\n  - say: "{line}"\n  - pause: 5m\n  - say: "{line}."\n'
    problems_in(laid_out(content.encode(), home))
