"""What phrases are made of: texts, by side or by number, each under its name."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Question = Literal["swelling", "clot", "skin", "sensation", "conditions"]
"""The five safety questions, by name, so that rules can check what was asked."""
Side = Literal["left", "right"]
BodyPart = Literal["leg", "arm", "foot", "hand", "shoulder", "neck", "none"]
"""What a stretch or a movement is for: it decides how its sides are named."""


class Words(BaseModel):
    """Phrases of one language, each under its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Sides(Words):
    """A phrase that differs by side."""

    left: str
    right: str


class OfPart(Words):
    """What is said around a stretch or a movement of one part of the body; `rest` has {time}, a duration in words."""

    side: Sides
    change: Sides
    rest: str
    relax: str


class Parts(Words):
    """The same for each BodyPart; for `none` nothing is named but the side."""

    leg: OfPart
    arm: OfPart
    foot: OfPart
    hand: OfPart
    shoulder: OfPart
    neck: OfPart
    none: OfPart


class Pain(Words):
    """What to do when something hurts, with boots on and without."""

    other: str
    boots: str


class Plural(Words):
    """A phrase that differs by number, in the plural forms of CLDR that the language has."""

    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: str | None = None
    many: str | None = None
    other: str
