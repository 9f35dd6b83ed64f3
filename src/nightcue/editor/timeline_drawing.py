"""The timeline of a routine as a picture, and as a table for whoever does not see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from nightcue.amounts import clock

if TYPE_CHECKING:
    from nightcue.editor.reckoning import LeftOut, Reckoned
    from nightcue.editor.words import Words
    from nightcue.timeline.timeline import Event, KeptWindow, Timeline

WINDOWS = ("hold", "beats", "breaths", "session", "rest", "switch", "wait", "pause")
"""The kinds of window that have a colour and a name of their own; any other one is drawn as OTHER."""
OTHER = "other"

HEIGHT = 118
"""Pixels; the width is that of the page."""
_CHAPTERS, _WINDOWS, _LEFT_OUT, _LINES, _SOUNDS, _TIMES = (2, 20), (26, 30), 46, (62, 20), (86, 8), 112
"""Where each lane is from the top, and how high."""
_MOST_DRAWN = 2_000
"""Of more parts than this nobody can tell one from another: those of a lane that touch are drawn as one."""
_MOST_TIMES = 8


@dataclass(frozen=True)
class Row:
    """Something of the timeline in words: at which second, what it is, what is said or shown, and for how long."""

    second: float
    what: str
    text: str
    seconds: float


def picture(reckoned: Reckoned, words: Words) -> str:
    """Return the timeline as SVG: chapters, windows by their kind, what was left out, lines, other sounds, the time.

    Whatever a routine says is in it as text that is shown or read out, and never as markup.
    """
    timeline = reckoned.timeline
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "nc-timeline", "height": str(HEIGHT)})
    svg.set("role", "img")
    svg.set("aria-label", words("timeline.picture", time=clock(timeline.duration), title=timeline.title))
    drawing = _Drawing(svg, timeline.length)
    for number, chapter in enumerate(timeline.chapters):
        drawing.chapter(chapter.start, chapter.end, chapter.title, odd=number % 2 == 1)
    for kind, windows in _by_kind(timeline.windows).items():
        drawing.lane(_WINDOWS, f"nc-{kind}", [_named(window, words, timeline) for window in windows])
    lines = [event for event in timeline.events if event.kind == "speech"]
    for guessed in (False, True):
        told = [_said(event, timeline) for event in lines if (event.text in reckoned.guessed) is guessed]
        drawing.lane(_LINES, "nc-line nc-guessed" if guessed else "nc-line", told)
    others = [_said(event, timeline) for event in timeline.events if event.kind != "speech"]
    drawing.lane(_SOUNDS, "nc-sound", others)
    for left_out in reckoned.left_out[:_MOST_DRAWN]:
        drawing.mark(left_out.start, _LEFT_OUT, why_left_out(left_out, timeline.rate, words))
    for second in _times(timeline.duration):
        drawing.time(second * timeline.rate, clock(second))
    return tostring(svg, encoding="unicode")


def rows(reckoned: Reckoned, words: Words) -> list[Row]:
    """Return everything that is in the timeline, in order of time, in the words of a language."""
    timeline, rate = reckoned.timeline, reckoned.timeline.rate
    told = [
        Row(c.start / rate, words("timeline.chapter"), c.title, (c.end - c.start) / rate) for c in timeline.chapters
    ]
    told += [Row(w.start / rate, kind_in_words(w.kind, words), "", (w.end - w.start) / rate) for w in timeline.windows]
    told += [
        Row(e.start / rate, words(f"timeline.{e.kind}"), _without_folder(e), (e.end - e.start) / rate)
        for e in timeline.events
    ]
    told += [
        Row(o.start / rate, words("timeline.left_out"), why_left_out(o, rate, words), 0.0) for o in reckoned.left_out
    ]
    return sorted(told, key=lambda row: row.second)


def kinds_of(timeline: Timeline) -> list[str]:
    """Return the kinds of window in a timeline, each once, as WINDOWS and OTHER name them."""
    return [*_by_kind(timeline.windows)]


def kind_in_words(kind: str, words: Words) -> str:
    """Return what a kind of window is called."""
    return words(f"timeline.kinds.{kind if kind in WINDOWS else OTHER}")


def why_left_out(left_out: LeftOut, rate: int, words: Words) -> str:
    """Return what was left out and why, in a sentence."""
    said = {"text": left_out.text, "time": clock(left_out.start / rate), "other": left_out.other}
    key = "timeline.no_room" if left_out.other is None else "timeline.runs_into"
    return words(key, takes=seconds_in_words((left_out.end - left_out.start) / rate, words), **said)


def seconds_in_words(seconds: float, words: Words) -> str:
    """Return seconds to a tenth, as the language writes numbers."""
    from babel.numbers import format_decimal

    return str(format_decimal(round(seconds, 1), locale=words.tag))


class _Drawing:
    """Parts of a timeline of `length` samples, each placed by its share of the width, so that no text is stretched."""

    def __init__(self, svg: Element, length: int) -> None:
        self._svg, self._length = svg, max(1, length)

    def lane(self, place: tuple[int, int], name: str, spans: Iterable[tuple[int, int, str]]) -> None:
        """Draw (start, end, title) in a lane, as parts of the class `name`."""
        every = sorted(spans)
        for start, end, title in every if len(every) <= _MOST_DRAWN else _together(every, self._length):
            part = SubElement(self._svg, "rect", {"class": name, **self._across(start, end), **_down(place), "rx": "1"})
            _titled(part, title)

    def chapter(self, start: int, end: int, title: str, *, odd: bool) -> None:
        """Draw a chapter with its title, cut off where the next begins."""
        inside = SubElement(self._svg, "svg", {**self._across(start, end), **_down(_CHAPTERS), "overflow": "hidden"})
        band = SubElement(inside, "rect", {"class": "nc-odd" if odd else "nc-even", "width": "100%", "height": "100%"})
        _titled(band, title)
        shown = SubElement(inside, "text", {"class": "nc-chapter", "x": "4", "y": "14"})
        shown.text = title

    def mark(self, at: int, y: int, title: str) -> None:
        """Draw the sign of something that was left out."""
        place = SubElement(self._svg, "svg", {"x": self._share(at), "y": str(y), "overflow": "visible"})
        _titled(SubElement(place, "path", {"class": "nc-left-out", "d": "M-5 12 L0 1 L5 12 Z"}), title)

    def time(self, at: float, shown: str) -> None:
        """Draw a time and the line up to the chapters."""
        x = self._share(at)
        SubElement(self._svg, "line", {"class": "nc-tick", "x1": x, "x2": x, "y1": "24", "y2": "100"})
        SubElement(self._svg, "text", {"class": "nc-time", "x": x, "y": str(_TIMES), "dx": "2"}).text = shown

    def _across(self, start: int, end: int) -> dict[str, str]:
        return {"x": self._share(start), "width": self._share(end - start)}

    def _share(self, samples: float) -> str:
        return f"{100 * samples / self._length:.3f}%"


def _down(place: tuple[int, int]) -> dict[str, str]:
    return {"y": str(place[0]), "height": str(place[1])}


def _titled(part: Element, title: str) -> None:
    if title:
        SubElement(part, "title").text = title


def _together(spans: list[tuple[int, int, str]], length: int) -> Iterator[tuple[int, int, str]]:
    """Yield the spans, those that are less than a pixel apart as one and without a title."""
    near = length // _MOST_DRAWN
    start, end, title = spans[0]
    for next_start, next_end, next_title in spans[1:]:
        if next_start - end <= near:
            end, title = max(end, next_end), ""
        else:
            yield start, end, title
            start, end, title = next_start, next_end, next_title
    yield start, end, title


def _by_kind(windows: Iterable[KeptWindow]) -> dict[str, list[KeptWindow]]:
    found: dict[str, list[KeptWindow]] = {}
    for window in windows:
        found.setdefault(window.kind if window.kind in WINDOWS else OTHER, []).append(window)
    return found


def _named(window: KeptWindow, words: Words, timeline: Timeline) -> tuple[int, int, str]:
    seconds = seconds_in_words((window.end - window.start) / timeline.rate, words)
    time, kind = clock(window.start / timeline.rate), kind_in_words(window.kind, words)
    return window.start, window.end, words("timeline.window", time=time, kind=kind, seconds=seconds)


def _said(event: Event, timeline: Timeline) -> tuple[int, int, str]:
    return event.start, event.end, f"{clock(event.start / timeline.rate)} {_without_folder(event)}"


def _without_folder(event: Event) -> str:
    return event.text.replace("\\", "/").rpartition("/")[2] if event.kind == "audio" else event.text


def _times(duration: float) -> Iterator[int]:
    """Yield whole seconds, minutes or hours, at most _MOST_TIMES of them."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
    step = next((step for step in steps if duration / step <= _MOST_TIMES), steps[-1])
    yield from range(0, int(duration), step)
