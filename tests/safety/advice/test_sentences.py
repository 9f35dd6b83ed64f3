"""Every sentence of the corpus: a dangerous one is refused or put before a reader, and no harmless one is refused."""

import pytest

from nightcue.safety.advice import dangerous_advice
from nightcue.safety.reading.topics import topic_of


def test_a_dangerous_sentence_is_refused_or_has_a_topic(dangerous):
    language, _, sentence = dangerous
    found = dangerous_advice(sentence, language)
    assert found or topic_of(sentence, language)
    assert all(one.fragment in sentence for one in found)


def test_a_warning_with_the_same_words_passes(harmless):
    language, _, sentence = harmless
    assert dangerous_advice(sentence, language) == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_sentences_never_seen_in_tuning_are_dealt_with_as_well(heldout, language):
    for sentences in heldout[language]["dangerous"].values():
        assert all(dangerous_advice(one, language) or topic_of(one, language) for one in sentences)
    for sentences in heldout[language]["harmless"].values():
        assert not any(dangerous_advice(one, language) for one in sentences)


REFUSED = {
    "advice-quinine": {
        "en": ["Take a quinine tablet now.", "Lie down and drink a glass of tonic.", "Why not try some tonic water?"],
        "es": ["Tome una pastilla de quinina.", "Siéntese y beba agua tónica.", "Puede tomar quinina esta noche."],
    },
    "advice-sleep-with-device": {
        "en": ["Sleep in the boots.", "Leave the boots on overnight.", "Doze off with the pump running."],
        "es": ["Duerma con las botas.", "Deje las botas puestas toda la noche.", "Eche una cabezada con la bomba."],
    },
    "advice-ignore-warning-signs": {
        "en": ["Push through the pain.", "Ignore the numbness.", "If it tingles, keep going."],
        "es": ["Aguante el dolor.", "Ignore el hormigueo.", "Si le duele, siga."],
    },
    "advice-too-tight": {
        "en": ["Turn the boots up to maximum.", "Strap the cuffs as tight as you can."],
        "es": ["Ponga las botas al máximo.", "Apriete las botas todo lo que pueda."],
    },
    "advice-stop-medicine": {
        "en": ["Skip your blood pressure pill.", "Stop taking the statin.", "Do not take your tablets tonight."],
        "es": ["Sáltese la pastilla.", "Deje de tomar el diurético.", "No tome sus pastillas esta noche."],
    },
    "advice-massage-swollen": {
        "en": ["Rub the swollen calf.", "Massage your swollen leg."],
        "es": ["Masajee la pierna hinchada.", "Frote la pantorrilla inflamada."],
    },
}


@pytest.mark.parametrize(
    ("code", "language", "sentence"),
    [(code, language, one) for code, said in REFUSED.items() for language in said for one in said[language]],
)
def test_an_imperative_is_refused(code, language, sentence):
    assert [one.code for one in dangerous_advice(sentence, language)] == [code]


PASSES = {
    "en": [
        "Take the boots off and sleep in peace.", "Leave the pump unplugged overnight.",
        "Carry on if you feel no pain.",
        "If it hurts, go on with the other leg.", "Leave the washing machine on overnight.",
        "Skip the tablets of chocolate.", "Push through your heels.", "Keep the boots by the bed all night.",
    ],
    "es": [
        "Quítese las botas y a dormir.", "Botas fuera y a dormir.",
        "Deje la máquina de escribir en la mesa toda la noche.",
        "Duerma con la ventana abierta.", "Si le duele, siga solo con la otra pierna.", "Deje la medicación a mano.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "sentence"), [(tag, one) for tag, said in PASSES.items() for one in said])
def test_what_only_resembles_an_imperative_passes(language, sentence):
    assert dangerous_advice(sentence, language) == []
