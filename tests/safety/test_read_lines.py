"""What a line counts for once somebody has read it, and what stays refused whoever has read it."""

from dataclasses import replace

import pytest

from judging import run_rules
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.profile import parse_profile
from nightcue.safety.reading.texts import own_texts
from nightcue.safety.rule import Context

HELP = "If one leg is swollen, warm or red, get medical help now."
AYUDA = "Si una sola pierna está hinchada, caliente o roja, pida ayuda médica ahora."
BOOTS = """
  - say: "{help}"
  - safety: {{ask: [swelling, clot, skin, sensation, conditions], wait: 5s, stop: "{answer}"}}
  - session:
      {{name: "{name}", therapy: compression, start: ["{start}", "{signs}"], duration: 5m, stop: "{stop}"}}
  - say: "{after}"
"""
ENGLISH = {
    "help": HELP,
    "answer": "If any answer is yes, stop here.",
    "name": "Compression boots",
    "start": "Turn the boots on at their gentlest setting.",
    "signs": "If it tingles or hurts, stop and take the boots off.",
    "stop": "Turn the boots off and take them off.",
    "after": "Good night.",
}
SPANISH = {
    "help": AYUDA,
    "answer": "Si alguna respuesta es sí, pare aquí.",
    "name": "Botas de compresión",
    "start": "Encienda las botas en el nivel más suave.",
    "signs": "Si hormiguea o duele, pare y quítese las botas.",
    "stop": "Apague las botas y quíteselas.",
    "after": "Buenas noches.",
}


def boots(said, **changed):
    language = "en" if said is ENGLISH else "es"
    return f"title: Mine\nlanguage: {language}\nsteps:" + BOOTS.format(**{**said, **changed})


def rescue(language, first, notice):
    steps = f"  - say: {first}\n  - pause: 70s\n  - say: '{notice}'\n"
    return f"title: Mine\nuse: rescue\nlanguage: {language}\nsteps:\n{steps}"


def cramps(language, notice, before=""):
    setup = "Lean against the wall." if language == "en" else "Apóyese en la pared."
    name = "Calf" if language == "en" else "Pantorrilla"
    steps = f"  - say: '{notice}'\n{before}  - stretch: {{name: {name}, setup: {setup}, hold: 25s}}\n"
    return f"title: Mine\ntopic: cramps\nlanguage: {language}\nsteps:\n{steps}"


def kitchen(language, line):
    return f"title: Mine\ntopic: other\nlanguage: {language}\nsteps:\n  - say: {line}\n"


@pytest.fixture
def found(tmp_path):
    """The errors in a routine's text, when nobody has read it and when somebody has read all of it."""

    def judge(text):
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        routine = read_routine(path)
        script = unroll(routine)
        read = frozenset(each.digest for each in own_texts(routine))
        context = Context(routine, script, script.about_seconds(), parse_profile({}))
        both = context, replace(context, read_texts=read)
        return [{each.code for each in run_rules(each, ()) if each.severity == "error"} for each in both]

    return judge


OTHER_WORDS = {
    "help, en": ("cramps-without-help", cramps("en", "One leg fat and hot: the paramedics, and no waiting.")),
    "help, es": ("cramps-without-help", cramps("es", "Con una pierna gorda y caliente, al ambulatorio sin esperar.")),
    "a yes, en": ("compression-unchecked", boots(ENGLISH, answer="A yes means no cuddly legs for you this evening.")),
    "a yes, es": ("compression-unchecked", boots(SPANISH, answer="Con un sí, hoy nada de aire en las piernas.")),
    "off, en": ("compression-left-on", boots(ENGLISH, stop="That was it. Both of them back in the box.")),
    "off, es": ("compression-left-on", boots(SPANISH, stop="Se acabó. Devuelva las dos botas a su caja.")),
    "signs, en": ("compression-no-way-out", boots(ENGLISH, signs="Tingling? They are off before you can say so.")),
    "signs, es": ("compression-no-way-out", boots(SPANISH, signs="¿Hormigueo? Pues las botas, a su sitio.")),
    "first words, en": ("rescue-first-words", rescue("en", "There, there, my love.", HELP)),
    "first words, es": ("rescue-first-words", rescue("es", "Ya está, cariño.", AYUDA)),
}


