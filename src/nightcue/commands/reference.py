"""The reference of the command line, as Markdown made from the commands.

`python -m nightcue.commands.reference > docs/commands.md` writes it anew.
"""

from __future__ import annotations

import sys

import click

from nightcue.commands.described import Described, every_command, names_of, options_of, paragraphs_of, takes, told

_INTRODUCTION = """\
# Every command

This page is made from the commands themselves, so it is always complete; `nightcue help COMMAND`, or
`nightcue COMMAND --help`, shows the same, and so does `man nightcue`.
Where it says ROUTINE, a name is looked up in `./routines`, as NAME.yaml or NAME.yml, then among the shipped ones; a
path is taken as it is. The same goes for PROGRAMME and `./programmes`.

Results go to stdout, progress and problems to stderr. There is no colour and no progress bar where stderr is no
terminal; `NO_COLOR` is obeyed.

`nightcue --debug COMMAND`, or `--debug` anywhere after it, shows on stderr where each error comes from that is
otherwise only told, also inside rules, speech engines and workers; and a log: which files are read and written, which
voice speaks, what was kept, and why a track is made again. What a profile or a diary holds is not in it.

"""
AFTER = r"""
## Exit codes

| | |
|---|---|
| 0 | done |
| 1 | the routine, the profile, or what was given to the diary has errors |
| 2 | wrong usage, or a voice that nobody knows |
| 3 | a voice failed, or its package is not installed |
| 4 | the output could not be written, or the machine has run out of something |
| 141 | whoever reads the output has gone, as in `nightcue facts \| head -1` |

## Settings of the surroundings

| variable | |
|---|---|
| `NIGHTCUE_CACHE` | the folder for what is kept between builds, in place of the platform's |
| `NIGHTCUE_CONFIG` | the folder of the profile and of `voices.yaml` |
| `NIGHTCUE_DATA` | the folder of the diary and of the key of the served page |
| `NIGHTCUE_STATE` | the folder of where tracks were left, of every save in the editor, and of recorded words |
| `NIGHTCUE_VOICES` | the folder of voices that you fetched yourself |
| `NIGHTCUE_READY=no` | builds do not make a rescue of your own, or in your voice, ready |
| `NIGHTCUE_SHARED_BY` | how many nightcue processes share the memory; `--jobs` and `batch` set it |
| `NIGHTCUE_SOUND` | the sound system that plays, by miniaudio's name for it; `null` plays into nothing |
| `NIGHTCUE_DEBUG=1` | the same as `--debug`, for what nightcue starts too |
| `NO_COLOR` | no colour |

## Shell completion

| shell | add this line to | |
|---|---|---|
| bash | `~/.bashrc` | `eval "$(_NIGHTCUE_COMPLETE=bash_source nightcue)"` |
| zsh | `~/.zshrc` | `eval "$(_NIGHTCUE_COMPLETE=zsh_source nightcue)"` |
| fish | `~/.config/fish/completions/nightcue.fish` | `_NIGHTCUE_COMPLETE=fish_source nightcue \| source` |

What options take is offered too: the voices that are here, formats, languages, and after `--set` the variables of the
routine that stands before it, each with its value.
Names of routines with a blank in them, or a sign that shells take for more than itself, are not offered.

## JSON

What other programs may rely on, as JSON Schema. Keys may be added; none is renamed or removed without a new name.

| command | schema |
|---|---|
| `nightcue plan ROUTINE --json`, and `build --with json` | [plan.json](schemas/plan.json) |
| `nightcue check --json` | [check.json](schemas/check.json) |
| `nightcue voices --json` | [voices.json](schemas/voices.json) |
| `nightcue record ROUTINE --json` | [record.json](schemas/record.json) |
| `nightcue diary list --json`, `diary export --format json` | [diary.json](schemas/diary.json) |
| a routine file, as `nightcue schema` prints it | [schema.json](../routines/schema.json) |
| a programme file, as `nightcue programme schema` prints it | [schema.json](../programmes/schema.json) |
"""


def reference() -> str:
    """Return the whole page."""
    from nightcue.commands import COMMANDS

    listed = (f"- [`{name}`](#{name}): {does}\n" for name, does in COMMANDS.items())
    return "".join([_INTRODUCTION, *listed, *map(_command, every_command()), AFTER])


def _command(described: Described) -> str:
    """Return the section of one command."""
    command, path = described.command, described.context.command_path.removeprefix("nightcue ")
    heading = f"\n{'##' + '#' * described.level} {path}\n\n    {described.usage}\n\n"
    rows = "".join(map(_row, options_of(command)))
    return heading + _told(command) + (f"\n| option | |\n|---|---|\n{rows}" if rows else "")


def _told(command: click.Command) -> str:
    """Return what a command says of itself; its examples, which Click is told not to wrap, as code."""
    shown = []
    for paragraph in paragraphs_of(command):
        if isinstance(paragraph, str):
            shown.append(paragraph)
        elif paragraph[0].endswith(":"):
            shown += [paragraph[0], "\n".join(f"    {line}" for line in paragraph[1:])]
        else:
            shown.append("\n".join(f"- {line}" for line in paragraph))
    return "\n\n".join(shown) + "\n"


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in names_of(option))
    taken = takes(option, "&#124;")
    return f"| {names}{taken and f' {taken}'} | {told(option).replace('|', '&#124;')} |\n"


if __name__ == "__main__":
    sys.stdout.buffer.write(reference().encode())
