"""nightcue serve: the bedside page, for a browser on this machine or on a phone."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from nightcue.commands.editing import new_editor_key, run_editor, see_what_the_editor_needs
from nightcue.commands.listening import listening
from nightcue.commands.options import RoutineName
from nightcue.commands.page_feed import NO_FEED, addresses_of_the_feed, served_feed_option, tell_address
from nightcue.commands.page_routines import choice_options, typed_choices
from nightcue.debugging import debugging
from nightcue.terminal import tell

if TYPE_CHECKING:
    import socket

    from nightcue.bedside.key import Key

PORT = 8642
_NEEDED = ("starlette", "uvicorn", "segno")


@click.command("serve")
@click.argument("named", type=RoutineName(), nargs=-1, metavar="[ROUTINE... | DIR]")
@click.option("--lan", is_flag=True, help="Let the phones and computers of your network open it too.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    metavar="NUMBER",
    help="Another port; 0 takes a free one.",
)
@click.option(
    "--diary",
    "whose",
    metavar="NAME",
    multiple=True,
    help="The diary that nights go into; repeatable, and the page asks whose night it is.",
)
@served_feed_option
@click.option("--edit", is_flag=True, help="Serve the editor too, as nightcue edit does, with a key of its own.")
@choice_options
def command(
    named: tuple[str, ...],
    lan: bool,
    port: int,
    whose: tuple[str, ...],
    feed: str,
    edit: bool,
    languages: tuple[str, ...],
    **asked: Any,
) -> None:
    """Serve the bedside page, and say where to open it; Ctrl-C stops it.

    The page holds every routine of your profile's language, or those that are named, each as `nightcue build` made it
    last. What is saved while it is served is on the page a moment later. A DIR that `nightcue site` has written is
    served as it is. Nights that are noted on the page go into the diary.

    Once a week, where the brief form is usual on the page, the full one is played, as the page and the diary know it.

    Nobody but this machine can open the page, unless you say --lan: then anybody in your network can, and a QR code
    leads a phone there. The address that is shown holds a key; only who has it can note nights. Each is told here.

    With --feed, there is a private podcast feed too, at an address with a key of its own.

    With --edit, routines can be changed in the browser too, by whoever has the whole address of the editor.

    \b
    Examples:
      nightcue serve
      nightcue serve --lan
      nightcue serve bedtime rescue --set hold=20s --lan
      nightcue serve --lan --feed routines
      nightcue serve --lan --edit
    """
    if any(find_spec(package) is None for package in _NEEDED):
        raise click.UsageError("what serves the page is missing: pip install 'nightcue[web]'")
    from nightcue.bedside.listening_socket import LOOPBACK, network_address

    if edit:
        see_what_the_editor_needs()
    folder, diaries = _folder(named), _diaries(whose)
    words = [] if folder else [*named, *typed_choices(languages, asked)]
    if folder and (typed_choices(languages, asked) or feed != NO_FEED):
        raise click.UsageError(f"{folder} is served as it is; choose for its tracks when it is written: nightcue site")
    if folder and edit:
        raise click.UsageError(f"{folder} is served as it is, so nothing in it would change; leave it out, or --edit")
    address = network_address() if lan else None
    if lan and address is None:
        raise click.UsageError("this machine is in no network; connect it, or leave out --lan to listen here only")
    with ExitStack() as stack:
        # before the tracks are made, which may take minutes
        sockets = [stack.enter_context(listening(LOOPBACK, port, "nightcue serve"))]
        port = sockets[0].getsockname()[1]
        if address is not None:
            sockets.append(stack.enter_context(listening(address, port, "nightcue serve")))
        site = f"http://{address or LOOPBACK}:{port}"
        served = folder or stack.enter_context(_made([*words, "--feed", feed, "--at", site]))
        _look_into(served)
        key, editor_key = _key(), new_editor_key() if edit else None
        _show(port, address, key, editor_key)
        for language, there in [] if folder else addresses_of_the_feed(served):
            tell_address(language, there)
        _serve(served, sockets, lan, key, diaries, editor_key)
    tell("", "stopped")


def _diaries(whose: tuple[str, ...]) -> list[str]:
    """Return the names of the diaries as they were typed, each once. Raises ProblemsError for what is no name."""
    from nightcue.diary.names import folder_name

    return [*{folder_name(name): " ".join(name.split()) for name in reversed(whose)}.values()][::-1]


def _folder(named: tuple[str, ...]) -> Path | None:
    """Return the folder that is to be served as it is; None where routines are named, or nothing is."""
    from nightcue.bedside.files import FRONT
    from nightcue.language.library import shelves
    from nightcue.language.names_of_files import ENDINGS, folded
    from nightcue.programme.library import shelved_programmes

    if len(named) != 1 or named[0].endswith(ENDINGS):
        return None
    folder = Path(named[0])
    is_routine = any(folded(each.name) == folded(named[0]) for each in (*shelves(), *shelved_programmes()))
    return None if is_routine and not (folder / FRONT).exists() else folder


@contextmanager
def _made(words: list[str]) -> Iterator[Path]:
    """Return the folder of the page, which is made with these words of `nightcue site`, and kept up to date."""
    from nightcue.commands.remaking import remade
    from nightcue.storage.paths import served_folder

    folder = served_folder()
    tell("making the page; the first time, speaking every line takes some minutes", err=True)
    with remade(folder, words):
        yield folder


def _look_into(folder: Path) -> None:
    from nightcue.bedside.files import FRONT
    from nightcue.bedside.list_file import is_current

    try:
        with (folder / FRONT).open("rb"):
            pass
    except (FileNotFoundError, NotADirectoryError):
        problem = f"{folder} does not hold the page" if folder.is_dir() else f"there is no folder {folder}"
        raise click.UsageError(f"{problem}; write it first: nightcue site {shlex.quote(str(folder))}") from None
    except OSError as error:
        raise click.UsageError(f"cannot read {folder / FRONT}: {error.strerror}") from None
    if not is_current(folder):
        raise click.UsageError(
            f"another nightcue wrote the page in {folder}; write it again: nightcue site {shlex.quote(str(folder))}"
        )


def _key() -> Key:
    from nightcue.bedside.key import kept_key, new_key
    from nightcue.storage.paths import key_path

    try:
        return kept_key(key_path())
    except OSError as error:
        tell(f"note: {key_path()} cannot be used ({error.strerror}), so next time the key is another", err=True)
        return new_key()


def _secret() -> bytes:
    from nightcue.bedside.key import kept_key, new_key
    from nightcue.storage.paths import versions_path

    try:
        return kept_key(versions_path()).secret.encode()
    except OSError:  # told of the key, which lies beside it
        return new_key().secret.encode()


def _show(port: int, address: str | None, key: Key, editor_key: str | None) -> None:
    from ipaddress import ip_address

    from nightcue.bedside.listening_socket import LOOPBACK
    from nightcue.commands.qr_code import draw_qr_code

    # behind the #, for a browser sends that to nobody
    tell(f"on this machine  http://{LOOPBACK}:{port}/#key={key.secret}")
    if editor_key:
        tell(f"the editor       http://{address or LOOPBACK}:{port}/{editor_key}/")
    if address is None:
        tell("for a phone, say --lan too; Ctrl-C stops")
        return
    there = _on_a_phone(port, address, key)
    tell(f"on a phone       {there}")
    draw_qr_code(there)
    if ip_address(address).is_global:
        tell("note: this address can be seen from the internet: anybody there may open the page", err=True)
    tell("the phone has to be in the same network, and whoever is in it can open the page and listen;")
    tell("with the whole address, as in the code, one can note nights too, and each is told here; Ctrl-C stops")


def _on_a_phone(port: int, address: str, key: Key) -> str:
    return f"http://{address}:{port}/#key={key.secret}"


def _serve(
    folder: Path, sockets: list[socket.socket], lan: bool, key: Key, diaries: list[str], editor_key: str | None
) -> None:
    import logging

    from nightcue.bedside.app import application
    from nightcue.bedside.listening_socket import Server, network_names
    from nightcue.commands.served_diaries import finished_lately, keep_sent
    from nightcue.commands.served_programmes import programmes_done
    from nightcue.commands.share.each_morning import send_each_morning
    from nightcue.threads import begun

    # asyncio would print a traceback when somebody opens more connections than the system has files for
    logging.getLogger("asyncio").setLevel(logging.ERROR if debugging() else logging.CRITICAL)
    over = Event()
    begun(partial(send_each_morning, over))
    try:
        with suppress(KeyboardInterrupt):
            names = network_names() if lan else ()
            keep = partial(keep_sent, folder, diaries, _secret())

            def known() -> dict[str, Any]:
                return {"finished": finished_lately(diaries), "programmes": programmes_done(diaries)}

            page = application(folder, keep, names, key, diaries, known)
            if editor_key is None:
                Server(page).run(sockets)
            else:
                *_, (address, port) = (one.getsockname() for one in sockets)
                phone = _on_a_phone(port, address, key) if lan else None
                run_editor(sockets, editor_key, names=names, beside=page, phone=phone)
    finally:
        over.set()
