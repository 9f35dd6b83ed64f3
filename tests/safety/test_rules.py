"""Every rule: a routine that it stops, and a near twin that it lets through, in both languages."""

import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nightcue.safety.advice import CODES
from nightcue.safety.checker import every_rule

BOOTS = {
    "en": """title: Boots
language: en
vars: {boots: 10m, hold: 25s}
steps:
  - safety: {ask: [swelling, skin, sensation, conditions], wait: 5s}
  - say: Sit down and put the boots on.
  - pause: 2m
  - session:
      name: Compression boots
      therapy: compression
      intensity: gentle
      pressure: 40 mmHg
      start: ["Turn the boots on.", "If you feel tingling or pain, stop."]
      duration: "{boots}"
      check: {every: 5m, say: "Still comfortable?"}
      stop: Turn the boots off and take them off.
  - stretch: {name: Calf, hold: "{hold}"}
  - say: This is not medical advice.
  - say: Ask your doctor if cramps come often.
  - say: Good night.
""",
    "es": """title: Botas
language: es
vars: {boots: 10m, hold: 25s}
steps:
  - safety: {ask: [swelling, skin, sensation, conditions], wait: 5s}
  - say: Siéntese y póngase las botas.
  - pause: 2m
  - session:
      name: Botas de compresión
      therapy: compression
      intensity: gentle
      pressure: 40 mmHg
      start: ["Encienda las botas.", "Si nota hormigueo o dolor, pare."]
      duration: "{boots}"
      check: {every: 5m, say: "¿Sigue a gusto?"}
      stop: Apague las botas y quíteselas.
  - stretch: {name: Pantorrilla, hold: "{hold}"}
  - say: Esto no es un consejo médico.
  - say: Consulte con su médico si los calambres son frecuentes.
  - say: Buenas noches.
""",
}
RESCUE = {
    "en": """title: Cramp at night
language: en
facts: [rescue-time]
steps:
  - chapter: Leg
  - say: Straighten your leg, and pull your foot up.
  - pause: 90s
  - say: This is not medical advice. Ask your doctor if cramps come often.
""",
    "es": """title: Calambre de noche
language: es
facts: [rescue-time]
steps:
  - chapter: Pierna
  - say: Ponga la pierna recta y suba la punta del pie.
  - pause: 90s
  - say: Esto no es un consejo médico. Consulte con su médico si los calambres son frecuentes.
""",
}
SOCKS = {
    "en": """title: Socks
language: en
steps:
  - session:
      name: Compression socks
      therapy: socks
      start: Put the compression socks on.
      duration: 1m
      stop: Now take them off.
  - say: This is not medical advice. Ask your doctor if cramps come often.
  - say: Good night.
""",
    "es": """title: Medias
language: es
steps:
  - session:
      name: Medias de compresión
      therapy: socks
      start: Póngase las medias de compresión.
      duration: 1m
      stop: Ahora quíteselas.
  - say: Esto no es un consejo médico. Consulte con su médico si los calambres son frecuentes.
  - say: Buenas noches.
""",
}
MASSAGE = {language: text.replace("therapy: socks", "therapy: massage") for language, text in SOCKS.items()}
GAP = {"en": "Sit down and put the boots on.", "es": "Siéntese y póngase las botas."}
CHECK = "  - safety: {ask: [swelling, skin, sensation, conditions], wait: 5s}\n"
ASKED = "{ask: [swelling, skin, sensation, conditions], wait: 5s}"

CALF = [("name: Compression socks", "name: Left calf"), ("name: Medias de compresión", "name: Pantorrilla")]
SLEEP_FIRST = [
    ("  - say: Sit down", "  - say: Sleep well.\n  - pause: 5m\n  - say: Sit down"),
    ("  - say: Siéntese", "  - say: Duerma bien.\n  - pause: 5m\n  - say: Siéntese"),
]
OTHER_LANGUAGE = [
    ("Still comfortable?", "¿Está usted a gusto con las botas?"),
    ("¿Sigue a gusto?", "Are you still comfortable in the boots?"),
]

ON_A_MASSAGER = ("      start: ", "      start: Use the foot massager. Use el masajeador de pies. ")


HELD_ON = "rest: {{say: {0}., duration: 31s}}\n  - rest: {{say: {0}., duration: 31s}}"
"""A hold of two windows, each with a line that tells to hold it."""


def said(length, *lines):
    """Lines before the session, those of both languages, each followed by silence."""
    steps = "".join(f"  - say: {line}\n  - pause: {length}\n" for line in lines)
    return [("  - session:", f"{steps}  - session:")]


def step(kind, *fields):
    """A step before the session."""
    return [("  - session:", f"  - {kind}: {{{', '.join(fields)}}}\n  - session:")]


def warmth(length):
    """A heating pad that lies on the body before the session, for so long."""
    return "  - session:", f"  - say: Lay a heating pad on. Ponga una bolsa de agua.\n  - pause: {length}\n  - session:"


def split(*names_and_times):
    """The same movement before the session under two names, so often each time."""
    *names, times = names_and_times
    steps = "".join(
        f"  - movement: {{name: {name}, setup: {' '.join(names)}, reps: {times}, tempo: 1s}}\n" for name in ("A", "B")
    )
    return [("  - session:", f"{steps}  - session:")]


