"""Samples of every format, each beside what has to come of it: all that is kept, and all that is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from importing.drafts import samples, shown
from nightcue.importing.reading import draft_of
from nightcue.importing.recognising import READERS
from nightcue.importing.writing import routine_of
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_everything_is_kept_or_told_with_its_line(sample):
    expected = sample.with_name(f"{sample.name}.expected").read_text(encoding="utf-8")
    assert shown(sample) == expected
    assert expected.startswith(f"format {sample.parent.name}\n")


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_routine_says_and_is_silent_exactly_as_the_draft(sample, tmp_path):
    draft, _ = draft_of(sample)
    path = tmp_path / "made.yaml"
    path.write_text(routine_of(draft, "made"), encoding="utf-8")
    script = unroll(read_routine(path))
    assert script.title and script.language == draft.language
    assert not [warning for warning in script.warnings if warning.severity == "error"]


@pytest.mark.parametrize("format", READERS)
def test_there_are_five_samples_of_each_format_one_of_them_spanish(format):
    of_it = [path for path in samples() if path.parent.name == format]
    assert len(of_it) >= 5
    assert any(shown(path).splitlines()[2].startswith("language es") for path in of_it)


def test_the_format_can_be_named(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("One;5\nTwo;6\n", encoding="utf-8")
    assert shown(path).startswith("format phrases\n")
    assert "say One\npause 5s\nsay Two\npause 6s\n" in shown(path, "text")
    assert "say One;5 Two;6\n" in shown(path, "ssmd").replace(" / ", " ")


def test_the_samples_are_of_their_formats():
    assert Counter(path.parent.name for path in samples()).keys() == READERS.keys()
    assert all(isinstance(path, Path) for path in samples())
