"""Names that a shell completes: those that every shell reads as they are."""

from __future__ import annotations

from collections.abc import Iterable

from click.shell_completion import CompletionItem

from nightcue import completed_at_once
from nightcue.terminal import plain, plain_line


def means_itself(word: str) -> bool:
    """Return whether every shell reads `word` as it is: bash puts what is offered on the line without quotes."""
    return completed_at_once.means_itself(word) and plain(word) == word


def offered(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    """Return each of `names` that begins with what is typed, sorted; else files, for it may be a path."""
    found = [CompletionItem(name) for name in sorted({*names}) if name.startswith(incomplete) and means_itself(name)]
    return found or [CompletionItem(plain_line(incomplete), type="file")]