HEAT = ("therapy: socks", "therapy: heat")

# (code, routine, what is changed in both languages, or in one)
CASES = [
    ("compression-unchecked", BOOTS, [(CHECK, "")]),
    ("compression-unchecked", BOOTS, [("swelling, skin, sensation, conditions", "swelling, skin, sensation")]),
    ("compression-unchecked", BOOTS, [("wait: 5s", "wait: 0s")]),
    ("compression-unchecked", BOOTS, [("wait: 5s", "wait: 1s")]),
    ("compression-unchecked", BOOTS, [(CHECK, ""), ("  - stretch:", CHECK + "  - stretch:")]),
    ("compression-unchecked", BOOTS, [("wait: 5s", "wait: 5s, stop: [Go on., Siga.]")]),
    ("compression-unchecked", BOOTS, [("[swelling,", "[{swelling: My own words}, {swelling: Again},"), ("skin, ", "")]),
    ("compression-too-long", BOOTS, [("boots: 10m", "boots: 20m1s")]),
    ("compression-too-strong", BOOTS, [("40 mmHg", "51 mmHg")]),
    ("compression-too-strong", BOOTS, [("40 mmHg", "60 mmHg")]),
    ("compression-too-strong", BOOTS, [("name: Co", "name: 60 mmHg co"), ("name: Bo", "name: 60 mmHg, bo")]),
    ("compression-no-start", BOOTS, [("      start: [", "      #")]),
    ("compression-no-stop", BOOTS, [("      stop: ", "      #")]),
    (
        "compression-no-way-out",
        BOOTS,
        [(', "If you feel tingling or pain, stop."', ""), (', "Si nota hormigueo o dolor, pare."', "")],
    ),
    ("compression-no-way-out", BOOTS, [("or pain, stop", "or pain, do not stop"), ("dolor, pare", "dolor, no pare")]),
    ("compression-unwatched", BOOTS, [("every: 5m", "every: 7m")]),
    ("compression-unwatched", BOOTS, [("      check: ", "      #")]),
    ("compression-unwatched", BOOTS, [("boots: 10m", "boots: 12m2s"), ("every: 5m", "every: 6m1s")]),
    ("compression-no-timer", BOOTS, [("boots: 10m", "boots: 11m")]),
    ("compression-left-on", BOOTS, [(" and take them off", ""), (" y quíteselas", "")]),
    (
        "compression-left-on",
        BOOTS,
        [("off and take them off.", "off. Good night. See you."), ("botas y quíteselas", "botas. Buenas noches")],
    ),
    (
        "compression-left-on",
        BOOTS,
        [("and take them off.", "and take them off in the morning."), ("y quíteselas.", "y quíteselas por la mañana.")],
    ),
    (
        "compression-left-on",
        BOOTS,
        [("Still comfortable?", "Fall asleep if you can."), ("¿Sigue a gusto?", "Duérmase.")],
    ),
    ("compression-left-on", BOOTS, [("      stop: ", "      stop: Over.\n  - pause: 6m\n  - say: ")]),
    ("compression-hidden", BOOTS, [("therapy: compression", "therapy: massage")]),
    ("compression-hidden", BOOTS, [("  - stretch:", "  - say: Turn the boots on. Encienda las botas.\n  - stretch:")]),
    (
        "compression-hidden",
        BOOTS,
        [("  - pause: 2m", "  - say: Turn the boots on. Encienda las botas.\n  - pause: 2m")],
    ),
    ("stretch-too-long", BOOTS, [("hold: 25s", "hold: 61s")]),
    (
        "stretch-too-long",
        BOOTS,
        [
            ('stretch: {name: Calf, hold: "{hold}"}', "rest: {say: Hold the stretch., duration: 61s}"),
            ('stretch: {name: Pantorrilla, hold: "{hold}"}', "rest: {say: Mantenga el estiramiento., duration: 61s}"),
        ],
    ),
    (
        "stretch-too-long",
        BOOTS,
        [
            ('stretch: {name: Calf, hold: "{hold}"}', HELD_ON.format("Hold the stretch")),
            ('stretch: {name: Pantorrilla, hold: "{hold}"}', HELD_ON.format("Mantenga el estiramiento")),
        ],
    ),
    ("stretch-unusual", BOOTS, [("hold: 25s", "hold: 31s")]),
    ("stretch-unusual", BOOTS, [("hold: 25s", "hold: 19s")]),
    ("stretch-unusual", BOOTS, [("hold: 25s", "hold: 10s")]),
    (
        "no-notice",
        BOOTS,
        [("  - say: This is not medical advice.\n", ""), ("  - say: Esto no es un consejo médico.\n", "")],
    ),
    ("no-help", SOCKS, [("Ask your doctor if cramps come often", ""), ("Consulte con su médico si los calambres", "")]),
    (
        "cramps-without-help",
        SOCKS,
        [("Ask your doctor if", "Do not worry if"), ("Consulte con su médico si", "No se preocupe si")],
    ),
    ("yes-goes-on", MASSAGE, step("safety", "ask: [skin, sensation]", "stop: [Press less. Apriete menos.]")),
    (
        "question-turned-round",
        BOOTS,
        [("skin,", '{skin: "Is your skin whole everywhere? ¿Tiene la piel sana?"},')],
    ),
    (
        "pronounced-otherwise",
        BOOTS,
        [
            ("language: en\n", "language: en\nvoice: {pronounce: {tingling: glow, pain: warmth}}\n"),
            ("language: es\n", "language: es\nvoice: {pronounce: {hormigueo: calor, dolor: gusto}}\n"),
        ],
    ),
    (
        "question-explained-away",
        BOOTS,
        [("skin,", '{skin: "Any sores? Small ones do not count. ¿Heridas? Si son viejas, diga no."},')],
    ),
    (
        "help-put-off",
        MASSAGE,
        said("9s", "If one leg is swollen, wait until tomorrow. Si una pierna está hinchada, espere a mañana."),
    ),
    ("help-put-off", MASSAGE, said("301s", "Is one leg swollen? ¿Tiene una pierna hinchada?")),
    ("stretch-too-long", MASSAGE, step("stretch", "name: Do not let go. Sin soltar", "hold: 25s", "sets: 3")),
    ("breath-fast", MASSAGE, step("movement", "name: Breathe. Respire", "reps: 31", "tempo: 2s")),
    ("breath-fast", MASSAGE, step("breathe", "in: 1s", "out: 1s", "times: 16") * 2),
    ("too-often", MASSAGE, step("movement", "name: A", "reps: 101", "tempo: 1s", "sets: 3", "count: every 20")),
    ("massage-of-a-bare-place", MASSAGE, said("9s", "Dig a thumb in behind the knee. Clave el pulgar en la corva.")),
    ("massage-too-hard", MASSAGE, said("9s", "Lean on the roller with all your weight. Al rodillo, con todo su peso.")),
    ("compression-raised", BOOTS, [("comfortable?", "comfortable? Turn it up."), ("gusto?", "gusto? Suba un nivel.")]),
    ("compression-on-foot", BOOTS, [("boots on.", "boots on, and walk about."), ("las botas.", "las botas y camine.")]),
    (
        "compression-unseen",
        BOOTS,
        [("and put the boots on", "with an eye mask on"), ("póngase", "póngase un antifaz y")],
    ),
    (
        "compression-without-timer",
        BOOTS,
        [
            ("boots: 10m", "boots: 12m"),
            ("boots on.", "boots on. They have no timer."),
            ("botas.", "botas. No hay reloj."),
        ],
    ),
    (
        "compression-dialled",
        BOOTS,
        [('"Turn the', '"Set the dial to 90.", "Turn the'), ('"Enc', '"Ponga el mando a 90.", "Enc')],
    ),
    (
        "bound-to-bed",
        SOCKS,
        said("9s", "Wrap a bandage round your calf. Enrolle una venda en la pantorrilla.", "Good night."),
    ),
    ("head-down", MASSAGE, said("61s", "Hang by your ankles. Cuélguese cabeza abajo.")),
    ("standing-in-the-dark", MASSAGE, said("9s", "Turn off the lamp. Apague la luz.", "Walk about. Póngase de pie.")),
    ("standing-without-hold", MASSAGE, said("9s", "Step onto a stool, arms folded. Suba a un taburete sin apoyarse.")),
    ("standing-still", MASSAGE, said("601s", "Stand up. Quédese de pie.")),
    (
        "massage-too-hard",
        MASSAGE,
        [("      start: ", "      start: Press with all your weight. Apriete con todo su peso. ")],
    ),
    ("massage-of-a-bare-place", MASSAGE, [("      start: ", "      start: Behind the knee. En la corva. ")]),
    ("bad-leg-worked", MASSAGE, step("stretch", "name: The swollen leg. La pierna hinchada", "hold: 20s")),
    ("heat-on-a-numb-place", SOCKS, [HEAT, ("start: ", "start: On the numb foot. En el pie dormido. ")]),
    ("heat-over-cream", SOCKS, [HEAT, *said("9s", "Rub in the chilli cream. Dese la crema de guindilla.")]),
    ("too-often", MASSAGE, split("heel raises", "puntillas", 151)),
    ("bouncing", MASSAGE, step("stretch", "name: Jerky push. A tirones", "hold: 20s")),
    ("breath-held", MASSAGE, step("movement", "name: Hold your breath. No respire", "reps: 6", "tempo: 16s")),
    (
        "heat-hidden",
        SOCKS,
        [HEAT, ("duration: 1m", "duration: 11m"), *said("10m", "Lay a heating pad on. Ponga una bolsa de agua.")],
    ),
    ("elevation-hidden", MASSAGE, said("16m", *["Put your legs up on a cushion. Ponga las piernas en alto."] * 2)),
    ("standing-eyes-closed", MASSAGE, said("9s", "Stand up. Póngase de pie.", "Close your eyes. Cierre los ojos.")),
    (
        "left-out-of-brief",
        BOOTS,
        [("advice.\n", "advice.\n    detail: full\n"), ("médico.\n", "médico.\n    detail: full\n")],
    ),
    (
        "left-out-of-brief",
        BOOTS,
        [("often.\n", "often.\n    detail: full\n"), ("frecuentes.\n", "frecuentes.\n    detail: full\n")],
    ),
    (
        "left-out-of-brief",
        BOOTS,
        [
            ("say: Sit", "say: {full: 'If it tingles, stop.'}\n  - say: Sit"),
            ("say: Siéntese", "say: {full: 'Si nota hormigueo, pare.'}\n  - say: Siéntese"),
        ],
    ),
    (
        "left-out-of-brief",
        BOOTS,
        [
            ("say: Sit", "say: {full: Some numbness is a reason to wait.}\n  - say: Sit"),
            ("say: Siéntese", "say: {full: Si algo se adormece hay que esperar.}\n  - say: Siéntese"),
        ],
    ),
    ("rescue-length", RESCUE, [("pause: 90s", "pause: 10s")]),
    ("rescue-length", RESCUE, [("pause: 90s", "pause: 4m")]),
    ("rescue-length", RESCUE, [("pause: 90s", "pause: 4m"), ("facts: [rescue-time]\n", "use: rescue\n")]),
    (
        "rescue-length",
        RESCUE,
        [
            ("pause: 90s", "pause: 4m"),
            ("facts: [rescue-time]\n", ""),
            ("title: Cramp at night", "title: Mum's rescue"),
            ("title: Calambre de noche", "title: Rescate"),
        ],
    ),
    ("rescue-first-words", RESCUE, [("Straighten", "Hello. Straighten"), ("Ponga la", "Tranquila. Ponga la")]),
    ("rescue-first-words", RESCUE, [("  - chapter", "  - pause: 1s\n  - chapter")]),
    ("rescue-first-words", RESCUE, [("  - chapter", "  - chime: soft\n  - chapter")]),
    ("socks-to-bed", SOCKS, [("      stop: ", "      #")]),
    ("socks-to-bed", SOCKS, [("Now take them off", "Good night. Bye"), ("Ahora quíteselas", "Buenas noches")]),
    ("socks-to-bed", SOCKS, [("off.", "off tomorrow."), ("Ahora quíteselas", "Mañana quíteselas")]),
    ("socks-to-bed", SOCKS, [("therapy: socks", "therapy: heat"), ("      stop: ", "      #")]),
    ("socks-to-bed", SOCKS, [("      stop: ", "      cues: {encourage: Sleep well. Duerma bien.}\n      stop: ")]),
    ("question-off-topic", BOOTS, [("[swelling,", "[{swelling: Is your phone charged},")]),
    ("question-off-topic", BOOTS, [("conditions]", "{conditions: Shall we begin or not}]")]),
    ("begins-after-sleep", BOOTS, SLEEP_FIRST),
    ("begins-after-sleep", BOOTS, [("  - pause: 2m", "  - pause: 20m")]),
    ("massage-too-long", MASSAGE, [("duration: 1m", "duration: 31m")]),
    ("heat-too-long", SOCKS, [("therapy: socks", "therapy: heat"), ("duration: 1m", "duration: 21m")]),
    ("massager-too-long", MASSAGE, [ON_A_MASSAGER, ("duration: 1m", "duration: 16m")]),
    ("heat-hidden", MASSAGE, [warmth("21m")]),
    ("elevation-too-long", SOCKS, [("therapy: socks", "therapy: elevation"), ("duration: 1m", "duration: 31m")]),
    ("socks-too-long", SOCKS, [("duration: 1m", "duration: 31m")]),
    ("heat-left-on", SOCKS, [("therapy: socks", "therapy: heat"), ("      stop: ", "      #")]),
    ("heat-hidden", BOOTS, [warmth("1m")]),
    ("compression-hidden", MASSAGE, said("6m", "Wind the elastic bandage around your calf.")),
    ("compression-hidden", MASSAGE, said("6m", "Enrolle la venda en la pantorrilla.")),
    ("compression-hidden", MASSAGE, said("6m", "Pull the belt tight round your thigh.")),
    ("compression-hidden", MASSAGE, said("6m", "Apriete el cinturón alrededor del muslo.")),
    ("heat-hidden", MASSAGE, said("21m", "Climb into the hot tub. Meta los pies en agua muy caliente.")),
    ("heat-hidden", MASSAGE, said("21m", "Spread the mustard plaster on. Unte la crema y tápela con plástico.")),
    ("socks-to-bed", MASSAGE, said("31m", "Put on your strong stockings.")),
    ("socks-to-bed", MASSAGE, said("31m", "Póngase las medias fuertes.")),
    ("elevation-hidden", MASSAGE, said("31m", "Rest your legs on two cushions. Ponga las piernas en alto.")),
    (
        "standing-eyes-closed",
        MASSAGE,
        said("9s", "Stand on one leg. Póngase de pie. Close your eyes. Cierre los ojos."),
    ),
    ("too-often", MASSAGE, step("movement", "name: A", "reps: 301", "tempo: 1s")),
    ("too-often", MASSAGE, step("movement", "name: A", "reps: 91", "tempo: 10s", "beat: [up, down]")),
    ("too-often", MASSAGE, step("stretch", "name: A", "hold: 51s", "sets: 12")),
    ("bouncing", MASSAGE, step("movement", "name: Bounce", "setup: Rebote.", "reps: 9", "tempo: 1s")),
    ("breath-held", MASSAGE, said("31s", "Hold your breath. Aguante el aire.")),
    ("breath-held", MASSAGE, step("breathe", "in: 4s", "hold: 20s", "out: 4s", "times: 6")),
    ("breath-held", MASSAGE, said("20s", *["Hold your breath. Aguante el aire."] * 6)),
    ("breath-fast", MASSAGE, said("61s", "Breathe hard and fast. Respire muy deprisa.")),
    ("breath-fast", MASSAGE, step("breathe", "in: 1s", "out: 1s", "times: 31")),
    ("massage-of-a-swollen-leg", MASSAGE, said("9s", "Your calf is red and hot. La pierna está hinchada.")),
    ("massage-unwarned", MASSAGE, CALF),
    ("safety-in-another-language", BOOTS, OTHER_LANGUAGE),
]

