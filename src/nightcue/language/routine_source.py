"""The text of a routine file; where YAML cannot read it, the error says what the author probably meant."""

from __future__ import annotations

from dataclasses import replace

import yaml

from nightcue.language.composing import Refusal
from nightcue.language.copied_signs import before_every_line
from nightcue.language.diagnostics import Diagnostic, Span
from nightcue.language.line_slips import first_sign
from nightcue.language.second_look import at, plain_words, second_look, shown
from nightcue.language.source import Source, Value
from nightcue.language.written_line import written_line


class RoutineSource(Source):
    """A routine, or a part of one. Raises RoutineError as Source does."""

    def read(self) -> Value:
        """Return the document of the file, if no sign that came along with a copy stands before every line."""
        if slip := before_every_line(self.lines):
            raise self._error([at(slip, self.lines, self.span(slip.line, slip.column))])
        return super().read()

    def _refusal_hint(self, problem: Refusal, span: Span) -> str | None:
        # what YAML takes for a tag may be a text that begins with !
        slip = first_sign(written_line(span.line, span.text or "")) if problem.code == "tag" else None
        return shown(f"{slip.message}: {slip.hint}") if slip and "!!" not in slip.hint else problem.hint

    def _syntax_error(self, problem: yaml.MarkedYAMLError) -> Diagnostic:
        told = super()._syntax_error(problem)
        if told.code != "yaml" or not told.span.line:
            return told
        if slip := second_look(self.lines, problem):
            return at(slip, self.lines, told.span)
        return replace(told, message=plain_words(told.message))
