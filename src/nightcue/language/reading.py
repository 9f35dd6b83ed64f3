"""Reading a routine file, and the files it includes, into a Routine or a list of everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as Settings
from pathlib import Path
from typing import Any

from babel import Locale

from nightcue.language.checking import Model, checked
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, Span, did_you_mean, one_line
from nightcue.language.length_variables import length_variables
from nightcue.language.likely_language import other_language
from nightcue.language.meant import fold, languages
from nightcue.language.meant_files import file_hint
from nightcue.language.names_of_files import ENDINGS
from nightcue.language.phrases import Speech
from nightcue.language.routine import Part, Routine
from nightcue.language.routine_source import RoutineSource
from nightcue.language.second_look import is_of_a_hidden_sign, looked_at_again
from nightcue.language.source import Mapping, Scalar, Sequence, Source, Value
from nightcue.language.step import Step
from nightcue.language.values import refusal
from nightcue.locales import FIRST, LANGUAGES

SOUNDS = (".wav", ".mp3", ".ogg", ".oga", ".opus", ".flac", ".m4a", ".aac", ".aiff", ".aif")
"""Endings of sound files, for hints."""
MOST_OPEN = 8
MOST_PARTS = 200
MOST_TEXT = 500_000
"""Characters of a routine and of all its parts, each counted as often as it is read."""
MOST_GUESSES = 200
"""Problems of one routine that get a guessed hint: finding the closest word takes long."""


def read_routine(path: Path, settings: Settings[str, str] | None = None) -> Routine:
    """Return the routine in the file at `path`; `settings` overrides its variables.

    Raises RoutineError with every problem of the file and of the files it includes.
    """
    return _RoutineFile(path, dict(settings or {})).read()


def variables_of(path: Path) -> frozenset[str]:
    """Return the names of the variables that the routine at `path` declares; none where it cannot be read."""
    source = _RoutineFile(path, {}).source
    try:
        return frozenset(_scalars(_mapping(source.read(), source).get("vars")))
    except DiagnosedError:
        return frozenset()


class _RoutineFile:
    """One routine file with everything it includes: the validation context."""

    def __init__(self, path: Path, settings: dict[str, str]) -> None:
        self.path = path
        self.source = RoutineSource(path)  # first: an unreadable path may not even resolve
        self.settings = settings
        self.root = path.resolve().parent
        self.read_so_far = len(self.source.text)
        self.guesses = 0
        self._use({})
        self.lengths: frozenset[str] = frozenset()
        self.speech = Speech(FIRST)
        self.problems: list[Diagnostic] = []
        self.mistaken: dict[Span, str] = {}
        self.used: dict[tuple[str, str], Span] = {}
        self.texts: list[str] = []
        self.open: list[Source] = []
        self.parts: dict[tuple[Path, frozenset[tuple[str, str]]], list[Step]] = {}
        self.files: dict[Path, None] = {}
        self.part_facts: list[str] = []

    def read(self) -> Routine:
        source = self.source
        content = _mapping(source.read(), source)
        self.speech = self._speech_of(content) or self.speech
        self._use(_scalars(content.get("vars")) | self.settings)
        self._check_settings(content)
        routine = self._checked(Routine, content, source)
        if routine is None or any(problem.severity == "error" for problem in self.problems):
            raise RoutineError(self._told_once(content))
        warnings = (*self.problems, *self._language_warning(content))
        return routine.placed(source.shown, self.speech, tuple(self.files), tuple(self.part_facts), warnings)

    def _told_once(self, content: Mapping) -> list[Diagnostic]:
        """Return the problems without consequences of others, such as unknown variables if `vars` is unreadable."""
        problems = [looked_at_again(problem) for problem in self.problems]
        if unseen := [problem for problem in problems if is_of_a_hidden_sign(problem)]:
            return unseen
        declared = content.get("vars", Mapping({}, content.span, {}))
        unread = "vars" in self.mistaken.values() or not isinstance(declared, Mapping)
        if unread or not all(isinstance(value, Scalar) for value in declared.values()):
            left = [problem for problem in problems if problem.code != "unknown-variable"]
            return left or problems
        return problems

    def _language_warning(self, content: Mapping) -> list[Diagnostic]:
        """Return a warning if the texts are clearly in another language than the routine's."""
        other = other_language(self.texts, self.speech.locale.language)
        if other is None:
            return []
        said = content.get("language")
        place = said.span if isinstance(said, Scalar) else content.span
        names = [Locale(tag).get_language_name("en") for tag in (other, self.speech.locale.language)]
        message = f"the texts look {names[0]}, and this routine speaks {names[1]}"
        return [Diagnostic(place, "other-language", message, f"write language: {other}", "warning")]

    def part(self, written: Scalar) -> list[Step]:
        """Return the steps of an included file, read once for the same variables however often it is included."""
        path = self._beside(written, Path.is_file, ENDINGS)
        self.files[path] = None
        if any(path == source.path.resolve() for source in self.open):
            raise refusal(
                "circular-include", f"'{one_line(written)}' includes itself, directly or through another file"
            )
        if len(self.open) > MOST_OPEN:
            raise refusal("too-deep", f"files that include files, more than {MOST_OPEN} deep")
        key = path, self.every_variable
        if key not in self.parts:
            if len(self.parts) == MOST_PARTS:
                raise refusal("too-large", f"more than {MOST_PARTS} files or sets of variables are included")
            self.parts[key] = []
            try:
                self.parts[key] = self._read_part(path)
            except RoutineError as error:
                self.problems += error.diagnostics
        return self.parts[key]

    def file_beside(self, written: Scalar) -> Path:
        """Return the file that `written` names, relative to the file it is in and inside the routine's folder."""
        path = self._beside(written, Path.is_file, SOUNDS)
        self.files[path] = None
        return path

    def folder_beside(self, written: Scalar) -> Path:
        """Return the folder that `written` names, found in the same way."""
        return self._beside(written, Path.is_dir, ())

    def _beside(self, written: Scalar, is_wanted: Callable[[Path], bool], endings: tuple[str, ...]) -> Path:
        shown = one_line(written)
        if not written.strip():
            raise refusal("missing-value", "a file name is missing here")
        if "\0" in written or "\n" in written:
            raise refusal("missing-file", f"'{shown}' cannot be a file name")
        try:
            path = (self.open[-1].path.resolve().parent / written).resolve()
            found = is_wanted(path)
        except (OSError, RuntimeError, ValueError):
            raise refusal("missing-file", f"'{shown}' cannot be a file name") from None
        if found and path.is_relative_to(self.root):
            return path
        folder = self.open[-1].path.resolve().parent
        hint = file_hint(written, folder, endings, is_wanted) if self.may_guess() else None
        if not path.is_relative_to(self.root):
            copying = hint if hint and hint.startswith("a path") else "copy the file into the routine's folder"
            raise refusal("outside-folder", f"'{shown}' is outside the routine's folder", copying)
        kind = "file" if is_wanted is Path.is_file else "folder"
        raise refusal("missing-file", f"there is no {kind} '{shown}'", hint)

    def may_guess(self) -> bool:
        """Return whether to guess a hint, as for the first MOST_GUESSES problems."""
        self.guesses += 1
        return self.guesses <= MOST_GUESSES

    def _read_part(self, path: Path) -> list[Step]:
        if self.read_so_far > MOST_TEXT:
            return []  # the limit is reported already
        source = RoutineSource(path, self._shown(path))
        self.read_so_far += len(source.text)
        if self.read_so_far > MOST_TEXT:
            message = f"with this file, the routine and its parts have more than {MOST_TEXT:,} characters"
            raise RoutineError([Diagnostic(Span(source.shown), "too-large", message)])
        content = _mapping(source.read(), source)
        speech = self._speech_of(content)
        if speech and speech.locale.language != self.speech.locale.language:
            message = f"this file speaks {speech.tag}, and the routine that includes it {self.speech.tag}"
            self.problems.append(Diagnostic(content["language"].span, "language-mismatch", message))
        outer = self.variables
        self._use(_scalars(content.get("vars")) | outer)
        try:
            part = self._checked(Part, content, source)
        finally:
            self._use(outer)
        if part is None:
            return []
        self.part_facts += part.facts
        return part.steps

    def _use(self, variables: dict[str, str]) -> None:
        self.variables, self.every_variable = variables, frozenset(variables.items())

    def _shown(self, path: Path) -> Path:
        return self.path.parent / path.relative_to(self.root)

    def _speech_of(self, content: Mapping) -> Speech | None:
        tag = content.get("language")
        if not isinstance(tag, Scalar):
            return None
        try:
            return Speech(tag.strip())
        except ValueError as problem:
            meant_language = languages().get(fold(tag)) or languages().get(fold(re.split(r"[\W_]", tag.strip())[0]))
            hint = f"did you mean '{meant_language}'?" if meant_language else f"one of: {', '.join(LANGUAGES)}"
            self.problems.append(Diagnostic(tag.span, "unknown-language", str(problem), hint))
            return None

    def _check_settings(self, content: Mapping) -> None:
        declared = _scalars(content.get("vars"))
        for name in self.settings:
            if name not in declared:
                hint = did_you_mean(name, declared) if declared else "this routine has no variables"
                message = f"--set names '{one_line(name, 40)}', and the routine has no such variable"
                self.problems.append(Diagnostic(Span(self.path), "unknown-variable", message, hint))

    def _checked(self, model: type[Model], content: Mapping, source: Source) -> Model | None:
        self.open.append(source)
        outer, self.lengths = self.lengths, length_variables(content)
        try:
            return checked(model, content, self)
        finally:
            self.lengths = outer
            self.open.pop()


def _mapping(value: Value, source: Source) -> Mapping:
    if isinstance(value, Mapping):
        if "weeks" in value and "steps" not in value:
            message = "this is a programme over weeks, and no routine"
            hint = f"nightcue programme check {one_line(str(source.shown))}"
            raise RoutineError([Diagnostic(value.key_spans["weeks"], "programme", message, hint)])
        return value
    span = source.span(value.span.line, value.span.column)
    message = "a routine is a mapping that begins with a title and has steps"
    raise RoutineError([Diagnostic(span, "wrong-shape", message, "start from `nightcue new NAME`")])


def _scalars(value: Any) -> dict[str, str]:
    """Return the declared variables; a list of them, which is reported as an error elsewhere, is read too."""
    if isinstance(value, Sequence):
        return {name: written for item in value for name, written in _scalars(item).items()}
    if not isinstance(value, Mapping):
        return {}
    return {name: written for name, written in value.items() if isinstance(written, Scalar)}
