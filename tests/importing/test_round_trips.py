"""What `nightcue export` writes is read back the same: every line, every silence to its last digit, every chapter."""

from __future__ import annotations

from fractions import Fraction

import pytest

from importing.drafts import samples
from nightcue.commands.export import FORMATS
from nightcue.exporting import WRITERS
from nightcue.importing.reading import draft_of
from nightcue.importing.writing import routine_of
from nightcue.language.library import shipped_routine
from nightcue.language.reading import read_routine
from nightcue.language.routine import unroll
from nightcue.language.script import Chapter, Line, Window

HOLD_ALL = ("ssml", "text", "speech-markdown")
"""The formats that have a place for titles and chapters too."""


def heard(script):
    """Each line, and each silence in seconds, those in a row together."""
    found = []
    for cue in script.cues:
        if isinstance(cue, Line):
            found.append(cue.text)
        elif isinstance(cue, Window) and cue.seconds:
            if found and isinstance(found[-1], Fraction):
                found[-1] += cue.seconds
            else:
                found.append(cue.seconds)
    return found


def chapters(script):
    return [cue.title for cue in script.cues if isinstance(cue, Chapter)]


def there_and_back(script, format, tmp_path):
    """The script that comes of a script's export; it says what can say the same in another language's words."""
    written = tmp_path / "there.txt"
    written.write_text(WRITERS[format](script), encoding="utf-8")
    draft, _ = draft_of(written, format if format != "text" else "markdown", script.language)
    back = tmp_path / "back.yaml"
    back.write_text(routine_of(draft, "back"), encoding="utf-8")
    return unroll(read_routine(back))


def spoken_alike(lines):
    """Lines broken where a routine has them: long ones come back as several."""
    return " ".join(str(line) if isinstance(line, str) else f"<{line}>" for line in lines)


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "phrases"])
@pytest.mark.parametrize("name", ["stretch", "wind-down", "massage", "calf-pump"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_shipped_routine(format, name, language, tmp_path):
    path = shipped_routine(name, language)
    if not path.is_file():
        pytest.skip("there is none in this language")
    script = unroll(read_routine(path))
    back = there_and_back(script, format, tmp_path)
    assert spoken_alike(heard(back)) == spoken_alike(heard(script))
    assert back.language == script.language
    if format in HOLD_ALL:
        assert (back.title, chapters(back)) == (script.title, chapters(script))


@pytest.mark.parametrize("sample", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
@pytest.mark.parametrize("format", HOLD_ALL)
def test_every_sample(sample, format, tmp_path):
    draft, _ = draft_of(sample)
    path = tmp_path / "one.yaml"
    path.write_text(routine_of(draft, "one"), encoding="utf-8")
    script = unroll(read_routine(path))
    back = there_and_back(script, format, tmp_path)
    assert spoken_alike(heard(back)) == spoken_alike(heard(script))


def test_phrases_hold_every_phrase_with_the_silence_after_it(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text(
        "title: T\nvoice: {gap: 1s}\nsteps:\n"
        "  - say: [One, Two; more]\n  - pause: 1.25s\n  - rest: {duration: 1m, say: Rest}\n",
        encoding="utf-8",
    )
    script = unroll(read_routine(path))
    assert WRITERS["phrases"](script) == "One;1\nTwo, more;1.25\nRest;60\n"
    back = there_and_back(script, "phrases", tmp_path)
    assert heard(back) == ["One", Fraction(1), "Two, more", Fraction(5, 4), "Rest", Fraction(60)]


def test_every_format_that_can_be_named_is_written():
    assert tuple(WRITERS) == FORMATS
