import pytest

from nightcue.programme.judging import judge_programme
from nightcue.programme.reading import read_programme
from nightcue.programme.tracks import tracks_of

SAFE = """\
title: Own
voice: embedded
vars: {hold: 25s}
steps:
  - say: This is not medical advice. If pain is new, ask a doctor. If one leg is swollen, get help.
  - stretch: {name: Calf, hold: "{hold}"}
"""


@pytest.fixture
def judged(written, known_voice, programmes):
    """Judge a programme of these weeks."""
    (programmes.parent / "routines").mkdir()
    (programmes.parent / "routines/own.yaml").write_text(SAFE)

    def judge(weeks):
        return judge_programme(tracks_of(read_programme(written(weeks))))

    return judge


def codes(found):
    return [(each.severity, each.code) for each in found if each.code != "unreviewed"]


def test_what_is_found_in_every_week_is_told_once_and_names_no_week(judged):
    once = judged("  - routine: own\n")
    assert judged("  - routine: own\n  - {routine: own, vars: {hold: 20s}}\n") == once
    assert once  # nobody has read its texts


def test_what_is_found_in_some_weeks_is_told_with_them(judged):
    found = judged("  - routine: own\n  - {routine: own, vars: {hold: 5m}}\n" * 2)
    [long] = [each for each in found if each.code == "stretch-too-long"]
    assert long.message.startswith("in weeks 2 and 4 (mine.yaml:6), ")
    assert long.severity == "error"


@pytest.mark.parametrize(
    ("boots", "warned"),
    [(("10m", "15m"), False), (("15m", "15m"), False), (("20m", "15m", "10m"), True), (("15m", "20m", "10m"), True)],
)
def test_compression_that_begins_longer_than_it_goes_on_is_warned_of(judged, boots, warned):
    found = judged("  - routine: own\n" + "".join(f"  - {{routine: bedtime, vars: {{boots: {b}}}}}\n" for b in boots))
    warnings = [each for each in found if each.code == "programme-begins-long"]
    assert bool(warnings) == warned
    for warning in warnings:
        assert (warning.severity, warning.fact, warning.span.line) == ("warning", "compression-increase", 6)
        assert "week 2 has more compression than week" in warning.message
