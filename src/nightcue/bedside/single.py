"""The bedside page as one file, with everything inside it, that opens without a server."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from nightcue.audio.errors import OutputError
from nightcue.bedside.one_script import FIRST_MODULE
from nightcue.bedside.page_entry import Listed
from nightcue.bedside.site import (
    FRONT,
    PAGE,
    contents_of,
    first_with,
    json_block,
    list_text,
    now,
    page_files,
    track_on_the_page,
)
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.targets import begins, target

is_ours = begins(re.compile(rb"<!doctype html>.*<title>nightcue</title>", re.DOTALL))
"""Whether a file is a page of ours: its beginning says so."""


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


def _parts(routines: Sequence[tuple[Listed, Path]]) -> Iterator[bytes]:
    head, script, tail = _page()
    yield head.encode()
    yield f"{json_block('list', list_text(contents_of(routines, with_lines=True), now()))}\n".encode()
    for number, (routine, track) in enumerate(routines):
        if number != first_with(routines, routine):
            continue
        yield f'<script type="text/plain" id="track-{number}">'.encode()
        yield base64.b64encode(track_on_the_page(track, routine))
        yield b"</script>\n"
    for clip in sorted(PAGE.glob("*.mp3")):
        yield f'<script type="text/plain" id="{clip.name}">'.encode()
        yield base64.b64encode(clip.read_bytes())
        yield b"</script>\n"
    yield f'<script type="module">{script}</script>\n{tail}'.encode()


def _page() -> tuple[str, str, str]:
    """The page with style and icon in it, before and after the place of the data, and the script between them."""
    files = page_files()
    style, script = files["page.css"].decode(), files[FIRST_MODULE].decode()
    icon = base64.b64encode(files["icon-192.png"]).decode()
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "media-src blob: data:; base-uri 'none'; form-action 'none'"
    )
    page = files[FRONT].decode()
    page = re.sub(r"(?<=Content-Security-Policy\" content=\")[^\"]*", lambda _: policy, page)
    page = re.sub(r'<link rel="(manifest|apple-touch-icon|preload)".*\n', "", page)
    page = re.sub(r'<script type="module".*\n', "", page)
    page = page.replace('<link rel="stylesheet" href="page.css">', f"<style>{style}</style>")
    page = page.replace('href="icon-192.png"', f'href="data:image/png;base64,{icon}"')
    head, end, tail = page.partition("</body>")
    return head, script, end + tail


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
