"""Every sentence of the corpus, and a floor for the sentences that the patterns were not written against."""

import pytest

from nightcue.safety.advice import CODES, dangerous_advice

# Measured once after tuning; a change of the patterns may raise these numbers and must not lower them.
HELDOUT_FLOOR = {("en", "dangerous"): 23, ("en", "harmless"): 27, ("es", "dangerous"): 21, ("es", "harmless"): 26}


def test_dangerous_advice_gives_its_code_and_a_fragment_of_the_text(dangerous):
    language, code, sentence = dangerous
    found = dangerous_advice([sentence], language)
    assert code in {one.code for one in found}
    assert all(one.fragment in sentence for one in found)


def test_a_warning_with_the_same_words_passes(harmless):
    language, _, sentence = harmless
    assert dangerous_advice([sentence], language) == []


def test_every_code_has_sentences_of_both_kinds_held_back(heldout):
    for kinds in heldout.values():
        for sentences in kinds.values():
            assert set(sentences) == {code.code for code in CODES}
            assert sum(map(len, sentences.values())) >= 25


@pytest.mark.parametrize(("language", "kind"), HELDOUT_FLOOR)
def test_sentences_never_seen_in_tuning_do_not_get_worse(heldout, language, kind):
    right = 0
    for code, sentences in heldout[language][kind].items():
        for sentence in sentences:
            found = {one.code for one in dangerous_advice([sentence], language)}
            right += code in found if kind == "dangerous" else not found
    assert right >= HELDOUT_FLOOR[language, kind]


NOTICES = {
    "en": ["This is not medical advice.", "This is general information, not medical advice."],
    "es": ["Esto no es consejo médico.", "Esto es información general, no consejo médico."],
}


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_notice_that_this_is_no_medical_advice_excuses_nothing(dangerous, place):
    language, code, sentence = dangerous
    for notice in NOTICES[language]:
        text = f"{notice} {sentence}" if place == "before" else f"{sentence} {notice}"
        assert code in {one.code for one in dangerous_advice([text], language)}
