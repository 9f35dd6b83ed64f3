"""The bedside page as a folder of plain files that any web server can hold."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from nightcue.audio.errors import OutputError
from nightcue.audio.whole_folder import keep_theirs, remove_abandoned_folders, whole_folder
from nightcue.bedside.listed import Listed, every_fact
from nightcue.language.locale_files import words_of
from nightcue.locales import LANGUAGES

PAGE = Path(__file__).parent / "page"
"""The page itself: HTML, style, scripts and icons, as they are served."""

FRONT = "index.html"
LIST = "routines.json"
WORKER = "sw.js"
TRACKS = "tracks"

WORDS = "words-of-the-page"
"""The block in FRONT with what the page says; it is empty until the page is written."""

_WITHOUT_JAVASCRIPT = "<!-- without JavaScript -->"
"""Where FRONT says, in every language, that it needs it."""

_FORMAT = "nightcue site 1"
"""What routines.json says of itself, so that a folder is known for a site of ours before it is written again."""


def page_files() -> dict[str, bytes]:
    """Every file of the page by its name, with the words of every language in FRONT."""
    files = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir()) if path.is_file()}
    return files | {FRONT: _with_words(files[FRONT].decode()).encode()}


def json_block(id: str, content: str) -> str:
    """JSON as a block of data in the page: text in it ends at the next "</script", and JSON can write "<" otherwise."""
    escaped = content.replace("<", "\\u003c")
    return f'<script type="application/json" id="{id}">{escaped}</script>'


def _with_words(page: str) -> str:
    words = {language: words_of("page", language) for language in LANGUAGES}
    block = json_block(WORDS, json.dumps(words, ensure_ascii=False))
    without = [f'<p lang="{language}">{escape(said["noScript"])}</p>' for language, said in words.items()]
    return page.replace(json_block(WORDS, "{}"), block).replace(_WITHOUT_JAVASCRIPT, "\n".join(without))


def list_text(routines: Sequence[Listed]) -> str:
    """The routines and the words about safety, as the page reads them."""
    numbered = [{"number": number, **routine.as_json()} for number, routine in enumerate(routines)]
    return json.dumps({"format": _FORMAT, "facts": every_fact(), "routines": numbered}, ensure_ascii=False)


def check_folder(folder: Path) -> None:
    """Raise OutputError when `folder` holds something that a site must not take the place of."""
    try:
        _refuse_foreign(folder)
    except OSError as problem:
        raise OutputError(f"cannot read {folder}: {problem.strerror or problem}") from None


def write_site(folder: Path, routines: Sequence[tuple[Listed, Path]]) -> None:
    """Write the page, and the track of each routine from its file, into `folder`; what was there stays until the end.

    The new site is written beside the old one and takes its place at once, so that a failure leaves the old one whole.
    Files in an old site that are not of the site, such as a server's settings or a track that its list does not
    name, are taken along. Raises OutputError
    when it cannot be written, or when `folder` holds something that is not such a site.
    """
    folder = folder.absolute()
    try:
        _refuse_foreign(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned_folders(folder.parent, folder.name)
        with whole_folder(folder, _ours(), LIST) as new:
            _write_into(new, routines)
            keep_theirs(folder / TRACKS, new / TRACKS, _tracks_listed(folder))
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from None


def _write_into(folder: Path, routines: Sequence[tuple[Listed, Path]]) -> None:
    files = page_files() | {LIST: list_text([routine for routine, _ in routines]).encode()}
    files[WORKER] = _site_line(files) + files[WORKER]
    (folder / TRACKS).mkdir()
    for routine, track in routines:
        shutil.copyfile(track, folder / routine.track)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # a web server that is somebody else has to read them


def _site_line(files: dict[str, bytes]) -> bytes:
    """What the service worker has to know of this site: the files to keep, and a version that changes with them."""
    digest = hashlib.sha256(b"".join(name.encode() + content for name, content in sorted(files.items())))
    site = {"version": digest.hexdigest()[:16], "files": [FRONT, *sorted(set(files) - {FRONT, WORKER})]}
    return f"const SITE = {json.dumps(site)};\n".encode()


def _ours() -> set[str]:
    return {*page_files(), LIST, TRACKS}


def _tracks_listed(folder: Path) -> set[str]:
    """The names of the tracks that the site in `folder` lists; none where it is no site, or its list is damaged."""
    try:
        return {Path(routine["track"]).name for routine in json.loads((folder / LIST).read_bytes())["routines"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _refuse_foreign(folder: Path) -> None:
    """Raise OutputError when `folder` is something else altogether than a site of ours, or a new or empty folder."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder")
    if any(folder.iterdir()) and not _is_site(folder):
        raise OutputError(f"{folder} holds other files, and no nightcue site; name a new or an empty folder")


def _is_site(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / LIST).read_bytes())["format"].startswith("nightcue site"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def languages_without_rescue(routines: Iterable[Listed]) -> list[str]:
    """The languages of `routines` in which none is for the moment of a cramp, so that there is nothing to tap."""
    listed = list(routines)
    return sorted({r.page for r in listed} - {r.page for r in listed if r.rescue})
