"""The same routine gives the same bytes whatever surrounds the build; .ci/run holds it across versions of Python."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.once

TEXT = """title: {title}
language: {language}
steps:
  - chapter: {title}
  - say: ["{line}", "{notice}"]
  - stretch: {{name: "{title}", hold: 20s, sides: [left, right], cues: {{halfway: true, countdown: 3}}}}
sound: {{background: {background}, chimes: wood}}
"""
ROUTINES = {
    "mine": TEXT.format(
        title="Calf", language="en", line="Stretch slowly.", notice="Ask a clinician.", background="rain"
    ),
    "mía": TEXT.format(
        title="Pantorrilla", language="es", line="Estire despacio.", notice="Consulte a su médico.", background="none"
    ),
}
BUILD = """
import sys
from nightcue.commands import nightcue
formats, routines = sys.argv[2].split(), sys.argv[3:]
for routine in routines:
    for format in formats:
        nightcue(["build", routine, "--voice", sys.argv[1], "--format", format], standalone_mode=False)
"""
SURROUNDINGS = {
    "here": {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    "sitio con espacios/ñ": {"PYTHONHASHSEED": "4711", "LC_ALL": "es_ES.UTF-8", "TZ": "Asia/Kathmandu"},
}
"""Everything differs at once: seed, language of the system, time zone, folders and, for each, a cold cache."""


@pytest.mark.parametrize(
    ("voice", "formats", "routines"),
    [("embedded", "mp3 flac opus", ["mine", "mía"]), ("default", "mp3", ["mine"])],
    ids=["the embedded voice", "the natural voice"],
)
def test_seed_language_time_zone_and_folder_change_no_byte(voice, formats, routines, tmp_path):
    made = []
    for name, variables in SURROUNDINGS.items():
        folder = tmp_path / name
        folder.mkdir(parents=True)
        for routine in routines:
            (folder / f"{routine}.yaml").write_text(ROUTINES[routine], encoding="utf-8")
        there = os.environ | variables | {"NIGHTCUE_CACHE": str(folder / "cache"), "PYTHONUTF8": "1"}
        files = [f"{routine}.yaml" for routine in routines]
        subprocess.run([sys.executable, "-c", BUILD, voice, formats, *files], cwd=folder, env=there, check=True)
        made.append({path.name: path.read_bytes() for path in (folder / "audio_out").iterdir()})
    assert len(made[0]) == len(routines) * len(formats.split())
    assert made[0].keys() == made[1].keys()
    assert [name for name in made[0] if made[0][name] != made[1][name]] == []
