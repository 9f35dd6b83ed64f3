"""The corpus of spoken sentences: dangerous ones under their code, harmless ones under the code they resemble."""

from pathlib import Path

import pytest
import yaml

SENTENCES = Path(__file__).parent / "sentences"


def _corpus(name):
    return yaml.safe_load((SENTENCES / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def heldout():
    """language -> dangerous|harmless -> code -> sentences, never used for tuning."""
    return _corpus("heldout")


def pytest_generate_tests(metafunc):
    for kind in ("dangerous", "harmless"):
        if kind in metafunc.fixturenames:
            metafunc.parametrize(
                kind,
                [
                    pytest.param((language, code, sentence), id=f"{language}: {sentence}")
                    for language in ("en", "es")
                    for code, sentences in _corpus(f"{language}-{kind}").items()
                    for sentence in sentences
                ],
            )
