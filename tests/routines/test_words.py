"""What every routine has to say, and what none may ask for."""

import re
from fractions import Fraction

import pytest

from nightcue.language.script import Chapter, Line, Window
from nightcue.language.steps.session import Session

EYES = {
    "en": r"look(?:s|ing)?|see(?:s|ing)?|watch(?:es|ing)?|read(?:s|ing)?|eyes?|write|gaze|screen|mirror",
    "es": r"m[ií]r\w+|ver|vea\w*|verá\w*|vist[ao]|observ\w+|le(?:a|er|e)|fíj\w+|ojos?|escrib\w+|pantalla|espejo",
}
IN_THE_LIGHT = {"en": r"in the light|light on|tomorrow", "es": r"con luz|luz|mañana"}
STANDING = {
    "en": r"\bstand (?:up|upright|facing|behind|at)\b|\btake [^.]* steps\b|\bkeep one hand on the wall\b",
    "es": r"\bde pie frente\b|\bpóngase (?:de pie|detrás)|\blevántese\b|\bse levante\b|\bpasos\b|\benderécese con\b",
}
HOLDING = {
    "en": r"\bhold(?:ing)? on\b|\bhands? (?:flat )?(?:against|on) (?:it|the)\b",
    "es": r"\bagárre\w+|\bcon apoyo\b|\bsin soltarse\b|\bapoy\w+ en ella\b|\bmanos? en la\b",
}
HELP = {"en": (r"not medical advice", r"\bhelp\b"), "es": (r"no consejo médico", r"\bayuda\b")}
OFF = {"en": r"take them off", "es": r"quíte(?:se)?las"}
STOP_IF = {"en": r"\bif you feel\b.*\bstop\b", "es": r"\bsi (?:nota|siente)\b.*\bpare\b"}
LONGEST_WITHOUT_CHECK = 3 * 60


def found(pattern, text):
    return re.search(pattern, text, re.IGNORECASE)


def asks_for_eyes(text, language):
    """Whether `text` asks to look at something now; a line that speaks of the light or of tomorrow may."""
    return found(rf"\b(?:{EYES[language]})\b", text) and not found(rf"\b(?:{IN_THE_LIGHT[language]})\b", text)


def test_no_line_asks_for_open_eyes(name, language, shelf):
    assert [text for text in shelf[name, language].script.texts() if asks_for_eyes(text, language)] == []


@pytest.mark.parametrize(
    ("tongue", "text", "asks"),
    [
        ("en", "Look at your skin.", True),
        ("en", "See whether it is red.", True),
        ("en", "Tomorrow, look at it in the light.", False),
        ("en", "You seem ready.", False),
        ("es", "Mírese la piel.", True),
        ("es", "Vea si hay una herida.", True),
        ("es", "Lea la lista.", True),
        ("es", "Mírelo mañana con luz.", False),
        ("es", "Respire de verdad.", False),
    ],
)
def test_the_words_for_looking_are_known(tongue, text, asks):
    assert bool(asks_for_eyes(text, tongue)) == asks


def test_standing_work_says_what_to_hold_on_to(name, language, shelf):
    lines = [cue.text for cue in shelf[name, language].script.cues if isinstance(cue, Line)]
    unsafe = [text for text in lines if found(STANDING[language], text) and not found(HOLDING[language], text)]
    assert unsafe == []


def test_standing_work_is_found(shelf, language):
    standing = {
        name
        for (name, spoken), one in shelf.items()
        if spoken == language and any(found(STANDING[language], text) for text in one.script.texts())
    }
    assert standing >= {"bedtime", "stretch", "stretch-trial", "rescue", "calf-pump", "socks-morning"}
    assert not standing & {"bedtime-seated", "massage", "socks-evening", "wind-down", "is-it-a-cramp", "diary-prompt"}


def test_every_routine_says_that_it_is_no_medical_advice_and_when_to_seek_help(name, language, shelf):
    everything = " ".join(shelf[name, language].script.texts())
    assert all(found(pattern, everything) for pattern in HELP[language])


def sessions(steps):
    for step in steps:
        if isinstance(step, Session):
            yield step
        yield from sessions(getattr(step, "steps", ()))


def test_compression_comes_with_all_that_makes_it_safe(language, shelf):
    compressing = set()
    for (name, spoken), one in shelf.items():
        for session in sessions(one.routine.steps) if spoken == language else ():
            if session.therapy in {"compression", "socks"}:
                compressing.add(name)
                assert found(STOP_IF[language], " ".join(session.start)), name
                assert session.check is not None and session.check.every <= LONGEST_WITHOUT_CHECK, name
                assert found(OFF[language], " ".join(session.stop)), name
            if session.therapy == "compression":
                assert session.intensity == "gentle", name
                assert 600 <= session.duration <= 1200, name
    assert compressing == {"bedtime", "bedtime-seated", "socks-morning"}


@pytest.mark.parametrize("careful", ["bedtime", "bedtime-seated", "socks-morning", "massage"])
def test_all_five_questions_come_before_the_first_session(careful, language, shelf):
    one = shelf[careful, language]
    questions = list(one.routine.speech.phrases.steps.safety)
    words = [text for key, text in questions if key != "stop"]
    before = []
    for cue in one.script.cues:
        if isinstance(cue, Window) and cue.kind == "session":
            break
        before.append(getattr(cue, "text", ""))
    assert len(words) == 5
    assert [text for text in before if text in words] == words


