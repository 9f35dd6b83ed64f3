"""What a text becomes before it is matched: letters, marks, words read as others, statements, and where each stood."""

import pytest

from nightcue.language.locale_files import words_of
from nightcue.safety.matching import LANGUAGES, any_of, kinds_of, read, vocabulary_of


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("“DON’T” panic — breathe…", "en", "do not panic, breathe."),
        ("You can't, cannot, won't, needn’t and musnt.", "en", "you can not, can not, will not, need not and musnt."),
        ("Pins-and-needles?!  1.5 hours ... now", "en", "pins and needles? 1·5 hours, now"),
        ("If it hurts… take them off… Good night...", "en", "if it hurts, take them off. good night."),
        ("Ask Dr. Ruiz; then stop", "en", "ask dr ruiz; then stop"),
        ("¿Sí? Así: quítese, si le duele", "es", "yes? asi: quitese, si le duele"),
        ("¿Si\u0301? Asi\u0301: qui\u0301tese", "es", "yes? asi: quitese"),
        ("Hold\nit.\nNow rest\nNow sleep", "en", "hold it. now rest. now sleep"),
        (f"a{'b' * 200} c", "en", f"a{'b' * 59} c"),
        ("\u0301 . ¿", "es", ""),
    ],
)
def test_a_text_made_plain(text, language, plain):
    assert read(text, language).plain == plain


def test_statements_end_at_full_stops_questions_and_semicolons_and_keep_their_mark():
    text = "Any pain, at 1.5 hours? Stop; ask Dr. Ruiz: he knows"
    assert read(text, "en").statements == ("any pain, at 1·5 hours?", "stop;", "ask dr ruiz: he knows")


@pytest.mark.parametrize(
    ("text", "language", "found", "written"),
    [
        ("Please don’t stop now", "en", "do not", "don’t"),
        ("Please cannot stop", "en", "can not stop", "cannot stop"),
        ("Diga sí, por favor", "es", "yes", "sí"),
        ("Diga si\u0301, por favor", "es", "yes", "si\u0301"),
        (f"Now {'z' * 99} and", "en", "z and", "z and"),
    ],
)
def test_every_letter_knows_where_it_stood(text, language, found, written):
    plain = read(text, language)
    start = plain.plain.index(found)
    assert plain.fragment(start, start + len(found)) == written


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("¶ stop", "now, stop", True),
        ("¶ stop", "stop", True),
        ("¶ stop", "they stop", False),
        ("take … off", "take the boots off", True),
        ("take … off", "take the boots, off", False),
        ("take …… off", "take the boots, then off", True),
        ("take …… off", "take the boots. then off", False),
        ("stop ¶ <doctor>", "stop. doctor", True),
        ("stop ¶ <doctor>", "stop doctor", False),
        ("stop", "nonstop", False),
        ("stop", "stopped", False),
    ],
)
def test_the_signs_of_a_pattern(pattern, text, matches):
    assert bool(any_of([pattern], vocabulary_of("en").classes).search(text)) == matches


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_that_a_pattern_names_is_there(language):
    for patterns in words_of("intents", language).values():
        any_of(patterns, vocabulary_of(language).classes).search("")
    assert kinds_of(language)