# changes after which the same rule still has nothing to say
CAREFUL = [
    (
        "question-turned-round",
        BOOTS,
        [("skin,", '{skin: "Is your skin broken, though it looks healthy? ¿No tiene la piel sana?"},')],
    ),
    (
        "pronounced-otherwise",
        BOOTS,
        [
            ("language: en\n", "language: en\nvoice: {pronounce: {tingling: TING-ling, pain: an ache}}\n"),
            ("language: es\n", "language: es\nvoice: {pronounce: {hormigueo: or-mi-GUE-o, dolor: molestia}}\n"),
        ],
    ),
    (
        "question-explained-away",
        BOOTS,
        [("skin,", '{skin: "Any sores? Even small ones count. ¿Heridas? Si lo duda, diga sí."},')],
    ),
    (
        "help-put-off",
        MASSAGE,
        said("9s", "If one leg is swollen, call your doctor. Si una pierna está hinchada, llame al médico."),
    ),
    ("help-put-off", MASSAGE, said("299s", "Is one leg swollen? ¿Tiene una pierna hinchada?", "Get help. Pida ayuda.")),
    ("stretch-too-long", MASSAGE, step("stretch", "name: Let go. Suelte", "hold: 25s", "sets: 3")),
    ("breath-fast", MASSAGE, step("movement", "name: Breathe. Respire", "reps: 30", "tempo: 2s")),
    ("too-often", MASSAGE, step("movement", "name: A", "reps: 100", "tempo: 1s", "sets: 3", "count: every 20")),
    ("massage-of-a-bare-place", MASSAGE, said("9s", "Never dig in behind the knee. Nunca clave nada en la corva.")),
    (
        "left-out-of-brief",
        BOOTS,
        [
            ("say: Sit", "say: {full: You need a chair and a cushion.}\n  - say: Sit"),
            ("say: Siéntese", "say: {full: Necesita una silla y un cojín.}\n  - say: Siéntese"),
        ],
    ),
    ("compression-unchecked", BOOTS, [("wait: 5s", "wait: 2s")]),
    ("compression-unchecked", BOOTS, [(ASKED, "{wait: 5s}")]),
    ("compression-unchecked", BOOTS, [("[swelling,", "[{swelling: My own words},")]),
    ("compression-unchecked", BOOTS, [(CHECK, "  - repeat: {times: 2, steps: [safety: {wait: 3s}]}\n")]),
    (
        "compression-unchecked",
        BOOTS,
        [(CHECK, "  - safety: {ask: [swelling, skin]}\n  - safety: {ask: [sensation, conditions]}\n")],
    ),
    ("compression-too-long", BOOTS, [("boots: 10m", "boots: 20m")]),
    ("compression-too-strong", BOOTS, [("40 mmHg", "50 mmHg")]),
    ("compression-too-strong", BOOTS, [("      pressure: 40 mmHg\n", "")]),
    (
        "compression-no-way-out",
        BOOTS,
        [
            ("Still comfortable?", "If it hurts, stop."),
            ("or pain, stop", "go slowly"),
            ("¿Sigue a gusto?", "Si le duele, pare."),
            ("o dolor, pare", "vaya despacio"),
        ],
    ),
    ("compression-unwatched", BOOTS, [("boots: 10m", "boots: 6m"), ("every: 5m", "every: 7m")]),
    ("compression-unwatched", BOOTS, [("boots: 10m", "boots: 12m"), ("every: 5m", "every: 6m")]),
    (
        "compression-no-timer",
        BOOTS,
        [
            ("boots: 10m", "boots: 11m"),
            ("put the boots on.", "put the boots on. Set their own timer."),
            ("póngase las botas.", "póngase las botas. Ponga su temporizador."),
        ],
    ),
    ("compression-left-on", BOOTS, [("      stop: ", "      stop: Over.\n  - pause: 5m\n  - say: ")]),
    (
        "compression-hidden",
        BOOTS,
        [("  - pause: 2m", "  - say: Turn the boots on. Encienda las botas.\n  - pause: 1m")],
    ),
    ("stretch-too-long", BOOTS, [("hold: 25s", "hold: 60s")]),
    (
        "stretch-too-long",
        BOOTS,
        [
            ('stretch: {name: Calf, hold: "{hold}"}', "rest: {say: Rest your calf., duration: 61s}"),
            ('stretch: {name: Pantorrilla, hold: "{hold}"}', "rest: {say: Descanse., duration: 61s}"),
        ],
    ),
    (
        "stretch-too-long",
        BOOTS,
        [
            ('stretch: {name: Calf, hold: "{hold}"}', HELD_ON.format("Now hold the stretch")),
            ('stretch: {name: Pantorrilla, hold: "{hold}"}', HELD_ON.format("Ahora mantenga el estiramiento")),
        ],
    ),
    ("stretch-unusual", BOOTS, [("hold: 25s", "hold: 20s")]),
    ("stretch-unusual", BOOTS, [("hold: 25s", "hold: 30s")]),
    ("stretch-unusual", BOOTS, [("vars: ", "facts: [stretch-trial]\nvars: "), ("hold: 25s", "hold: 10s")]),
    ("rescue-length", RESCUE, [("pause: 90s", "pause: 4m"), ("facts: [rescue-time]\n", "")]),
    (
        "rescue-first-words",
        RESCUE,
        [("  - say: Straighten", "  - say: Now straighten"), ("  - say: Ponga", "  - say: Ahora ponga")],
    ),
    (
        "socks-to-bed",
        SOCKS,
        [("      stop: ", "      #"), ("  - say: Good night.", ""), ("  - say: Buenas noches.", "")],
    ),
    ("question-off-topic", BOOTS, [("[swelling,", "[{swelling: Is a leg thick o gorda},")]),
    ("begins-after-sleep", BOOTS, [(old, new.replace("5m", "2m")) for old, new in SLEEP_FIRST]),
    ("begins-after-sleep", BOOTS, [("  - safety", "  - say: Good evening. Buenas noches.\n  - pause: 1m\n  - safety")]),
    ("massage-too-long", MASSAGE, [("duration: 1m", "duration: 30m")]),
    ("heat-too-long", SOCKS, [("therapy: socks", "therapy: heat"), ("duration: 1m", "duration: 20m")]),
    ("massager-too-long", MASSAGE, [ON_A_MASSAGER, ("duration: 1m", "duration: 15m")]),
    ("heat-hidden", MASSAGE, [warmth("19m")]),
    ("compression-hidden", MASSAGE, said("4m", "Wind the elastic bandage around your calf.")),
    ("socks-to-bed", MASSAGE, said("29m", "Put on your strong stockings. Póngase las medias fuertes.")),
    ("elevation-hidden", MASSAGE, said("29m", "Rest your legs on two cushions. Ponga las piernas en alto.")),
    ("standing-eyes-closed", MASSAGE, said("20s", "Stand up. Póngase de pie.", "Close your eyes. Cierre los ojos.")),
    (
        "cramps-without-help",
        SOCKS,
        [("Ask your doctor if cramps come often", ""), ("Consulte con su médico si los calambres", "")],
    ),
    ("yes-goes-on", MASSAGE, step("safety", "ask: [skin, sensation]", "stop: [If so stop. Si es así pare.]")),
    (
        "compression-raised",
        BOOTS,
        [("comfortable?", "comfortable? Never turn it up."), ("gusto?", "gusto? No suba un nivel.")],
    ),
    (
        "compression-on-foot",
        BOOTS,
        [("boots on.", "boots on. Walk later."), ("las botas.", "las botas. Luego camine.")],
    ),
    (
        "compression-unseen",
        BOOTS,
        [("and put the boots on", "without an eye mask"), ("póngase", "póngase sin antifaz")],
    ),
    (
        "compression-without-timer",
        BOOTS,
        [("boots on.", "boots on. They have no timer."), ("botas.", "botas. No hay reloj.")],
    ),
    (
        "compression-dialled",
        BOOTS,
        [('"Turn the', '"Set the timer to 90.", "Turn the'), ('"Enc', '"Ponga el reloj a 90.", "Enc')],
    ),
    (
        "bound-to-bed",
        SOCKS,
        said("9s", "Wrap a bandage round your calf. Enrolle una venda en la pantorrilla.", "Unwrap it. Quítesela."),
    ),
    ("head-down", MASSAGE, said("59s", "Hang by your ankles. Cuélguese cabeza abajo.", "Get down again. Baje.")),
    ("standing-in-the-dark", MASSAGE, said("9s", "Put the lamp on. Encienda la luz.", "Walk about. Póngase de pie.")),
    ("standing-without-hold", MASSAGE, said("9s", "Step onto a stool and hold on. Suba a un taburete y agárrese.")),
    ("standing-still", MASSAGE, said("599s", "Stand up. Quédese de pie.", "Sit down. Siéntese.")),
    (
        "massage-too-hard",
        MASSAGE,
        [("      start: ", "      start: Never with all your weight. Nunca con todo su peso. ")],
    ),
    ("massage-of-a-bare-place", MASSAGE, [("      start: ", "      start: Up to behind the knee. Hasta la corva. ")]),
    ("bad-leg-worked", MASSAGE, step("stretch", "name: Not the swollen leg. No la pierna hinchada", "hold: 20s")),
    ("heat-on-a-numb-place", SOCKS, [HEAT, ("start: ", "start: Not on a numb foot. No en un pie dormido. ")]),
    ("heat-over-cream", SOCKS, [HEAT, *said("9s", "Rub in the hand cream. Dese la crema de manos.")]),
    ("too-often", MASSAGE, split("heel raises", "puntillas", 150)),
    ("too-often", MASSAGE, step("movement", "name: A", "reps: 300", "tempo: 1s")),
    ("too-often", MASSAGE, step("stretch", "name: A", "hold: 50s", "sets: 12")),
    ("bouncing", MASSAGE, step("movement", "name: Bounce the ball", "setup: Bote la pelota.", "reps: 9", "tempo: 1s")),
    ("breath-held", MASSAGE, said("30s", "Hold your breath. Aguante el aire.")),
    ("breath-held", MASSAGE, step("breathe", "in: 4s", "hold: 20s", "out: 4s", "times: 5")),
    ("breath-held", MASSAGE, said("20s", *["Hold your breath. Aguante el aire."] * 5)),
    ("breath-fast", MASSAGE, said("61s", "Do not breathe fast. No respire deprisa.")),
    ("breath-fast", MASSAGE, step("breathe", "in: 1s", "out: 1s", "times: 30")),
    ("massage-of-a-swollen-leg", MASSAGE, said("9s", "Not if the calf is red. No, si la pierna está hinchada.")),
    ("massage-unwarned", MASSAGE, CALF + said("9s", "Not if the calf is red. No, si la pierna está hinchada.")),
    ("elevation-too-long", SOCKS, [("therapy: socks", "therapy: elevation"), ("duration: 1m", "duration: 30m")]),
    ("socks-too-long", SOCKS, [("duration: 1m", "duration: 30m")]),
    (
        "safety-in-another-language",
        BOOTS,
        [("Still comfortable?", "Still comfortable? Sí?"), ("¿Sigue a gusto?", "¿Sigue a gusto, okay?")],
    ),
]


