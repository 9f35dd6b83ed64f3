"""What people give `nightcue import` that is none of its formats, or only nearly: told in a sentence with its place."""

from __future__ import annotations

import codecs
from itertools import pairwise

import pytest

from importing.drafts import shown
from nightcue.importing.reading import MOST, draft_of, told_once
from nightcue.language.diagnostics import DamagedFileError

SPANISH = "Siéntese en la cama, por favor, y respire por la nariz.\n[pausa 5 s]\nMuy bien: el pie está en el suelo.\n"


@pytest.fixture
def file(tmp_path):
    """Write a file, and return its path."""

    def write(content, name="talk.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refused(path, format=None):
    """The one problem of a file that cannot be imported: its code, line, column and words."""
    with pytest.raises(DamagedFileError) as caught:
        draft_of(path, format)
    (problem,) = caught.value.diagnostics
    assert problem.span.path == path
    return problem


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"], ids=["plain", "mark", "16", "32", "windows"]
)
def test_every_usual_encoding_is_read(file, encoding):
    said = shown(file(SPANISH.encode(encoding)))
    assert "language es\nsay Siéntese en la cama, por favor, y respire por la nariz.\npause 5s\n" in said
    assert ("read as Windows writes it" in said) == (encoding == "cp1252")


def test_big_endian_and_the_newlines_of_others_are_read(file):
    content = codecs.BOM_UTF16_BE + "One.\r\n[pause 5s]\rTwo.\x0c\u2028Three.\r\n[pause -1]".encode("utf-16-be")
    said = shown(file(content))
    assert "say One.\npause 5s\nsay Two. Three.\ntold 4:" in said


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty", 0),
        (b" \n\t\n", "empty", 0),
        (b"%PDF-1.7\n...", "not-text", 0),
        (b"PK\x03\x04" + b"\0" * 40, "not-text", 0),
        (b"\x89PNG\r\n\x1a\n", "not-text", 0),
        (b"<!doctype html><html><body>Hi", "not-text", 0),
        (b"Hello\nthere\x00\x01\x02", "not-text", 2),
        ("One\nTwo".encode("utf-16-le"), "not-text", 1),
        (b"[pause 5s]\n...\n", "nothing-to-speak", 0),
        (b"x" * (MOST + 1), "too-large", 0),
    ],
    ids=["empty", "blank", "pdf", "zip", "png", "html", "binary", "utf-16 without a mark", "only pauses", "large"],
)
def test_what_is_no_text_is_refused(file, content, code, line):
    problem = refused(file(content))
    assert (problem.code, problem.span.line) == (code, line)


def test_a_folder_and_a_routine_are_refused_with_a_way_out(file, tmp_path):
    assert refused(tmp_path).code == "unreadable"
    problem = refused(file("title: T\nsteps:\n  - say: Hi\n", "mine.yaml"))
    assert (problem.code, problem.hint.split()[:2]) == ("a-routine", ["nightcue", "check"])
    assert refused(file("a: 1\n", "settings.yaml")).code == "not-a-workout"


LETTERS = "abcdefghij"
BOMB = '<!DOCTYPE speak [<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {letter} "{f"&{before};" * 10}">' for before, letter in pairwise(LETTERS)
)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (f"{BOMB}]><speak>&j;</speak>", "entity", 1),
        ('<!DOCTYPE speak [\n<!ENTITY f SYSTEM "file:///etc/passwd">]><speak>&f;</speak>', "entity", 2),
        ('<!DOCTYPE speak [\n<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><speak>a</speak>', "entity", 2),
        (f"<speak>{'<p>' * 200_000}", "too-deep", 1),
        ("<speak>\nsalt & pepper</speak>", "not-xml", 2),
        ("<speak>\n<p>one</speak>", "not-xml", 2),
        ("<speak>one", "not-xml", 1),
        ("<?xml version='1.0'?>\n<rss><item>x</item></rss>", "not-ssml", 2),
    ],
    ids=["bomb", "file", "parameter", "deep", "ampersand", "crossed", "cut", "other"],
)
def test_ssml_is_parsed_safely(file, content, code, line):
    problem = refused(file(content, "talk.ssml"))
    assert (problem.code, problem.span.line) == (code, line)


def test_the_doctype_of_the_standard_loads_nothing_and_an_unknown_entity_is_told(file):
    content = (
        '<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "http://127.0.0.1:9/synthesis.dtd">\n'
        "<speak>Fish &chips; and peas.</speak>"
    )
    assert "say Fish and peas.\ntold 2: [not-kept] &chips; is not known here" in shown(file(content, "talk.ssml"))


@pytest.mark.parametrize(
    ("content", "name", "code", "line"),
    [
        ('{"intervals": [\n{"name": "a", "duration": 5},,]}', "a.json", "not-json", 2),
        ("[" * 100_000, "a.json", "too-deep", 0),
        ("[]", "a.json", "no-intervals", 0),
        ('{"a": 1} x', "a.json", "not-json", 0),
        ("a,b\n", "a.csv", "nothing", 0),
        ("exercises: [\n", "a.yaml", "not-yaml", 2),
        (f"exercises: {'[' * 20_000}", "a.yaml", "not-yaml", 0),
        ("exercises: {a: 1}\n", "a.yaml", "not-a-workout", 0),
    ],
)
def test_damaged_lists_are_refused_with_their_place(file, content, name, code, line):
    if code == "nothing":  # a row without a length says its name
        assert "say a\n" in shown(file(content, name))
        return
    problem = refused(file(content, name))
    assert (problem.code, problem.span.line) == (code, line)


def test_aliases_that_grow_without_end_cost_nothing(file):
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    text = f"a0: &a0 {{name: x, duration: 5s}}\n{levels}exercises:\n  - *a0\n  - *a29\n"
    assert "say x\npause 5s\n" in shown(file(text, "bomb.yaml"))
    rounds = '{"rounds": 2, "steps": ' * 30 + '[{"name": "x", "seconds": 1}]' + "}" * 30
    assert shown(file(rounds, "rounds.json")).count("repeat 2") == 30


def test_ten_thousand_lines_are_read_once_through_and_told_briefly(file):
    text = "Breathe **in**. [pause 4s]\nBreathe out. [pause -1]\n\n" * 5_000
    draft, name = draft_of(file(text, "long.md"))
    told = [str(each) for each in told_once(draft)]
    assert (name, len(draft.items), len(told)) == ("markdown", 15_000, 2)
    assert "(so too on lines 4, 7, 10," in told[0]


@pytest.mark.parametrize("line", ["*a " * 20_000, "[pause " * 20_000, "(a" * 30_000, "<<" * 20_000, ";" * 50_000])
def test_no_line_keeps_it_busy_for_long(file, line):
    for format in ("text", "markdown", "phrases", "speech-markdown", "ssmd"):
        draft_of(file(f"Hello.\n{line}\n"), format)


def test_a_language_that_nightcue_does_not_speak_is_refused_and_lang_names_another(file):
    path = file('<speak xml:lang="ja-JP">Hello.</speak>', "talk.ssml")
    assert refused(path).code == "unknown-language"
    assert draft_of(path, language="en")[0].language == "en"
    assert draft_of(file(SPANISH), language="en")[0].language == "en"
