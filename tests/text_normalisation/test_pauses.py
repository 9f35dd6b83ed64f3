"""Where a voice pauses: at the end of a sentence and nowhere else, for at each full stop it waits 0.7 to 0.8 s."""

import re

import pytest

from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.text_normalisation.normaliser import spoken

STOP = re.compile(r"[.!?](?=\s|$)")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Breathe in... and out.", "Breathe in, and out."),
        ("en", "Breathe in… and out…", "Breathe in, and out."),
        ("en", "Wait . . . Then go.", "Wait. Then go."),
        ("en", "Wait... Then go.", "Wait. Then go."),
        ("en", "Ready…?", "Ready?"),
        ("es", "Inspire... y espire.", "Inspire, y espire."),
        ("es", "Espere… ¿Listo?", "Espere. ¿Listo?"),
        ("en", "Ask Dr. North, approx. at 9 a.m. today.", "Ask Doctor North, approximately at nine AM today."),
        ("en", "Take vitamin D. Ask first.", "Take vitamin D. Ask first."),
        ("en", "Is it plan B? No. Then rest.", "Is it plan B? No. Then rest."),
        ("en", "So do I. Relax.", "So do I. Relax."),
        ("es", "Pregunte a la Dra. A. B. Gil. Luego siga.", "Pregunte a la doctora A B Gil. Luego siga."),
    ],
)
def test_a_pause_is_where_a_sentence_ends(language, text, words):
    assert spoken(language, text).words == words


@pytest.mark.parametrize(
    ("name", "cleared", "said"),
    [
        ("Mrs. J. R. West", "Dr. A. North, 3 May", ["This is for Missus J R West.", "Doctor A North, three May."]),
        ("Anna B.", "P. North, M.D.", ["This is for Anna B.", "P North, M D."]),
        ("Mary-Jane O'Neill", "the clinic", ["This is for Mary-Jane O'Neill.", "the clinic."]),
    ],
)
def test_the_name_and_who_cleared_it_are_said_without_a_pause_inside(tmp_path, name, cleared, said):
    (tmp_path / "t.yaml").write_text("title: T\nsteps:\n- say: Begin.\n", encoding="utf-8")
    (tmp_path / "profile.yaml").write_text(f'name: "{name}"\n', encoding="utf-8")
    request = BuildRequest(tmp_path / "t.yaml", profile=tmp_path / "profile.yaml", cleared_by=cleared)
    routine, script = script_for(request)
    greeting, clearance, _ = lines_to_speak(routine, script.texts()).values()
    assert greeting == said[0]
    assert clearance.endswith(said[1])
    assert len(STOP.findall(greeting)) == len(STOP.findall(clearance)) == 1


def test_the_lines_of_a_block_are_said_one_by_one(tmp_path):
    block = "title: T\nsteps:\n- say: |\n    • Sit approx. 60 cm away\n    - Keep your heels down\n    2) Breathe\n"
    (tmp_path / "t.yaml").write_text(block, encoding="utf-8")
    routine, script = script_for(BuildRequest(tmp_path / "t.yaml"))
    [words] = lines_to_speak(routine, script.texts()).values()
    assert words == "Sit approximately sixty centimetres away. Keep your heels down. Two. Breathe"