def changed(text, changes):
    """`text` with the changes that fit its language; at least one must."""
    done = text
    for old, new in changes:
        done = done.replace(old, new)
    assert done != text
    return done


def labelled(cases):
    return [
        pytest.param(code, texts[language], changes, id=f"{code}-{language}-{number}")
        for number, (code, texts, changes) in enumerate(cases)
        for language in texts
    ]


def test_every_rule_has_a_case():
    elsewhere = {"condition", "thrombosis", "words-not-judged", "therapy-not-judged", "stretch-no-stop"}
    with_a_case = {code for code, _, _ in CASES} | elsewhere | {code.code for code in CODES}
    assert {rule.code for rule in every_rule()} == with_a_case


@pytest.mark.parametrize("text", [*BOOTS.values(), *RESCUE.values(), *SOCKS.values(), *MASSAGE.values()])
def test_the_routines_that_the_cases_change_have_nothing_wrong(judged, text):
    assert judged(text) == []


@pytest.mark.parametrize(("code", "text", "changes"), labelled(CASES))
def test_a_rule_stops_what_it_is_for(codes, code, text, changes):
    assert code in codes(changed(text, changes))


@pytest.mark.parametrize(("code", "text", "changes"), labelled(CAREFUL))
def test_a_rule_lets_the_near_twin_through(codes, code, text, changes):
    assert code not in codes(changed(text, changes))


