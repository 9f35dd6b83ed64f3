"""What `pronounce` has said is judged as it is heard, and a spelling of the same sound is not."""

import pytest

from nightcue.safety.pronounced import sounds_alike

BOOTS = """title: Boots
language: en
voice: {pronounce: PRONOUNCE}
steps:
  - safety: {wait: 5s}
  - session:
      name: Compression boots
      therapy: compression
      start: ["Turn the boots on.", "If you feel tingling or pain, stop."]
      duration: 5m
      stop: Turn the boots off and take them off.
  - say: This is not medical advice. Ask your doctor if cramps come often.
  - say: Good night.
"""


@pytest.mark.parametrize(
    ("pronounce", "code"),
    [
        ("{off: on}", "compression-left-on"),
        ("{stop: go on}", "compression-no-way-out"),
        ("{Good night: Sleep in the boots}", "advice-sleep-with-device"),
        ("{This is not medical advice: Drink tonic water}", "advice-quinine"),
    ],
)
def test_a_word_that_is_said_as_another_is_judged_as_it_is_heard(judged, pronounce, code):
    found = [problem for problem in judged(BOOTS.replace("PRONOUNCE", pronounce)) if problem.code == code]
    assert any("`pronounce`" in problem.message and problem.hint for problem in found)


@pytest.mark.parametrize("pronounce", ["{soleus: SOH-lee-us}", "{stop: stahp, boots: bootz}", "{Dr.: doctor}"])
def test_a_spelling_as_it_sounds_is_not_refused(judged, pronounce):
    assert judged(BOOTS.replace("PRONOUNCE", pronounce)) == []


@pytest.mark.parametrize(
    ("word", "said"), [("quíteselas", "kíteselas"), ("foam roller", "foum róler"), ("gemelo", "jemelo")]
)
def test_the_same_sound_in_other_letters_is_alike(word, said):
    assert sounds_alike(word, said)


@pytest.mark.parametrize(
    ("word", "said"), [("off", "on"), ("pare", "siga"), ("water", "tonic water"), ("stop", "do not stop")]
)
def test_another_word_is_not(word, said):
    assert not sounds_alike(word, said)
