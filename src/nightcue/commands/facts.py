"""nightcue facts: what the source documents say."""

from __future__ import annotations

import click

from nightcue.commands.options import language_option


@click.command("facts")
@click.argument("id", required=False)
@language_option
def command(id: str | None, language: str | None) -> None:
    """Show the facts that routines and safety rules rest on, or the one called ID.

    \b
    Examples:
      nightcue facts
      nightcue facts stretch-hold --lang es
    """
    from rich.text import Text

    from nightcue.commands.screen import console, plain_table
    from nightcue.language.diagnostics import did_you_mean, one_line
    from nightcue.locales import COMPLETE, FIRST, has, languages_with
    from nightcue.safety.facts import all_facts
    from nightcue.safety.profile import read_profile

    facts = all_facts()
    if language is None:
        language = str(read_profile().language or FIRST)
    elif not has(language, *COMPLETE):
        spoken = ", ".join(languages_with(*COMPLETE))
        raise click.BadParameter(
            f"there are no facts in '{one_line(language, 40)}'; there are in: {spoken}", param_hint="--lang"
        )
    if id is not None and id not in facts:
        hint = did_you_mean(id, facts) or "`nightcue facts` shows them"
        raise click.BadParameter(f"there is no fact '{one_line(id, 40)}'; {hint}", param_hint="ID")
    if id is not None:
        fact = facts[id]
        rows = [("fact", id), ("says", fact.text.in_language(language)), ("evidence", fact.evidence)]
        rows += [(name, str(number)) for name, number in fact.numbers.items()]
        rows += [("source", str(fact.source))]
    else:
        rows = [(id, fact.text.in_language(language)) for id, fact in facts.items()]
    table = plain_table(show_header=False)
    for name, text in rows:
        table.add_row(name, Text(text))
    console().print(table)
