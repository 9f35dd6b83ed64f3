"""A timeline cut into its chapters."""

from __future__ import annotations

from dataclasses import replace

from nightcue.timeline.timeline import ChapterSpan, Timeline


def chapter_timelines(timeline: Timeline) -> list[Timeline]:
    """A timeline for each chapter, from its first sample; end to end they are as long as the whole.

    An event or a window belongs to the chapter in which it starts. Warnings are the whole timeline's, and left out.
    """
    return [_cut(timeline, chapter) for chapter in timeline.chapters]


def _cut(timeline: Timeline, chapter: ChapterSpan) -> Timeline:
    first, length = chapter.start, chapter.end - chapter.start

    def within(start: int) -> bool:
        return chapter.start <= start < chapter.end

    return replace(
        timeline,
        title=chapter.title,
        length=length,
        chapters=(ChapterSpan(chapter.title, 0, length),),
        events=tuple(replace(e, start=e.start - first, end=e.end - first) for e in timeline.events if within(e.start)),
        windows=tuple(
            replace(w, start=w.start - first, end=w.end - first) for w in timeline.windows if within(w.start)
        ),
        warnings=(),
    )
