"""From a YAML file to plain values that remember where they stand: no tags, no types, no surprises."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from nightcue.debugging import log
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, Span, one_line
from nightcue.language.other_files import beginning_of, no_routine, what_it_is
from nightcue.storage.reading import NotAFileError, TooLargeError, read_file

MAX_BYTES = 250_000
MAX_DEPTH = 40
MAX_NODES = 20_000
MAX_CHARACTERS = 2 * MAX_BYTES
"""Characters of all values with every alias written out, for each takes memory of its own."""
_HALF = re.compile("[\ud800-\udfff]")
_BEGIN = "start from `nightcue new NAME`"
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Scalar(str):
    """Text as written, with its place."""

    span: Span

    def __new__(cls, text: str, span: Span) -> Scalar:
        """Keep the place beside the text."""
        scalar = super().__new__(cls, text)
        scalar.span = span
        return scalar


class Sequence(list[Any]):
    """A list of values, with its place."""

    def __init__(self, items: list[Any], span: Span) -> None:
        super().__init__(items)
        self.span = span


class Mapping(dict[str, Any]):
    """Keys and values, with the place of the whole and of each key."""

    def __init__(self, items: dict[str, Any], span: Span, keys: dict[str, Span]) -> None:
        super().__init__(items)
        self.span = span
        self.key_spans = keys


Value = Scalar | Sequence | Mapping


class Source:
    """The text of one file. `shown` is the path as the person wrote it; it is what messages name.

    Raises RoutineError when the file cannot be read as UTF-8 text of a sane size.
    """

    def __init__(self, path: Path, shown: Path | None = None, error: type[DiagnosedError] = RoutineError) -> None:
        self._error = error
        self.path = path
        self.shown = shown or path
        self.text = self._decode(self._bytes())
        self.lines = self.text.splitlines()

    def read(self) -> Value:
        """The file's one document as values with places.

        Raises the same for anything that is not a single plain YAML document.
        """
        loader = _Composer(self.text)
        try:
            node = loader.get_single_node()
        except yaml.MarkedYAMLError as problem:
            raise self._error([self._syntax_error(problem)]) from None
        except (ValueError, OverflowError):
            # PyYAML hands the number of an escape such as "\UFFFFFFFF" to chr() without a look
            place = self._at(loader.get_mark())
            raise self._error([Diagnostic(place, "yaml", "this escape stands for no character")]) from None
        finally:
            loader.dispose()
        if node is None:
            raise self._error([Diagnostic(Span(self.shown), "empty", "the file is empty", self._if_routine(_BEGIN))])
        problems: list[Diagnostic] = []
        value = self._value(node, problems)
        if problems:
            raise self._error(problems)
        return value

    def span(self, line: int, column: int) -> Span:
        """The place at `line` and `column`, both from 1; what comes after the last line is shown at its end."""
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
            return Scalar(_with_pairs_joined(node.value), span)
        items: dict[str, Any] = {}
        keys: dict[str, Span] = {}
        for key_node, value_node in node.value:
            place = self._at(key_node.start_mark)
            key = key_node.value
            if not isinstance(key_node, yaml.ScalarNode):
                problems.append(Diagnostic(place, "bad-key", "a key must be plain text", _braces_hint(key_node)))
            elif key in keys:
                message = f"'{one_line(key, 40)}' is written twice; the first is on line {keys[key].line}"
                problems.append(Diagnostic(place, "duplicate-key", message))
            else:
                keys[key] = place
                items[key] = self._value(value_node, problems)
        return Mapping(items, span, keys)

    def _bytes(self) -> bytes:
        whole = Span(self.shown)
        log("reads %s", self.path)
        try:
            return read_file(self.path, MAX_BYTES)
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

    def _syntax_error(self, problem: yaml.MarkedYAMLError) -> Diagnostic:
        mark = problem.problem_mark or problem.context_mark
        span = self._at(mark) if mark else Span(self.shown)
        message = one_line(problem.problem or problem.context or "this is not YAML", 200)
        if isinstance(problem, _Refusal):
            return Diagnostic(span, problem.code, message, problem.hint)
        if problem.context and "single document" in problem.context:
            return Diagnostic(span, "documents", "several documents in one file", "keep one routine per file")
        hints = {
            "\\t": "indent with spaces, not with tabs",
            "mapping values are not allowed": "text with a colon in it needs quotes",
            "but got '?'": "text with a question mark needs quotes here",
            "<block end>": "is this line indented like the ones beside it?",
        }
        return Diagnostic(span, "yaml", message, next((hints[sign] for sign in hints if sign in message), None))


class _Refusal(yaml.composer.ComposerError):
    """Something YAML allows and a routine does not."""

    def __init__(self, mark: yaml.Mark, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(None, None, message, mark)
        self.code = code
        self.hint = hint


class _Composer(yaml.SafeLoader):
    """Composes nodes while it counts their depth and how many there would be with every alias written out."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.deepest = 0
        self.nodes = 0
        self.characters = 0
        self.open_anchors: set[str] = set()
        self.sizes: dict[str, tuple[int, int]] = {}
        self.heights: dict[str, int] = {}

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """One node, refused when it is deeper or larger than a routine can be.

        The signature is PyYAML's Composer.compose_node, called for every node of a document.
        """
        event = self.peek_event()  # type: ignore[no-untyped-call]
        mark, anchor = event.start_mark, event.anchor
        if isinstance(event, yaml.AliasEvent):
            if anchor in self.open_anchors:
                raise _Refusal(mark, "alias", f"'*{anchor}' stands inside the value it refers to")
            self._count(mark, *self.sizes.get(anchor, (1, 0)))
            self._reach(mark, self.depth + self.heights.get(anchor, 1))
            return super().compose_node(parent, index)
        if event.tag is not None:
            message = f"the tag '{one_line(event.tag, 40)}' has no place in a routine"
            raise _Refusal(mark, "tag", message, "write the plain value without a tag")
        nodes, characters, deepest = self.nodes, self.characters, self.deepest
        self._count(mark, 1, len(event.value) if isinstance(event, yaml.ScalarEvent) else 0)
        if anchor:
            self.open_anchors.add(anchor)
        self.depth += 1
        self.deepest = 0
        self._reach(mark, self.depth)
        node = super().compose_node(parent, index)
        self.depth -= 1
        if anchor:
            self.open_anchors.discard(anchor)
            self.sizes[anchor] = self.nodes - nodes, self.characters - characters
            self.heights[anchor] = self.deepest - self.depth
        self.deepest = max(deepest, self.deepest)
        return node

    def _reach(self, mark: yaml.Mark, depth: int) -> None:
        self.deepest = max(self.deepest, depth)
        if depth > MAX_DEPTH:
            raise _Refusal(mark, "too-deep", f"nested more than {MAX_DEPTH} levels deep")

    def _count(self, mark: yaml.Mark, nodes: int, characters: int) -> None:
        self.nodes += nodes
        self.characters += characters
        if self.characters > MAX_CHARACTERS:
            raise _Refusal(mark, "too-large", f"more than {MAX_CHARACTERS:,} characters with every alias written out")
        if self.nodes > MAX_NODES:
            raise _Refusal(mark, "too-large", f"more than {MAX_NODES:,} values with every alias written out")


def _with_pairs_joined(text: str) -> str:
    """`text` with two halves of a character, as JSON escapes an emoji ("\\ud83d\\ude34"), as the one that they are."""
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _braces_hint(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.MappingNode):
        return 'a variable on its own needs quotes: "{name}"'
    return None
