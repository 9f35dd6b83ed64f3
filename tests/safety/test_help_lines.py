"""Lines that say when to get help in people's own words, and lines that only name who might help."""

import pytest

from nightcue.safety.intents import says_when_to_get_help

SAY_WHEN = {
    "en": [
        "Two nights running, or a weak foot? The doctor.",
        "One calf thick, hot and red, that is help at once.",
        "A leg that has gone numb, your nurse needs to hear of it.",
        "Doctors should see legs that swell.",
        "Pain that does not go, and lasts, is urgent.",
        "To the hospital, if one leg is swollen and warm.",
        "Emergency help for one leg that is red and hot.",
        "If they come every week, mention it to your doctor.",
        "If the foot stays numb, we ring the surgery.",
        "Swollen on one side, dial 112.",
    ],
    "es": [
        "Si la pantorrilla está roja y caliente, a urgencias.",
        "Con una pierna hinchada y sin aire, al hospital.",
        "De un pie débil debe saber su médico.",
        "Urgencias, si la pierna se pone oscura.",
        "Médico, por calambres de cada noche.",
        "Se pide auxilio si falta el aire.",
        "Si vienen cada semana, coménteselo al médico.",
        "Llamen a emergencias si una pierna se hincha.",
        "Si no cede, pida hora.",
    ],
}
ONLY_NAME = {
    "en": [
        "My doctor is a fine man, and he sleeps well.",
        "The doctor in the old film never came.",
        "This stretch will help right now.",
        "A warm towel can help tonight.",
        "You need not see a doctor about it.",
        "There is no need to dial anybody.",
        "No doctor needs to know.",
        "Do not ring the surgery for that.",
        "I worked at the hospital for thirty years.",
    ],
    "es": [
        "Mi médico es buena persona.",
        "No vaya a urgencias por eso.",
        "En urgencias trabaja mi hija.",
        "El médico del pueblo tenía un perro.",
        "Nadie tiene que saber nada, y menos su médico.",
        "No se va al médico por eso.",
        "Pida la manta si tiene frío.",
        "A la cama, que es tarde.",
    ],
}


@pytest.mark.parametrize(("tag", "line"), [(tag, line) for tag, lines in SAY_WHEN.items() for line in lines])
def test_it_says_when_to_get_help(tag, line):
    assert says_when_to_get_help(line, tag)


@pytest.mark.parametrize(("tag", "line"), [(tag, line) for tag, lines in ONLY_NAME.items() for line in lines])
def test_it_does_not(tag, line):
    assert not says_when_to_get_help(line, tag)
