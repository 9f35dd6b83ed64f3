"""--diary: whose diary is meant, where more than one person keeps one here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def diary_option(begins: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the option, for which the command has the diary that it names; with `begins`, that may be a new one."""

    def choose(ctx: click.Context, param: click.Parameter, name: str | None) -> None:
        from nightcue.storage.paths import choose_diary

        if name is None or ctx.resilient_parsing:
            return
        from nightcue.diary.names import folder_name, see_there

        if not begins:
            see_there(name)
        choose_diary(folder_name(name))
        ctx.call_on_close(lambda: choose_diary(None))

    return click.option(
        "--diary",
        metavar="NAME",
        callback=choose,
        expose_value=False,
        help="The diary of that name, where two people keep one each.",
    )
