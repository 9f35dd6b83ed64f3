"""What is found is one sentence in every language of the editor, and no message is missing."""

import ast
import re
from pathlib import Path

import pytest

import nightcue
from nightcue.document.sentences import PART, is_known, sentence
from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.language.locale_files import words_of
from nightcue.locales import languages_with
from nightcue.safety.advice import CODES

SOURCES = Path(nightcue.__file__).parent
READ = [
    *(SOURCES / "language").rglob("*.py"),
    *(SOURCES / "safety/rules").glob("*.py"),
    *(SOURCES / "timeline").glob("*.py"),
]
MESSAGE_OF = {"refusal": 1, "Diagnostic": 2, "Slip": 2, "Finding": 1, "VariableError": 0}
"""Which argument of a call is a message."""

NOT_IN_THE_EDITOR = {
    "words are keys and values",  # of a file that comes with nightcue
    "this file is there, but the name of a routine ends in .yaml, and this one in 7",  # of what is typed
    "there is no routine '7'",
    "there is no routine '7' in '7'",
}
PARTS = {"{shown}": ", not '7'", "{HIDDEN_SIGNS[0]}": "there is a special space here"}
PARTS["{HIDDEN_SIGNS[1]}"] = "there is an invisible character here"
"""What stands in a message for a part of it that is written elsewhere."""


def told(message, fact=None):
    return Diagnostic(Span(Path("x.yaml"), 1, 1), "any", message, fact=fact)


def templates(node):
    """The messages that a value may be, with 7 for what differs."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else PARTS.get(f"{{{ast.unparse(part.value)}}}", "7")
            for part in node.values
        )
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body)
        yield from templates(node.orelse)


def messages():
    for path in READ:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from _in(function)


def _in(function):
    said = {}
    for node in ast.walk(function):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            for name, value in zip(names, values, strict=False):
                said.setdefault(getattr(name, "id", None), []).append(value)
    for node in ast.walk(function):
        place = MESSAGE_OF.get(getattr(node.func, "id", "")) if isinstance(node, ast.Call) else None
        if place is not None and len(node.args) > place:
            message = node.args[place]
            for value in said.get(message.id, []) if isinstance(message, ast.Name) else [message]:
                yield from templates(value)


def test_every_message_of_the_reader_and_of_the_rules_is_known():
    found = {*messages()}
    assert len(found) > 150
    unknown = {message for message in found if not is_known(message) and message != "7"}
    assert unknown - NOT_IN_THE_EDITOR == {"7; it is left out"}  # a message with that behind it


@pytest.mark.parametrize("tag", languages_with(PART))
def test_every_sentence_can_be_said_with_anything_filled_in(tag):
    for section in ("rules", "reading", "around"):
        for key, english in words_of(PART, "en")[section].items():
            filled = english.format(**dict.fromkeys(re.findall(r"\{(\w+)\}", english), "there is a tab here"))
            said = sentence(told(filled), tag)
            assert said[0].isupper() or not said[0].isalpha(), key
            assert said[-1] in ".?!" and "{" not in said, key
            assert tag == "en" or said != sentence(told(filled), "en"), key


def test_the_fact_is_no_part_of_the_sentence():
    problem = told("a hold of 75 s; at most 60 s (fact stretch-hold)", "stretch-hold")
    assert sentence(problem, "en") == "A hold of 75 s; at most 60 s."
    assert sentence(problem, "es-MX") == "Se mantiene 75 s; como máximo 60 s."


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("in the brief form, a hold of 75 s; at most 60 s", "En la forma breve, se mantiene 75 s; como máximo 60 s."),
        ("not a duration: 5 cm; it is used on line 3", "No es una duración: 5 cm; se usa en la línea 3."),
        ("a whole number belongs here, not two", "Aquí va un número entero, no two."),
        ("there is no step 'text'", "No hay ningún paso «text»."),
        ("there is no file 'text'", "No hay ningún archivo «text»."),
        (
            "compression begins before these were asked: skin, clot",
            "La compresión empieza antes de preguntar esto: piel, coágulo.",
        ),
        (
            "this session of heat begins after 21 minutes of silence with nothing asked",
            "Esta sesión de calor empieza tras 21 minutos de silencio sin nada que hacer.",
        ),
    ],
)
def test_what_is_filled_in_is_said_in_the_language_too_but_for_words_of_the_person(english, spanish):
    assert sentence(told(english), "es") == spanish


def test_a_language_without_findings_has_the_english_ones():
    assert sentence(told("there is a tab here"), "fr") == "There is a tab here."


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_advice_is_told_in_both_languages(code):
    problem = told(f"'Do it' is advice that the documents warn of (fact {code.fact})", code.fact)
    assert sentence(problem, "es") == "«Do it» es un consejo contra el que advierten los documentos."
