"""Conditions that speak against a therapy: which fact says so, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass

CONDITIONS = (
    "pregnancy", "thrombosis", "past-thrombosis", "heart-failure", "arterial-disease",
    "leg-infection", "broken-skin", "loss-of-sensation", "anticoagulants",
)  # fmt: skip
"""What a profile can name: thrombosis is one that is there now or suspected."""

NOT_CLEARED = frozenset({"thrombosis"})
"""Conditions that need help now, whoever has cleared what (fact clot-not-cleared)."""


@dataclass(frozen=True)
class Against:
    """A condition speaks against a therapy by a fact."""

    condition: str
    therapy: str
    fact: str


_COMPRESSION = (
    ("pregnancy", "pregnancy-compression"),
    ("thrombosis", "contra-thrombosis"),
    ("past-thrombosis", "contra-past-thrombosis"),
    ("heart-failure", "contra-heart-failure"),
    ("arterial-disease", "contra-arterial-disease"),
    ("leg-infection", "contra-infection"),
    ("broken-skin", "contra-broken-skin"),
    ("loss-of-sensation", "contra-no-sensation"),
    ("anticoagulants", "contra-anticoagulants"),
)

AGAINST = (
    *(Against(condition, "compression", fact) for condition, fact in _COMPRESSION),
    Against("arterial-disease", "socks", "socks-arterial-disease"),
    Against("thrombosis", "socks", "thrombosis-emergency"),
    Against("thrombosis", "massage", "thrombosis-emergency"),
)
"""Every pair that a document speaks against."""
