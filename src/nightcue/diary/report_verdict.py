"""The verdict in words: what it comes to, how sure it is, what to do, and the facts it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from statistics import fmean

from nightcue.diary.beginning import Spell
from nightcue.diary.comparison import LEAST_BEFORE, LOOKS, Look
from nightcue.diary.report_words import ReportWords
from nightcue.diary.verdict import ENOUGH_TO_BEGIN, Kind, Reason, Verdict
from nightcue.diary.words import words
from nightcue.safety.facts import all_facts

FALLING = 2 / 3
"""Cramps were falling before already when the second half of the nights before had no more than this of the first."""
HALF = 7
"""Nights that each half needs for that."""


@dataclass(frozen=True)
class Said:
    """The verdict in words."""

    headline: str
    paragraphs: tuple[str, ...]
    often: str
    """What to do about frequent cramps; empty where they are not, or too few nights say so."""
    sources: tuple[str, ...]
    """The facts it follows, each with its id, evidence and source."""


def said_of(said_in: ReportWords, verdict: Verdict, noted: int) -> Said:
    """Return the verdict on `noted` nights in words."""
    often = said_in.say("often", n=said_in.number(verdict.monthly or 0)) if verdict.often else ""
    at = f"verdict.{verdict.reason}"
    names = _names(said_in, verdict, noted)
    others = "; ".join(_source(said_in, "source_alone", id) for id in verdict.other_facts)
    paragraphs = [str(text).format(**names) for text in said_in.part(f"{at}.text")]
    return Said(
        headline=said_in.say(f"{at}.headline"),
        paragraphs=tuple(paragraphs + _more(said_in, verdict)),
        often=often,
        sources=(*(_source(said_in, "source", id) for id in verdict.facts), *([others] if others else [])),
    )


def _names(said_in: ReportWords, verdict: Verdict, noted: int) -> dict[str, str]:
    """Return what the texts of a verdict may name."""
    spell, (first_look, last_look) = verdict.spell, LOOKS
    labels = words(said_in.language).labels["signs"]
    names = {
        "noted": said_in.nights(noted),
        "enough": said_in.nights(ENOUGH_TO_BEGIN),
        "least": said_in.nights(LEAST_BEFORE),
        "before": said_in.nights(len(spell.before)),
        "since": said_in.nights(len(spell.since)),
        "first_look": said_in.nights(first_look),
        "last_look": said_in.nights(last_look),
        "began": said_in.day(spell.began) if spell.began else "",
        "signs": "; ".join(
            f"{said_in.day(day)}, {', '.join(labels[sign] for sign in signs)}" for day, signs in _latest(verdict)
        ),
    }
    look = _telling(verdict)
    if look is not None:
        names |= {
            "compared": said_in.nights(look.since),
            "mean_before": said_in.number(look.mean_before, 1),
            "mean_since": said_in.number(look.mean_since, 1),
        }
    return names


def _latest(verdict: Verdict) -> list[tuple[date, list[str]]]:
    """Return each warning sign with the last evening it was noted on."""
    seen: set[str] = set()
    latest = []
    for day, signs in verdict.signs:
        if new := [sign for sign in signs if sign not in seen]:
            latest.append((day, new))
        seen.update(signs)
    return latest


def _telling(verdict: Verdict) -> Look | None:
    """Return the look that decides: the latest clear one, else the latest."""
    looks = [look for look in verdict.looks if look.clear] or verdict.looks
    return looks[-1] if looks else None


def _more(said_in: ReportWords, verdict: Verdict) -> list[str]:
    """Return how sure it is, what may lie behind it, and what to do."""
    if verdict.kind == Kind.WARNING:
        seen = {sign for _, signs in verdict.signs for sign in signs}
        # what the diary says when the sign is noted, so that it is the same everywhere
        return (words(said_in.language).help_for(tuple(seen)) or "").split("\n")[:-1]
    look = _telling(verdict)
    if look is None or verdict.kind == Kind.TOO_FEW:
        return []
    rise = look.fewer < 0
    sure = "sure" if verdict.reason in (Reason.LASTING, Reason.NOT_LASTING, Reason.WORSE) else "unsure"
    chance = _chance(said_in, look.chance_of_rise if rise else look.chance)
    said = [said_in.say(f"{sure}_rise" if rise else sure, chance=chance, range=_range(said_in, look))]
    if verdict.kind == Kind.BETTER:
        falling = [said_in.say("falling")] if _was_falling(verdict.spell) else []
        return [" ".join([*said, said_in.say("cause"), *falling])]
    return [*said, said_in.say("fall_back")]


def _was_falling(spell: Spell) -> bool:
    cramps = [night.cramps for night in spell.before]
    half = len(cramps) // 2
    return half >= HALF and fmean(cramps[half:]) <= FALLING * fmean(cramps[:half])


def _chance(said_in: ReportWords, chance: float) -> str:
    if chance < 0.001:
        return said_in.say("chance.less")
    if chance < 0.0095:
        return said_in.say("chance.in_1000", n=round(chance * 1000))
    return said_in.say("chance.in_100", n=round(chance * 100))


def _range(said_in: ReportWords, look: Look) -> str:
    """Return the interval of the change in words."""
    low, high = round(look.low, 1), round(look.high, 1)
    if high < 0:
        return said_in.say("change.more", low=said_in.number(-high, 1), high=said_in.number(-low, 1))
    if low < 0:
        return said_in.say("change.either", low=said_in.number(-low, 1), high=said_in.number(high, 1))
    return said_in.say("change.fewer", low=said_in.number(low, 1), high=said_in.number(high, 1))


def _source(said_in: ReportWords, key: str, id: str) -> str:
    fact = all_facts()[id]
    source = str(fact.source)
    return said_in.say(
        key,
        id=id,
        text=fact.text.in_language(said_in.language),
        evidence=said_in.say(f"evidence.{fact.evidence}"),
        source=said_in.say("no_source") if source == "none cited" else source,
    )
