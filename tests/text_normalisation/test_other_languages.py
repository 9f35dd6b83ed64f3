"""French and German have their numbers and units in words through the same tables; another language is left alone."""

import pytest

from nightcue.text_normalisation.normaliser import spoken


@pytest.mark.parametrize(
    ("language", "written", "words"),
    [
        ("fr", "Tenez pendant 25 secondes.", "Tenez pendant vingt-cinq secondes."),
        ("fr", "1 heure, 1 minute et 1 seconde", "Une heure, une minute et une seconde"),
        ("fr", "21 fois. Commencez.", "Vingt-et-une fois. Commencez."),
        ("fr", "Série 2 sur 3.", "Série deux sur trois."),
        ("fr", "Il reste 1,5 h.", "Il reste une heure et demie."),
        ("fr", "Réglez à 40mmHg.", "Réglez à quarante millimètres de mercure."),
        ("de", "Noch 1 Minute.", "Noch eine Minute."),
        ("de", "1 Stunde, 1 Minute und 1 Sekunde", "Eine Stunde, eine Minute und eine Sekunde"),
        ("de", "1 Mal. Beginnen Sie.", "Ein Mal. Beginnen Sie."),
        ("de", "Noch 0,5 Sekunden.", "Noch null Komma fünf Sekunden."),
        ("de", "Mit z. B. 20–30 mmHg.", "Mit zum Beispiel zwanzig bis dreißig Millimeter Quecksilbersäule."),
        ("it", "Tieni per 30 s.", "Tieni per 30 s."),
    ],
)
def test_numbers_and_units_are_words(language, written, words):
    assert spoken(language, written).words == words
