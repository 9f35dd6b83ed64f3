"""What the bedside page knows of a routine: from its file the questions, from its track the steps and lines."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.errors import OutputError
from nightcue.audio.tags.track_info import Chapter, TimedWindow
from nightcue.bedside.page_track import page_opus, page_track
from nightcue.bedside.pain import pain_clip, pain_words
from nightcue.bedside.track_metadata import Score, read_score
from nightcue.building.forms import forms_of, usual_detail
from nightcue.building.request import BuildRequest
from nightcue.language.script import Chapter as ChapterCue
from nightcue.language.script import Line, Script, Window
from nightcue.locales import LANGUAGES, language_of
from nightcue.safety.facts import all_facts
from nightcue.safety.rules.rescue import is_rescue
from nightcue.storage.reading import read_file

if TYPE_CHECKING:
    from nightcue.bedside.page_week import ListedWeek
    from nightcue.language.detail import Detail

_WHY = {
    "swelling": ("check-swelling",),
    "clot": ("contra-thrombosis",),
    "skin": ("check-skin",),
    "sensation": ("check-sensation",),
    "conditions": ("check-conditions", "pregnancy-compression"),
}
"""The facts that say why a safety question matters."""

APART = ("lines", "windows")
"""What the list has of a rescue alone, so that it is there at once; of the others it stands in scores.json."""

_URGENT, _HELP = "thrombosis-emergency", "help-evaluation"


@dataclass(frozen=True)
class SpokenLine:
    """A line of a track, from `start` to `end`, in seconds."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class ListedWindow:
    """A window of a track, from `start` to `end`; it lasts `seconds`, as written.

    A tap ends one that is `until_tap`, `more_time` says that it may be longer, and `worn` that something is on the leg
    in it that has to come off before sleep.
    """

    kind: str
    start: float
    end: float
    seconds: float
    until_tap: bool
    more_time: bool
    worn: bool


@dataclass(frozen=True)
class Question:
    """A safety question by its name, and its words in the routine."""

    name: str
    text: str


@dataclass(frozen=True)
class Listed:
    """A routine on the bedside page, in one of its forms, `detail`. `page` is the language of the page that shows it,
    `seconds` its length, `use` what it is for: bedtime, daytime, rescue or questions.

    `boots` are the numbers of its chapters for compression and the questions before it, where others hold stretches.
    `track` is its file in the site, `digest` changes with what is in it; the name has the first half of the digest, so
    that a list leads to its own tracks or to none. `stretches` is true of a routine that holds stretches and treats
    with nothing else. `named` is true of a track that says the listener's name, or anything else that its routine does
    not hold; what it says so is none of the `lines`, which everybody may read. `opus` is the file of the same sound in
    Opus, or empty. `programme` says of which week it is.
    """

    name: str
    language: str
    detail: Detail
    page: str
    title: str
    summary: str
    seconds: float
    bytes: int
    track: str
    digest: str
    chapters: tuple[Chapter, ...]
    lines: tuple[SpokenLine, ...]
    windows: tuple[ListedWindow, ...]
    questions: tuple[Question, ...]
    compression: bool
    boots: tuple[int, ...]
    rescue: bool
    use: str
    stretches: bool
    named: bool
    opus: str = ""
    programme: ListedWeek | None = None

    def as_json(self, with_lines: bool = False) -> dict[str, Any]:
        """Return this as it stands in routines.json: without what is APART, but `with_lines`, or of a rescue."""
        return asdict(self) if with_lines or self.rescue else asdict(self) | dict.fromkeys(APART, ())

    def score_as_json(self) -> dict[str, Any]:
        """Return what stands in scores.json of it."""
        return {name: value for name, value in asdict(self).items() if name in APART}


def listed(request: BuildRequest, track: Path) -> Listed:
    """Return what there is to know of the routine of `request`, and of `track`, the MP3 that was made of it.

    Raises RoutineError for the routine, and OutputError when the track cannot be read.
    """
    # what is said for the listener alone is not in this script, and so in no list that everybody may read
    detail = request.detail or usual_detail(request)
    forms = forms_of(replace(request, profile=None, cleared_by=None, detail=detail))
    read, script = forms.routine, forms.script
    score, content = _opened(track)
    digest = digest_of(content)
    therapies = {cue.treatment.therapy for cue in script.cues if isinstance(cue, Window) and cue.treatment}
    holds = any(isinstance(cue, Window) and cue.kind == "hold" for cue in script.cues)
    questions, rescue = _questions(script), is_rescue(read)
    written = {str(text) for text in script.texts()}
    ends = score.ends or tuple(start for start, _ in score.lines)
    spoken = zip(score.lines, ends, strict=True)
    lines = tuple(SpokenLine(text, start, round(end, 3)) for (start, text), end in spoken if text in written)
    chapters = _chapters(score)
    return Listed(
        name=script.name,
        language=script.language,
        detail=forms.detail,
        page=page_language(script.language),
        title=str(script.title),
        summary=str(script.summary),
        seconds=score.length,
        bytes=len(content),
        track=f"tracks/{track.stem}.{digest[:8]}{track.suffix}",
        digest=digest,
        chapters=chapters,
        lines=lines,
        windows=tuple(map(_listed_window, score.windows)),
        questions=questions,
        compression="compression" in therapies,
        boots=_boots(script, len(chapters)),
        rescue=rescue,
        use=read.use,
        stretches=holds and not (therapies or questions or rescue),
        named=len(lines) < len(score.lines),
    )