@pytest.fixture(params=BOOTS)
def boots(request):
    return BOOTS[request.param]


def test_a_repeat_does_not_hide_how_long_it_takes(codes, boots):
    head, session = boots.split("  - session:")
    session, tail = session.split("  - stretch:")
    inside = "".join(f"      {line}\n" for line in ("  - session:" + session).splitlines())
    repeated = f"{head}  - repeat:\n      times: TIMES\n      steps:\n{inside}  - stretch:{tail}"
    assert "compression-too-long" in codes(repeated.replace("TIMES", "3"))
    assert "compression-too-long" not in codes(repeated.replace("TIMES", "2"))


def test_a_variable_does_not_hide_how_long_it_takes(codes, boots):
    assert "compression-too-long" in codes(boots, {"boots": "45m"})
    assert "compression-too-long" not in codes(boots, {"boots": "20m"})
    assert "stretch-too-long" in codes(boots, {"hold": "2m"})


def test_an_include_hides_nothing_and_the_place_is_in_the_included_file(judged, boots):
    head, session = boots.split("  - session:")
    session, tail = session.split("  - stretch:")
    part = "steps:\n  - session:" + session
    whole = f"{head}  - include: part.yaml\n  - stretch:{tail}"
    assert judged(whole, parts={"part.yaml": part}) == []
    found = judged(whole, {"boots": "45m"}, parts={"part.yaml": part.replace("every: 5m", "every: 4m")})
    [problem] = [one for one in found if one.severity == "error"]
    assert problem.code == "compression-too-long"
    assert (problem.span.path.name, problem.span.line) == ("part.yaml", 2)


