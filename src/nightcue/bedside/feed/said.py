"""What a feed says in words: its title, what to know before listening, and when to get help."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from nightcue.bedside.feed.episodes import Episode
from nightcue.bedside.page_entry import facts_of
from nightcue.language.locale_files import words_of


@dataclass(frozen=True)
class FeedWords:
    """The words of a feed in one language; what is said of health is what the bedside page says."""

    title: str
    about: str
    chapter: str
    week: str
    weeks: str
    settings: str
    notice: str
    help: str
    page: dict[str, str]

    def plain(self) -> list[str]:
        """Return what the whole feed is about and what to know of it, in paragraphs."""
        return [self.about, self.notice, self.help, self.settings]

    def of_the_feed(self) -> str:
        """Return the same as HTML, which is how the programs read a description."""
        return _paragraphs(self.plain())

    def of_an_episode(self, episode: Episode) -> str:
        """Return what a listener should know of one episode, as HTML: its summary, then the notice and the help."""
        return _paragraphs([episode.routine.summary, self.notice, self.help, self.settings])

    def of_the_title(self, episode: Episode) -> str:
        """Return the title of an episode: that of its routine with its weeks, and that of its chapter if it is one."""
        routine = episode.routine
        title = routine.title
        if routine.weeks:
            weeks = self.week if len(routine.weeks) == 1 else self.weeks
            title = weeks.format(routine=title, week=", ".join(map(str, routine.weeks)))
        return title if len(routine.files) == 1 else self.chapter.format(routine=title, chapter=episode.title)


def words_in(language: str) -> FeedWords:
    """Return the words of the feed in a language; what it has not is English."""
    said = words_of("feed", language)
    return FeedWords(
        title=said["title"],
        about=said["about"],
        chapter=said["chapter"],
        week=said["week"],
        weeks=said["weeks"],
        settings=said["settings"],
        notice=words_of("page", language)["advice"],
        help=facts_of(language)["help"],
        page=said["page"],
    )


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts if text)