def with_opus(routine: Listed, track: Path) -> Listed:
    """Return `routine` with the Opus track at `track`, where the page has less to fetch with it. Raises OutputError."""
    try:
        content = page_opus(read_file(track))
    except OSError as problem:
        raise OutputError(f"cannot read {track}: {problem.strerror or problem}; build it again with --force") from None
    if len(content) >= routine.bytes:
        return routine
    return replace(routine, opus=f"tracks/{track.stem}.{digest_of(content)[:8]}{track.suffix}")


def digest_of(content: bytes) -> str:
    """Return what tells `content` from any other."""
    return hashlib.sha256(content).hexdigest()[:16]


def page_language(tag: str) -> str:
    """Return the language of the page that shows a routine of the language `tag`, such as es for es-MX."""
    return language_of(tag)


def facts_of(language: str) -> dict[str, Any]:
    """What the page says of safety in `language`: why each question matters, what is urgent, when to get help."""
    facts = all_facts()
    why = {name: " ".join(facts[fact].text.in_language(language) for fact in those) for name, those in _WHY.items()}
    return {
        "why": why,
        "urgent": facts[_URGENT].text.in_language(language),
        "pain": {**pain_words(language), "spoken": pain_clip(language, worn=True) is not None},
        "help": facts[_HELP].text.in_language(language),
    }


def every_fact() -> dict[str, Any]:
    """Return the same in every language that the page speaks."""
    return {language: facts_of(language) for language in LANGUAGES}


def _opened(track: Path) -> tuple[Score, bytes]:
    try:
        content = page_track(read_file(track))
    except OSError as problem:
        raise OutputError(f"cannot read {track}: {problem.strerror or problem}; build it again with --force") from None
    score = read_score(content, track.stem)
    if not score.length:
        raise OutputError(f"cannot read the tag of {track}; build it again with --force")
    return score, content


def _chapters(score: Score) -> tuple[Chapter, ...]:
    """Return the chapters with their ends; a track without any is one."""
    begun = score.chapters or ((0.0, score.title),)
    ends = [*(start for start, _ in begun[1:]), score.length]
    return tuple(Chapter(title, start, end) for (start, title), end in zip(begun, ends, strict=True))


def _listed_window(window: TimedWindow) -> ListedWindow:
    start, end = round(window.start / SAMPLE_RATE, 6), round(window.end / SAMPLE_RATE, 6)
    seconds = round((window.end - window.start) / SAMPLE_RATE, 6)
    return ListedWindow(
        window.kind, start, end, seconds, window.until_tap, window.of_getting_ready, worn=window.is_worn
    )


def _questions(script: Script) -> tuple[Question, ...]:
    """Return every safety question once, in the order in which it is asked."""
    asked = {cue.question: cue.text for cue in reversed(script.cues) if isinstance(cue, Line) and cue.question}
    return tuple(Question(name, str(text)) for name, text in reversed(asked.items()))


def _boots(script: Script, chapters: int) -> tuple[int, ...]:
    """The chapters with a session of compression, or a safety question, in a script that stretches in others.

    None where something of it comes before the first chapter, or the track has other `chapters` than the script.
    """
    number, boots, holds = -1, set[int](), set[int]()
    for cue in script.cues:
        if isinstance(cue, ChapterCue):
            number += 1
        elif isinstance(cue, Window) and cue.kind == "hold":
            holds.add(number)
        elif _is_of_boots(cue):
            boots.add(number)
    can_be_left_out = holds - boots and -1 not in boots and number + 1 == chapters
    return tuple(sorted(boots)) if can_be_left_out else ()


def _is_of_boots(cue: object) -> bool:
    """Whether a cue is a session of compression, or a question before it."""
    if isinstance(cue, Window):
        return cue.treatment is not None and cue.treatment.therapy == "compression"
    return isinstance(cue, Line) and cue.question is not None
