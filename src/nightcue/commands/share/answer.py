"""nightcue share answer: a word back, heard at the beginning of tonight's routine."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.terminal import tell


@click.command("answer")
@click.argument("text", required=False)
@click.option(
    "--recording", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A sound file, in place of TEXT."
)
@click.option("--by", metavar="NAME", help="Who answers for what the recording says.")
@click.option("--forget", is_flag=True, help="Remove the answer that is there.")
def command(text: str | None, recording: Path | None, by: str | None, forget: bool) -> None:
    """Keep a word for the listener: it is spoken at the beginning of tonight's bedtime routine, and gone tomorrow.

    It is heard with `nightcue play`, and on the page of `nightcue serve`; a track in audio_out stays as it is.

    \b
    Examples:
      nightcue share answer "Well done, Mum. I am proud of you."
      nightcue share answer --recording word.m4a --by Ana
    """
    from datetime import datetime

    from nightcue.sharing.answer import forget_answer, keep_recording, keep_text

    if sum(map(bool, (text, recording, forget))) != 1:
        raise click.UsageError("say the answer, or name its --recording, or --forget the one that is there")
    now = datetime.now()
    if forget:
        forget_answer()
        tell("there is no answer any more")
        return
    if text and not _is_harmless(text):
        tell("no answer was kept")
        return
    answer = keep_recording(recording, by or "", now) if recording else keep_text(text or "", now)
    tell(f"heard at the beginning of tonight's routine, and gone on {answer.until:%d %B at %H:%M}")


def _is_harmless(text: str) -> bool:
    """Ask whoever says it what a review asks about such a text; True where there is nothing to ask."""
    from nightcue.commands.reviewing import is_answered_with_no
    from nightcue.commands.share.line import listener
    from nightcue.safety.reading.topics import answers
    from nightcue.sharing.answer import question_about

    language = listener()[1]
    question = question_about(text, language)
    return question is None or is_answered_with_no(question, **answers(language))
