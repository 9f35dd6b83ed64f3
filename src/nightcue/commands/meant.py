"""What somebody meant by a first word that is no command."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

_MOST = 120
"""Characters of a command line that is shown."""


def meant_by(words: Sequence[str], commands: Collection[str]) -> str | None:
    """Return a hint for the `words` of a command line of which the first is no command; None where nothing is near.

    The name of a routine, or a routine file that is there, is meant for `build`.
    """
    import shlex
    from difflib import get_close_matches

    from nightcue.language.diagnostics import one_line
    from nightcue.language.library import shelves
    from nightcue.language.names_of_files import ENDINGS, folded

    word, *others = words
    names = {shelved.name for shelved in shelves()}
    if folded(word) in map(folded, names) or (word.endswith(ENDINGS) and Path(word).exists()):
        return f"to make the track of that routine: nightcue build {one_line(shlex.join(words), _MOST)}"
    near = get_close_matches(word, [*commands, *sorted(names)], n=1, cutoff=0.6)
    if not near:
        return None
    meant = near[0] if near[0] in commands else f"build {shlex.quote(near[0])}"
    return f"did you mean: nightcue {one_line(shlex.join([*shlex.split(meant), *others]), _MOST)}"
