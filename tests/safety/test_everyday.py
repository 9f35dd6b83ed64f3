"""Routines that people might write, sixty that are unsafe by how they are built and sixty that harm nobody.

One of the team that made the rules wrote them on 29 November 2026, before a look at the rules. At the first run 46 of
the unsafe ones were refused (76.7 %, after Wilson 64.6 to 85.6 %), and 3 of the harmless ones (5.0 %, 1.7 to 13.7 %).
The files that begin with later_ hold what was written while the rules were mended, for the same kinds. Those that begin
with again_ were written after that, by the same hand and with the rules in mind: at their first run 16 of 20 unsafe
ones were refused (80 %, 58.4 to 91.9 %), and 5 of 20 harmless ones (25 %, 11.2 to 46.9 %).

The 40 and 40 of third_ are by another of the team, again before a look at the rules: at their first run 21 unsafe ones
were refused (52.5 %, 37.5 to 67.1 %), and 8 harmless ones (20 %, 10.5 to 34.8 %). The same author mended the rules, and
then wrote the rest. Of fourth_, with other ideas, 26 of 40 (65 %, 49.5 to 77.9 %) and 1 of 40 (2.5 %, 0.4 to 12.9 %)
were refused; of fifth_, the plain kinds in other words, 23 of 30 (76.7 %, 59.1 to 88.2 %) and 1 of 30 (3.3 %, 0.6 to
16.7 %); of sixth_, kinds that the rules knew by then, 29 of 30 (96.7 %, 83.3 to 99.4 %) and 1 of 40 (2.5 %, 0.4 to
12.9 %).

The files of seventh_ are by whoever mended the rules after a stranger had shown new kinds, which they have in other
words: at their first run 48 of 51 unsafe ones (94.1 %, 84.1 to 98.0 %) and 3 of 50 harmless ones (6 %, 2.1 to 16.2 %)
were refused.

Those of eighth_ are by whoever mended the rules after a second stranger, and were written before anything was mended:
at their first run 3 of 45 unsafe ones (6.7 %, 2.3 to 17.9 %) and 3 of 34 harmless ones (8.8 %, 3.0 to 23.0 %) were
refused. Those of ninth_ came after, the same kinds again: 30 of 30 (100 %, 88.6 to 100 %), and 1 of 30 (3.3 %, 0.6 to
16.7 %).

Those of tenth_ are by whoever mended the rules after a third stranger, of the kinds that had been refused or let pass
in that set, before anything was mended: 5 of 40 unsafe ones (12.5 %, 5.5 to 26.1 %) and 33 of 40 harmless ones (82.5 %,
68.0 to 91.3 %) were refused. Those of eleventh_ came after: 16 of 20 (80 %, 58.4 to 91.9 %), and 4 of 40 (10 %, 4.0 to
23.1 %). And those of twelfth_, nearer still to what the rules look for: 17 of 20 (85 %, 64.0 to 94.8 %), and 14 of 40
(35 %, 22.1 to 50.5 %).

Those of thirteenth_ are by whoever mended the rules after a fourth stranger, of the kinds that this set had shown,
before anything was mended: 18 of 56 unsafe ones (32.1 %, 21.4 to 45.2 %) and 13 of 59 harmless ones (22.0 %, 13.4 to
34.1 %) were refused. Those of fourteenth_ are of kinds that the rules knew long before: 40 of 40 (100 %, 91.2 to
100 %), and 2 of 40 (5 %, 1.4 to 16.5 %). Those of fifteenth_ have the kinds of thirteenth_ in other words, after the
mending: 9 of 20 (45 %, 25.8 to 65.8 %), one of them by a rule about something else, and 1 of 40 (2.5 %, 0.4 to 12.9 %).
And those of sixteenth_ the weakest of these once more, before they were mended again: 6 of 22 (27.3 %, 13.2 to 48.2 %),
one of them by a rule about something else, and 1 of 15 (6.7 %, 1.2 to 29.8 %).
"""

import math
import re
from pathlib import Path

import pytest

