"""The command `nightcue`, also as `python -m nightcue`."""

from __future__ import annotations

from nightcue.commands import nightcue


def main() -> None:
    """Run the command line."""
    nightcue(prog_name="nightcue")


if __name__ == "__main__":
    main()
