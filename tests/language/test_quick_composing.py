"""A file that libyaml reads gives the same values at the same places as when PyYAML's own parser reads it."""

from pathlib import Path

import pytest

from nightcue.language import source
from nightcue.language.diagnostics import DiagnosedError
from nightcue.language.library import shipped
from nightcue.language.quick_composing import composed_quickly

CORPUS = Path(__file__).parents[1] / "fuzz" / "corpus"
FILES = [*sorted(shipped("routines").rglob("*.yaml")), *(file for file in sorted(CORPUS.iterdir()) if file.is_file())]
READ_IN_TWO_WAYS = [
    "say: {a: Does it hurt? Stop.}\n",  # PyYAML sees a sign in the question mark
    "say: [Does it hurt?, Stop.]\n",
    "say: {a: }\n",  # what is empty is found in another place
    "a:\tb\n",
    "a: b\r\nc: d\r\n",
    "a: b\u2028c: d\n",
    "%YAML 1.1\n---\na: b\n",
]


def everything(value):
    """A value with the place of all that is in it, and with what YAML left out of it."""
    place = value.span, value.span.text
    if isinstance(value, source.Mapping):
        return place, value.key_spans, {key: everything(inner) for key, inner in value.items()}
    if isinstance(value, source.Sequence):
        return place, [everything(inner) for inner in value]
    return place, str(value), value.comment, value.anchor


def read(path):
    try:
        return everything(source.Source(path).read())
    except DiagnosedError as error:
        return error.diagnostics


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_is_the_same_to_both_parsers(file, monkeypatch):
    quickly = read(file)
    monkeypatch.setattr(source, "composed_quickly", lambda text: None)
    assert quickly == read(file)


@pytest.mark.parametrize("text", READ_IN_TWO_WAYS)
def test_what_they_read_in_two_ways_is_the_same_too(text, tmp_path, monkeypatch):
    (tmp_path / "routine.yaml").write_bytes(text.encode())
    quickly = read(tmp_path / "routine.yaml")
    monkeypatch.setattr(source, "composed_quickly", lambda text: None)
    assert quickly == read(tmp_path / "routine.yaml")


def test_shipped_routines_are_read_quickly():
    pytest.importorskip("yaml._yaml", reason="PyYAML came without libyaml")
    assert all(composed_quickly(file.read_text(encoding="utf-8")) for file in shipped("routines").rglob("*.yaml"))