def test_a_check_in_an_included_file_counts_when_it_comes_first(codes, boots):
    whole = boots.replace(CHECK, "  - include: check.yaml\n")
    assert codes(whole, parts={"check.yaml": "steps:\n" + CHECK}) == set()
    three = "steps:\n" + CHECK.replace(", conditions", "")
    assert codes(whole, parts={"check.yaml": three}) == {"compression-unchecked"}


def test_a_variable_of_an_included_file_is_overridden_like_any_other(codes, boots):
    whole = boots.replace('  - stretch: {name: Calf, hold: "{hold}"}', "  - include: part.yaml")
    whole = whole.replace('  - stretch: {name: Pantorrilla, hold: "{hold}"}', "  - include: part.yaml")
    part = {"part.yaml": 'vars: {hold: 25s}\nsteps:\n  - stretch: {name: X, hold: "{hold}"}\n'}
    assert codes(whole, parts=part) == set()
    assert codes(whole, {"hold": "3m"}, parts=part) == {"stretch-too-long"}


def test_what_is_wrong_has_a_severity_a_place_a_fact_and_a_hint(judged, boots):
    [error] = judged(boots, {"boots": "45m"}, allow={"compression-unwatched:8", "compression-no-timer:8"})
    assert error.severity == "error"
    assert error.span.line == 8
    assert "45 minutes of compression in all" in error.message
    assert "(fact compression-session-length)" in error.message
    assert error.hint
    [warning] = judged(boots, {"hold": "15s"})
    assert (warning.severity, warning.span.line) == ("warning", 17)
    assert "15 s" in warning.message
    assert "(fact stretch-hold)" in warning.message


