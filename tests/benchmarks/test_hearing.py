"""How a track is cut for the recogniser, and how what it heard is held against the text: no model is needed."""

import re

import pytest
from heard_en import SOUNDS_THE_SAME, alike, in_words
from hearing import (
    LONGEST,
    SILENCE,
    Spoken,
    Tally,
    compare,
    each_once,
    half_of,
    in_all,
    pattern,
    pieces,
    together,
    understood,
)

pytestmark = pytest.mark.once


def plain(text):
    """Words in lower case without punctuation, in place of the normaliser that the benchmark uses."""
    return alike(re.sub(r"[^\w ]", "", in_words(text)).lower())


def spoken(*times):
    return [Spoken(start, end, f"line {number}") for number, (start, end) in enumerate(times)]


def test_lines_a_gap_apart_are_heard_together_and_a_longer_silence_parts_them():
    first, second, third = spoken((0, 2), (2 + SILENCE, 5), (5.01 + SILENCE, 8))
    assert pieces([first, second, third]) == [[first, second], [third]]


def test_a_long_run_is_cut_between_two_lines_before_it_is_too_long_to_listen_to():
    beats = spoken(*((n, n + 0.4) for n in range(60)))
    cut = pieces(beats)
    assert [line for piece in cut for line in piece] == beats
    assert [len(piece) for piece in cut] == [25, 25, 10]
    assert all(piece[-1].end - piece[0].start <= LONGEST for piece in cut)


def test_no_piece_has_the_same_line_twice_so_that_beats_are_heard_pair_by_pair():
    words = ["Up", "Down", "Up", "Down", "5", "Up"]
    beats = [Spoken(n, n + 0.5, word) for n, word in enumerate(words)]
    assert [[beat.text for beat in piece] for piece in pieces(beats)] == [["Up", "Down"], ["Up", "Down", "5"], ["Up"]]


def test_a_line_that_is_too_long_by_itself_stays_whole():
    lines = spoken((0, 3), (3.7, 31), (31.7, 33))
    assert pieces(lines) == [[lines[0]], [lines[1]], [lines[2]]]


def test_the_same_lines_at_the_same_distances_are_the_same_sound_wherever_they_are():
    here, later = ([Spoken(at, at + 1, "Three"), Spoken(at + 2, at + 3, "Two")] for at in (7.25, 61.1))
    closer = [Spoken(7.25, 8.25, "Three"), Spoken(9, 10, "Two")]
    assert pattern(here) == pattern(later) != pattern(closer)


def test_nothing_spoken_gives_no_pieces():
    assert pieces([]) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Set 2 of 3.", "set two of three"),
        ("3, 2, 1", "three two one"),
        ("20 to 30 steps", "twenty to thirty steps"),
        ("from 0 to 10? 0 is no pain", "from zero to ten zero is no pain"),
        ("people over 55", "people over fifty five"),
        ("14 days", "fourteen days"),
        ("vitamin K2", "vitamin k two"),
        ("1st, 2nd and 5th", "first second and fifth"),
    ],
)
def test_numbers_count_as_the_words_they_are_said_in(written, said):
    assert " ".join(plain(written)) == " ".join(alike(said))


@pytest.mark.parametrize("left_alone", ["2012", "1,000", "37.5", "9th"])
def test_numbers_that_nobody_says_in_a_word_or_two_stay_as_they_are(left_alone):
    assert in_words(left_alone) == left_alone


def test_spellings_no_ear_can_tell_apart_are_no_error_and_words_that_only_resemble_are():
    (same,) = compare(["Four toes on the sole. Hold on to it, too."], "for toes on the soul hold onto it two", plain)
    (resembling,) = compare(["Calf stretch."], "cat stretch", plain)
    assert (same.errors, resembling.errors) == (0, 1)


def test_marks_that_no_word_belongs_to_are_not_words():
    assert alike("relax . … and rest") == ["relax", "and", "rest"]


def test_no_spelling_is_given_two_ways():
    given = {word for spelling in SOUNDS_THE_SAME.values() for word in spelling.split()}
    assert not given & SOUNDS_THE_SAME.keys()


def test_each_error_counts_against_the_line_it_is_in():
    lines = ["Bend the knee.", "Keep it gentle.", "Breathe."]
    tallies = compare(lines, "bend the knee keep gentle please breed", plain)
    assert [(tally.spoken, tally.errors) for tally in tallies] == [(3, 0), (3, 2), (1, 1)]
    tally = in_all(tallies)
    assert (tally.spoken, tally.errors) == (7, 3)
    assert dict(tally.misheard) == {("Keep it gentle.", "keep gentle please"): 1, ("Breathe.", "breed"): 1}


def test_words_nobody_spoke_count_even_before_the_first_and_after_the_last():
    (tally,) = compare(["Relax."], "and relax thank you", plain)
    assert (tally.spoken, tally.errors) == (1, 3)
    assert dict(tally.misheard) == {("Relax.", "and relax thank you"): 1}


def test_hearing_nothing_is_an_error_for_every_word():
    tally = in_all(compare(["Good night.", "Sleep well."], "", plain))
    assert (tally.spoken, tally.errors, tally.rate) == (4, 4, 1.0)


def test_lines_without_a_word_count_for_nothing():
    assert compare(["…"], "hello", plain) == [Tally()]


def test_tallies_add_up_and_a_line_misheard_twice_the_same_way_is_shown_once():
    total = in_all(compare(["Down", "Up", "Down"], "town up town", plain))
    assert (total.spoken, total.errors, total.rate) == (3, 2, pytest.approx(2 / 3))
    assert total.misheard == {("Down", "town"): 2}
    assert in_all([]).rate == 0


def test_spanish_is_held_against_what_was_heard_word_by_word_and_sound_by_sound():
    lines = ["¿Le duele una pierna?", "Mantenga 25 segundos."]
    duele, mantenga = understood(lines, "le huele una piedra mantenga veinticinco segundos", "es")
    assert (duele.words.spoken, duele.words.errors) == (4, 2)
    assert (duele.sounds.spoken, duele.sounds.errors) == (len("leduelunapierna") + 1, 3)
    assert mantenga.words.errors == mantenga.sounds.errors == 0
    assert together([duele, mantenga]).words.rate == pytest.approx(2 / 7)


def test_a_line_that_is_said_many_times_counts_once_by_the_mean_of_them():
    clear, lost = understood(["Suelte"], "suelte", "es")[0], understood(["Suelte"], "", "es")[0]
    other = understood(["Uno dos"], "uno dos", "es")[0]
    once = each_once([("Suelte", clear), ("Uno dos", other), ("Suelte", lost), ("Suelte", clear), ("Suelte", lost)])
    assert (once.words.spoken, once.words.errors) == (3, 0.5)
    assert (once.sounds.spoken, once.sounds.errors) == (12, 3)


def test_english_has_no_tally_of_sounds():
    (line,) = understood(["Hold on."], "old on", "en")
    assert (line.words.errors, line.sounds) == (1, Tally())


def test_a_line_stays_in_its_half_and_one_that_was_tuned_is_never_held_out():
    lines = [f"Línea {number}." for number in range(200)]
    halves = {line: half_of(line, frozenset()) for line in lines}
    assert 60 < list(halves.values()).count("tuned") < 140
    held_out = next(line for line, half in halves.items() if half == "held-out")
    assert half_of(held_out, frozenset({held_out})) == "tuned"
