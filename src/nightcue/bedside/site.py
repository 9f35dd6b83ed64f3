"""The bedside page as a folder of plain files that any web server can hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from nightcue.audio.errors import OutputError
from nightcue.audio.tags.ours import is_ours
from nightcue.bedside.feed.choices import FEED
from nightcue.bedside.list_file import FORMAT, LIST, MADE, SCORES
from nightcue.bedside.one_script import FIRST_MODULE, one_script
from nightcue.bedside.page_entry import Listed, digest_of, every_fact
from nightcue.bedside.page_track import page_opus, page_track
from nightcue.language.locale_files import words_of
from nightcue.locales import LANGUAGES
from nightcue.storage.atomic_folder import atomic_folder, keep_theirs
from nightcue.storage.reading import read_file
from nightcue.storage.targets import target, target_folder

PAGE = Path(__file__).parent / "page"
"""The page itself: HTML, style, scripts and icons, as they are served."""

FRONT = "index.html"
WORKER = "sw.js"
TRACKS = "tracks"

WORDS = "words-of-the-page"
"""The block in FRONT with what the page says; it is empty until the page is written."""

_MODULES = frozenset(path.name for path in PAGE.glob("*.js"))
"""The modules that FIRST_MODULE is made of; sites of an earlier nightcue hold each as a file."""

_WITHOUT_JAVASCRIPT = "<!-- without JavaScript -->"
"""Where FRONT says, in every language, that it needs it."""


def page_files() -> dict[str, bytes]:
    """Return every file of the page by its name: its modules as one, the words of every language in FRONT."""
    files = {path.name: path.read_bytes() for path in sorted(PAGE.iterdir()) if path.is_file()}
    modules = {name: files.pop(name).decode() for name in [*files] if name.endswith(".js") and name != WORKER}
    return files | {FRONT: _with_words(files[FRONT].decode()).encode(), FIRST_MODULE: one_script(modules).encode()}


def json_block(id: str, content: str) -> str:
    """JSON as a block of data in the page: text in it ends at the next "</script", and JSON can write "<" otherwise."""
    escaped = content.replace("<", "\\u003c")
    return f'<script type="application/json" id="{id}">{escaped}</script>'


def _with_words(page: str) -> str:
    words = {language: words_of("page", language) for language in LANGUAGES}
    block = json_block(WORDS, json.dumps(words, ensure_ascii=False))
    without = [f'<p lang="{language}">{escape(said["noScript"])}</p>' for language, said in words.items()]
    return page.replace(json_block(WORDS, "{}"), block).replace(_WITHOUT_JAVASCRIPT, "\n".join(without))


def now() -> str:
    """Return this moment by the clock of this place, such as 2026-11-24T22:10:00+01:00."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def contents_of(routines: Sequence[tuple[Listed, Path]], with_lines: bool = False) -> dict[str, Any]:
    """Return the routines and the words about safety, as the page reads them; `with_lines`, every line is in it."""
    numbered = [{"number": first_with(routines, each), **each.as_json(with_lines)} for each, _ in routines]
    return {"format": FORMAT, "facts": every_fact(), "routines": numbered}


def first_with(routines: Sequence[tuple[Listed, Path]], routine: Listed) -> int:
    """Return the number of the first of `routines` with the track of `routine`: weeks of a programme may share one."""
    return next(number for number, (each, _) in enumerate(routines) if each.track == routine.track)


def list_text(contents: dict[str, Any], made: str, version: str = "") -> str:
    """Return routines.json: `contents`, since when they are so, and the `version` of the page that they are of."""
    return json.dumps({"made": made, "version": version, **contents}, ensure_ascii=False)


def check_folder(folder: Path) -> None:
    """Raise OutputError when `folder` holds something that a site must not take the place of."""
    try:
        _refuse_foreign(folder)
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from None


def write_site(
    folder: Path,
    routines: Sequence[tuple[Listed, Path]],
    overwrite: bool = False,
    more: Callable[[Path], None] | None = None,
    opus: Mapping[str, Path] | None = None,
) -> None:
    """Write the page, and the track of each routine from its file, into `folder`; what was there stays until the end.

    `opus` has the file of each track in Opus, by what the page calls that. `more` is called with the new folder and
    writes what else belongs into it.

    The new site is written beside the old one and takes its place at once, so that a failure leaves the old one whole.
    Files in an old site that are not of the site, such as a server's settings or a track that its list does not
    name, are taken along. Raises OutputError when it cannot be written, when `folder` holds something that is not such
    a site, or when a file that nightcue did not make has the name of one of its tracks and is not to `overwrite`.
    """
    folder = folder.absolute()
    try:
        _refuse_foreign(folder)
        for routine, _ in routines:
            for name in filter(None, (routine.track, routine.opus)):
                _refuse_to_replace(folder / name, overwrite)
        with atomic_folder(folder, _ours(), LIST) as new:
            _write_into(new, routines, folder)
            _write_opus(new, routines, opus or {})
            if more:
                more(new)
            _let_be_read(new)
            keep_theirs(folder / TRACKS, new / TRACKS, _tracks_listed(folder))
    except OSError as problem:
        raise OutputError(f"cannot write {folder}: {problem.strerror or problem}") from None


