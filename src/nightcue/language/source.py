"""Reading a YAML file into plain values that know their place; everything is text, without tags or types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from nightcue.debugging import log
from nightcue.language.composing import Composer, Refusal
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, Span, one_line
from nightcue.language.other_files import beginning_of, no_routine, what_it_is
from nightcue.language.quick_composing import composed_quickly
from nightcue.language.unsaved import unsaved_text
from nightcue.patterns import compiled
from nightcue.storage.reading import NotAFileError, TooLargeError, read_file

MAX_BYTES = 250_000
_HALF = compiled("[\ud800-\udfff]")
_BEGIN = "start from `nightcue new NAME`"
_COMMENT = compiled(r"[ \t]+(?P<comment>#.*)")
_LONGEST_COMMENT = 300
_UNREADABLE = compiled("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Scalar(str):
    """Text as written, with its place.

    What YAML drops is kept too: a `comment` in the same line, from `after` on, and an `anchor` without a reference.
    """

    span: Span
    comment: str | None = None
    after: Span
    anchor: str | None = None

    def __new__(cls, text: str, span: Span) -> Scalar:
        """Keep the place with the text."""
        scalar = super().__new__(cls, text)
        scalar.span = span
        return scalar


class Sequence(list[Any]):
    """A list of values, with its place."""

    def __init__(self, items: list[Any], span: Span) -> None:
        super().__init__(items)
        self.span = span


class Mapping(dict[str, Any]):
    """Keys and values, with the place of the mapping and of each key."""

    def __init__(self, items: dict[str, Any], span: Span, keys: dict[str, Span]) -> None:
        super().__init__(items)
        self.span = span
        self.key_spans = keys


Value = Scalar | Sequence | Mapping


class Source:
    """The text of one file. `shown` is the path as the person wrote it, for messages.

    Raises `error` if the file cannot be read as UTF-8 text of at most MAX_BYTES.
    """

    def __init__(self, path: Path, shown: Path | None = None, error: type[DiagnosedError] = RoutineError) -> None:
        self._error = error
        self._referred: set[str] = set()
        self.path = path
        self.shown = shown or path
        self.text = self._decode(self._bytes())
        self.lines = self.text.splitlines()

    def read(self) -> Value:
        """Return the document as values with places. Raises `error` unless the file is a single plain YAML document."""
        node, self._referred = composed_quickly(self.text) or self._composed()
        problems: list[Diagnostic] = []
        value = self._value(node, problems)
        if problems:
            raise self._error(problems)
        return value

    def _composed(self) -> tuple[yaml.Node, set[str]]:
        loader = Composer(self.text)
        try:
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as problem:
            raise self._error([self._syntax_error(problem)]) from None
        except (ValueError, OverflowError):
            # PyYAML calls chr() with any number, as of the escape "\UFFFFFFFF"
            place = self._at(loader.get_mark())
            raise self._error([Diagnostic(place, "yaml", "this escape stands for no character")]) from None
        finally:
            loader.dispose()
        if node is None:
            raise self._error([Diagnostic(Span(self.shown), "empty", "the file is empty", self._if_routine(_BEGIN))])
        return node, loader.referred

    def span(self, line: int, column: int) -> Span:
        """Return the place at `line` and `column`, both from 1; a line after the last becomes its end."""
        if line > len(self.lines) > 0:
            line, column = len(self.lines), len(self.lines[-1]) + 1
        return Span(self.shown, line, column, self.lines[line - 1] if 0 < line <= len(self.lines) else None)

    def _at(self, mark: yaml.Mark) -> Span:
        return self.span(mark.line + 1, mark.column + 1)

    def _value(self, node: yaml.Node, problems: list[Diagnostic]) -> Value:
        span = self._at(node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return Sequence([self._value(item, problems) for item in node.value], span)
        if not isinstance(node, yaml.MappingNode):
            return self._scalar(node, span)
        items: dict[str, Any] = {}
        keys: dict[str, Span] = {}
        for key_node, value_node in node.value:
            place = self._at(key_node.start_mark)
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                problems.append(Diagnostic(place, "bad-key", "a key must be plain text", _braces_hint(key_node)))
            elif key in keys:
                message = f"'{one_line(key, 40)}' is written twice; the first is on line {keys[key].line}"
                problems.append(
                    Diagnostic(place, "duplicate-key", message, "remove one; a step of its own has its own dash")
                )
            else:
                keys[key] = place
                items[key] = self._value(value_node, problems)
        return Mapping(items, span, keys)

    def _scalar(self, node: Any, span: Span) -> Scalar:
        scalar = Scalar(_with_pairs_joined(node.value), span)
        if node.style is None and node.end_mark.line < len(self.lines):
            end = node.end_mark.column
            behind = _COMMENT.match(self.lines[node.end_mark.line][end : end + _LONGEST_COMMENT])
            if behind:
                scalar.comment = behind["comment"].rstrip()
                scalar.after = self.span(node.end_mark.line + 1, end + behind.start("comment") + 1)
            anchor = getattr(node, "anchor", None)
            scalar.anchor = anchor if anchor not in self._referred else None
        return scalar

    def _bytes(self) -> bytes:
        whole = Span(self.shown)
        log("reads %s", self.path)
        try:
            written = unsaved_text(self.path)
            return read_file(self.path, MAX_BYTES) if written is None else _as_bytes(written, self.path)
        except NotAFileError as problem:
            raise self._error([Diagnostic(whole, "not-a-file", str(problem.strerror))]) from None
        except TooLargeError:
            if what := what_it_is(beginning_of(self.path)):
                raise self._error([no_routine(self.shown, what)]) from None
            message, hint = f"larger than {MAX_BYTES:,} bytes", self._if_routine("split it and use include")
            raise self._error([Diagnostic(whole, "too-large", message, hint)]) from None
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise self._error([Diagnostic(whole, "unreadable", f"cannot be read: {reason}")]) from None

    def _decode(self, data: bytes) -> str:
        if what := what_it_is(data):
            raise self._error([no_routine(self.shown, what)])
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = "this file is UTF-16, and not UTF-8"
            raise self._error([Diagnostic(Span(self.shown), "encoding", message, "save it again as UTF-8")])
        data = data.removeprefix(b"\xef\xbb\xbf")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as problem:
            text, before = data.decode("utf-8", errors="replace"), data[: problem.start].decode("utf-8")
            message = f"byte 0x{data[problem.start]:02x} is not UTF-8 text"
            raise self._error(
                [Diagnostic(self._after(text, len(before)), "encoding", message, "save the file again as UTF-8")]
            ) from None
        odd = _UNREADABLE.search(text)
        if odd:
            message = f"control character U+{ord(odd.group()):04X} in the file; is it a text file?"
            raise self._error([Diagnostic(self._after(text, odd.start()), "encoding", message)])
        return text

    def _if_routine(self, hint: str) -> str | None:
        return hint if self._error is RoutineError else None

    def _after(self, text: str, characters: int) -> Span:
        start = text.rfind("\n", 0, characters) + 1
        line = text.count("\n", 0, characters) + 1
        return Span(self.shown, line, characters - start + 1, text[start:].partition("\n")[0])

    def _refusal_hint(self, problem: Refusal, _: Span) -> str | None:
        return problem.hint

    def _syntax_error(self, problem: yaml.MarkedYAMLError) -> Diagnostic:
        mark = problem.problem_mark or problem.context_mark
        span = self._at(mark) if mark else Span(self.shown)
        message = one_line(problem.problem or problem.context or "this is not YAML", 200)
        if isinstance(problem, Refusal):
            return Diagnostic(span, problem.code, message, self._refusal_hint(problem, span))
        if problem.context and "single document" in problem.context:
            return Diagnostic(
                span, "documents", "--- begins another document", "remove this line, or keep one routine per file"
            )
        hints = {
            "\\t": "indent with spaces, not with tabs",
            "mapping values are not allowed": "text with a colon in it needs quotes",
            "but got '?'": "text with a question mark needs quotes here",
            "<block end>": "is this line indented like the ones beside it?",
        }
        return Diagnostic(span, "yaml", message, next((hints[sign] for sign in hints if sign in message), None))


def _as_bytes(text: str, path: Path) -> bytes:
    """Return what a file with this text holds; half a character becomes what is no UTF-8, as it is told of a file."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise TooLargeError(path, MAX_BYTES)
    return data


def _with_pairs_joined(text: str) -> str:
    """Return `text` with surrogate pairs joined, as JSON escapes an emoji ("\\ud83d\\ude34")."""
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _braces_hint(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return 'a variable on its own needs quotes: "{name}"'
    return None
