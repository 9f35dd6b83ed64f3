"""Which windows a listener may make longer, and while which something is worn."""

import pytest

from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.language.script import Window
from nightcue.safety.getting_ready import uses

ON = {"en": "Turn the boots on now, at their lowest setting.", "es": "Encienda ahora las botas, en el nivel más bajo."}
PUT_ON = {"en": "Put the boots on.", "es": "Póngase las botas."}
OFF = {"en": "Turn the boots off, and take them off.", "es": "Apague las botas y quíteselas."}
HOLD = {"en": "Hold the stretch.", "es": "Mantenga el estiramiento."}


@pytest.fixture
def windows(folder):
    """The windows of a routine: kind, whether they can be longer, whether something is worn."""

    def make(steps, language="en"):
        path = folder / "made.yaml"
        path.write_text(f"title: Made\nlanguage: {language}\nsteps:\n{steps}", encoding="utf-8")
        _, script = script_for(BuildRequest(path))
        kinds = [cue.kind for cue in script.cues if isinstance(cue, Window)]
        return [(kind, use.of_getting_ready, use.is_worn) for kind, use in zip(kinds, uses(script), strict=True)]

    return make


def test_time_to_get_ready_can_be_longer_and_what_does_good_by_its_length_cannot(windows):
    steps = """\
  - stretch: {name: Calf, hold: 25s, sides: [left, right], sets: 2}
  - movement: {name: Ankles, reps: 2, tempo: 2s}
  - breathe: {in: 4s, out: 4s, times: 1}
  - rest: {duration: 20s}
"""
    ready = {kind: can_be for kind, can_be, _ in windows(steps)}
    assert ready == {
        "wait": True, "hold": False, "switch": True, "rest": True, "beats": False, "breaths": False,
    }  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_pause_in_which_a_stretch_is_held_cannot_be_longer(windows, language):
    assert windows(f"  - say: {HOLD[language]}\n  - pause: 25s\n", language) == [("pause", False, False)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_getting_into_the_boots_can_be_longer_and_not_while_they_run(windows, language):
    session = f"""\
  - session: {{name: Boots, therapy: compression, start: "{ON[language]}", duration: 10m, stop: "{OFF[language]}"}}
  - pause: 90s
  - chapter: After
  - pause: 5s
"""
    put_on = f"  - say: {PUT_ON[language]}\n  - pause: 2m\n"
    assert windows(put_on + session, language) == [
        ("pause", True, True),
        ("session", False, True),
        ("pause", True, True),
        ("pause", True, False),
    ]
    running = f"  - say: {ON[language]}\n  - pause: 30s\n"
    assert windows(running + session, language)[0] == ("pause", False, True)
