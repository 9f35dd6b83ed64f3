"""The words of the editor: each that the program asks for is there, and each that is there is asked for."""

import ast
from pathlib import Path

import pytest

import nightcue.editor
from nightcue.editor.words import wished_language, words

FOLDER = Path(nightcue.editor.__file__).parent


def asked_for():
    """Every key that the editor asks for, and the beginnings of those that are put together."""
    whole, begun = set(), set()
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begun.add(node.values[0].value)
    return whole, tuple(begun)


def keys(said, before=""):
    for key, value in said.items():
        yield from keys(value, f"{before}{key}.") if isinstance(value, dict) else [f"{before}{key}"]


def calls():
    """Every call of words with a key that is written out, with its file and line."""
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("said", "_said", "words"):
                    yield f"{file.name}:{node.lineno}", node.args[0].value, {word.arg for word in node.keywords}


@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_word_that_is_asked_for_is_there_with_what_is_filled_in(tag):
    missing = []
    for place, key, filled in calls():
        try:
            words(tag)(key, **dict.fromkeys(filled, "x"))
        except (KeyError, IndexError, TypeError) as problem:
            missing.append((place, key, repr(problem)))
    assert missing == []


def test_every_word_that_is_there_is_asked_for():
    whole, begun = asked_for()
    kept = [key for key in keys(words("en").said) if not key.startswith(("variables.", "ways_out."))]
    assert [key for key in kept if key not in whole and not key.startswith(begun)] == []


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fr,es;q=0.2,en;q=0.7", "en"),
        ("", "en"),
        ("fr;q=x,,;q=2", "en"),
        ("*", "en"),
    ],
)
def test_the_language_is_that_of_the_browser(accepted, language):
    assert wished_language(accepted) == language
