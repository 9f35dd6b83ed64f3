"""`nightcue rescue` in whatever a night has in store: it is heard, or its words are written, and nothing is made."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from nightcue.bedside.rescue import shipped_track
from nightcue.locales import COMPLETE, languages_with
from rescue_conditions import CONDITIONS
from rescuing import night, rescue

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform != "linux", reason="set up with what Linux has")]

FIRST = {"en": ("Straighten your leg", "Straighten and pull"), "es": ("Ponga la pierna recta", "Pierna recta")}
"""How the words and the chapters of the shipped rescue begin."""

MAKING = {
    "numpy",
    "yaml",
    "soundfile",
    "nightcue.building.compile",
    "nightcue.voices.worker.voice",
    "subprocess",
    "multiprocessing",
}
"""What is loaded to make a track."""


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_it_helps(condition, language, tmp_path):
    if condition.root and os.getuid() != 0:
        pytest.skip("only root can set this up")
    with night(tmp_path, condition.set_up, language) as one:
        before = kept_files(one)
        outcome = rescue(one)
        kept, after = one.kept, kept_files(one)
    assert "Traceback" not in outcome.stdout + outcome.stderr, outcome.stderr
    if condition.helps == "words":
        assert (outcome.sounded, outcome.code) == (None, 4), outcome.stderr
        assert outcome.stdout.startswith(FIRST[language][0])
    else:
        wanted = kept if condition.helps == "kept" else shipped_track(language)
        assert (outcome.sounded, outcome.code) == (wanted, 143), outcome.stderr
    assert after == before
    assert not outcome.loaded & MAKING


def kept_files(night):
    """Every file that is there but for those of the diary, with its size."""
    files = [Path(folder) / name for folder, _, names in os.walk(night.home) for name in names]
    return {path: path.lstat().st_size for path in files if "diary" not in path.parts}
