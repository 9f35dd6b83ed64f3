"""SSML, the markup of the W3C for speech, and what Amazon, Google and Microsoft have added to it."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from nightcue.importing.draft import Draft
from nightcue.importing.errors import not_readable
from nightcue.importing.pauses import add_pause
from nightcue.importing.spelling import SPELLED, spelled

NAME = "ssml"
TITLE, CHAPTER = "title:", "chapter:"
"""What the name of a mark begins with that stands for the title or a chapter, as `nightcue export` writes it."""
_DEEPEST = 100
_UNSPOKEN = frozenset({"desc", "metadata", "meta", "lexicon", "lookup", "title"})
_LINES = frozenset({"p", "s", "paragraph", "sentence", "speak"})
_WORDS_KEPT = {
    "emphasis": "emphasis is not heard; the words are said",
    "prosody": "the routine's own pace is used; the words are said",
    "voice": "the routine's own voice says the words",
    "lang": "the routine's own voice says these words, in its own language",
    "mstts:silence": "only <break> makes a pause",
    "par": "what is to sound at once is said in turn",
    "phoneme": "the sounds are not taken over; the words are said as they are written",
}


def read(draft: Draft, text: str) -> None:
    """Add what is in the document to the draft. Raises DamagedFileError where it is no whole XML, or no safe one."""
    _Reading(draft).read(text)


class _Reading:
    """Adds a document to a draft while expat reads it; expat loads nothing, and no entity may be declared."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._parser = expat.ParserCreate("utf-8")  # whatever the declaration says: the text is decoded already
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.CommentHandler = self._comment
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._skipped
        self._within: list[str] = []
        self._silent = 0
        """How many open elements there are whose characters are not said."""
        self._spelled: str | None = None
        self._ends: list[Callable[[], None] | None] = []
        """What is done at the end of each open element."""

    def read(self, text: str) -> None:
        try:
            self._parser.Parse(text.encode("utf-8"), True)
        except expat.ExpatError as problem:
            hint = "in SSML, & is written &amp; and < is written &lt;; every tag needs its end"
            reason = expat.errors.messages.get(problem.code) or expat.ErrorString(problem.code)
            message = f"this is no whole SSML: {reason}"
            raise not_readable(self._draft.path, "not-xml", message, hint, problem.lineno, problem.offset + 1) from None
        self._draft.paragraph()

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2].lower() if tag.lower() != "mstts:silence" else "mstts:silence"
        if len(self._within) >= _DEEPEST:
            message = f"elements inside one another, more than {_DEEPEST} deep"
            raise not_readable(self._draft.path, "too-deep", message, None, self._line)
        if not self._within and name != "speak":
            hint = "an SSML document begins with <speak>"
            raise not_readable(self._draft.path, "not-ssml", f"this is XML, but <{tag}> is no SSML", hint, self._line)
        self._within.append(name)
        self._ends.append(None)
        if self._silent or name in _UNSPOKEN:
            self._be_silent()
        elif name in _LINES:
            self._line_of(name, attributes)
        else:
            self._element(tag, name, attributes)

    def _line_of(self, name: str, attributes: dict[str, str]) -> None:
        language = attributes.get("xml:lang")
        if name == "speak":
            self._draft.language = language or self._draft.language
        elif language and language != self._draft.language:
            self._draft.lost(self._line, f'<{name} xml:lang="{language}">: {_WORDS_KEPT["lang"]}')
        end = self._draft.line_break if name in ("s", "sentence") else self._draft.paragraph
        end()
        self._ends[-1] = end

    def _element(self, tag: str, name: str, attributes: dict[str, str]) -> None:
        shown = f"<{' '.join([tag, *(f'{key}={value!r}' for key, value in attributes.items())])}>".replace("'", '"')
        match name:
            case "break":
                written = attributes.get("time") or attributes.get("strength") or "medium"
                add_pause(self._draft, " ".join(written.split()), shown, self._line)
            case "sub":
                self._draft.words(attributes.get("alias", ""))
                self._be_silent()
            case "say-as":
                self._say_as(attributes.get("interpret-as", "").lower(), shown)
            case "mark" | "bookmark":
                self._mark(attributes.get("name", attributes.get("mark", "")), shown)
            case "audio":
                source = attributes.get("src", "")
                self._draft.lost(
                    self._line,
                    f"the sound {source} is not taken over; the words in its place are said",
                    "put the file beside the routine, and write `- audio: NAME` there",
                )
            case _:
                self._draft.lost(self._line, f"{shown}: {_WORDS_KEPT.get(name, 'not known here; its words are said')}")

    def _say_as(self, kind: str, shown: str) -> None:
        if kind in SPELLED:
            before, self._spelled = self._spelled, kind

            def end() -> None:
                self._spelled = before

            self._ends[-1] = end
        elif kind in ("expletive", "bleep"):
            self._draft.lost(self._line, f"{shown}: nothing is said, and nothing bleeps")
            self._be_silent()
        else:
            hint = "`nightcue plan NAME --spoken` shows how everything is said"
            self._draft.lost(self._line, f"{shown}: said as a routine reads it", hint)

    def _mark(self, name: str, shown: str) -> None:
        if name.startswith(CHAPTER):
            self._draft.heading(name.removeprefix(CHAPTER), level=2)
        elif name.startswith(TITLE):
            self._draft.heading(name.removeprefix(TITLE), level=1)
        else:
            self._draft.lost(self._line, f"{shown}: a mark is not heard")

    def _be_silent(self) -> None:
        self._silent += 1

        def end() -> None:
            self._silent -= 1

        self._ends[-1] = end

    def _end(self, _: str) -> None:
        self._within.pop()
        if end := self._ends.pop():
            end()

    def _characters(self, characters: str) -> None:
        if self._silent == 0:
            self._draft.words(spelled(characters, self._spelled) if self._spelled else characters)

    def _comment(self, text: str) -> None:
        if self._within:
            self._draft.comment(text)

    def _entity(self, name: str, *_: object) -> None:
        message = f"the entity '{name}' is declared here; entities can grow without end, or read other files"
        hint = "write what it stands for where it is used, and take out its declaration"
        raise not_readable(self._draft.path, "entity", message, hint, self._line)

    def _skipped(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self._draft.lost(self._line, f"&{name}; is not known here, and not said")
