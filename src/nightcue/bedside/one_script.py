"""The modules of the page as one script: over a slow network each file that has to be asked for costs a moment."""

from __future__ import annotations

import re
from collections.abc import Mapping

FIRST_MODULE = "main.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|async function|const|class)", re.MULTILINE)


def one_script(modules: Mapping[str, str]) -> str:
    """Return the modules that FIRST_MODULE needs as one: each after those it imports, without imports and exports.

    No two of them have a name in common; a browser refuses the whole where they had.
    """
    order: list[str] = []

    def add(name: str) -> None:
        if name not in order:
            for imported in _IMPORT.findall(modules[name]):
                add(imported)
            order.append(name)

    add(FIRST_MODULE)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", modules[name])) for name in order)