@pytest.mark.parametrize(("code", "text"), OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_what_a_rule_looks_for_may_be_said_in_other_words_once_somebody_has_read_them(found, code, text):
    unread, read = found(text)
    assert unread == {code}
    assert read == set()


MISREAD = {
    "a question, en": (
        "question-turned-round",
        boots(ENGLISH).replace("sensation", "{sensation: 'Has feeling in a leg taken the week off?'}"),
    ),
    "a question, es": (
        "question-turned-round",
        boots(SPANISH).replace("sensation", "{sensation: '¿Hay sitios con la sensibilidad de vacaciones?'}"),
    ),
    "sleep, en": ("compression-left-on", boots(ENGLISH, signs="If it hurts, stop. Good night is for afterwards.")),
    "a kitchen, en": (
        "massage-too-hard",
        kitchen("en", "Press with all your weight on the roller. The dough is stuck."),
    ),
    "a kitchen, es": ("massage-too-hard", kitchen("es", "Frote el fondo con fuerza, apriete todo lo que pueda.")),
    "no hand needs raising, en": (
        "compression-without-timer",
        boots(ENGLISH, start="Turn the boots on gently. They have no timer on the radio.").replace("5m", "12m"),
    ),
    "sleep, es": ("compression-left-on", boots(SPANISH, signs="Si duele, pare. Las buenas noches, luego.")),
}


@pytest.mark.parametrize(("code", "text"), MISREAD.values(), ids=MISREAD)
def test_a_line_that_somebody_has_read_is_not_refused_for_its_words(found, code, text):
    unread, read = found(text)
    assert code in unread
    assert code not in read


STILL_REFUSED = {
    "a yes goes on more gently": ("compression-unchecked", boots(ENGLISH, answer="After a yes, carry on more gently.")),
    "only a no is told what to do": ("compression-unchecked", boots(ENGLISH, answer="If you said no, use level two.")),
    "solo se dice qué hacer con un no": (
        "compression-unchecked",
        boots(SPANISH, answer="Si dijo que no, al nivel dos."),
    ),
    "only all of them stop": ("compression-unchecked", boots(ENGLISH, answer="If all five are yes, stop here.")),
    "solo paran todas": ("compression-unchecked", boots(SPANISH, answer="Si todas son sí, pare aquí.")),
    "a sign takes them off, and nothing else": (
        "compression-left-on",
        boots(ENGLISH, stop="That was it.", after="If they pinch, take them off. Into bed."),
    ),
    "a yes goes on for less time": ("compression-unchecked", boots(SPANISH, answer="Con un sí, siga menos rato.")),
    "the boots stay on": ("compression-left-on", boots(ENGLISH, stop="Nice and snug. Under the covers with you.")),
    "las botas siguen": ("compression-left-on", boots(SPANISH, stop="Deje que las botas sigan solas y duérmase.")),
    "no sign is named": ("compression-no-way-out", boots(ENGLISH, signs="They are off in five minutes.")),
    "no helper is named": ("cramps-without-help", cramps("en", "Cramps come and go.")),
    "nobody need be asked": ("cramps-without-help", cramps("en", "No doctor needs to know of it.")),
    "too long": ("compression-too-long", boots(ENGLISH).replace("5m", "30m")),
    "an order": (
        "advice-quinine",
        cramps("en", HELP, "  - say: Drink a glass of tonic water before bed.\n"),
    ),
    "a device in a pause": (
        "compression-hidden",
        cramps("en", HELP, "  - say: Zip up the sleeves and press the green button.\n  - pause: 45m\n"),
    ),
}


@pytest.mark.parametrize(("code", "text"), STILL_REFUSED.values(), ids=STILL_REFUSED)
def test_reading_lets_nothing_through_that_happens_to_a_listener(found, code, text):
    unread, read = found(text)
    assert code in unread
    assert code in read


def test_the_boots_of_a_story_are_those_of_a_story_once_somebody_has_read_it(found):
    steps = "  - say: Boots on, gloves on, and up the hill.\n  - pause: 9m\n"
    text = f"title: Mine\ntopic: other\nlanguage: en\nsteps:\n{steps}"
    unread, read = found(text)
    assert "compression-hidden" in unread
    assert read == set()
    assert "compression-hidden" in found(text.replace("topic: other", "topic: breathing"))[1]


OWN_WORDS = {
    "en": boots(ENGLISH).replace("conditions", "{conditions: 'Do you take anything for your heart or your blood?'}"),
    "es": boots(SPANISH).replace("conditions", "{conditions: '¿Toma algo para el corazón o la sangre?'}"),
}


@pytest.mark.parametrize("text", OWN_WORDS.values(), ids=OWN_WORDS)
def test_what_somebody_takes_is_asked_in_ones_own_words(found, text):
    assert found(text) == [set(), set()]
