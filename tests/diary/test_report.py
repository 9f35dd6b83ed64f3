import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from made_up_nights import FIRST, nights_of
from nightcue.diary.beginning import WHAT, evenings_played
from nightcue.diary.play import Play
from nightcue.diary.report import make_report
from nightcue.diary.report_words import REPORT, report_words
from nightcue.diary.verdict import KINDS, Reason
from nightcue.locales import languages_with
from nightcue.safety.facts import EVIDENCE

LANGUAGES = languages_with(REPORT)
HIGH, LOW, STEADY = [4, 3, 5, 4, 2, 4, 3] * 4, [1, 0, 2, 1, 1, 0, 1] * 6, [3, 2, 4, 3, 1, 5, 3] * 6
TODAY = date(2026, 7, 1)


def signed(*signs):
    nights = nights_of(HIGH, since=LOW)
    nights[-2] = replace(nights[-2], signs=signs)
    return nights


DIARIES = {
    Reason.URGENT_SIGN: signed("warmth", "numbness"),
    Reason.SIGN: signed("weakness"),
    Reason.EMPTY: [],
    Reason.NOT_BEGUN: nights_of(HIGH[:5]),
    Reason.READY: nights_of(HIGH[:20]),
    Reason.AT_ONCE: nights_of([], since=LOW),
    Reason.NO_CRAMPS: nights_of([0] * 20, since=[0] * 30),
    Reason.FEW_SINCE: nights_of(HIGH, since=LOW[:5]),
    Reason.GAPS: nights_of(HIGH, since=LOW[:10]) + nights_of([], since=LOW, first=FIRST + timedelta(200)),
    Reason.LASTING: nights_of(HIGH, since=LOW, intensity=6, longest=90),
    Reason.NO_CHANGE: nights_of(STEADY[:28], since=STEADY),
    Reason.UNDECIDED: nights_of(STEADY[:28], since=STEADY[:30]),
    Reason.WORSE: nights_of(LOW[:28], since=HIGH),
    Reason.NOT_LASTING: nights_of(HIGH, since=LOW[:28] + HIGH[:14]),
}