def _write_into(new: Path, routines: Sequence[tuple[Listed, Path]], old: Path) -> None:
    """Write everything into the folder `new`; a page like that in `old` is as old as that."""
    files, contents = page_files(), contents_of(routines)
    scores = {each.track: each.score_as_json() for each, _ in routines if not each.rescue}
    files[SCORES] = json.dumps(scores, ensure_ascii=False).encode()
    version = _digest([*sorted(files.items()), (LIST, json.dumps(contents).encode())])
    made = _made_before(old, version) or now()
    files[LIST] = list_text(contents, made, version).encode()
    files[WORKER] = _site_line(files, version) + files[WORKER]
    files[MADE] = json.dumps({"version": version, "made": made}).encode()
    (new / TRACKS).mkdir()
    for routine, track in routines:
        (new / routine.track).write_bytes(track_on_the_page(track, routine))
    for name, content in files.items():
        (new / name).write_bytes(content)


def _write_opus(new: Path, routines: Sequence[tuple[Listed, Path]], opus: Mapping[str, Path]) -> None:
    for name in {each.opus for each, _ in routines if each.opus}:
        content = page_opus(read_file(opus[name]))
        if digest_of(content)[:8] not in name:
            raise OutputError(f"{opus[name]} was made anew while the page was written; write the page again")
        (new / name).write_bytes(content)


def _let_be_read(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        with suppress(OSError):  # a disk that knows nobody's rights, such as that of a phone
            path.chmod(0o755 if path.is_dir() else 0o644)  # a web server that is somebody else has to read them


def track_on_the_page(track: Path, routine: Listed) -> bytes:
    """Return what the page has of the track that was listed as `routine`. Raises OSError, OutputError for another."""
    content = page_track(read_file(track))
    if digest_of(content) != routine.digest:
        raise OutputError(f"{track} was made anew while the page was written; write the page again")
    return content


def _made_before(folder: Path, version: str) -> str | None:
    """Return since when the page in `folder` is as it is, if that is the same `version`."""
    try:
        made = json.loads(read_file(folder / MADE))
        return str(made["made"]) if made["version"] == version else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(files: Iterable[tuple[str, bytes]]) -> str:
    return digest_of(b"".join(name.encode() + content for name, content in files))


def _site_line(files: dict[str, bytes], version: str) -> bytes:
    """What the service worker has to know of this site: the files to keep, and a version that changes with them.

    Clips are no part of the page, so that it is kept before them, and where there is no room for them.
    """
    page = sorted(name for name in files if name not in (FRONT, WORKER) and not name.endswith(".mp3"))
    site = {"version": version, "files": [FRONT, *page]}
    return f"const SITE = {json.dumps(site)};\n".encode()


def _ours() -> set[str]:
    return {*page_files(), *_MODULES, LIST, SCORES, MADE, TRACKS, FEED}


def _tracks_listed(folder: Path) -> set[str]:
    """The names of our tracks that the site in `folder` lists; none where it is no site, or its list is damaged."""
    try:
        listed = _list_in(folder)["routines"]
        named = {Path(name).name for routine in listed for name in (routine["track"], routine.get("opus")) if name}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {name for name in named if is_ours(folder / TRACKS / name)}


def _refuse_foreign(folder: Path) -> None:
    """Raise OutputError when `folder` is something else altogether than a site of ours, or a new or empty folder."""
    target_folder(folder)
    if folder.exists() and any(folder.iterdir()) and not _is_site(folder):
        raise OutputError(f"{folder} holds other files, and no nightcue site; name a new or an empty folder")


def _refuse_to_replace(track: Path, overwrite: bool) -> None:
    try:
        target(track, is_ours, overwrite)
    except OSError as problem:
        raise OutputError(f"cannot write {track}: {problem.strerror or problem}") from None


def _list_in(folder: Path) -> Any:
    return json.loads(read_file(folder / LIST))


def _is_site(folder: Path) -> bool:
    try:
        return bool(_list_in(folder)["format"].startswith("nightcue site"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def languages_without_rescue(routines: Iterable[Listed]) -> list[str]:
    """The languages of `routines` in which none is for the moment of a cramp, so that there is nothing to tap."""
    listed = list(routines)
    return sorted({r.page for r in listed} - {r.page for r in listed if r.rescue})
