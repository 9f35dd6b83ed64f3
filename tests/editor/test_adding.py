"""Every kind of step that can be added has a first value that is right as it stands, in both languages."""

import shutil

import pytest
from click.testing import CliRunner

from nightcue.commands import nightcue
from nightcue.document.document import Document
from nightcue.editor.cards.adding import KINDS, beginning, files_for
from nightcue.language.library import shipped
from nightcue.language.step import Step
from nightcue.locales import COMPLETE, FIRST, languages_with

FROM_FILES = {"include", "audio"}
"""Kinds that begin with a file that somebody chooses."""
NEW = [kind for kind in KINDS if kind not in FROM_FILES]


def test_every_kind_can_be_added():
    assert set(KINDS) == set(Step.kinds)


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
def test_new_steps_of_every_kind_are_accepted_before_bed(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    source = shipped("routines") if language == FIRST else shipped("routines") / language
    shutil.copytree(source / "parts", tmp_path / "parts")
    (tmp_path / "mine.yaml").write_bytes((source / "bedtime.yaml").read_bytes())
    document = Document(tmp_path / "mine.yaml")
    before_good_night = len(document.steps()) - 3
    for kind in NEW:
        path = document.insert_step(("steps",), before_good_night, beginning(kind, language))
        assert kind in document.value(path)
    (tmp_path / "mine.yaml").write_bytes(document.text.encode())
    read = CliRunner().invoke(nightcue, ["review", "mine.yaml", "--by", "Ana", "--yes"])
    assert read.exit_code == 0, read.output
    checked = CliRunner().invoke(nightcue, ["check", "mine.yaml"])
    assert "no errors, no warnings" in checked.output, checked.output


def test_a_file_is_offered_by_its_path_and_the_routine_itself_is_not(tmp_path):
    for name in ("mine.yaml", "other.yaml", "parts/boots.yaml", "night.wav", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert list(files_for("include", tmp_path / "mine.yaml")) == ["parts/boots.yaml", "other.yaml"]
    assert list(files_for("audio", tmp_path / "mine.yaml")) == ["night.wav"]
