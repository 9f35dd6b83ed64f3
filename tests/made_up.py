"""Scripts made up for tests, and a voice that is nothing but known lengths."""

from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from nightcue.language.diagnostics import Span
from nightcue.language.script import Chapter, Chime, Line, Origin, Rank, Script, Window, WindowCue

RATE = 22_050
ORIGIN = Origin("steps[0]", Span(Path("made-up.yaml"), 3, 5, "  - say: x"))


def length_of(kind, text):
    """A clip as long as its text says: `2.5 words` lasts 2.5 s, anything else 1/10 s a character."""
    try:
        return round(Fraction(text.split()[0]) * RATE)
    except ValueError:
        return len(text) * RATE // 10


def line(text):
    return Line(text, ORIGIN)


def window(kind, seconds, *cues):
    return Window(kind, Fraction(seconds), ORIGIN, tuple(cues))


def cue(text, rank, anchor, offset):
    return WindowCue(text, rank, anchor, Fraction(offset), ORIGIN)


def script(*cues, gap="7/10"):
    return Script("made-up", "Made up", "", "en", Fraction(gap), tuple(cues))


lengths = st.fractions(0, 60, max_denominator=1000)
texts = st.builds("{} said".format, st.fractions("1/10", 8, max_denominator=100))
droppable = st.builds(
    WindowCue,
    text=texts,
    rank=st.sampled_from([Rank.ENCOURAGEMENT, Rank.TIME, Rank.HALFWAY, Rank.COUNTDOWN]),
    anchor=st.sampled_from(["start", "end"]),
    offset=st.fractions(0, 40, max_denominator=100),
    origin=st.just(ORIGIN),
)
OPENING = WindowCue("soft", Rank.SIGNAL, "start", Fraction(0), ORIGIN, "chime")
windows = st.builds(
    Window,
    kind=st.sampled_from(["hold", "pause", "rest", "switch", "wait", "session"]),
    seconds=st.fractions("1/100", 40, max_denominator=1000),
    origin=st.just(ORIGIN),
    cues=st.lists(droppable, max_size=8).map(tuple)
    | st.lists(droppable, max_size=8).map(lambda cues: (OPENING, *cues)),
    until_tap=st.booleans(),
)
cues = st.one_of(
    st.builds(Line, texts, st.just(ORIGIN)),
    st.builds(Chime, st.just("soft"), st.just(ORIGIN), st.booleans()),
    st.builds(Chapter, st.text(min_size=1, max_size=5), st.just(ORIGIN)),
    windows,
)
scripts = st.builds(
    lambda items, gap: Script("made-up", "Made up", "", "en", gap, tuple(items)),
    st.lists(cues, min_size=1, max_size=12),
    st.fractions(0, 3, max_denominator=1000),
)
