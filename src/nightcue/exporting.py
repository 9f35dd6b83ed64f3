"""A Script as a text for other speech programs: what is said, and the silences between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from nightcue.importing.formats.ssml import CHAPTER, TITLE
from nightcue.importing.writing import exactly
from nightcue.language.script import Chapter, Cue, Line, Script, Window


def as_ssml(script: Script) -> str:
    """Return the script as SSML 1.1; marks whose names begin so are its title and its chapters."""
    top = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang={quoteattr(script.language)}>',
        f"  <mark name={quoteattr(TITLE + script.title)}/>",
    )
    return "\n".join([*top, *(f"  {_element(cue)}" for cue in kept(script)), "</speak>"]) + "\n"


def as_text(script: Script) -> str:
    """Return the script as Markdown, with pauses such as [pause 25s]."""
    return _with_breaks(script, lambda seconds: f"[pause {exactly(seconds)}]")


def as_speech_markdown(script: Script) -> str:
    """Return the script as Speech Markdown, whose breaks are such as [25s]."""
    return _with_breaks(script, lambda seconds: f"[{_in_seconds(seconds)}]")


def as_ssmd(script: Script) -> str:
    """Return the script as SSMD, whose breaks are such as ...25s; it says headings, so it gets none."""
    return _with_breaks(script, lambda seconds: f"...{_in_seconds(seconds)}", has_headings=False)


def as_phrases(script: Script) -> str:
    """Return the script as phrases of audio_program_generator, each with the seconds of silence after it."""
    lines: list[tuple[str, Fraction]] = []
    for cue in kept(script):
        if isinstance(cue, Line):
            lines.append((cue.text.replace(";", ","), Fraction(0)))
        elif isinstance(cue, Window) and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + cue.seconds)
    return "".join(f"{text};{_in_seconds(seconds or script.gap).removesuffix('s')}\n" for text, seconds in lines)


WRITERS: dict[str, Callable[[Script], str]] = {
    "ssml": as_ssml,
    "text": as_text,
    "speech-markdown": as_speech_markdown,
    "ssmd": as_ssmd,
    "phrases": as_phrases,
}
"""What writes each format, by the name that --to takes."""


def kept(script: Script) -> Iterator[Cue]:
    """Yield the cues that a text can hold: chapters, lines, and windows with their whole time."""
    return (cue for cue in script.cues if isinstance(cue, Chapter | Line) or (isinstance(cue, Window) and cue.seconds))


def left_out(script: Script) -> int:
    """Return how many signals, recordings, and lines inside a window a text cannot hold."""
    inside = sum(len(cue.spoken) for cue in script.cues if isinstance(cue, Window))
    return inside + sum(not isinstance(cue, Chapter | Line | Window) for cue in script.cues)


def _with_breaks(script: Script, broken: Callable[[Fraction], str], has_headings: bool = True) -> str:
    blocks = [f"# {script.title}"] if has_headings else []
    for cue in kept(script):
        match cue:
            case Chapter(title) if has_headings:
                blocks.append(f"## {title}")
            case Line(text):
                blocks.append(text)
            case Window(_, seconds):
                blocks.append(broken(seconds))
    return "\n\n".join(blocks) + "\n"


def _element(cue: Cue) -> str:
    match cue:
        case Chapter(title):
            return f"<mark name={quoteattr(CHAPTER + title)}/>"
        case Line(text):
            return f"<p>{escape(text)}</p>"
        case Window(_, seconds):
            return f'<break time="{_in_seconds(seconds)}"/>'
        case _:
            raise TypeError(cue)


def _in_seconds(seconds: Fraction) -> str:
    """Return a length in seconds alone, as other programs read it: 90s, 2.5s, 0.25s."""
    return f"{seconds}s" if seconds.denominator == 1 else f"{float(seconds):.6f}".rstrip("0") + "s"
