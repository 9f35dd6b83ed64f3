"""nightcue profile: who listens."""

from __future__ import annotations

from typing import Any

import click

from nightcue.commands.options import completed
from nightcue.terminal import ask_for, confirm, tell


@click.group("profile")
def command() -> None:
    """Keep who listens: a name, a language, a voice, a pace, a form, and conditions that matter.

    Only its owner can read it.

    \b
    Examples:
      nightcue profile ask
      nightcue profile set --name Ana --language es --condition anticoagulants
      nightcue profile show
    """


@command.command("show")
def show() -> None:
    """Show the profile and where it is kept."""
    from nightcue.safety.profile import as_plain, read_profile
    from nightcue.storage.paths import profile_path

    said = as_plain({key: value for key, value in read_profile().model_dump().items() if value})
    tell(profile_path())
    for key, value in said.items():
        tell(f"{key}: {', '.join(value) if isinstance(value, list) else value}")
    if not said:
        tell("nothing is kept yet; `nightcue profile ask` asks")


@command.command("set")
@click.option("--name", help="A name to be spoken; '' removes it.")
@click.option("--language", help="A language, such as en or es-MX; '' removes it.")
@click.option("--voice", shell_complete=completed("voices"), help="A voice; '' removes it.")
@click.option("--pace", help="slow, calm or normal; '' removes it.")
@click.option("--detail", help="The form to make: full or brief; '' removes it.")
@click.option("--condition", "conditions", multiple=True, help="A condition that matters, or none; repeatable.")
def set_values(conditions: tuple[str, ...], **values: str | None) -> None:
    """Change what is given and keep the rest.

    \b
    Example:
      nightcue profile set --pace slow --condition arterial-disease --condition anticoagulants
    """
    changes: dict[str, Any] = {key: value for key, value in values.items() if value is not None}
    if conditions:
        changes["conditions"] = [condition for condition in conditions if condition != "none"]
    if not changes:
        raise click.UsageError("nothing to change; `nightcue profile set --help` shows what there is")
    _keep(changes)


@command.command("ask")
def ask() -> None:
    """Ask for everything, one question at a time; Enter keeps what is there.

    \b
    Example:
      nightcue profile ask
    """
    from nightcue.locales import LANGUAGES
    from nightcue.safety.conditions import CONDITIONS
    from nightcue.safety.profile import read_profile

    profile = read_profile()
    changes: dict[str, Any] = {}
    for key, question in (
        ("name", "A name to be spoken"),
        ("language", f"Language ({', '.join(LANGUAGES)})"),
        ("voice", "Voice (default lets nightcue choose)"),
        ("pace", "Pace (slow, calm, normal)"),
        ("detail", "Form (full, or brief once it is known)"),
    ):
        kept = getattr(profile, key)
        changes[key] = ask_for(f"{question} [{kept}]:" if kept else f"{question}:", str(kept or "")).strip()
    tell("Which of these is true for the person who listens? Compression is not for everyone.")
    changes["conditions"] = [
        condition
        for condition in CONDITIONS
        if confirm(f"  {condition.replace('-', ' ')}", default=condition in profile.conditions)
    ]
    _keep(changes)


def _keep(changes: dict[str, Any]) -> None:
    from nightcue.safety.profile import as_plain, parse_profile, read_profile, write_profile

    said = as_plain(read_profile().model_dump(exclude_none=True)) | changes
    path = write_profile(parse_profile({key: value for key, value in said.items() if value}))
    tell(f"kept in {path}")
