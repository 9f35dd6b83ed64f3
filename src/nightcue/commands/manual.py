"""The manual page of nightcue, as roff made from the commands and from what their reference says besides.

`python -m nightcue.commands.manual > docs/nightcue.1` writes it anew; a wheel installs it as share/man/man1/nightcue.1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

import click

from nightcue.commands.described import every_command, names_of, options_of, paragraphs_of, takes, told
from nightcue.commands.reference import AFTER

_HEAD = r""".\" Made by python -m nightcue.commands.manual; not to be edited.
.TH NIGHTCUE 1 "" nightcue "User commands"
.nh
.ad l
.SH NAME
nightcue \- make narrated tracks with exact silences from routines for night leg cramps
.SH SYNOPSIS
.B nightcue
.RI [ OPTIONS ]
.I COMMAND
.RI [ ARGS ]...
.SH DESCRIPTION
"""
_TABLES = ("Exit codes", "Settings of the surroundings")
"""The tables of the reference that are in the manual too."""
_ROW = re.compile(r"^\| (?P<name>[^|]+) \| (?P<told>.+) \|$", re.MULTILINE)


def manual() -> str:
    """Return the whole page."""
    from nightcue.commands import nightcue

    parts = [_HEAD, *_paragraphs(nightcue), *_options(nightcue), ".SH COMMANDS\n"]
    for each in every_command():
        parts += [f".SS {_roff(each.usage)}\n", *_paragraphs(each.command), *_options(each.command)]
    for title in _TABLES:
        parts.append(f".SH {title.upper()}\n")
        table = AFTER.partition(f"## {title}\n")[2].partition("\n## ")[0]
        rows = [row for row in _ROW.finditer(table) if row["name"] != "variable"]
        parts += [f".TP\n{_bold(row['name'].strip('`'))}\n{_line(_plain(row['told']))}\n" for row in rows]
    return "".join(parts)


def _paragraphs(command: click.Command) -> Iterator[str]:
    """Yield what a command says of itself; lines that stay as they are, such as examples, are set in."""
    for number, paragraph in enumerate(paragraphs_of(command)):
        if number:
            yield ".PP\n"
        if isinstance(paragraph, str):
            yield f"{_line(paragraph)}\n"
            continue
        if paragraph[0].endswith(":"):
            yield f"{_line(paragraph.pop(0))}\n"
        yield ".RS 4\n.nf\n" + "".join(f"{_line(line)}\n" for line in paragraph) + ".fi\n.RE\n"


def _options(command: click.Command) -> Iterator[str]:
    for option in options_of(command):
        taken = takes(option, "|")
        names = ", ".join(map(_bold, names_of(option))) + (f" \\fI{_roff(taken)}\\fR" if taken else "")
        yield f".TP\n{names}\n{_line(told(option))}\n"


def _line(text: str) -> str:
    """Return a line of text; what begins like a request of roff is none."""
    shown = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", _roff(text, but="`"))
    return f"\\&{shown}" if shown[:1] in (".", "'") else shown


def _plain(cell: str) -> str:
    """Return what a cell of a table says without the sign that keeps it from ending there."""
    return cell.replace(r"\|", "|")


def _bold(text: str) -> str:
    return f"\\fB{_roff(text)}\\fR"


def _roff(text: str, but: str = "") -> str:
    """Return text as roff has it: no sign of it means more than itself, and a hyphen can be copied as one."""
    signs = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
    return "".join(sign if sign in but else signs.get(sign, sign) for sign in text)


if __name__ == "__main__":
    sys.stdout.buffer.write(manual().encode())
