"""Whatever is in the file: an error with its place and a caret, never another exception."""

import os
import tracemalloc
from pathlib import Path

import pytest

from nightcue.language.reading import read_routine
from nightcue.language.source import MAX_BYTES
from nightcue.locales import LANGUAGES

HEAD = "title: T\nsteps:\n"


def nested(kind, depth):
    return {
        "brackets": "[" * depth,
        "closed brackets": "[" * depth + "]" * depth,
        "braces": "{a: " * depth,
        "dashes": "- " * depth + "x",
        "indented": "".join(f"{' ' * n}a:\n" for n in range(min(depth, 600))),
        "question marks": "? " * depth + "x",
        "steps": HEAD + "  - " + "repeat: {times: 2, steps: [" * depth,
    }[kind]


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, this in zip("abcdefghi", "bcdefghij", strict=True)
)

FILES = {
    "empty": (b"", "empty", 0, 0),
    "only spaces": (b"  \n\n", "empty", 0, 0),
    "only a comment": (b"# nothing\n", "empty", 0, 0),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty", 0, 0),
    "text": (b"Stretch your calf.\n", "wrong-shape", 1, 1),
    "a list": (b"# steps\n- say: hi\n", "wrong-shape", 2, 1),
    "null": (b"~", "wrong-shape", 1, 1),
    "not YAML": (b"title: T\nsteps: [say: hi\n", "yaml", 2, 16),
    "an unclosed quote": (b'title: "T\nsteps: []\n', "yaml", 1, 8),
    "HTML": (b"<html>\n<body>hi</body>\n", "not-text", 0, 0),
    "a tab": (b"title: T\nsteps:\n\t- say: hi\n", "yaml", 3, 1),
    "a wrong indent": (b"title: T\n  steps: []\n", "yaml", 2, 3),
    "a colon in text": (b"title: T\nsteps:\n  - say: Now: hold\n", "yaml", 3, 13),
    "an unknown anchor": (b"title: *t\n", "yaml", 1, 8),
    "an escape for no character": (b'title: "\\UFFFFFFFF"\n', "yaml", 1, 11),
    "an escape beyond the last character": (b'title: "\\U00110000"\n', "yaml", 1, 11),
    "an unknown escape": (b'title: "\\q"\n', "yaml", 1, 9),
    "an unknown YAML version": (b"%YAML 9.9\n---\ntitle: T\n", "yaml", 1, 1),
    "binary": (b"title: \x00\x01\x02", "encoding", 1, 8),
    "a picture": (b"\x89PNG\r\n\x1a\n", "not-text", 0, 0),
    "a bell": (b"title: T\nsteps:\n  - say: ding\x07\n", "encoding", 3, 14),
    "a delete": (b"title: a\x7f\n", "encoding", 1, 9),
    "a surrogate": (b"title: \xed\xa0\x80\n", "encoding", 1, 8),
    "Latin-1": ("title: T\nsummary: Estiramiento de pantorrilla y músculo\n".encode("latin-1"), "encoding", 2, 41),
    "Latin-1 after UTF-8": ("título: ".encode() + b"\xf1", "encoding", 1, 9),
    "Latin-1 after a byte order mark": (b"\xef\xbb\xbf" + "ñ: ".encode() + b"\xf1", "encoding", 1, 4),
    "UTF-16": ("title: T\n".encode("utf-16"), "encoding", 0, 0),
    "UTF-16, the other way round": ("\ufefftitle: T\n".encode("utf-16-be"), "encoding", 0, 0),
    "UTF-16 without a mark": ("title: T\n".encode("utf-16-le"), "encoding", 1, 2),
    "UTF-32": ("title: T\n".encode("utf-32"), "encoding", 0, 0),
    "two documents": (b"title: T\nsteps: [say: hi]\n---\ntitle: U\n", "documents", 3, 1),
    "two documents after marks": (b"---\ntitle: T\n...\n---\ntitle: U\n", "documents", 4, 1),
    "a Python tag": (b"title: !!python/object/apply:os.system [echo hi]\n", "tag", 1, 8),
    "a Python name": (b"title: T\nsteps:\n  - say: !!python/name:os.system\n", "tag", 3, 10),
    "a plain tag": (b"title: !!str T\n", "tag", 1, 8),
    "a tag of one's own": (b"!routine\ntitle: T\n", "tag", 1, 1),
    "a binary tag": (b"title: T\nsummary: !!binary aGk=\n", "tag", 2, 10),
    "a tagged key": (b"!!str title: T\n", "tag", 1, 1),
    "an anchor that refers to itself": (b"title: T\nsteps: &s [*s]\n", "alias", 2, 12),
    "a key that refers to its mapping": (b"&m {*m : x}\n", "alias", 1, 5),
    "a billion laughs": (LAUGHS.encode(), "too-large", 5, 12),
    "a line of a megabyte": (b"title: " + b"x" * 1_000_000, "too-large", 0, 0),
    "a line that is just read": (b"title: T\nsteps: {" + b"x" * (MAX_BYTES - 30), "yaml", 2, MAX_BYTES - 21),
    "a million brackets in a small file": (b"[" * (MAX_BYTES - 1), "too-deep", 1, 41),
    "10,000 open brackets": (nested("brackets", 10_000).encode(), "too-deep", 1, 41),
    "10,000 brackets": (nested("closed brackets", 10_000).encode(), "too-deep", 1, 41),
    "10,000 braces": (nested("braces", 10_000).encode(), "too-deep", 1, 158),
    "10,000 dashes": (nested("dashes", 10_000).encode(), "too-deep", 1, 81),
    "600 indents": (nested("indented", 10_000).encode(), "too-deep", 40, 40),
    "10,000 complex keys": (nested("question marks", 10_000).encode(), "too-deep", 1, 81),
    "steps within steps": (nested("steps", 5_000).encode(), "too-deep", 3, 338),
}


