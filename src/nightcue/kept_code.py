"""The methods of dataclasses, kept compiled beside the modules: Python compiles their source at every start.

`dataclasses` hands its source to `exec`; here that is one of ours, which compiles each source once. Nightcue and what
it loads have 140 such classes, and their methods took a tenth of a build in which one line is new.
"""

from __future__ import annotations

import dataclasses
import marshal
from functools import cache
from typing import Any

from nightcue import beside_compiled


def keep_code_of_dataclasses() -> None:
    """Keep it in this program, from now on."""
    dataclasses.exec = _execute  # type: ignore[attr-defined]


def _execute(source: str, *names: Any) -> None:
    kept = _kept()
    code = kept.get(source)
    if code is None:
        # as from a string in dataclasses itself, and not with what this module has from __future__
        code = marshal.dumps(compile(source, "<string>", "exec", dont_inherit=True))
        kept.add(source, code)
    exec(marshal.loads(code), *names)


@cache
def _kept() -> beside_compiled.Table:
    return beside_compiled.Table(beside_compiled.place(__file__, ".code"), "")
