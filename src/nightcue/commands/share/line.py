"""What there is to share of the last night, from the diary and the profile."""

from __future__ import annotations

from datetime import datetime

from nightcue.sharing.choice import Sharing
from nightcue.sharing.morning import Morning


def line_now(sharing: Sharing, now: datetime) -> Morning | None:
    """Return what there is to say at `now`, None where there is nothing. Raises DiaryError and DamagedFileError."""
    from nightcue.diary.beginning import evenings_played
    from nightcue.diary.store import read_diary
    from nightcue.programme.uses import uses_with_weeks
    from nightcue.sharing.morning import line_of

    nights, plays = read_diary()
    name, language = listener()
    return line_of(sharing, name, language, nights, evenings_played(plays, uses_with_weeks(plays)), now)


def listener() -> tuple[str | None, str]:
    """Return the listener's name and the language of the profile."""
    from nightcue.locales import FIRST
    from nightcue.safety.profile import read_profile

    profile = read_profile()
    return (str(profile.name) if profile.name else None, str(profile.language or FIRST))
