"""The models of phrases: texts by name, and texts that differ by side, body part or number."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Question = Literal["swelling", "clot", "skin", "sensation", "conditions"]
"""The names of the five safety questions; rules check which were asked."""
Side = Literal["left", "right"]
BodyPart = Literal["leg", "arm", "foot", "hand", "shoulder", "neck", "none"]
"""What a stretch or a movement is for: it decides how its sides are named."""


class Words(BaseModel):
    """Phrases of one language, each under its name."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sides(Words):
    """A phrase that differs by side."""

    left: str
    right: str


class OfPart(Words):
    """The phrases around a stretch or a movement of one body part; `rest` has {time}, a duration in words."""

    side: Sides
    change: Sides
    rest: str
    relax: str


class Parts(Words):
    """The phrases of every BodyPart; those for `none` name the side only."""

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
