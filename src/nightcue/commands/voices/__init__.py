"""nightcue voices: the voices there are, how each sounds, and which to choose."""

from __future__ import annotations

import click

from nightcue.commands.options import language_option
from nightcue.commands.parts import Parts
from nightcue.terminal import tell


class _Parts(Parts):
    """With --try, what follows is no part but the text to speak."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if ctx.params.get("tried") is not None:
            return "--try NAME", _with_text, args
        if args[0] not in self.parts and not ctx.resilient_parsing:
            from nightcue.language.diagnostics import one_line

            word = one_line(args[0])
            raise click.UsageError(f"'{word}' is not expected here; to hear a voice: nightcue voices --try {word}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    "voices",
    cls=_Parts,
    package=__name__,
    parts={"compare": "compare"},
    invoke_without_command=True,
    subcommand_metavar="[TEXT | compare ROUTINE]",
)
@click.option("--try", "tried", metavar="NAME", help="Write a sample of this voice, or TEXT, as an MP3 in audio_out.")
@language_option
@click.option("--json", "as_json", is_flag=True, help="Every voice as JSON, for other programs.")
@click.pass_context
def command(context: click.Context, tried: str | None, language: str | None, as_json: bool) -> None:
    """Show the voices of this machine; `voice:` in a routine takes any of their names.

    `default` is the best voice of a language that is here, and `embedded` the one that is always there. How fast a
    voice speaks on this machine is measured the first time, in a few seconds.

    \b
    Examples:
      nightcue voices
      nightcue voices --try default --lang es
      nightcue voices --try heart "Lie down, and breathe slowly."
      nightcue voices compare bedtime
    """
    if context.invoked_subcommand is not None:
        return
    if tried is not None:
        _try(tried, language, None)
        return
    from nightcue.commands.voices.showing import show

    show(language, as_json)


@click.command("--try NAME")
@click.argument("text")
@language_option
@click.pass_context
def _with_text(context: click.Context, text: str, language: str | None) -> None:
    """Write TEXT, spoken by the voice, as an MP3 in audio_out."""
    asked = context.parent.params if context.parent else {}
    _try(asked["tried"], language or asked["language"], text)


def _try(name: str, language: str | None, text: str | None) -> None:
    from nightcue.commands.voices.trying import write_sample

    tell(write_sample(name, language, text))
