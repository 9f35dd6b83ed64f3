"""What a spoken word may be for, while a routine plays."""

from __future__ import annotations

from typing import Literal, get_args

Use = Literal["pause", "more-time", "again", "next", "pain"]

USES: tuple[Use, ...] = get_args(Use)

FIRST_USES: tuple[Use, ...] = ("pause", "more-time", "pain")
"""The three that are recorded where nobody names others: fewer words are told apart better."""

TAKES = 2
"""How often each word is recorded."""
