"""A folder for one more language, in a copy of nightcue: it switches on its own level, and every command ends well."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nightcue
from nightcue.language.library import shipped
from nightcue.locales import COMPLETE, SPEAKS

pytestmark = pytest.mark.once

PACKAGE = Path(nightcue.__file__).parent
LINES = re.compile(r"^( +)es: (.*(?:\n\1  .*)*)$", re.MULTILINE)

OWN = "title: Mia\nlanguage: it\nsteps:\n- say: Ciao.\n- stretch: {name: P, hold: 20s}\n"

PROGRAM = """
import sys
from click.testing import CliRunner
from nightcue.commands import nightcue
for words in sys.stdin.read().splitlines():
    done = CliRunner().invoke(nightcue, words.split())
    wrong = not isinstance(done.exception, (SystemExit, type(None)))
    said = " ".join((done.output + repr(done.exception) * wrong).split())
    print("crash" if wrong else done.exit_code, words, said, sep="\\t")
"""


@pytest.fixture
def cross(tmp_path):
    """Give a copy of nightcue files for Italian, made from another language's, and run commands with it."""
    copy = tmp_path / "src/nightcue"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("packs", "__pycache__"))
    (copy / "voices/ahead/packs").symlink_to(PACKAGE / "voices/ahead/packs")
    for name in ("routines", "seeds"):
        shutil.copytree(shipped(name), tmp_path / name)

    def run(parts, origin, *commands):
        (copy / "locales/it").mkdir()
        for part in parts:
            text = (copy / f"locales/{origin}/{part}.yaml").read_text(encoding="utf-8")
            text = re.sub("^iso639_2: ...", "iso639_2: ita", text, flags=re.MULTILINE)
            (copy / f"locales/it/{part}.yaml").write_text(text, encoding="utf-8")
        subprocess.run(
            [sys.executable, "-P", "-m", "nightcue.safety.vetted"],
            env=os.environ | {"PYTHONPATH": str(tmp_path / "src")},
            check=True,
        )
        work = tmp_path / "work"
        (work / "routines/it").mkdir(parents=True)
        (work / "routines/it/mia.yaml").write_text(OWN, encoding="utf-8")
        places = {f"NIGHTCUE_{name}": str(work / name.lower()) for name in ("CACHE", "CONFIG", "DATA")}
        environment = os.environ | places | {"PYTHONPATH": str(tmp_path / "src"), "NIGHTCUE_SOUND": "no-such-thing"}
        done = subprocess.run(
            [sys.executable, "-P", "-c", PROGRAM],
            input="\n".join(commands),
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        said = [line.split("\t") for line in done.stdout.splitlines()]
        return {words: (code, text) for code, words, text in said}

    return run


def ends(told):
    """The code with which each command ended, without those that are done."""
    return {words: code for words, (code, _) in told.items() if code != "0"}


ASKED_FOR = (
    "list",
    "list --lang it",
    "check",
    "check routines/it/mia.yaml",
    "plan mia --lang it",
    "build mia --lang it",
    "new altra --from mia --lang it",
    "facts --lang it",
    "facts quinine-risk",
    "diary report --lang it",
    "diary report",
    "diary list",
    "site page mia --lang it",
    "site --single page.html mia --lang it",
    "voices --try default --lang it",
    "rescue --lang it",
    "rescue",
    "prepare",
)
WITH_A_PROFILE = (
    "profile set --language it",
    *ASKED_FOR[:6],
    "facts quinine-risk",
    "diary report",
    "diary list",
    "prepare",
)


def test_a_language_that_speaks(cross):
    told = cross(SPEAKS, "fr", *ASKED_FOR, *WITH_A_PROFILE)
    assert ends(told) == {
        "facts --lang it": "2",
        "diary report --lang it": "2",
        "rescue --lang it": "1",  # there is no such routine
        "rescue": "4",  # there is no sound device
    }
    assert re.search(r"mia +it ", told["list"][1])
    assert "1 routine: no errors, 2 warnings" in told["check routines/it/mia.yaml"][1]
    assert "pico-it" in told["plan mia --lang it"][1] or "espeak" in told["plan mia --lang it"][1]
    assert "Tenez pendant 20 secondi." in told["plan mia --lang it"][1]  # the number by CLDR
    assert "there are no facts in 'it'; there are in: en, es" in told["facts --lang it"][1]
    assert "there is no report in 'it'; there is in: en, es" in told["diary report --lang it"][1]
    assert "quinine can do" in told["facts quinine-risk"][1]
    assert "The diary is empty" in told["diary report"][1]
    assert "rescue.en.mp3" in told["prepare"][1]


def test_a_language_that_is_complete(cross, tmp_path):
    for sheet in (tmp_path / "seeds").glob("*.yaml"):
        text = sheet.read_text(encoding="utf-8")
        sheet.write_text(LINES.sub(r"\1es: \2\n\1it: \2", text), encoding="utf-8")
    shutil.copytree(tmp_path / "routines/es", tmp_path / "routines/it")
    for path in (tmp_path / "routines/it").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("^language: es", "language: it", text, flags=re.MULTILINE), encoding="utf-8")
    told = cross(COMPLETE, "es", *ASKED_FOR, "check routines/it/mia.yaml", *WITH_A_PROFILE)
    assert ends(told) == {"rescue": "4", "rescue --lang it": "4"}
    assert re.search(r"bedtime +it ", told["list"][1])
    assert "words-not-judged" not in told["check routines/it/mia.yaml"][1]
    assert "no-notice" in told["check routines/it/mia.yaml"][1]
    assert "quinina" in told["facts --lang it"][1]
    assert "El diario está vacío" in told["diary report --lang it"][1]
    assert "rescue.it.mp3" in told["prepare"][1]


def test_a_complete_language_without_its_sentences_of_facts_is_told_so(cross):
    told = cross(COMPLETE, "es", "facts --lang it", "check routines/it/mia.yaml")
    assert told["facts --lang it"][0] == "1"
    assert "'it' is missing here" in told["facts --lang it"][1]
    assert told["check routines/it/mia.yaml"][0] == "0"


@pytest.mark.parametrize("lacking", SPEAKS)
def test_a_folder_that_lacks_a_file_is_no_language_and_every_command_says_so(cross, lacking):
    parts = [part for part in SPEAKS if part != lacking]
    told = cross(parts, "fr", "list", "check routines/it/mia.yaml", "profile set --language it", "facts --lang it")
    assert ends(told) == {
        "check routines/it/mia.yaml": "1",
        "profile set --language it": "1",
        "facts --lang it": "2",
    }
    for words in ("check routines/it/mia.yaml", "profile set --language it"):
        assert f"it has no {lacking}.yaml)" in told[words][1]
    assert not re.search(r"mia +it ", told["list"][1])
