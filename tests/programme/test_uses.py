"""What a week of a programme is for decides whether its nights count in the verdict."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from nightcue.diary.beginning import evenings_played
from nightcue.diary.play import Play
from nightcue.programme.uses import uses_with_weeks

ROUTINE = """\
title: Legs
language: en
use: {use}
steps:
  - say: Hold it.
"""


@pytest.fixture(autouse=True)
def _programme(folder):
    for kind in ("routines", "programmes"):
        Path(kind).mkdir()
    for name, use in (("before", "bedtime"), ("day", "daytime")):
        Path(f"routines/{name}.yaml").write_text(ROUTINE.format(use=use))
    Path("programmes/both.yaml").write_text(
        "version: 1\nprogramme: both\ntitle: Both\nweeks: [{routine: before}, {routine: day}]\n"
    )


def played(day, name):
    return Play(name, "en", datetime(2026, 3, day, 22, tzinfo=UTC), 600, 600, True)


def test_a_week_in_the_daytime_is_no_night_before_bed():
    plays = [played(2, "both/1"), played(3, "both/2"), played(4, "day"), played(5, "before")]
    assert evenings_played(plays, uses_with_weeks(plays)) == {date(2026, 3, 2), date(2026, 3, 5)}


@pytest.mark.parametrize("name", ["gone/1", "both/9"])
def test_a_week_that_is_not_there_any_more_counts_as_before_bed(name):
    plays = [played(2, name)]
    assert evenings_played(plays, uses_with_weeks(plays)) == {date(2026, 3, 2)}
