"""What check finds, and how little it has spoken for that."""

import pytest

from nightcue.building.checking import check_routine
from nightcue.building.compile import compile_routine
from nightcue.building.longest import longest
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import RoutineError
from nightcue.language.library import shipped_routine
from nightcue.voices.ahead import packs

NOTICE = "  - say: This is no medical advice. If a leg is swollen, warm or red, get medical help.\n"
STRETCH = "title: T\nsteps:\n" + NOTICE + "  - stretch: {{name: Calf, hold: {hold}, cues: {{{cues}}}}}\n"


@pytest.fixture
def request_of(tmp_path):
    def call(text):
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return BuildRequest(path)

    return call


def codes(found):
    """Return the codes of what is found, but for texts that are still to be read."""
    return [problem.code for problem in found if problem.code != "unreviewed"]


def test_lines_that_fit_whatever_the_voice_are_not_spoken(request_of, known_voice):
    found = check_routine(request_of(STRETCH.format(hold="25s", cues="halfway: true, encourage: Slowly now.")))
    assert codes(found) == []
    assert known_voice.spoken == []


def test_only_the_lines_of_a_window_that_may_be_too_short_are_spoken(request_of, known_voice):
    cues = "halfway: true, encourage: Breathe slowly and let the heel sink further down to the floor"
    found = check_routine(request_of(STRETCH.format(hold="20s", cues=cues)))
    assert len(known_voice.spoken) == 2
    assert found == list(compile_routine(request_of(STRETCH.format(hold="20s", cues=cues))).timeline.warnings)


def test_what_does_not_fit_is_found_as_when_it_is_built(request_of, known_voice):
    request = request_of(STRETCH.format(hold="20s", cues=f"halfway: true, encourage: {'much too long ' * 12}"))
    found = check_routine(request)
    assert codes(found) == ["cue-left-out"]
    assert found == list(compile_routine(request).timeline.warnings)


@pytest.mark.parametrize("look", [check_routine, compile_routine])
def test_what_is_unsafe_is_refused_before_anything_is_spoken(request_of, known_voice, look):
    try:
        found = look(request_of(STRETCH.format(hold="90s", cues="countdown: 3")))
    except RoutineError as error:
        found = error.diagnostics
    assert "stretch-too-long" in codes(found)
    assert known_voice.spoken == []


def test_a_rescue_that_may_be_too_long_is_spoken_to_be_sure(request_of, known_voice):
    lines = "".join(
        f"  - say: Pull your foot up towards your face, and keep it there, number {n}.\n" for n in range(20)
    )
    text = f"title: Rescue\nuse: rescue\nsteps:\n  - say: Straighten your leg, and pull your foot up.\n{lines}{NOTICE}"
    check_routine(request_of(text + "  - pause: 60s\n"))
    assert len(known_voice.spoken) == 22


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: pack.folder.name)
def test_no_line_that_is_spoken_ahead_is_longer_than_it_can_be(pack):
    rows = (line.split("\t") for line in (pack.folder / "lines.tsv").read_text(encoding="utf-8").splitlines())
    lines = [(text, float(seconds)) for _, _, seconds, text in rows if seconds.replace(".", "").isdigit()]
    assert len(lines) > 100
    assert [text for text, seconds in lines if seconds > longest(text, pack.pace)] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_is_told_of_a_shipped_routine(language):
    assert check_routine(BuildRequest(shipped_routine("bedtime", language))) == []
