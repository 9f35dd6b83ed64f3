"""What a yes to a safety question leaves out, what a line sends for, and which bare places a massage leaves out."""

import pytest

from nightcue.safety.answers import leaves_the_remedy_out
from nightcue.safety.intents import asks_to_take_off, says_when_to_get_help
from nightcue.safety.postures import presses_a_bare_place

DO = [
    (leaves_the_remedy_out, "en", "A yes keeps the boots off."),
    (leaves_the_remedy_out, "en", "With a yes, no socks until your doctor agrees."),
    (leaves_the_remedy_out, "es", "Un sí deja fuera las botas."),
    (leaves_the_remedy_out, "es", "Con un sí, sin medias hasta que lo autorice su médico."),
    (says_when_to_get_help, "en", "A swollen leg belongs in hospital."),
    (says_when_to_get_help, "es", "Una pierna hinchada es de urgencias."),
    (asks_to_take_off, "en", "Turn off, take off, check the skin."),
    (asks_to_take_off, "es", "Apague, saque las piernas y mire la piel."),
    (presses_a_bare_place, "en", "Leave out the thigh and press the hollow of the knee."),
    (presses_a_bare_place, "en", "Press behind the knee, and spare the thigh."),
    (presses_a_bare_place, "es", "Deje en paz el muslo y apriete la corva."),
]
DO_NOT = [
    (leaves_the_remedy_out, "en", "With a yes, the boots go on looser."),
    (leaves_the_remedy_out, "en", "A yes does not keep the boots off."),
    (leaves_the_remedy_out, "en", "A yes is no reason to leave the boots off."),
    (leaves_the_remedy_out, "en", "If yes, take the boots out of the box."),
    (leaves_the_remedy_out, "en", "No boots above level two with a yes."),
    (leaves_the_remedy_out, "en", "A yes keeps the boots off the highest level."),
    (leaves_the_remedy_out, "en", "You get nowhere without the boots, so go on."),
    (leaves_the_remedy_out, "es", "Con un sí, las botas van más flojas."),
    (leaves_the_remedy_out, "es", "Un sí no deja fuera las botas."),
    (leaves_the_remedy_out, "es", "Sin botas no hay mejoría, así que siga."),
    (leaves_the_remedy_out, "es", "Con un sí, saque las botas de su caja."),
    (leaves_the_remedy_out, "es", "Las botas se quedan puestas hasta el final."),
    (says_when_to_get_help, "en", "This is no substitute for a doctor."),
    (says_when_to_get_help, "en", "A swollen leg is not an emergency."),
    (says_when_to_get_help, "en", "A swollen leg never needs a doctor."),
    (says_when_to_get_help, "es", "Ya no tiene que ir al médico."),
    (says_when_to_get_help, "es", "Esto no es de urgencias."),
    (asks_to_take_off, "en", "Slide your legs out straight."),
    (asks_to_take_off, "en", "Get out of bed."),
    (asks_to_take_off, "es", "Salga de la cama."),
    (presses_a_bare_place, "en", "Leave the shin bone and the hollow of the knee alone."),
    (presses_a_bare_place, "es", "Sáltese la corva."),
]


@pytest.mark.parametrize(("does", "language", "line"), DO)
def test_a_line_that_does_it(does, language, line):
    assert does(line, language)


@pytest.mark.parametrize(("does", "language", "line"), DO_NOT)
def test_a_line_that_does_not(does, language, line):
    assert not does(line, language)
