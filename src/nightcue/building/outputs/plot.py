"""A picture of a track: what sounds when, how loud, and where something is wrong. Needs matplotlib (extra `plot`)."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from nightcue.amounts import clock, how_many
from nightcue.audio.floor import over_floor
from nightcue.audio.survey import Survey, survey
from nightcue.audio.track import output_errors
from nightcue.building.outputs.track import counted, sound_blocks
from nightcue.language.diagnostics import one_line
from nightcue.storage.atomic_file import atomic_file
from nightcue.storage.targets import begins, see_on_disk, target

if TYPE_CHECKING:
    from nightcue.building.compile import Compiled
    from nightcue.progress import Progress
    from nightcue.timeline.timeline import Event, KeptWindow, Timeline

WIDTH, HEIGHT, DPI = 1600, 900, 100

SOFTWARE = "nightcue"
is_ours = begins(re.compile(rb"\x89PNG.*tEXtSoftware\0" + SOFTWARE.encode(), re.DOTALL))
"""Whether a file is a picture of ours: its beginning names the program that drew it."""

JUMP_LU = 3.0
"""Two lines in a row that differ by more than this are marked."""

NIGHT, DIM, AMBER, PALE, ALARM = "#0a0606", "#6e5648", "#dd8a45", "#f0c48e", "#ff4b33"
SOUNDS = {"speech": PALE, "chime": "#8fb59b", "audio": "#b79ad6"}
WINDOWS = {
    "hold": "#c4621c",
    "session": "#a3281c",
    "rest": "#7a3f63",
    "beats": "#b8892b",
    "pause": "#5b5048",
    "switch": "#6f7038",
    "wait": "#3f6a68",
}
"""The colour of each kind of window, for tired eyes: no blue, nothing bright."""
OTHER_WINDOWS = "#8a7a4f"

LEFT, RIGHT = 0.05, 0.955
LABEL_ROWS = 3
LOUDEST_SHOWN, QUIETEST_SHOWN = -20, -100


def survey_of(compiled: Compiled, progress: Progress | None = None) -> Survey:
    """Mix the track and look at it, a block at a time; every spoken line is measured as it is in the track."""
    timeline = compiled.timeline
    blocks = sound_blocks(compiled)
    if compiled.floor is not None:
        blocks = over_floor(blocks, compiled.floor, timeline.rate)
    if progress:
        blocks = counted(blocks, timeline.length, progress, "listening")
    spans = [(event.start, event.end) for event in timeline.events if event.kind == "speech"]
    return survey(blocks, timeline.length, spans, round(WIDTH * (RIGHT - LEFT)), timeline.rate)


def verdict(compiled: Compiled, seen: Survey) -> str:
    """What the survey found, in one line: how even the lines are, the loudest sample, clipping, clicks and jumps."""
    rate = compiled.timeline.rate
    said = [_lines_said(seen.loudness)]
    said.append("no sound" if seen.peak == -math.inf else f"loudest sample {seen.peak:.1f} dBFS")
    said.append(_found("clipping", seen.clipped, rate))
    said.append(_found("clicks", seen.clicks, rate))
    if jumps := [start for start, _ in _jumps(compiled, seen)]:
        said.append(_found(f"jumps of more than {JUMP_LU:g} LU", jumps, rate))
    return ", ".join(said)


def draw(compiled: Compiled, seen: Survey) -> bytes:
    """Return the picture as a PNG file of WIDTH x HEIGHT pixels.

    From the top: chapters, the waveform with windows shaded and what sounds below it, the spectrum, and the loudness
    of each line. Faults are marked in red.
    """
    timeline = compiled.timeline
    with style.context("default"), warnings.catch_warnings():
        # a title may hold characters that the font has not
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure = Figure(figsize=(WIDTH / DPI, HEIGHT / DPI), dpi=DPI, facecolor=NIGHT)
        canvas: Any = FigureCanvasAgg(figure)
        axes = [
            _axes(figure, timeline, bottom, height) for bottom, height in ((0.465, 0.375), (0.20, 0.245), (0.07, 0.11))
        ]
        _draw_waveform(axes[0], timeline, seen)
        _draw_spectrum(axes[1], timeline, seen)
        _draw_loudness(axes[2], compiled, seen)
        starts = [chapter.start / timeline.rate for chapter in timeline.chapters]
        for each in axes:
            each.vlines(starts, 0, 1, DIM, linewidth=0.7, transform=each.get_xaxis_transform())
        _draw_words(figure, compiled, seen)
        _draw_chapters(axes[0], timeline, canvas.get_renderer())
        content = BytesIO()
        canvas.print_png(content, metadata={"Software": SOFTWARE})
    return content.getvalue()


def write_picture(path: Path, png: bytes) -> None:
    """Write `png`, which appears at `path` only when it is whole. Raises OutputError when it cannot be written."""
    with output_errors(path):
        target(path).parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            file.write(png)
            see_on_disk(file)


def _lines_said(loudness: Sequence[float]) -> str:
    if not loudness:
        return "no lines"
    return f"{how_many(len(loudness), 'line')}, loudness {min(loudness):.1f} to {max(loudness):.1f} LUFS"


def _found(fault: str, places: Sequence[int], rate: int) -> str:
    if not places:
        return f"no {fault}"
    return f"{fault} at {how_many(len(places), 'place')}, first at {clock(places[0] / rate, 3)}"


def _jumps(compiled: Compiled, seen: Survey) -> Iterator[tuple[int, float]]:
    """Yield the start and the loudness of each line that differs by more than JUMP_LU from the one before it.

    What the track sinks by between them is no difference.
    """
    timeline = compiled.timeline
    spoken = [event for event in timeline.events if event.kind == "speech"]
    even = [
        lufs - compiled.fade_to * event.start / timeline.length
        for event, lufs in zip(spoken, seen.loudness, strict=True)
    ]
    for place in range(1, len(even)):
        if abs(even[place] - even[place - 1]) > JUMP_LU:
            yield spoken[place].start, seen.loudness[place]


def _axes(figure: Figure, timeline: Timeline, bottom: float, height: float) -> Any:
    axes = figure.add_axes((LEFT, bottom, RIGHT - LEFT, height), facecolor=NIGHT)
    axes.set_xlim(0, timeline.duration)
    axes.tick_params(colors=PALE, labelsize=9, length=3)
    axes.xaxis.set_major_locator(_minutes(timeline.duration))
    axes.xaxis.set_major_formatter(lambda seconds, _: clock(seconds))
    for spine in axes.spines.values():
        spine.set_color(DIM)
    return axes


def _minutes(seconds: float) -> Any:
    """Marks at whole seconds, minutes or hours, 8 to 16 of them."""
    from matplotlib.ticker import MultipleLocator

    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
    return MultipleLocator(next((step for step in steps if seconds / step <= 16), steps[-1]))


def _window_colours(timeline: Timeline) -> dict[str, str]:
    """Return the kinds of window that there are, each with its colour."""
    kinds = {window.kind for window in timeline.windows}
    known = {kind: colour for kind, colour in WINDOWS.items() if kind in kinds}
    return known | dict.fromkeys(sorted(kinds - known.keys()), OTHER_WINDOWS)


def _draw_waveform(axes: Any, timeline: Timeline, seen: Survey) -> None:
    for kind, colour in _window_colours(timeline).items():
        axes.broken_barh(_spans(timeline.windows, kind, timeline.rate), (-1.04, 2.08), color=colour, alpha=0.4, lw=0)
    axes.fill_between(_middles(timeline, seen), seen.lowest, seen.highest, color=PALE, linewidth=0.4, step="mid")
    for kind, colour in SOUNDS.items():
        lane = -1.23 if kind == "speech" else -1.40
        axes.broken_barh(_spans(timeline.events, kind, timeline.rate), (lane, 0.13), color=colour, lw=1, snap=False)
    for places, mark in ((seen.clipped, "v"), (seen.clicks, "x")):
        # no more marks than can be told apart
        at = np.unique(np.array(places, np.int64) * WIDTH // timeline.length) * timeline.duration / WIDTH
        axes.vlines(at, -1.04, 1.04, ALARM, linewidth=0.8)
        axes.plot(at, np.full(len(at), 0.95), mark, color=ALARM, markersize=7)
    axes.set_ylim(-1.46, 1.04)
    levels = (0, -6, -12)
    axes.set_yticks([sign * 10 ** (level / 20) for level in levels for sign in (1, -1)], [*np.repeat(levels, 2)])
    axes.set_ylabel("dBFS", color=PALE, fontsize=9)
    axes.tick_params(labelbottom=False)


def _draw_spectrum(axes: Any, timeline: Timeline, seen: Survey) -> None:
    colours = LinearSegmentedColormap.from_list("night", [NIGHT, "#3a0f0c", "#8a2012", "#c4621c", "#ffd9a0"])
    image = axes.imshow(
        seen.spectrum.T,
        origin="lower",
        aspect="auto",
        extent=(0, timeline.duration, 0, timeline.rate / 2000),
        cmap=colours,
        vmin=QUIETEST_SHOWN,
        vmax=LOUDEST_SHOWN,
        interpolation="nearest",
    )
    axes.set_ylabel("kHz", color=PALE, fontsize=9)
    axes.tick_params(labelbottom=False)
    scale = axes.figure.add_axes((RIGHT + 0.006, axes.get_position().y0, 0.008, axes.get_position().height))
    axes.figure.colorbar(image, cax=scale).outline.set_edgecolor(DIM)
    scale.tick_params(colors=PALE, labelsize=8, length=2)
    scale.set_title("dBFS", color=PALE, fontsize=8)


def _draw_loudness(axes: Any, compiled: Compiled, seen: Survey) -> None:
    timeline = compiled.timeline
    middles = [(e.start + e.end) / 2 / timeline.rate for e in timeline.events if e.kind == "speech"]
    heard = [(at, lufs) for at, lufs in zip(middles, seen.loudness, strict=True) if lufs > -math.inf]
    axes.plot([at for at, _ in heard], [lufs for _, lufs in heard], ".", color=PALE, markersize=4)
    jumps = [(start / timeline.rate, lufs) for start, lufs in _jumps(compiled, seen) if lufs > -math.inf]
    axes.plot([at for at, _ in jumps], [lufs for _, lufs in jumps], "o", color=ALARM, markersize=6, fillstyle="none")
    if heard:
        levels = [lufs for _, lufs in heard]
        axes.set_ylim(min(*levels, np.median(levels) - 3) - 1, max(*levels, np.median(levels) + 3) + 1)
    axes.set_ylabel("LUFS a line", color=PALE, fontsize=9)
    axes.grid(axis="y", color=DIM, linewidth=0.4, alpha=0.6)


def _draw_words(figure: Figure, compiled: Compiled, seen: Survey) -> None:
    """The title, the verdict, and what the colours mean."""
    timeline = compiled.timeline
    title = f"{timeline.title} · {timeline.language} · {compiled.voice} · {clock(timeline.duration)}"
    wrong = bool(seen.clipped or seen.clicks or any(_jumps(compiled, seen)))
    for text, height, size, colour in (
        (one_line(title, 140), 0.965, 14, PALE),
        (verdict(compiled, seen), 0.933, 10, ALARM if wrong else AMBER),
    ):
        figure.text(LEFT, height, text, color=colour, fontsize=size, va="center", parse_math=False)
    sounds = {event.kind for event in timeline.events}
    keys = [Patch(color=colour, label=kind) for kind, colour in SOUNDS.items() if kind in sounds]
    keys += [Patch(color=colour, alpha=0.6, label=kind) for kind, colour in _window_colours(timeline).items()]
    figure.legend(
        handles=keys,
        loc="lower left",
        bbox_to_anchor=(LEFT - 0.006, 0.0),
        ncols=len(keys) or 1,
        frameon=False,
        labelcolor=PALE,
        fontsize=9,
        handlelength=1.4,
    )


def _draw_chapters(axes: Any, timeline: Timeline, renderer: Any) -> None:
    """The name of each chapter above its start, in the lowest row that has room; one without room is left out."""
    edge = axes.get_window_extent(renderer)
    free = [0.0] * LABEL_ROWS
    for chapter in timeline.chapters:
        start = axes.transData.transform((chapter.start / timeline.rate, 0))[0] + 3
        if min(free) > start:
            continue
        label = axes.figure.text(0, 0, one_line(chapter.title, 60), color=AMBER, fontsize=9, parse_math=False)
        width = label.get_window_extent(renderer).width
        left = min(start, edge.x1 - width)
        row = next((row for row in range(LABEL_ROWS) if free[row] <= left), None)
        if row is None:
            label.remove()
            continue
        free[row] = left + width + 10
        label.set_position(axes.figure.transFigure.inverted().transform((left, edge.y1 + 6 + 18 * row)))


def _spans(timed: Iterable[Event | KeptWindow], kind: str, rate: int) -> list[tuple[float, float]]:
    """Start and length in seconds of all that are of `kind`."""
    return [(each.start / rate, (each.end - each.start) / rate) for each in timed if each.kind == kind]


def _middles(timeline: Timeline, seen: Survey) -> Any:
    """Return the time in the middle of each column, in seconds; shape (columns,)."""
    columns = len(seen.lowest)
    return (np.arange(columns) + 0.5) * timeline.duration / columns
