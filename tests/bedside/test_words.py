from nightcue.bedside.words import words_in


def test_words_are_those_of_the_language_and_english_where_there_are_none():
    assert words_in("es-MX").paused == "en pausa"
    assert words_in("en").paused == words_in("qya").paused == "paused"
