"""Cutting a timeline into its chapters."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from nightcue.timeline.timeline import ChapterSpan, Timeline


def chapter_timelines(timeline: Timeline) -> list[Timeline]:
    """Return a timeline for each chapter, from its first sample; end to end they are as long as the whole.

    An event or a window belongs to the chapter in which it starts. Warnings are the whole timeline's.
    """
    starts = [chapter.start for chapter in timeline.chapters]
    return [_cut(timeline, starts, number, chapter) for number, chapter in enumerate(timeline.chapters)]


def _cut(timeline: Timeline, starts: list[int], number: int, chapter: ChapterSpan) -> Timeline:
    first, length = chapter.start, chapter.end - chapter.start

    def is_inside(start: int) -> bool:
        return bisect_right(starts, start) - 1 == number

    return replace(
        timeline,
        title=chapter.title,
        length=length,
        chapters=(ChapterSpan(chapter.title, 0, length),),
        events=tuple(
            replace(event, start=event.start - first, end=event.end - first)
            for event in timeline.events
            if is_inside(event.start)
        ),
        windows=tuple(
            replace(window, start=window.start - first, end=window.end - first)
            for window in timeline.windows
            if is_inside(window.start)
        ),
        warnings=(),
    )
