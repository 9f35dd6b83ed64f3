"""The verdict on the diary, after the source documents: warning signs first, then whether a change is clear."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nightcue.diary.beginning import Spell, spell_of
from nightcue.diary.comparison import LEAST_BEFORE, LOOKS, Look, looks_at
from nightcue.diary.night import SIGNS, Night

URGENT_SIGNS = frozenset({"swelling", "warmth", "redness"})
"""Signs of one leg that fact help-urgent calls for urgent help; the others are for a clinician (help-evaluation)."""
SIGN_DAYS = 28
"""A sign is a warning when it was noted within so many days of the last noted night."""
LASTING = 14
"""So many of the latest noted nights have to be better than those before, for a fall to be lasting."""
FREQUENT_DAYS = 30
FREQUENT_NIGHTS = 7
"""Noted nights within FREQUENT_DAYS without which nothing is said of how frequent cramps are."""


class Kind(StrEnum):
    """What a verdict comes to."""

    WARNING = "warning"
    TOO_FEW = "too-few"
    BETTER = "better"
    NO_BETTER = "no-better"


class Reason(StrEnum):
    """Why, one for each wording."""

    URGENT_SIGN = "urgent-sign"
    SIGN = "sign"
    EMPTY = "empty"
    NOT_BEGUN = "not-begun"
    READY = "ready"
    AT_ONCE = "at-once"
    NO_CRAMPS = "no-cramps"
    FEW_SINCE = "few-since"
    GAPS = "gaps"
    LASTING = "lasting"
    NO_CHANGE = "no-change"
    UNDECIDED = "undecided"
    WORSE = "worse"
    NOT_LASTING = "not-lasting"


KINDS = {
    Reason.URGENT_SIGN: Kind.WARNING,
    Reason.SIGN: Kind.WARNING,
    Reason.LASTING: Kind.BETTER,
    Reason.NO_CHANGE: Kind.NO_BETTER,
    Reason.UNDECIDED: Kind.NO_BETTER,
    Reason.WORSE: Kind.NO_BETTER,
    Reason.NOT_LASTING: Kind.NO_BETTER,
}
"""What the reasons come to; those that are missing, to too few nights."""

MEASURING = frozenset({Reason.FEW_SINCE, Reason.UNDECIDED})
"""The reasons after which more nights since the beginning will be looked at: what is done should stay as it is."""

FACTS: dict[Reason, tuple[str, ...]] = {
    Reason.URGENT_SIGN: ("help-urgent", "thrombosis-emergency"),
    Reason.SIGN: ("help-evaluation", "differ-cramp-consult"),
    Reason.EMPTY: ("diary-length",),
    Reason.NOT_BEGUN: ("diary-length",),
    Reason.READY: ("diary-length",),
    Reason.AT_ONCE: ("diary-length",),
    Reason.NO_CRAMPS: ("diary-length",),
    Reason.FEW_SINCE: ("diary-decide",),
    Reason.GAPS: ("diary-decide",),
    Reason.LASTING: ("diary-decide",),
    Reason.NO_CHANGE: ("diary-no-change",),
    Reason.UNDECIDED: ("diary-no-change", "stretch-trial"),
    Reason.WORSE: ("diary-no-change",),
    Reason.NOT_LASTING: ("diary-decide", "diary-no-change"),
}
"""The facts of the source documents that each verdict follows."""
FALL_BACK_FACTS = ("stretch-best-evidence", "habit-loose-sheets", "habit-neutral-ankle")
"""The facts behind what to fall back to."""
OFTEN_FACTS = ("prevalence-frequent", "help-evaluation")
"""The facts behind what is said of frequent cramps."""
ENOUGH_TO_BEGIN = 14
"""Noted nights after which the routine may begin (fact diary-length)."""
FREQUENT_CRAMPS = 5
"""More cramps than this a month are frequent (fact prevalence-frequent)."""


@dataclass(frozen=True)
class Verdict:
    """What the nights come to."""

    reason: Reason
    spell: Spell
    looks: tuple[Look, ...] = ()
    signs: tuple[tuple[date, tuple[str, ...]], ...] = ()
    """The warning signs of the last SIGN_DAYS and the evenings they were noted on, the latest first."""
    monthly: float | None = None
    """Cramps in FREQUENT_DAYS, from the nights noted in the last of them; None when they are too few to say."""

    @property
    def kind(self) -> Kind:
        """What it comes to."""
        return KINDS.get(self.reason, Kind.TOO_FEW)

    @property
    def is_measuring(self) -> bool:
        """Whether nights with the routine are still being counted for the comparison."""
        return self.reason in MEASURING

    @property
    def often(self) -> bool:
        """Whether cramps are frequent, as fact prevalence-frequent counts."""
        return self.monthly is not None and self.monthly > FREQUENT_CRAMPS

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts it follows."""
        return FACTS[self.reason]

    @property
    def other_facts(self) -> tuple[str, ...]:
        """The ids of the facts behind what else is said."""
        fall_back = FALL_BACK_FACTS if self.kind == Kind.NO_BETTER else ()
        return fall_back + (OFTEN_FACTS if self.often else ())


