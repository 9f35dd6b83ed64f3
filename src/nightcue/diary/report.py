"""The report in words and tables of one language, the same for the terminal and for the page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nightcue.diary.beginning import with_routine
from nightcue.diary.figures import by_week, figures_of
from nightcue.diary.night import SIGNS, Night
from nightcue.diary.report_tables import Table, adherence, older_times, periods, weeks, with_without
from nightcue.diary.report_verdict import Said, said_of
from nightcue.diary.report_words import ReportWords, report_words
from nightcue.diary.verdict import SIGN_DAYS, Verdict, judge
from nightcue.diary.words import words

SHORT_WEEKS, SHOWN_WEEKS = 13, 10
"""Up to thirteen weeks are shown whole, night by night; of more the last ten, and all of them by month and year."""
FULL_ROWS = 16
NOTES = 3
NOTE_LENGTH = 100
"""Characters of a note; the whole notes are in the diary."""


@dataclass(frozen=True)
class Report:
    """Everything a report says, and the nights its pictures show."""

    words: ReportWords
    title: str
    span: str
    made: str
    said: Said
    verdict: Verdict
    groups: tuple[Table, ...]
    """Nights before and since; nights with the routine and without, where there are both."""
    times: tuple[Table, ...]
    """By week; by month or year where there is more than is shown by week."""
    adherence: tuple[str, ...]
    earlier_signs: str
    notes: tuple[tuple[str, str], ...]
    """The latest notes, each with its evening."""
    method: str
    general: str
    shown: tuple[Night, ...]
    """The nights that are shown one by one."""
    older: tuple[Night, ...]
    """All nights where some are older than those shown, else none."""
    played: frozenset[date]
    picture: str
    """What the picture by night shows, in words."""

    @property
    def full(self) -> bool:
        """Whether it needs small type to fit on one sheet: by its rows, and paragraphs of two rows or so."""
        rows = len(self.times[0].rows) + 2 * (len(self.said.paragraphs) + bool(self.earlier_signs))
        return bool(self.older) or rows > FULL_ROWS


def make_report(nights: Sequence[Night], played: frozenset[date], today: date, tag: str, name: str | None) -> Report:
    """Return the report on nights in the order of their dates, in the language of `tag`, for the listener `name`.

    `played` are the evenings on which a routine before bed was played.
    """
    said_in = report_words(tag)
    verdict = judge(nights, played)
    shown = _shown(nights)
    older = nights if len(shown) < len(nights) else []
    groups = [periods(said_in, nights, verdict.spell), with_without(said_in, verdict.spell.since or shown, played)]
    times = [weeks(said_in, by_week(shown), played)]
    times += [older_times(said_in, older, played)] if older else []
    return Report(
        words=said_in,
        title=said_in.say("of", name=name) if name else said_in.say("title"),
        span=_span(said_in, nights),
        made=said_in.say("made", today=said_in.day(today)),
        said=said_of(said_in, verdict, len(nights)),
        verdict=verdict,
        groups=tuple(table for table in groups if table.rows),
        times=tuple(times),
        adherence=tuple(adherence(said_in, nights, verdict.spell, played)),
        earlier_signs=_earlier_signs(said_in, nights),
        notes=tuple(_notes(said_in, nights)),
        method=_method(said_in),
        general=said_in.say("general"),
        shown=tuple(shown),
        older=tuple(older),
        played=played,
        picture=_picture(said_in, shown, played),
    )


def _shown(nights: Sequence[Night]) -> list[Night]:
    if not nights:
        return []
    last = nights[-1].date
    monday = last - timedelta(last.weekday())
    if nights[0].date >= monday - timedelta(weeks=SHORT_WEEKS - 1):
        return list(nights)
    return [night for night in nights if night.date >= monday - timedelta(weeks=SHOWN_WEEKS - 1)]


def _span(said_in: ReportWords, nights: Sequence[Night]) -> str:
    if not nights:
        return ""
    first, last = said_in.day(nights[0].date), said_in.day(nights[-1].date)
    return said_in.say("span", first=first, last=last, nights=said_in.nights(len(nights)))


def _picture(said_in: ReportWords, shown: Sequence[Night], played: Collection[date]) -> str:
    if not shown:
        return ""
    figures = figures_of(shown)
    return said_in.say(
        "chart.alt",
        first=said_in.day(shown[0].date),
        last=said_in.day(shown[-1].date),
        nights=said_in.nights(figures.nights),
        cramps=said_in.number(figures.cramps),
        most=max(night.cramps for night in shown),
        routine=said_in.nights(sum(bool(with_routine(night, played)) for night in shown)),
    )


def _earlier_signs(said_in: ReportWords, nights: Sequence[Night]) -> str:
    """Return the warning signs that are too long ago for the verdict, and the last evening that had one."""
    old = [night for night in nights if night.signs and night.date <= nights[-1].date - timedelta(SIGN_DAYS)]
    if not old:
        return ""
    labels = words(said_in.language).labels["signs"]
    seen = {sign for night in old for sign in night.signs or ()}
    listed = ", ".join(labels[sign] for sign in SIGNS if sign in seen)
    return said_in.say("earlier", signs=listed, last=said_in.day(old[-1].date))


def _notes(said_in: ReportWords, nights: Sequence[Night]) -> list[tuple[str, str]]:
    noted = [night for night in nights if night.note][-NOTES:]
    return [(said_in.day(night.date), _cut(" ".join((night.note or "").split()))) for night in reversed(noted)]


def _cut(text: str) -> str:
    return text if len(text) <= NOTE_LENGTH else text[: NOTE_LENGTH - 1].rstrip() + "…"


def _method(said_in: ReportWords) -> str:
    from nightcue.diary.comparison import LOOKS

    first, last = (said_in.nights(nights) for nights in LOOKS)
    return said_in.say("method", first_look=first, last_look=last)
