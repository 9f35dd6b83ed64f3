"""Stretches that go on in other steps, through breaths, beats and pauses; and what only looks so."""

import pytest

HEAD = "title: Mine\nlanguage: {language}\ntopic: stretching\nsteps:\n"

TOO_LONG = {
    "through breaths, en": (
        "en",
        (
            "  - say: Lean into the wall, and stay in the stretch for all of the breaths.\n"
            "  - breathe: {in: 5s, out: 7s, times: 30}\n"
        ),
    ),
    "through breaths, es": (
        "es",
        (
            "  - say: Entre en el estiramiento y no salga hasta la última respiración.\n"
            "  - breathe: {in: 5s, out: 7s, times: 30}\n"
        ),
    ),
    "until told, en": ("en", "  - say: Heels down. Do not ease off until I tell you.\n  - pause: 6m\n"),
    "until told, es": ("es", "  - say: Empuje la pared y no afloje hasta que yo le avise.\n  - pause: 6m\n"),
    "down there, en": ("en", "  - say: Let both heels sink. Stay down there.\n  - pause: 6m\n"),
    "between beats, en": (
        "en",
        (
            "  - movement: {name: Calf, setup: Lean into the wall. Never let go between the counts., reps: 20,"
            " tempo: 20s, beat: [Down, Hold], count: none}\n"
        ),
    ),
    "between beats, es": (
        "es",
        (
            "  - movement: {name: Gemelo, setup: Empuje la pared. No afloje entre una cuenta y otra., reps: 20,"
            " tempo: 20s, beat: [Abajo, Aguante], count: none}\n"
        ),
    ),
    "as raised legs, en": (
        "en",
        (
            "  - session: {name: Heels, therapy: elevation, start: Let your heels drop and hold it there.,"
            " duration: 8m, stop: Come up.}\n"
        ),
    ),
    "as raised legs, es": (
        "es",
        (
            "  - session: {name: Talones, therapy: elevation, start: Deje caer los talones y aguante ahí abajo.,"
            " duration: 8m, stop: Suba.}\n"
        ),
    ),
}


@pytest.mark.parametrize(("language", "steps"), TOO_LONG.values(), ids=TOO_LONG)
def test_a_stretch_that_goes_on_in_another_step_is_too_long(codes, language, steps):
    assert "stretch-too-long" in codes(HEAD.format(language=language) + steps)


HARMLESS = {
    "legs on a cushion, en": (
        "en",
        "  - say: Lie down and push a cushion beneath your calves.\n  - rest: {duration: 6m, say: Stay like that.}\n",
    ),
    "legs on a cushion, es": (
        "es",
        "  - say: Acuéstese y ponga las piernas sobre un cojín.\n  - rest: {duration: 6m, say: Quédese así.}\n",
    ),
    "breaths in a chair, en": (
        "en",
        "  - say: Sit down, and stay like this.\n  - breathe: {in: 5s, out: 7s, times: 30}\n",
    ),
    "breaths in a chair, es": (
        "es",
        "  - say: Siéntese y quédese así.\n  - breathe: {in: 5s, out: 7s, times: 30}\n",
    ),
    "heels up and down, holding on": (
        "en",
        (
            "  - movement: {name: Heels, setup: Up and down. Never let go of the chair., reps: 20, tempo: 20s,"
            " beat: [Up, Down], count: none}\n"
        ),
    ),
}


@pytest.mark.parametrize(("language", "steps"), HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_stretch_may_go_on(codes, language, steps):
    assert "stretch-too-long" not in codes(HEAD.format(language=language) + steps)


BOUND = {
    "en": "  - say: Take the bandage and start at the ankle, firmly, up to the knee.\n  - say: Good night.\n",
    "es": "  - say: Coja la venda elástica y empiece por el tobillo.\n  - say: Buenas noches.\n",
    "en, in bed": "  - say: Get into bed with the bandages on.\n  - say: Good night.\n",
    "es, en la cama": "  - say: Métase en la cama con las vendas puestas.\n  - say: Buenas noches.\n",
}


@pytest.mark.parametrize(("language", "steps"), [(name[:2], steps) for name, steps in BOUND.items()], ids=BOUND)
def test_a_bandage_comes_off_before_sleep(codes, language, steps):
    assert "bound-to-bed" in codes(HEAD.format(language=language) + steps)


def test_pronounce_takes_away_no_stop_of_several(codes):
    text = HEAD.format(language="es").replace("steps:", "voice: {pronounce: {pare: siga}}\nsteps:")
    assert "pronounced-otherwise" in codes(text + "  - say: Si le duele, pare aquí y quítese las botas.\n")


def test_boots_of_a_whole_room_are_put_on_before_their_session(codes):
    fitted = "  - say: We fit the boots now, and each pump is set to twenty minutes.\n  - pause: 4m\n"
    session = "  - session: {name: Boots, therapy: compression, start: Turn them on., duration: 5m, stop: Boots off.}\n"
    assert "compression-hidden" not in codes(HEAD.format(language="en") + fitted + session)
    assert "compression-hidden" in codes(HEAD.format(language="en") + fitted)
