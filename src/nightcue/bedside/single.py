"""The bedside page as one file, with everything inside it, that opens without a server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nightcue.audio.errors import OutputError
from nightcue.bedside.page_entry import Listed
from nightcue.bedside.site import FRONT, json_block, list_text, page_files
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.reading import read_file
from nightcue.storage.targets import begins, target

is_ours = begins(re.compile(rb"<!doctype html>.*<title>nightcue</title>", re.DOTALL))
"""Whether a file is a page of ours: its beginning says so."""

_FIRST_MODULE = "main.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|async function|const|class)", re.MULTILINE)


def write_single(path: Path, routines: Sequence[tuple[Listed, Path]]) -> None:
    """Write the page with the tracks of `routines` inside it to `path`, which appears there only when it is whole.

    Raises OutputError when it cannot be written.
    """
    try:
        target(path).parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            for part in _parts(routines):
                file.write(part)
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {problem.strerror or problem}") from None


def see_single(path: Path, read: Iterable[Path], overwrite: bool) -> None:
    """Raise OutputError when the page may not be written to `path`, or that is one of the routines `read`.

    What is not ours is kept but to `overwrite` it.
    """
    try:
        target(path, is_ours, overwrite, read)
    except OSError as problem:
        raise OutputError(f"cannot write {path}: {problem.strerror or problem}") from None


def one_script() -> str:
    """Return the page's modules as one: each after those it imports, without its imports and exports.

    No two of them have a name in common; a browser refuses the whole where they had.
    """
    files = {name: content.decode() for name, content in page_files().items() if name.endswith(".js")}
    order: list[str] = []

    def add(name: str) -> None:
        if name not in order:
            for imported in _IMPORT.findall(files[name]):
                add(imported)
            order.append(name)

    add(_FIRST_MODULE)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", files[name])) for name in order)


def _parts(routines: Sequence[tuple[Listed, Path]]) -> Iterator[bytes]:
    head, script, tail = _page()
    yield head.encode()
    yield f"{json_block('list', list_text([routine for routine, _ in routines]))}\n".encode()
    for number, (_, track) in enumerate(routines):
        yield f'<script type="text/plain" id="track-{number}">'.encode()
        yield base64.b64encode(read_file(track))
        yield b"</script>\n"
    yield f'<script type="module">{script}</script>\n{tail}'.encode()


def _page() -> tuple[str, str, str]:
    """The page with style and icon in it, before and after the place of the data, and the script between them."""
    files = page_files()
    style, script = files["page.css"].decode(), one_script()
    icon = base64.b64encode(files["icon-192.png"]).decode()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "media-src blob: data:; base-uri 'none'; form-action 'none'"
    )
    page = files[FRONT].decode()
    page = re.sub(r"(?<=Content-Security-Policy\" content=\")[^\"]*", lambda _: policy, page)
    page = re.sub(r'<link rel="(manifest|apple-touch-icon)".*\n', "", page)
    page = re.sub(r'<script type="module".*\n', "", page)
    page = page.replace('<link rel="stylesheet" href="page.css">', f"<style>{style}</style>")
    page = page.replace('href="icon-192.png"', f'href="data:image/png;base64,{icon}"')
    head, end, tail = page.partition("</body>")
    return head, script, end + tail


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