@pytest.mark.parametrize(("content", "code", "line", "column"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_routine(told, content, code, line, column):
    assert told(content) == [(code, line, column)]


ROUTINES = {
    "no title": ("steps: [say: hi]\n", [("missing-key", 1, 1)]),
    "no steps": ("title: T\n", [("missing-key", 1, 1)]),
    "no steps, further down": ("# mine\nsummary: S\ntitle: T\n", [("missing-key", 2, 1)]),
    "null steps": ("title: T\nsteps:\n", [("wrong-shape", 2, 7)]),
    "no step": ("title: T\nsteps: []\n", [("wrong-length", 2, 1)]),
    "steps as a mapping": ("title: T\nsteps:\n  say: hi\n", [("wrong-shape", 2, 1)]),
    "steps as text": ("title: T\nsteps: hi\n", [("wrong-shape", 2, 8)]),
    "an empty step": (HEAD + "  -\n", [("empty-step", 3, 4)]),
    "a null step": (HEAD + "  - ~\n", [("wrong-shape", 3, 5)]),
    "a step of nothing": (HEAD + "  - {}\n", [("empty-step", 3, 5)]),
    "a list for a step": (HEAD + "  - [say, hi]\n", [("wrong-shape", 3, 5)]),
    "text for a step": (HEAD + "  - hello\n", [("wrong-shape", 3, 5)]),
    "a kind without a value": (HEAD + "  - pause\n", [("wrong-shape", 3, 5)]),
    "two kinds in one step": (HEAD + "  - say: hi\n    pause: 5s\n", [("wrong-shape", 3, 5)]),
    "fields beside the kind": (HEAD + "  - rest:\n    duration: 5s\n", [("wrong-shape", 3, 5)]),
    "an unknown kind": (HEAD + "  - say: hi\n  - hodl: 5s\n", [("unknown-step", 4, 5)]),
    "an unknown key": ("title: T\nauthor: me\nsteps: [say: hi]\n", [("unknown-key", 2, 1)]),
    "an unknown field": (HEAD + "  - rest: {duration: 5s, sya: hi}\n", [("unknown-key", 3, 26)]),
    "a merge key": (HEAD + "  - rest: {duration: 5s, <<: {say: hi}}\n", [("unknown-key", 3, 26)]),
    "an empty key": (HEAD + "  - rest: {duration: 5s, : hi}\n", [("yaml", 3, 26)]),
    "a missing field": (HEAD + "  - stretch: {name: Calf}\n", [("missing-key", 3, 5)]),
    "two missing fields": (HEAD + "  - movement: {name: M}\n", [("missing-key", 3, 5)] * 2),
    "a missing field further in": (
        HEAD + "  - session: {name: S, therapy: heat, duration: 1m, check: {every: 20s}}\n",
        [("missing-key", 3, 53)],
    ),
    "a missing field beside one that is named like a step": (
        HEAD + "  - session: {name: S, therapy: heat, duration: 1m, check: {say: All well}}\n",
        [("missing-key", 3, 53)],
    ),
    "a duplicate field": (HEAD + "  - rest: {duration: 5s, duration: 6s}\n", [("duplicate-key", 3, 26)]),
    "a list for a mapping": (HEAD + "  - rest: [5s]\n", [("wrong-shape", 3, 5)]),
    "text for a mapping": (HEAD + "  - rest: 5s\n", [("wrong-shape", 3, 5)]),
    "a list for a mapping further in": (
        HEAD + "  - stretch: {name: S, hold: 5s, cues: [halfway]}\n",
        [("wrong-shape", 3, 34)],
    ),
    "a list for text": ("title: [a]\nsteps: [say: hi]\n", [("wrong-shape", 1, 1)]),
    "a list among lines": (HEAD + "  - say: [a, [b]]\n", [("wrong-shape", 3, 14)]),
    "a mapping for a duration": (HEAD + "  - pause: {a: b}\n", [("wrong-shape", 3, 5)]),
    "a list for a number": (HEAD + "  - repeat: {times: [2], steps: [say: hi]}\n", [("wrong-shape", 3, 14)]),
    "a negative duration": (HEAD + "  - pause: -5s\n", [("bad-duration", 3, 12)]),
    "no duration": (HEAD + "  - pause:\n", [("missing-value", 3, 11)]),
    "an empty duration": (HEAD + "  - pause: ''\n", [("missing-value", 3, 12)]),
    "a duration of spaces": (HEAD + "  - pause: '  '\n", [("missing-value", 3, 12)]),
    "not a number": (HEAD + "  - pause: NaN\n", [("bad-duration", 3, 12)]),
    "not a number, in YAML": (HEAD + "  - pause: .nan\n", [("bad-duration", 3, 12)]),
    "infinity": (HEAD + "  - pause: .inf\n", [("bad-duration", 3, 12)]),
    "75 seconds after a colon": (HEAD + "  - pause: 1:75\n", [("bad-duration", 3, 12)]),
    "over 12 hours": (HEAD + "  - pause: 12h1s\n", [("bad-duration", 3, 12)]),
    "a hold of no time": (HEAD + "  - stretch: {name: S, hold: 0s}\n", [("out-of-range", 3, 30)]),
    "a hold over an hour": (HEAD + "  - stretch: {name: S, hold: 61m}\n", [("out-of-range", 3, 30)]),
    "a tempo of no time": (HEAD + "  - movement: {name: M, reps: 2, tempo: 0}\n", [("out-of-range", 3, 41)]),
    "a row of spaces in a duration": (HEAD + f"  - pause: 1h{' ' * 9_000}x\n", [("bad-duration", 3, 12)]),
    "colours in a duration": (HEAD + '  - pause: "\\e[31m5s"\n', [("bad-duration", 3, 12)]),
    **{
        f"{reps} repetitions": (HEAD + f"  - movement: {{name: M, reps: {reps}, tempo: 2s}}\n", [(code, 3, 31)])
        for reps, code in [
            ("0", "out-of-range"),
            ("-1", "out-of-range"),
            ("1000000000", "out-of-range"),
            ("9" * 5000, "bad-number"),
            ("2.5", "bad-number"),
            ("1e3", "bad-number"),
            ("many", "bad-number"),
            ("٣", "bad-number"),
            ("''", "missing-value"),
        ]
    },
    "a repeat of none": (HEAD + "  - repeat: {times: 0, steps: [say: hi]}\n", [("out-of-range", 3, 21)]),
    "a repeat of far too many": (
        HEAD + "  - repeat: {times: 1000000000, steps: [say: hi]}\n",
        [("out-of-range", 3, 21)],
    ),
    "a repeat of nothing": (HEAD + "  - repeat: {times: 2, steps: []}\n", [("wrong-length", 3, 24)]),
    "a repeat of null": (HEAD + "  - repeat: {times: 2, steps: }\n", [("wrong-shape", 3, 30)]),
    "a mistake in a repeat": (
        HEAD + "  - repeat:\n      times: 2\n      steps:\n        - say: hi\n        - chime: sfot\n",
        [("unknown-word", 7, 18)],
    ),
    "an unknown variable": (HEAD + '  - pause: "{hold}"\n', [("unknown-variable", 3, 12)]),
    "an unknown variable in text": (HEAD + "  - say: Hold {hold}.\n", [("unknown-variable", 3, 10)]),
    "an unclosed brace": (HEAD + "  - say: [Good, 'Hold {hold']\n", [("unknown-variable", 3, 17)]),
    "a stray brace": (HEAD + "  - say: Hold}.\n", [("unknown-variable", 3, 10)]),
    "a control character": (HEAD + '  - say: "ding\\x07"\n', [("control-character", 3, 10)]),
    "an escape sequence": (HEAD + '  - say: "\\e[31mred"\n', [("control-character", 3, 10)]),
    "half a character": (HEAD + '  - say: "\\ud800"\n', [("control-character", 3, 10)]),
    "a character for private use": (HEAD + "  - say: a\ue000\n", [("control-character", 3, 10)]),
    "a control character in a title": ('title: "a\\0b"\nsteps: [say: hi]\n', [("control-character", 1, 8)]),
    "a control character in a name": (HEAD + '  - "sa\\x07y": hi\n', [("unknown-step", 3, 5)]),
    "nothing to speak": (HEAD + "  - say: '... !'\n", [("nothing-to-speak", 3, 10)]),
    "an empty line": (HEAD + "  - say: ''\n", [("nothing-to-speak", 3, 10)]),
    "no line": (HEAD + "  - say:\n", [("nothing-to-speak", 3, 9)]),
    "a list of no lines": (HEAD + "  - say: []\n", [("wrong-length", 3, 5)]),
    "too long a line": (HEAD + f"  - say: {'a' * 2001}\n", [("text-too-long", 3, 10)]),
    "too long a line with its variables": (
        f"vars: {{x: {'a' * 1500}}}\n" + HEAD + '  - say: "{x} {x}"\n',
        [("text-too-long", 4, 10)],
    ),
    "an unknown language": ("language: tlh\n" + HEAD + "  - say: hi\n", [("unknown-language", 1, 11)]),
    "no language": ("language: english\n" + HEAD + "  - say: hi\n", [("unknown-language", 1, 11)]),
    "an empty language": ("language:\n" + HEAD + "  - say: hi\n", [("unknown-language", 1, 10)]),
    "a list of languages": ("language: [en, es]\n" + HEAD + "  - say: hi\n", [("wrong-shape", 1, 1)]),
    "a list for a voice": ("voice: [a]\n" + HEAD + "  - say: hi\n", [("wrong-shape", 1, 1)]),
    "an unknown pace": ("voice: {pace: clam}\n" + HEAD + "  - say: hi\n", [("unknown-word", 1, 15)]),
    "too long a gap": ("voice: {gap: 11s}\n" + HEAD + "  - say: hi\n", [("out-of-range", 1, 14)]),
    "mistakes in the lexicon": (
        "voice:\n  pronounce: {a: [b], c: '', '!': d}\n" + HEAD + "  - say: hi\n",
        [("wrong-shape", 2, 18), ("nothing-to-speak", 2, 26), ("nothing-to-speak", 2, 30)],
    ),
    "a list for the lexicon": ("voice: {pronounce: [b]}\n" + HEAD + "  - say: hi\n", [("wrong-shape", 1, 9)]),
    "nothing in it to play": (HEAD + "  - chapter: One\n  - pause: 0s\n", [("nothing-to-play", 0, 0)]),
}


@pytest.mark.parametrize(("text", "expected"), ROUTINES.values(), ids=ROUTINES)
def test_a_routine_with_a_mistake(told, text, expected):
    assert told(text) == expected


HINTS = {
    "a closest key": ("titel: T\nsteps: [say: hi]\n", "did you mean 'title'?"),
    "a closest kind": (HEAD + "  - strech: {}\n", "did you mean 'stretch'?"),
    "a closest field": (HEAD + "  - rest: {duration: 5s, sya: hi}\n", "did you mean 'say'?"),
    "a closest field in quotes": (HEAD + "  - rest: {duration: 5s, 'sya': hi}\n", "did you mean 'say'?"),
    "a field that is there already is not offered": (
        HEAD + "  - rest: {duration: 5s, say: hi, sy: ho}\n",
        None,
    ),
    "a closest word": (HEAD + "  - chime: sfot\n", "did you mean 'soft'?"),
    "a comma in text": (
        HEAD + "  - rest: {duration: 5s, say: Rest, and breathe}\n",
        "text with a comma in it needs quotes here",
    ),
    "one word after a comma": (
        HEAD + "  - rest: {duration: 5s, say: Rest, now}\n",
        "text with a comma in it needs quotes here",
    ),
    "a key without a value": (HEAD + "  - rest:\n      duration: 5s\n      sya:\n", "did you mean 'say'?"),
    "a question mark": (
        HEAD + "  - rest: {duration: 5s, say: Comfortable?}\n",
        "text with a question mark needs quotes here",
    ),
    "a colon": (HEAD + "  - say: Now: hold\n", 'write say: "Now: hold"'),
    "a tab": (HEAD + "\t- say: hi\n", "indent with spaces, not with tabs"),
    "an indent": (HEAD + "  - say: hi\n - say: ho\n", "begin it one space further right"),
    "text for a step": (HEAD + "  - hello\n", "to speak it, write: say: hello"),
    "a kind without a colon": (HEAD + "  - pause\n", "write pause:"),
    "fields beside the kind": (
        HEAD + "  - rest:\n    duration: 5s\n",
        "indent the fields of 'rest' by two more spaces",
    ),
    "two kinds": (HEAD + "  - say: hi\n    pause: 5s\n", "start each step with a dash"),
    "a step without its fields": (HEAD + "  - stretch: Calf\n", "stretch: {name: …, hold: …}"),
    "a duration": (HEAD + "  - pause: soon\n", "durations are written 25s, 1m30s, 2 min, 500ms, 1:30 or 1h"),
    "an empty file": ("", "start from `nightcue new NAME`"),
    "several documents": ("a: 1\n---\nb: 2\n", "remove this line, or keep one routine per file"),
    "too long a text": (HEAD + f"  - say: {'a' * 2001}\n", "break it into a list of lines"),
    "an unknown language": ("language: en-\n" + HEAD + "  - say: hi\n", f"one of: {', '.join(LANGUAGES)}"),
}


@pytest.mark.parametrize(("text", "hint"), HINTS.values(), ids=HINTS)
def test_the_first_mistake_names_a_way_out(problems, text, hint):
    assert problems(text)[0].hint == hint


def test_all_mistakes_of_a_file_come_at_once_and_in_the_order_of_its_lines(told):
    text = """\
title: "\\x07"
language: tlh
voice: {pace: fast, gap: 11s}
vars: {1x: 2}
stepss: 3
steps:
  - say: "{gone}"
  - pause: 1:75
  - repeat:
      times: 0
      steps:
        - chime: bell
        - movement: {name: M, reps: 0, tempo: 1h, sides: [up], count: some}
  - hodl: 5s
  - say: hi
    pause: 1s
  -
  - include: gone.yaml
  - rest: {say: hi}
"""
    assert told(text) == [
        ("control-character", 1, 8),
        ("unknown-language", 2, 11),
        ("unknown-word", 3, 15),
        ("out-of-range", 3, 26),
        ("bad-variable", 4, 8),
        ("unknown-key", 5, 1),
        ("unknown-variable", 7, 10),
        ("bad-duration", 8, 12),
        ("out-of-range", 10, 14),
        ("unknown-word", 12, 18),
        ("out-of-range", 13, 37),
        ("out-of-range", 13, 47),
        ("unknown-word", 13, 59),
        ("unknown-word", 13, 71),
        ("unknown-step", 14, 5),
        ("wrong-shape", 15, 5),
        ("empty-step", 17, 4),
        ("missing-file", 18, 14),
        ("missing-key", 19, 5),
    ]


def test_mistakes_of_included_files_come_with_their_own_file(problems, tmp_path):
    found = problems(
        HEAD + "  - include: parts/a.yaml\n  - pause: soon\n  - include: parts/b.yaml\n",
        parts__a="steps:\n  - say: ''\n  - sya: x\n",
        parts__b="- not a routine\n",
    )
    parts = tmp_path / "parts"
    assert [(p.span.path, p.code, p.span.line) for p in found] == [
        (parts / "a.yaml", "nothing-to-speak", 2),
        (parts / "a.yaml", "unknown-step", 3),
        (parts / "b.yaml", "wrong-shape", 1),
        (tmp_path / "routine.yaml", "bad-duration", 4),
    ]


def test_a_file_that_is_not_there(problems_of, tmp_path):
    (problem,) = problems_of(tmp_path / "gone.yaml")
    assert (problem.code, problem.message) == ("unreadable", "cannot be read: No such file or directory")


def test_a_folder(problems_of, tmp_path):
    (problem,) = problems_of(tmp_path)
    assert (problem.code, problem.message) == ("not-a-file", "this is a folder, not a file")


def test_a_pipe_is_refused_and_not_waited_for(problems_of, tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (problem,) = problems_of(tmp_path / "pipe.yaml")
    assert (problem.code, problem.message) == ("not-a-file", "this is a device or a pipe, not a file")


def test_a_file_without_permission(problems_of, write, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    path = write(routine=HEAD + "  - say: hi\n")
    monkeypatch.setattr(os, "open", refuse)
    (problem,) = problems_of(path)
    assert (problem.code, problem.message) == ("unreadable", "cannot be read: Permission denied")


def test_a_part_without_permission(problems_of, write, monkeypatch):
    real = os.open

    def refuse(path, *rest):
        if Path(path).name == "part.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    path = write(routine=HEAD + "  - include: part.yaml\n", part="steps: [say: hi]\n")
    monkeypatch.setattr(os, "open", refuse)
    (problem,) = problems_of(path)
    assert (problem.span.path, problem.code) == (path.parent / "part.yaml", "unreadable")


@pytest.mark.parametrize("name", ["x" * 5000 + ".yaml", "a/b/c.yaml", "routine.yaml/x.yaml"])
def test_a_path_that_cannot_be(problems_of, write, name):
    path = write(routine=HEAD + "  - say: hi\n").parent / name
    (problem,) = problems_of(path)
    assert problem.code == "unreadable"


def test_a_link_to_itself(problems_of, tmp_path):
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    (problem,) = problems_of(loop)
    assert problem.code == "unreadable"


def test_a_file_of_100_megabytes_is_refused_before_it_is_read(problems_of, tmp_path):
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 100_000_000)
    tracemalloc.start()
    try:
        (problem,) = problems_of(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert problem.code == "too-large"
    assert problem.message == "larger than 250,000 bytes"
    assert peak < 4 * MAX_BYTES


INCLUDES = {
    "missing": ("gone.yaml", "missing-file"),
    "missing folder": ("gone/gone.yaml", "missing-file"),
    "a folder": ("parts", "missing-file"),
    "empty": ("''", "missing-value"),
    "null": ("", "missing-value"),
    "itself": ("routine.yaml", "circular-include"),
    "itself by a detour": ("parts/../routine.yaml", "circular-include"),
    "itself by a link": ("same.yaml", "circular-include"),
    "above": ("../outside.yaml", "outside-folder"),
    "above by a detour": ("parts/../../outside.yaml", "outside-folder"),
    "above and not there": ("../gone.yaml", "outside-folder"),
    "absolute": ("/etc/passwd", "outside-folder"),
    "absolute, inside another folder": ("/dev/zero", "outside-folder"),
    "a link to a file outside": ("link.yaml", "outside-folder"),
    "a link to a folder outside": ("up/outside.yaml", "outside-folder"),
    "a link to itself": ("loop.yaml", "missing-file"),
    "a pipe": ("pipe.yaml", "missing-file"),
    "two lines": ('"a\\nb.yaml"', "missing-file"),
    "a null byte": ('"a\\0.yaml"', "missing-file"),
    "half a character": ('"\\ud800.yaml"', "missing-file"),
    "far too long": ("x" * 5000, "missing-file"),
}


# that a routine is no recording, only reading it as sound can tell
AUDIO = {name: case for name, case in INCLUDES.items() if case[1] != "circular-include"}


@pytest.mark.parametrize(
    ("kind", "written", "code"),
    [("include", *case) for case in INCLUDES.values()] + [("audio", *case) for case in AUDIO.values()],
    ids=[f"include {name}" for name in INCLUDES] + [f"audio {name}" for name in AUDIO],
)
def test_a_file_that_cannot_be_included(problems_of, tmp_path, kind, written, code):
    home = tmp_path / "home"
    (home / "parts").mkdir(parents=True)
    (tmp_path / "outside.yaml").write_text("steps: [say: hi]\n")
    (home / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (home / "up").symlink_to(tmp_path)
    (home / "loop.yaml").symlink_to("loop.yaml")
    (home / "same.yaml").symlink_to("routine.yaml")
    os.mkfifo(home / "pipe.yaml")
    path = home / "routine.yaml"
    path.write_text(f"{HEAD}  - {kind}: {written}\n")
    (problem,) = problems_of(path)
    assert (problem.code, problem.span.line) == (code, 3)
    assert problem.span.column == 3 + len(f"- {kind}:") + bool(written)


def test_a_missing_file_gives_the_closest_name_beside_it(problems):
    (problem,) = problems(HEAD + "  - include: parts/safty.yaml\n", parts__safety="steps: [say: hi]\n")
    assert problem.message == "there is no file 'parts/safty.yaml'"
    assert problem.hint == "did you mean 'parts/safety.yaml'?"


def test_a_routine_may_be_reached_through_a_link_and_its_folder_too(write, tmp_path):
    write(home__routine=HEAD + "  - include: parts/a.yaml\n", home__parts__a="steps: [say: hi]\n")
    (tmp_path / "elsewhere").symlink_to(tmp_path / "home")
    (tmp_path / "mine.yaml").symlink_to(tmp_path / "home" / "routine.yaml")
    for path in (tmp_path / "elsewhere" / "routine.yaml", tmp_path / "mine.yaml"):
        assert read_routine(path).files == (tmp_path / "home" / "parts" / "a.yaml",)


def test_files_that_include_one_another_in_a_circle(problems, tmp_path):
    (problem,) = problems(
        HEAD + "  - include: a.yaml\n", a="steps: [include: b.yaml]\n", b="steps:\n  - include: a.yaml\n"
    )
    assert (problem.span.path, problem.code) == (tmp_path / "b.yaml", "circular-include")
    assert (problem.span.line, problem.span.column) == (2, 14)
    assert problem.message == "'a.yaml' includes itself, directly or through another file"


def test_a_long_chain_of_includes(problems, tmp_path):
    chain = {f"f{n}": f"steps: [include: f{n + 1}.yaml]\n" for n in range(300)}
    (problem,) = problems(HEAD + "  - include: f0.yaml\n", **chain, f300="steps: [say: hi]\n")
    assert (problem.span.path, problem.code) == (tmp_path / "f7.yaml", "too-deep")


def test_the_longest_chain_of_includes_with_the_deepest_nesting_is_read(script):
    def deep(steps):
        for _ in range(12):
            steps = f"[repeat: {{times: 1, steps: {steps}}}]"
        return f"steps: {steps}\n"

    chain = {f"f{n}": deep(f"[include: f{n + 1}.yaml]") for n in range(7)}
    (line,) = script("title: T\n" + deep("[include: f0.yaml]"), **chain, f7=deep("[say: hi]")).cues
    assert line.text == "hi"
    assert line.origin.step.count("include") == 8


def test_a_part_in_another_language(problems):
    (problem,) = problems(HEAD + "  - include: a.yaml\n", a="language: es\nsteps: [say: hola]\n")
    assert (problem.code, problem.span.line, problem.span.column) == ("language-mismatch", 1, 11)
    assert problem.message == "this file speaks es, and the routine that includes it en"
