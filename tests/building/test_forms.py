"""Which form of a routine is made, and that the rules judge both whichever it is."""

import pytest

from nightcue.building.checking import check_routine
from nightcue.building.compile import compile_routine, script_for
from nightcue.building.request import BuildRequest
from nightcue.language.diagnostics import RoutineError
from nightcue.safety.profile import parse_profile, write_profile

NOTICE = "  - say: This is not medical advice. Ask your doctor if cramps come often.\n"
TEXT = f"title: Evening\nsteps:\n  - say: [Hello., full: This is how it goes.]\n{NOTICE}"


@pytest.fixture
def asked(tmp_path):
    """A request for a routine given as text, heard by somebody with this profile."""

    def call(text=TEXT, detail=None, profile=None):
        path = tmp_path / "evening.yaml"
        path.write_text(text, encoding="utf-8")
        kept = write_profile(parse_profile({"detail": profile}), tmp_path / "profile.yaml") if profile else None
        return BuildRequest(path, voice="embedded", profile=kept, detail=detail)

    return call


@pytest.mark.parametrize(
    ("routine", "profile", "option", "made"),
    [
        (None, None, None, "full"),
        ("brief", None, None, "brief"),
        ("brief", "full", None, "full"),
        ("full", "brief", None, "brief"),
        ("full", "brief", "full", "full"),
        (None, None, "brief", "brief"),
    ],
)
def test_what_is_asked_for_wins_over_the_profile_and_that_over_the_routine(asked, routine, profile, option, made):
    text = TEXT.replace("steps:", f"detail: {routine}\nsteps:") if routine else TEXT
    request = asked(text, option, profile)
    explained = "This is how it goes." in script_for(request)[1].texts()
    assert explained == (made == "full")


@pytest.mark.parametrize("detail", ["full", "brief"])
def test_a_line_that_keeps_somebody_safe_stops_either_form(asked, detail):
    request = asked(TEXT.replace("This is how it goes.", "If it hurts, stop."), detail)
    with pytest.raises(RoutineError, match="keep somebody safe"):
        compile_routine(request)
    [error] = [problem for problem in check_routine(request) if problem.severity == "error"]
    assert (error.code, error.span.line) == ("left-out-of-brief", 3)


@pytest.mark.parametrize("detail", ["full", "brief"])
def test_what_is_wrong_in_the_brief_form_alone_says_so_whichever_is_made(asked, detail):
    text = "title: Evening\nsteps:\n  - say: Hello.\n  - rest: {say: Rest., duration: 5s}\n  - say: Bye.\n" + (
        NOTICE.rstrip() + "\n    detail: full\n"
    )
    found = check_routine(asked(text, detail))
    assert {"left-out-of-brief", "no-notice", "no-help"} <= {problem.code for problem in found}
    brief = [problem.message for problem in found if problem.code == "no-notice"]
    assert brief[0].startswith("in the brief form, ") == (detail == "full")


@pytest.mark.parametrize("detail", ["full", "brief"])
def test_the_length_of_both_forms_of_a_rescue_is_judged(asked, detail):
    text = "title: Rescue\nuse: rescue\nsteps:\n  - say: Straighten your leg, and pull your foot up.\n"
    text += f"  - pause: 20s\n  - pause: 50s\n    detail: full\n{NOTICE}"
    assert "rescue-length" in {problem.code for problem in check_routine(asked(text, detail))}