def test_a_second_session_that_nothing_ends_is_found_too(judged, boots):
    head, session = boots.split("  - session:")
    session, tail = session.split("  - stretch:")
    again = session.replace("      stop:", "      #")
    found = judged(f"{head}  - session:{session}  - session:{again}  - stretch:{tail}", {"boots": "5m"})
    assert {problem.code for problem in found} == {"compression-no-stop", "compression-left-on"}
    assert {problem.span.line for problem in found} == {17}


def test_levels_one_after_the_other_need_the_boots_off_only_at_the_end(codes, boots):
    head, session = boots.split("  - session:")
    session, tail = session.split("  - stretch:")
    first = session.replace("Turn the boots off and take them off.", "Now one level up.")
    first = first.replace("Apague las botas y quíteselas.", "Ahora un nivel más.")
    assert codes(f"{head}  - session:{first}  - session:{session}  - stretch:{tail}", {"boots": "7m"}) == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(st.integers(5, 700), st.integers(1, 4)), min_size=1, max_size=5))
def test_any_split_of_compression_is_summed(codes, sessions):
    """Sessions of so many seconds, each so many times over: refused exactly when the sum is above 20 minutes."""
    steps = "".join(
        f"  - repeat: {{times: {times}, steps: [session: {{name: S, therapy: compression, duration: {seconds}s}}]}}\n"
        for seconds, times in sessions
    )
    total = sum(seconds * times for seconds, times in sessions)
    found = codes(f"title: Split\nsteps:\n{steps}")
    assert ("compression-too-long" in found) is (total > 20 * 60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.integers(5, 1200), st.integers(5, 1200))