def test_no_session_ends_the_track_and_nothing_but_sleep_follows(name, language, shelf):
    cues = shelf[name, language].script.cues
    last = max(
        (place for place, cue in enumerate(cues) if isinstance(cue, Window) and cue.kind == "session"), default=0
    )
    assert any(isinstance(cue, Line) for cue in cues[last + 1 :])


def test_rescue_begins_with_what_helps_and_no_chime(language, shelf):
    cues = shelf["rescue", language].script.cues
    first = next(cue for cue in cues if not isinstance(cue, Chapter))
    assert isinstance(first, Line)
    assert first.text.startswith({"en": "Straighten your leg,", "es": "Ponga la pierna recta"}[language])
    assert {"en": "foot up", "es": "punta del pie"}[language] in first.text


def test_massage_is_kept_from_a_bad_leg(language, shelf):
    wanted = {
        "en": r"never massage a leg that is swollen, warm, red or darker",
        "es": r"no dé nunca masaje .* hinchada",
    }
    assert found(wanted[language], " ".join(shelf["massage", language].script.texts()))


def test_quinine_k2_and_magnesium_are_told_as_they_are(language, shelf):
    everything = " ".join(shelf["is-it-a-cramp", language].script.texts())
    for pattern in {
        "en": (
            r"do not take quinine", r"prescribed it, ask before you stop", r"magnesium is unlikely",
            r"K2 .* one study.*warfarin", r"medicines can bring on cramps.*do not stop any",
        ),
        "es": (
            r"no tome quinina", r"recetado, pregúntele antes de dejarla", r"poco probable que el magnesio",
            r"K2 .* un solo estudio.*warfarina", r"medicamentos pueden dar calambres.*no deje ninguno por su cuenta",
        ),
    }[language]:  # fmt: skip
        assert found(pattern, everything)


def test_the_minutes_before_sleep_are_free_of_medicines(language, shelf):
    everything = " ".join(shelf["wind-down", language].script.texts())
    assert not found(r"quinin|warfarin|magnesi", everything)


@pytest.mark.parametrize("nightly", ["bedtime", "stretch", "stretch-trial", "rescue"])
def test_whoever_stands_at_night_has_a_light_open_eyes_and_slippers(nightly, language, shelf):
    lines = [cue.text for cue in shelf[nightly, language].script.cues if isinstance(cue, Line)]
    upright = {"en": r"\bstand (?:up|facing)\b", "es": r"\bde pie frente\b|\blevántese\b"}[language]
    first = next(number for number, text in enumerate(lines) if found(upright, text))
    heard = " ".join(lines[: first + 1])
    for pattern in {
        "en": (r"\blight on\b", r"\beyes\b", r"\bslippers\b"),
        "es": (r"\bluz\b", r"\bojos\b", r"\bzapatillas\b"),
    }[language]:
        assert found(pattern, heard)


@pytest.mark.parametrize("booted", ["bedtime", "bedtime-seated"])
def test_a_yes_leaves_the_boots_out_after_the_stretches_are_done(booted, language, shelf):
    cues = shelf[booted, language].script.cues
    last_hold = max(place for place, cue in enumerate(cues) if isinstance(cue, Window) and cue.kind == "hold")
    asked = [place for place, cue in enumerate(cues) if isinstance(cue, Line) and cue.question]
    assert asked[0] > last_hold
    after = next(cue.text for cue in cues[asked[-1] + 1 :] if isinstance(cue, Line))
    assert found({"en": r"leave the boots out tonight", "es": r"esta noche deje las botas"}[language], after)


@pytest.mark.parametrize("booted", ["bedtime", "bedtime-seated"])
def test_the_boots_own_timer_is_set_to_their_minutes_before_they_run(booted, language, shelf):
    cues = shelf[booted, language].script.cues
    running = next(place for place, cue in enumerate(cues) if isinstance(cue, Window) and cue.kind == "session")
    heard = " ".join(cue.text for cue in cues[:running] if isinstance(cue, Line))
    assert found({"en": r"own timer to 15 minutes", "es": r"temporizador del aparato a 15 minutos"}[language], heard)


def test_rescue_massages_before_it_warms_and_never_a_bad_leg(language, shelf):
    heard = " ".join(shelf["rescue", language].script.texts())
    rub, stroke, warm = {
        "en": ("Do not rub", "stroke", "something warm"),
        "es": ("No frote", "pase la mano", "templado"),
    }[language]
    assert heard.index(rub) < heard.index(stroke) < heard.index(warm)


def test_a_long_cramp_and_a_cold_pale_leg_are_reasons_for_help(name, language, shelf):
    everything = " ".join(shelf[name, language].script.texts())
    for pattern in {
        "en": (r"over 10 minutes", r"suddenly cold and pale"),
        "es": (r"más de 10 minutos", r"de repente está fría y pálida"),
    }[language]:
        assert found(pattern, everything)


def test_a_hold_leaves_time_to_get_into_place(name, language, shelf):
    """Before a hold, its side or setup has been said and at least 3 s have passed in silence and words."""
    cues = shelf[name, language].script.cues
    for place, cue in enumerate(cues):
        if isinstance(cue, Window) and cue.kind == "hold":
            waited = [before.seconds for before in cues[max(0, place - 4) : place] if isinstance(before, Window)]
            assert sum(waited) >= Fraction(3), place
