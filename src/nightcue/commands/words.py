"""nightcue words: words of one's own that work while a routine plays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from nightcue.terminal import confirm, tell

if TYPE_CHECKING:
    from nightcue.bedside.voice_words.uses import Use


def _use(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[Use, ...]:
    """Return the uses that were named, each once. Raises BadParameter."""
    from nightcue.bedside.voice_words.uses import USES

    uses = tuple(dict.fromkeys(use for use in USES for name in given if name == use))
    if unknown := [name for name in given if name not in USES]:
        raise click.BadParameter(f"{unknown[0]!r} is none of {', '.join(USES)}", ctx, param)
    return uses


_uses = click.argument("uses", nargs=-1, metavar="[USE]...", callback=_use)


@click.group("words")
def command() -> None:
    """Record words of your own that work while a routine plays; the microphone stays shut until you do.

    A word is for one of: pause, more-time, again, next, pain. Any word does, in any language, even a grunt.

    \b
    Examples:
      nightcue words record
      nightcue words try
      nightcue words remove pain
    """


@command.command("record")
@_uses
def record(uses: tuple[Use, ...]) -> None:
    """Record a word, twice, for each USE: pause, more-time, again, next, pain. Without any: pause, more-time, pain.

    The recordings stay on this machine, where only you can read them.

    \b
    Examples:
      nightcue words record
      nightcue words record again next
    """
    from nightcue.bedside.voice_words.recorder import Recorder
    from nightcue.bedside.voice_words.recording import record_word
    from nightcue.bedside.voice_words.takes import keep_takes
    from nightcue.bedside.voice_words.uses import FIRST_USES
    from nightcue.storage.paths import words_folder

    said = _said()

    def show(key: str, use: Use) -> None:
        tell(said[key].format(use=said["uses"][use]))

    with Recorder() as recorder:
        tell(said["first"])
        for use in uses or FIRST_USES:
            keep_takes(use, record_word(use, recorder, show))
            show("kept", use)
    tell(said["where"].format(folder=words_folder()))


@command.command("list")
def list_words() -> None:
    """Show for which uses a word is recorded.

    \b
    Example:
      nightcue words list
    """
    from nightcue.bedside.voice_words.takes import recorded_uses
    from nightcue.bedside.voice_words.uses import USES

    said, recorded = _said(), recorded_uses()
    for use in USES:
        tell(f"{use:<10} {said['uses'][use]}: {said['recorded' if use in recorded else 'not_recorded']}")


@command.command("remove")
@_uses
def remove(uses: tuple[Use, ...]) -> None:
    """Remove the word for each USE; without any, all of them, which is asked about.

    \b
    Examples:
      nightcue words remove again
      nightcue words remove
    """
    from nightcue.bedside.voice_words.takes import recorded_uses, remove_takes
    from nightcue.bedside.voice_words.uses import USES

    said = _said()
    if not recorded_uses():
        tell(said["none"])
    elif uses or confirm(said["ask_all"]):
        for use in uses or USES:
            if remove_takes(use):
                tell(said["removed"].format(use=said["uses"][use]))


@command.command("try")
def try_words() -> None:
    """Say words and see which of yours each is taken for, before the night.

    \b
    Example:
      nightcue words try
    """
    from nightcue.bedside.voice_words.recorder import Recorder
    from nightcue.bedside.voice_words.recording import PATIENCE_TRYING
    from nightcue.bedside.voice_words.takes import read_takes, recorded_uses
    from nightcue.bedside.voice_words.vocabulary import Vocabulary

    said = _said()
    if not recorded_uses():
        tell(said["none"])
        return
    vocabulary = Vocabulary({use: read_takes(use) for use in recorded_uses()})
    with Recorder() as recorder:
        tell(said["trying"])
        while (utterance := recorder.utterance(PATIENCE_TRYING)) is not None:
            use = vocabulary.use_of(utterance)
            tell(said["uses"][use] if use else said["was_none"])


def _said() -> dict[str, Any]:
    """Return what is said, in the language of the profile."""
    from nightcue.language.locale_files import words_of
    from nightcue.locales import FIRST
    from nightcue.safety.profile import read_profile

    return words_of("voice_words", str(read_profile().language or FIRST))