def report_of(reason, tag="en", name=None):
    report = make_report(DIARIES[reason], frozenset(), TODAY, tag, name)
    assert report.verdict.reason == reason
    return report


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_words_for_all_that_can_be_said(language):
    words = report_words(language)
    assert set(words.part("verdict")) == set(Reason)
    assert set(words.part("evidence")) == set(EVIDENCE)
    assert set(words.part("done")) == set(WHAT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", Reason)
def test_every_verdict_is_said_in_whole_sentences_and_names_its_facts(reason, language):
    report = report_of(reason, language)
    said = [report.said.headline, *report.said.paragraphs]
    assert not re.search(r"[{}]|None|nan", " ".join([*said, *report.said.sources]))
    assert all(text.rstrip().endswith((".", "!", "?")) for text in report.said.paragraphs)
    for fact in report.verdict.facts:
        assert any(source.startswith(f"{fact}: ") for source in report.said.sources)
    for fact in report.verdict.other_facts:
        assert f"{fact} (" in report.said.sources[-1]


@pytest.mark.parametrize("reason", [r for r in Reason if r not in KINDS])
def test_with_too_few_nights_nothing_is_said_to_be_better_or_worse(reason):
    said = " ".join([report_of(reason).said.headline, *report_of(reason).said.paragraphs]).lower()
    assert "improvement" not in said and "by chance" not in said


def test_a_clear_improvement_says_how_sure_it_is_and_claims_no_cause():
    said = " ".join(report_of(Reason.LASTING).said.paragraphs)
    assert "1 in 1,000 times" in said
    assert re.search(r"from \d\.\d to \d\.\d cramps a night fewer", said)
    assert "what happened, not why" in said
    for claim in ("because", "thanks to", "works", "helped", "caused", "due to"):
        assert claim not in said


def test_a_fall_that_began_before_the_routine_is_told():
    falling = [6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 3, 3, 3, 3, 2, 3, 3, 3, 2, 3]
    with_fall = make_report(nights_of(falling, since=[0, 1] * 21), frozenset(), TODAY, "en", None)
    assert with_fall.verdict.reason == Reason.LASTING
    assert "already becoming fewer" in " ".join(with_fall.said.paragraphs)
    assert "already becoming fewer" not in " ".join(report_of(Reason.LASTING).said.paragraphs)


@pytest.mark.parametrize("reason", [Reason.NO_CHANGE, Reason.UNDECIDED, Reason.WORSE, Reason.NOT_LASTING])
def test_no_change_or_worse_falls_back_to_stretches_and_sends_frequent_cramps_to_a_clinician(reason):
    said = report_of(reason).said
    assert "the stretches alone, and good sleep habits" in said.paragraphs[-1]
    assert "see a clinician" in said.often
    assert "does not show that nothing happened" in said.paragraphs[1] or reason in (Reason.WORSE, Reason.NOT_LASTING)


def test_a_small_rise_is_told_as_a_rise():
    rising = make_report(nights_of(STEADY[:28], since=[2, 3, 3, 4, 1, 5, 4] * 3), frozenset(), TODAY, "en", None)
    assert rising.verdict.reason == Reason.UNDECIDED
    assert "a rise as large would come by chance" in rising.said.paragraphs[1]
    assert "a fall as large would come by chance" in report_of(Reason.UNDECIDED).said.paragraphs[1]


def test_a_warning_sign_says_what_to_do_and_nothing_of_the_routine():
    said = report_of(Reason.URGENT_SIGN).said
    assert "12 May 2026" not in said.headline
    assert "one leg warm, a numb place" in said.paragraphs[0]
    assert "Get urgent medical help" in said.paragraphs[1] and "ask your doctor" in said.paragraphs[2]
    assert "improvement" not in " ".join(said.paragraphs)


def test_an_old_sign_is_told_beside_the_verdict():
    nights = nights_of(HIGH, since=LOW)
    nights[0] = replace(nights[0], signs=("swelling",))
    report = make_report(nights, frozenset(), TODAY, "en", None)
    assert report.verdict.reason == Reason.LASTING
    assert "the last on 2 March 2026: one leg swollen." in report.earlier_signs


def test_the_tables_hold_frequency_strength_and_length_before_and_since():
    periods, with_without = report_of(Reason.LASTING).groups[0], report_of(Reason.LASTING).groups[1:]
    assert periods.columns[1:] == ("before", "since")
    rows = {row[0]: row[1:] for row in periods.rows}
    assert rows["nights noted"] == ("28", "42")
    assert rows["cramps a night"] == ("3.6", "0.9")
    assert rows["nights with a cramp"] == ("28 of 28", "30 of 42")
    assert rows["strength (0–10), mean"] == ("6.0", "6.0")
    assert rows["longest, median"] == ("1 min 30 s", "1 min 30 s")
    assert not with_without, "every night since had the routine, so there is nothing to hold against it"


def test_nights_with_and_without_stand_side_by_side_with_a_warning():
    nights = nights_of(HIGH, since=LOW)
    nights = [*nights[:-9], *(replace(night, stretched=False) for night in nights[-9:-3]), *nights[-3:]]
    table = make_report(nights, frozenset(), TODAY, "en", None).groups[1]
    assert table.columns[1:] == ("with", "without")
    assert table.rows[0][1:] == ("36", "6")
    assert "the difference may lie in them" in table.note


def test_how_often_it_was_done_counts_noted_nights_and_what_was_done():
    said = report_of(Reason.FEW_SINCE).adherence
    assert "the routine on 5 of 5 of the noted nights (stretches 5)" in said[0]
    assert "5 of 5 nights noted" in said[0]


def test_a_routine_that_was_played_counts_as_done():
    silent = nights_of(HIGH) + [replace(n, stretched=None) for n in nights_of([], LOW, FIRST + timedelta(28))]
    evenings = [datetime.combine(night.date, time(22), UTC) for night in silent[28:]]
    plays = [Play("bedtime", "en", evening, 500, 600, False) for evening in evenings]
    assert make_report(silent, frozenset(), TODAY, "en", None).verdict.reason == Reason.READY
    report = make_report(silent, evenings_played(plays, {}), TODAY, "en", None)
    assert report.verdict.reason == Reason.LASTING
    assert "42 of 42 of the noted nights (track played 42)" in report.adherence[0]


def test_ten_years_show_the_last_weeks_one_by_one_and_the_rest_by_year():
    report = make_report(nights_of(HIGH, since=LOW * 87), frozenset(), TODAY, "en", None)
    assert len(report.shown) <= 70
    weeks, years = report.times
    assert len(weeks.rows) <= 10
    assert [row[0] for row in years.rows] == [str(year) for year in range(2026, 2037)]
    assert years.title == "Year by year"
    assert sum(int(row[1]) for row in years.rows) == len(report.older) == 28 + 42 * 87


def test_half_a_year_is_shown_by_month():
    months = make_report(nights_of(HIGH, since=LOW * 4), frozenset(), TODAY, "en", None).times[1]
    assert months.title == "Month by month"
    assert [row[0] for row in months.rows][:2] == ["March 2026", "April 2026"]


def test_each_sign_is_named_once_with_the_last_evening_it_was_noted_on():
    nights = nights_of(HIGH, since=LOW)
    for back in (2, 3, 4):
        nights[-back] = replace(nights[-back], signs=("swelling", "numbness") if back > 2 else ("swelling",))
    said = make_report(nights, frozenset(), TODAY, "en", None).said.paragraphs[0]
    assert said == "Noted: 9 May 2026, one leg swollen; 8 May 2026, a numb place."


def test_missing_strength_and_length_are_a_dash():
    rows = {row[0]: row[1:] for row in report_of(Reason.NO_CHANGE).groups[0].rows}
    assert rows["strength (0–10), mean"] == ("–", "–")
    assert rows["longest, median"] == ("–", "–")


def test_numbers_and_dates_are_written_as_the_language_does():
    said = report_of(Reason.LASTING, "es")
    assert "30 de marzo de 2026" in said.said.paragraphs[0]
    assert "3,6" in said.said.paragraphs[0]
    assert said.title == "Diario de calambres nocturnos"
    assert report_of(Reason.LASTING, "es", "Ana").title.endswith("Ana")
