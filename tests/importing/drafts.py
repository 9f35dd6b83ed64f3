"""What is in a Draft, a line an item, as the files of expectations beside the samples have it."""

from __future__ import annotations

from pathlib import Path

from nightcue.importing.draft import Comment, Heading, Hold, Repeat, Rest, Said, Silence
from nightcue.importing.reading import draft_of, told_once
from nightcue.importing.writing import exactly

SAMPLES = Path(__file__).with_name("samples")


def samples() -> list[Path]:
    """Every sample, by its format, which is the name of its folder."""
    return sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".expected")


def shown(path: Path, format: str | None = None) -> str:
    """The format, title and language of a file, everything in its draft, and what is told of it."""
    draft, name = draft_of(path, format)
    top = [f"format {name}", f"title {draft.title}", f"language {draft.language}"]
    told = [
        f"told {each.span.line}: [{each.code}] {each.message}{f' | {each.hint}' if each.hint else ''}"
        for each in told_once(draft)
    ]
    return "\n".join([*top, *_items(draft.items, ""), *told]) + "\n"


def _items(items, indent):
    for item in items:
        match item:
            case Heading(title):
                yield f"{indent}chapter {title}"
            case Said(lines):
                yield f"{indent}say {' / '.join(lines)}"
            case Silence(seconds):
                yield f"{indent}pause {exactly(seconds)}"
            case Rest(line, seconds):
                yield f"{indent}rest {exactly(seconds)} {line}"
            case Hold(name, setup, seconds):
                yield f"{indent}stretch {exactly(seconds)} {' / '.join([name, *setup])}"
            case Repeat(times, inside):
                yield f"{indent}repeat {times}"
                yield from _items(inside, indent + "  ")
            case Comment(text):
                yield f"{indent}# {text}"