def test_no_session_runs_unwatched_for_more_than_six_minutes(codes, duration, every):
    session = f"{{name: S, therapy: compression, duration: {duration}s, check: {{every: {every}s, say: Well}}}}"
    longest = min(duration, every)
    assert ("compression-unwatched" in codes(f"title: W\nsteps: [session: {session}]\n")) is (longest > 360)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.sets(st.sampled_from(["swelling", "skin", "sensation", "conditions"]), min_size=1), st.booleans())
def test_every_set_of_questions_but_the_whole_one_is_refused(codes, asked, before):
    check = f"  - safety: {{ask: [{', '.join(sorted(asked))}]}}\n"
    session = "  - session: {name: S, therapy: compression, duration: 10s}\n"
    steps = check + session if before else session + check
    refused = "compression-unchecked" in codes("title: Q\nsteps:\n" + steps)
    assert refused is not (before and len(asked) == 4)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.integers(1, 120), st.booleans())
def test_every_hold_is_either_usual_or_told(codes, hold, trial):
    fact = "stretch-trial" if trial else "stretch-hold"
    text = f"title: H\nfacts: [{fact}]\nsteps: [stretch: {{name: S, hold: {hold}s}}]\n"
    found = codes(text) & {"stretch-too-long", "stretch-unusual"}
    if hold > 60:
        assert found == {"stretch-too-long"}
    else:
        assert found == (set() if 20 <= hold <= 30 or (trial and hold == 10) else {"stretch-unusual"})


@pytest.mark.parametrize("hint", sorted({rule.hint for rule in every_rule() if re.match(r"[a-z]+: ", rule.hint)}))
def test_a_hint_that_is_a_line_of_yaml_can_be_typed_as_it_stands(hint):
    """Between braces too, where a comma in unquoted text would start the next key."""
    written = yaml.safe_load("{" + hint + "}")
    assert len(written) == 1
    assert None not in written.values()
