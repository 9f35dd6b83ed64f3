"""Markdown: headings as chapters, paragraphs and lists as what is said, pauses in any notation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from nightcue.importing.draft import Draft
from nightcue.importing.front_matter import without_front_matter
from nightcue.importing.pauses import Pause, add_pause, split

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME = "markdown"
_HELD = re.compile("\ue000(\\d+)\ue001")
"""A pause while Markdown is read, which would take <pause:5s> for a link; no text has these characters."""
_COMMENT = re.compile(r"\s*<!--(?P<text>.*?)-->\s*", re.DOTALL)


def read(draft: Draft, text: str) -> None:
    """Add what stands in `text` to the draft."""
    from markdown_it import MarkdownIt

    text = without_front_matter(draft, text)
    pauses: list[Pause] = []
    held = "".join(_held(text, pauses))
    reading = _Reading(draft, pauses)
    for token in MarkdownIt("commonmark").enable("table").parse(held):
        reading.block(token)
    draft.paragraph()


def _held(text: str, pauses: list[Pause]) -> Iterator[str]:
    for part in split(text):
        if isinstance(part, Pause):
            yield f"\ue000{len(pauses)}\ue001"
            pauses.append(part)
        else:
            yield part


class _Reading:
    """Adds the tokens of a document to a draft."""

    def __init__(self, draft: Draft, pauses: Sequence[Pause]) -> None:
        self._draft, self._pauses = draft, pauses
        self._level = 0
        """The level of the heading that the next text is, 0 outside of one."""

    def block(self, token: Token) -> None:
        line = token.map[0] + 1 if token.map else 0
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1])
            case "heading_close":
                self._level = 0
            case "inline" if self._level:
                self._draft.heading(_HELD.sub("", self._words_of(token.children or ())), self._level)
            case "inline":
                self._draft.line_break()
                self._inline(token.children or (), line)
            case "paragraph_close" if token.level == 0:
                self._draft.paragraph()
            case "bullet_list_close" | "ordered_list_close" | "tr_close" | "blockquote_close":
                self._draft.paragraph()
            case "ordered_list_open":
                self._draft.lost(line, "the numbers of this list are not said")
            case "table_open":
                self._draft.lost(line, "this table is said cell by cell")
            case "fence" | "code_block":
                self._draft.lost(line, "this code is not said")
            case "html_block":
                self._html(token.content, line)
            case "hr":
                self._draft.lost(line, "this rule is not heard", "write [pause 2s] where a pause is meant")

    def _inline(self, children: Sequence[Token], line: int) -> None:
        for child in children:
            match child.type:
                case "text" | "code_inline":
                    self._text(child.content, line)
                case "softbreak" | "hardbreak":
                    line += 1
                    self._draft.line_break() if child.type == "hardbreak" else self._draft.end_line()
                case "strong_open" | "em_open":
                    self._draft.lost(line, "emphasis is not heard; the words are said")
                case "link_open":
                    self._draft.lost(line, f"the address of a link is not said: {child.attrGet('href')}")
                case "image":
                    self._draft.lost(line, f"a picture is not heard: {child.content or child.attrGet('src')}")
                case "html_inline":
                    self._html(child.content, line)

    def _text(self, text: str, line: int) -> None:
        end = 0
        for found in _HELD.finditer(text):
            self._draft.words(text[end : found.start()])
            pause = self._pauses[int(found[1])]
            add_pause(self._draft, pause.written, pause.shown, line)
            end = found.end()
        self._draft.words(text[end:])

    def _html(self, html: str, line: int) -> None:
        if comment := _COMMENT.fullmatch(html):
            self._draft.comment(_HELD.sub("", comment["text"]))
        else:
            self._draft.lost(line, f"HTML is not said: {' '.join(_HELD.sub('', html).split())}")

    def _words_of(self, children: Sequence[Token]) -> str:
        return "".join(
            child.content if child.type in ("text", "code_inline") else " " * (child.type == "softbreak")
            for child in children
        )
