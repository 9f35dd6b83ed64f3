"""How much is said before the first hold, movement or session of every shipped routine, in full and in brief.

`python benchmarks/words_before_action.py` prints the table of docs/routines.md, from the routines themselves.
"""

from __future__ import annotations

from nightcue.language.library import folder_in, shipped
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Line, Script, Window

ACTIONS = ("hold", "beats", "session")
"""The windows in which something is done for the leg."""


def words_before(script: Script) -> int:
    """Return the words spoken before the first action; all of them where there is none."""
    count = 0
    for cue in script.cues:
        if isinstance(cue, Window) and cue.kind in ACTIONS:
            break
        if isinstance(cue, Line):
            count += len(cue.text.split())
    return count


def table() -> list[str]:
    """Return the lines of the table, in Markdown."""
    lines = ["| routine | English, full | brief | Spanish, full | brief |", "|---|---|---|---|---|"]
    for path in sorted(folder_in(shipped("routines"), "en").glob("*.yaml")):
        cells = [f"`{path.stem}`"]
        for language in ("en", "es"):
            routine = read_routine(folder_in(shipped("routines"), language) / path.name)
            cells += [str(words_before(unroll(routine, detail))) for detail in ("full", "brief")]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    print(*table(), sep="\n")