def judge(nights: Sequence[Night], played: Collection[date] = frozenset()) -> Verdict:
    """Return the verdict on nights in the order of their dates; `played` has the evenings with a routine."""
    spell = spell_of(nights, played)
    looks = looks_at([n.cramps for n in spell.before], [n.cramps for n in spell.since])
    signs = recent_signs(nights)
    if signs:
        urgent = any(URGENT_SIGNS.intersection(seen) for _, seen in signs)
        reason = Reason.URGENT_SIGN if urgent else Reason.SIGN
    else:
        reason = _reason(nights, spell, looks)
    return Verdict(reason, spell, tuple(looks), signs, monthly_cramps(nights))


def recent_signs(nights: Sequence[Night]) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Return the warning signs within SIGN_DAYS of the last noted night, by evening, the latest first."""
    return tuple(
        (night.date, tuple(sign for sign in SIGNS if sign in night.signs))
        for night in reversed(_last_days(nights, SIGN_DAYS))
        if night.signs
    )


def monthly_cramps(nights: Sequence[Night]) -> float | None:
    """Cramps in FREQUENT_DAYS, from the noted nights among the last of them; None for fewer than FREQUENT_NIGHTS."""
    latest = _last_days(nights, FREQUENT_DAYS)
    if len(latest) < FREQUENT_NIGHTS:
        return None
    return sum(night.cramps for night in latest) * FREQUENT_DAYS / len(latest)


def _last_days(nights: Sequence[Night], days: int) -> list[Night]:
    return [night for night in nights[-days:] if night.date > nights[-1].date - timedelta(days)]


def _reason(nights: Sequence[Night], spell: Spell, looks: Sequence[Look]) -> Reason:
    if not nights:
        return Reason.EMPTY
    if spell.began is None:
        return Reason.READY if len(nights) >= ENOUGH_TO_BEGIN else Reason.NOT_BEGUN
    if len(spell.before) < LEAST_BEFORE:
        return Reason.AT_ONCE
    if not looks:
        # the window closed on too few nights, and more cannot come
        return Reason.GAPS if len(spell.after) > len(spell.since) else Reason.FEW_SINCE
    if not any(night.cramps for night in (*spell.before, *spell.since)):
        return Reason.NO_CRAMPS
    return _compared(spell, looks)


def _compared(spell: Spell, looks: Sequence[Look]) -> Reason:
    if any(look.clear for look in looks):
        latest = [night.cramps for night in spell.after[-LASTING:]]
        held = sum(latest) / len(latest) < looks[-1].mean_before
        return Reason.LASTING if held else Reason.NOT_LASTING
    if looks[-1].worse:
        return Reason.WORSE
    return Reason.UNDECIDED if len(looks) < len(LOOKS) else Reason.NO_CHANGE
