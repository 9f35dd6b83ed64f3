"""nightcue diary export: the diary as a file for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from nightcue.commands.diary_option import diary_option
from nightcue.commands.options import Target, overwrite_option
from nightcue.terminal import pass_on, tell


@click.command("export")
@click.option("-o", "--output", type=Target(), metavar="PATH", help="The file to write; else stdout.")
@overwrite_option
@click.option(
    "--format", "kind", type=click.Choice(["csv", "json"]), help="Else by the name of the file; csv on stdout."
)
@diary_option()
def command(output: Path | None, overwrite: bool, kind: str | None) -> None:
    """Write all nights and plays as CSV, for a spreadsheet, or as JSON. `import` gives back exactly the same diary.

    \b
    Examples:
      nightcue diary export -o nights.csv
      nightcue diary export --format json
    """
    from nightcue.commands.diary.telling import tell_of_wrong_rows
    from nightcue.commands.diary.writing import see_output
    from nightcue.diary.csv_file import as_csv, is_csv_of_ours
    from nightcue.diary.errors import NotKeptError
    from nightcue.diary.payload import as_json, is_json_of_ours
    from nightcue.diary.store import read_contents
    from nightcue.storage.private_file import write_private

    ending = output.suffix.lower().lstrip(".") if output else "csv"
    if kind is None and ending not in ("csv", "json"):
        raise click.UsageError(f"'{output}' could be anything; end it in .csv or .json, or give --format")
    if output is not None:
        see_output(output, lambda path: is_csv_of_ours(path) or is_json_of_ours(path), overwrite)
    contents = read_contents()
    nights, plays, _ = contents
    tell_of_wrong_rows(contents)
    text = as_json(nights, plays) if (kind or ending) == "json" else as_csv(nights, plays)
    content = text.encode("utf-8")  # bytes, so that no line end is changed
    if output is None:
        pass_on(content)
        return
    try:
        write_private(output, content)
    except OSError as error:
        raise NotKeptError(f"{output}: cannot be written: {error.strerror or error}") from None
    tell(output)
