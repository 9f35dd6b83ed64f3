"""The facts of the source documents: what is said, how strong the evidence is, and the numbers in it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import yaml
from pydantic import Field, create_model, model_validator

from nightcue.language.checking import PlainFile, checked
from nightcue.language.choices import choice
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.language.fields import Fields
from nightcue.language.library import shipped
from nightcue.language.shipped_yaml import shipped_yaml
from nightcue.language.source import Mapping, Source
from nightcue.language.values import Number, Plain, refusal
from nightcue.locales import COMPLETE, FIRST, LANGUAGES, has, language_of

EVIDENCE = (
    "trial", "review", "regulator", "guideline", "clinical-use", "survey", "expert-advice", "product-advice", "opinion",
)  # fmt: skip
"""How strong the evidence is, as the document tells it; strongest first where they compare."""


class _Translated(Fields):
    """The same in several languages, each a field of its own."""

    def in_language(self, tag: str) -> str:
        """Return the words for a BCP 47 tag; English where there are none."""
        return str(getattr(self, language_of(tag), None) or getattr(self, FIRST))


if TYPE_CHECKING:
    Translated = _Translated
else:
    Translated = create_model(
        "Translated",
        __base__=_Translated,
        **{language: (Plain, ...) if has(language, *COMPLETE) else (Plain | None, None) for language in LANGUAGES},
    )
"""The same in every language: needed in a language that is complete, and possible in any other that is spoken."""


class Limit(Fields):
    """An end that is not passed; both ends are included."""

    min: Number | None = None
    max: Number | None = None


class Quantity(Fields):
    """A number of a fact: one of value, range (low and high) and limit, in `unit`."""

    unit: Plain
    value: Number | None = None
    range: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = None
    limit: Limit | None = None

    @model_validator(mode="after")
    def _is_one_number(self) -> Self:
        if [self.value, self.range, self.limit].count(None) != 2:
            raise refusal("bad-quantity", "a quantity is one of value, range and limit")
        low, high = self.ends
        if low is None and high is None:
            raise refusal("bad-quantity", "a limit has a min, a max or both")
        if low is not None and high is not None and low > high:
            raise refusal("bad-quantity", f"{low:g} is above {high:g}; the lower end comes first")
        return self

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """Return the lowest and the highest number it allows."""
        if self.limit is not None:
            return self.limit.min, self.limit.max
        if self.range is not None:
            return self.range[0], self.range[1]
        return self.value, self.value

    def __str__(self) -> str:
        low, high = self.ends
        if low is None or high is None:
            shown = f"at least {low:g}" if low is not None else f"at most {high:g}"
        else:
            shown = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        return f"{shown} {self.unit}"


class Cited(Fields):
    """What the document cites for a fact."""

    organisation: Plain
    year: Number | None = None

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year:.0f}" if self.year else str(self.organisation)


class Fact(Fields):
    """One fact, in our own words."""

    id: Plain
    text: Translated
    numbers: dict[str, Quantity] = {}  # noqa: RUF012
    evidence: Annotated[str, choice(*EVIDENCE)]
    source: Cited


class Document(Fields):
    """A source document: what it is, honestly."""

    id: Plain
    title: Translated
    kind: Plain
    about: Translated


class Sheet(Fields):
    """The facts of one document."""

    document: Document
    facts: Annotated[list[Fact], Field(min_length=1)]


def read_sheets(folder: Path) -> dict[str, Fact]:
    """Return every fact of the sheets in `folder`, by id.

    Raises DamagedFileError for a sheet that is damaged, lacks a translation, or repeats an id, with every place.
    """
    facts: dict[str, Fact] = {}
    context = PlainFile()
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = Source(path, error=DamagedFileError).read()
        except DamagedFileError as error:
            context.problems += error.diagnostics
            continue
        if not isinstance(content, Mapping):
            context.problems.append(Diagnostic(content.span, "wrong-shape", "a fact sheet is keys and values"))
            continue
        sheet = checked(Sheet, content, context)
        for fact in sheet.facts if sheet else []:
            if fact.id in facts:
                context.problems.append(Diagnostic(fact.id.span, "duplicate-fact", f"there are two facts '{fact.id}'"))
            facts[str(fact.id)] = fact
    if not facts and not context.problems:
        context.problems.append(Diagnostic(Span(folder), "missing-facts", "there are no fact sheets here"))
    if context.problems:
        raise DamagedFileError(context.problems)
    return facts


@cache
def fact_ids() -> frozenset[str]:
    """Return the ids of every fact that comes with nightcue, without reading the facts themselves.

    Every build asks for them, and reading a sheet with all its places takes twenty times as long.
    """
    try:
        sheets = [shipped_yaml(path) for path in sorted(shipped("seeds").glob("*.yaml"))]
        ids = frozenset(fact["id"] for sheet in sheets for fact in sheet["facts"])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        ids = frozenset()
    # the slow way tells what is damaged, and where
    return ids or frozenset(all_facts())


@cache
def all_facts() -> Map[str, Fact]:
    """Return every fact that comes with nightcue, by id."""
    return read_sheets(shipped("seeds"))
