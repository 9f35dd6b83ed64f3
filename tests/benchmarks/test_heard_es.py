"""Spanish as it is heard: what counts as the same word, what as the same sound, and what does not."""

import pytest
from heard_es import sounds_of, words_of

pytestmark = pytest.mark.once


def sounds(text):
    return "".join(sounds_of(text))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Serie 2 de 2.", "serie dos de dos"),
        ("De 20 a 30 pasos", "de veinte a treinta pasos"),
        ("más de 55 años", "mas de cincuenta y cinco años"),
        ("Mantenga 25 segundos", "mantenga veinticinco segundos"),
        ("Queda 1 minuto", "queda un minuto"),
        ("3, 2, 1", "tres dos uno"),
        ("3, 2, 1 y afloje", "tres dos uno y afloje"),
        ("el ensayo de 2012", "el ensayo de dos mil doce"),
        ("100, 101 y 999", "cien ciento uno y novecientos noventa y nueve"),
        ("1000 y 1100", "mil y mil cien"),
    ],
)
def test_numbers_count_as_the_words_they_are_said_in(written, said):
    assert words_of(written) == said.split()


def test_case_marks_and_accents_are_no_error_but_another_letter_is():
    assert words_of("¿Está HINCHADA, «roja»…?") == words_of("esta hinchada roja")
    assert words_of("año") != words_of("ano")
    assert words_of("un pie") != words_of("una pie")


def test_an_accent_of_its_own_character_is_the_same_accent():
    assert words_of("a\u0301ngulo sen\u0303al") == words_of("ángulo señal") == ["angulo", "señal"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("vaya", "balla"),
        ("hecho", "echo"),
        ("la haya", "la aya"),
        ("cocer", "coser"),
        ("casa", "caza"),
        ("gente jirafa", "jente girafa"),
        ("que", "ke"),
        ("hierba", "yerba"),
        ("pie derecho", "piederecho"),
        ("un vaso", "umbaso"),
        ("los saca", "lo saca"),
        ("ley", "lei"),
    ],
)
def test_what_is_spelled_in_two_ways_sounds_the_same(one, other):
    assert sounds(one) == sounds(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pero", "perro"),
        ("duele", "huele"),
        ("pierna", "piedra"),
        ("guerra", "gerra"),
        ("pingüino", "pinguino"),
        ("chica", "cica"),
        ("caro", "carro"),
        ("año", "ano"),
        ("uno", "un"),
    ],
)
def test_what_an_ear_can_tell_apart_does_not(one, other):
    assert sounds(one) != sounds(other)


def test_the_long_r_is_heard_where_spelling_has_one_letter_for_it():
    assert sounds("ropa, Enrique, pero, perro") == "RopaenRikeperopeRo"


def test_letters_of_other_alphabets_and_no_letters_at_all_are_taken_as_they_come():
    assert words_of("…") == sounds_of("…") == []
    assert words_of("Ω 漢字") == ["ω", "漢字"]
