"""What is handed to a voice sounds as the words do that a person would write, pair by pair.

Each line of a file in pairs/ holds what is written, and the words. Those that are held out were written before the
normaliser, the later ones after it; neither had a part in it until both had been counted.
"""

import re
from pathlib import Path

import pytest

from nightcue.text_normalisation.normaliser import spoken
from phonemes import phonemes

PAIRS = Path(__file__).parent / "pairs"
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def pairs(name):
    lines = (PAIRS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" => ")) for line in lines if line and not line.startswith("#")]


def sounds(language, words):
    """The sounds, and how many sentences end, for a voice pauses at each; a last one may lack its mark."""
    return phonemes(language, words), len(SENTENCE_END.findall(words.rstrip(".")))


LEFT = {
    "Your appt. is on 3/12/2026 at 2:15 pm.",  # which of the two is the day cannot be known, which is warned of
    "TSH was 2.5 mIU/L.",
    "Set the timer to 00:45.",
}
"""What is said otherwise than a person does."""


@pytest.mark.parametrize("name", ["everyday", "everyday_again"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_people_write_every_day_sounds_as_one_of_the_ways_to_say_it(language, name):
    said = [(written, spoken(language, written).words, ways) for written, ways in pairs(f"{name}.{language}")]
    wrong = [
        row for row in said if sounds(language, row[1]) not in [sounds(language, way) for way in row[2].split(" | ")]
    ]
    assert {row[0] for row in wrong} <= LEFT, wrong


@pytest.mark.parametrize("language", ["en", "es"])
def test_there_are_enough_pairs_of_either_language(language):
    assert len(pairs(f"tuning.{language}")) + len(pairs(f"held_out.{language}")) >= 150


@pytest.mark.parametrize("name", ["tuning", "held_out", "later"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_pair_sounds_alike(language, name):
    said = [(written, spoken(language, written).words, words) for written, words in pairs(f"{name}.{language}")]
    assert [row for row in said if sounds(language, row[1]) != sounds(language, row[2])] == []


@pytest.mark.parametrize(
    ("language", "written", "words"),
    [
        ("en", "Charles & Mary, and Charles I think.", "Charles and Mary, and Charles I think."),
        ("en", "Start IV fluids. Not size XX.", "Start IV fluids. Not size XX."),
        ("en", "Ask the king. I can wait.", "Ask the king. I can wait."),
        ("es", "Carlos y Luis. I de inicio.", "Carlos y Luis. I de inicio."),
        ("en", "He sat. Sun is good, and Mon 5.", "He sat. Sun is good, and Mon five."),
        ("en", "He sat and sun came in.", "He sat and sun came in."),
        ("en", "Hold 1'5\".", "Hold one minute and five seconds."),
        ("es", "Descanse 1'30\".", "Descanse un minuto y medio."),
    ],
)
def test_what_only_resembles_what_is_written_out_stays(language, written, words):
    assert spoken(language, written).words == words