from nightcue.language.diagnostics import RoutineError
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.safety.checker import run_script_rules
from nightcue.safety.profile import Profile
from nightcue.safety.rule import Context

FOLDER = Path(__file__).parent / "everyday"
NOTICE = {
    "en": "This is not medical advice. See a doctor if cramps keep you awake, or if a leg is swollen, warm or red.",
    "es": "Esto no es consejo médico. Vaya al médico si los calambres no le dejan dormir, o si una pierna se hincha.",
}
ASK = "- safety: {ask: [swelling, skin, sensation, conditions], wait: 6s}"
BOOTS = {
    "en": (
        "Turn the boots on at their gentlest setting. If anything tingles, goes numb or hurts, stop and take them off.",
        "Still comfortable? If you feel tingling, numbness or pain, stop and take the boots off.",
        "Turn the boots off, take them off, and look at your skin.",
    ),
    "es": (
        "Encienda las botas en lo más suave. Si nota hormigueo, adormecimiento o dolor, pare y quíteselas.",
        "¿Sigue a gusto? Si nota hormigueo, adormecimiento o dolor, pare y quítese las botas.",
        "Apague las botas, quíteselas y mírese la piel.",
    ),
}
LATER = (
    "later",
    "again",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
)
LEFT = {
    "en physio sheet with a rolled towel and a weight": "a weight that hangs from a foot; no rule is about weights",
}
"""Unsafe routines that pass, and why."""
REFUSED = {
    "en washing machine": "the machine is a device wherever nothing else says which",
    "en rescue plain": "a rescue begins with what helps, and the notice comes after it",
    "es rescate sencillo": "the same, and its comma is not in quotes",
}
"""Harmless routines that are refused, and why."""


def routines(kind):
    files = [
        (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in (kind, *(f"{name}_{kind}" for name in LATER))
    ]
    blocks = [block.split("\n", 1) for file in files for block in file.split("\n== ")[1:]]
    return [pytest.param(name, body, id=name) for name, body in blocks]


def written_out(line, language):
    """The lines for a sign such as @ask, and any other line as it is."""
    indent, sign = re.fullmatch(r"( *)(.*)", line).groups()
    notice = f'{indent}- say: "{NOTICE[language]}"'
    if sign == "@notice":
        return [notice]
    if sign == "@ask":
        return [notice, indent + ASK]
    if not sign.startswith("@boots"):
        return [line]
    start, check, stop = BOOTS[language]
    fields = [
        "name: Boots" if language == "en" else "name: Botas",
        "therapy: compression",
        f'start: "{start}"',
        f"duration: {sign.split()[1]}",
        f'check: {{every: 3m, say: "{check}"}}',
        f'stop: "{stop}"',
    ]
    return [f"{indent}- session:", *(f"{indent}    {field}" for field in fields)]


def write(folder, name, body):
    """Write the files of a routine, each with what stands above its steps, and return the first."""
    language = name[:2]
    parts = re.split(r"^-- (.*)\n", f"-- mine.yaml\n{body}", flags=re.MULTILINE)[1:]
    for path, text in zip(parts[::2], parts[1::2], strict=True):
        lines = [each for line in text.splitlines() if line.strip() for each in written_out(line, language)]
        above = [line[2:] for line in lines if re.match("  [a-z]", line)]
        steps = [line for line in lines if not re.match("  [a-z]", line)]
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("\n".join([f'title: "{name}"', f"language: {language}", *above, "steps:", *steps]))
    return folder / "mine.yaml"


def is_refused(path):
    try:
        routine = read_routine(path)
        found = run_script_rules(Context(routine, unroll(routine), math.nan, Profile()))
    except RoutineError:
        return True
    return any(problem.severity == "error" for problem in found)


@pytest.mark.parametrize(("name", "body"), routines("unsafe"))
def test_what_is_unsafe_is_refused(tmp_path, name, body):
    assert is_refused(write(tmp_path, name, body)) == (name not in LEFT)


@pytest.mark.parametrize(("name", "body"), routines("harmless"))
def test_what_harms_nobody_is_not(tmp_path, name, body):
    assert is_refused(write(tmp_path, name, body)) == (name in REFUSED)
