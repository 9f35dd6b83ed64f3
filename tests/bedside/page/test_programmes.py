"""A programme on the page: one tile, which says tonight's week and night and plays its track."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bedside.page.conftest import Tone
from bedside.page.serving import Site
from bedside.page.watching import OTHER, find, go_to, kept, open_page, screen, start, until
from nightcue.commands import nightcue
from nightcue.programme.nights import place_in

pytestmark = pytest.mark.once

ROUTINE = """\
title: {title}
language: {tag}
voice: embedded
vars: {{hold: 25s}}
steps:
  - say: {said} {{hold}}.
  - pause: "{{hold}}"
  - rest: {{duration: 10s}}
  - say: {help}
"""
ENGLISH = {
    "title": "Legs", "tag": "en", "said": "Hold it for",
    "help": "Get medical help if one leg is swollen, warm or red. This is not medical advice.",
}  # fmt: skip
SPANISH = {
    "title": "Piernas", "tag": "es", "said": "Mantenga durante",
    "help": "Si tiene una pierna hinchada, caliente o roja, pida ayuda médica. Esto no es consejo médico.",
}  # fmt: skip
PROGRAMME = """\
version: 1
programme: calves
title: {title}
weeks:
  - {{routine: legs, vars: {{hold: 20s}}}}
  - {{routine: legs, nights: 5}}
  - {{routine: legs, nights: 5}}
"""
FIRST = date(2026, 11, 2)
SAID = "[...document.querySelectorAll('#routines .aside')].at(-1).textContent"  # the row above may be to go on


@pytest.fixture(scope="session")
def programmes(tmp_path_factory, work):
    """A folder with a site, and a single file, of a programme in two languages, and of a rescue."""
    folder = tmp_path_factory.mktemp("programmes")
    for place, words, title in (("", ENGLISH, "Calves"), ("es", SPANISH, "Pantorrillas")):
        for kind in ("routines", "programmes"):
            (folder / kind / place).mkdir(parents=True, exist_ok=True)
        (folder / "routines" / place / "legs.yaml").write_text(ROUTINE.format(**words), encoding="utf-8")
        (folder / "programmes" / place / "calves.yaml").write_text(PROGRAMME.format(title=title), encoding="utf-8")
    (folder / "routines/rescue.yaml").write_bytes((work / "routines/rescue.yaml").read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        for place in ("site", "--single=single.html"):
            words = ["site", place, "calves", "rescue", "--lang", "en", "--lang", "es"]
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def calves(programmes):
    site = Site(programmes / "site")
    yield site
    site.stop()


@pytest.fixture
def known(programmes):
    """The same on a server with a diary."""
    site = Site(programmes / "site", takes_nights=True)
    site.diaries = []
    yield site
    site.stop()


def evening(number):
    return FIRST + timedelta(number)


def open_on(page, site, number, **keeps):
    """Open the page at ten in the evening, so many days after the first one; it keeps what is said."""
    page.clock.set_system_time(f"{evening(number)}T22:00:00")
    for name, value in keeps.items():
        page.add_init_script(f"localStorage.getItem('nightcue.{name}') ?? "
                             f"localStorage.setItem('nightcue.{name}', {json.dumps(json.dumps(value))})")  # fmt: skip
    open_page(page, site.url)


def played(page):
    """What the page tells the diary that was played, once a little of it was heard."""
    until(page, f"sounds[{OTHER}].currentTime > 0.3")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    return [play["routine"] for play in kept(page, "plays")]


def done_on(*numbers, week):
    return {evening(number).isoformat(): week for number in numbers}


TWO_WEEKS = done_on(*range(7), week=1) | done_on(7, 8, 9, week=2)


def noted(*numbers, **said):
    return [
        {"date": evening(number).isoformat(), "cramps": 1, "person": "", "sent": True, **said} for number in numbers
    ]


def test_equal_weeks_have_one_track_and_every_week_its_name(programmes):
    routines = json.loads((programmes / "site/routines.json").read_text(encoding="utf-8"))["routines"]
    weeks = {each["name"]: each for each in routines if each["language"] == "en" and each["programme"]}
    assert sorted(weeks) == ["calves/1", "calves/2", "calves/3"]
    assert weeks["calves/1"]["track"] != weeks["calves/2"]["track"] == weeks["calves/3"]["track"]
    assert 5 <= weeks["calves/2"]["seconds"] - weeks["calves/1"]["seconds"] < 6  # and a longer word
    assert {each["title"] for each in weeks.values()} == {"Calves"}


def test_it_is_one_tile_that_begins_with_the_first_night_in_the_language_of_the_page(page, calves):
    open_page(page, calves.url)
    assert page.get_by_role("button", name="Calves").count() == 1
    assert page.evaluate(SAID).startswith("Week 1, night 1 · ")
    page.locator("#to-languages").click()
    page.get_by_role("button", name="español").click()
    until(page, f"{SAID}.startsWith('Semana 1, noche 1 · ')")


def test_a_night_that_is_heard_to_its_end_is_done_and_the_next_evening_is_the_next_one(page, calves):
    open_on(page, calves, 0)
    start(page, "Calves")
    go_to(page, 100_000)
    screen(page, "home")
    assert kept(page, "programmeNights") == {"": {"calves": done_on(0, week=1)}}
    assert page.evaluate(SAID).startswith("Week 1, night 1 · ")
    page.clock.set_system_time(f"{evening(1)}T22:00:00")
    page.reload()
    until(page, f"{SAID}.startsWith('Week 1, night 2 · ')")


def test_a_night_that_was_left_early_is_not_done(page, calves):
    open_on(page, calves, 0)
    start(page, "Calves")
    page.locator("#pause").click()
    page.locator("section:visible .back").click()
    screen(page, "home")
    assert kept(page, "programmeNights") is None


def test_it_plays_the_track_of_the_week_that_is_due_and_the_diary_is_told_the_week(page, calves):
    open_on(page, calves, 10, programmeNights={"": {"calves": TWO_WEEKS}})
    assert page.evaluate(SAID).startswith("Week 2, night 11 · ")
    start(page, "Calves")
    assert played(page) == ["calves/2"]


def test_what_the_diary_of_the_server_knows_counts_too(page, known):
    known.programmes = {"": {"done": {"calves": TWO_WEEKS}}}
    open_on(page, known, 10)
    until(page, f"{SAID}.startsWith('Week 2, night 11 · ')")


def test_a_night_without_stretches_is_not_done_whatever_was_heard(page, calves):
    keeps = {"programmeNights": {"": {"calves": TWO_WEEKS}}, "nights": noted(9, stretched=False)}
    open_on(page, calves, 10, **keeps)
    assert page.evaluate(SAID).startswith("Week 2, night 10 · ")


def test_after_three_sore_mornings_yes_plays_the_easier_week_and_no_changes_nothing(page, calves):
    keeps = {"programmeNights": {"": {"calves": TWO_WEEKS}}, "nights": noted(7, 8, 9, legs="sore")}
    open_on(page, calves, 10, **keeps)
    words = page.locator("#offer-words")
    assert words.text_content() == (
        "Sore legs three mornings running: shall it be 20 s in place of 25 s from tonight on, as in week 1?"
    )
    page.locator("#offer-no").click()
    assert not words.is_visible()
    assert page.evaluate(SAID).startswith("Week 2, night 11 · ")
    page.evaluate("localStorage.removeItem('nightcue.easierAnswered')")
    page.reload()
    page.locator("#offer-yes").click()
    assert page.evaluate(SAID).startswith("Week 1 once more, night 1 · ")
    assert not words.is_visible()
    start(page, "Calves")
    assert played(page) == ["calves/1"]
    page.clock.set_system_time(f"{evening(11)}T22:00:00")
    page.reload()  # what was accepted waits until a night of it is done
    until(page, f"{SAID}.startsWith('Week 1 once more, night 1 · ')")


@pytest.mark.parametrize(
    "nights",
    [
        noted(8, 9, legs="sore"),
        noted(6, 7, 9, legs="sore"),
        noted(7, 8, 9, legs="sore") + noted(4, signs=["swelling"]),
        noted(*range(-8, 0)) + noted(7, 8, 9, legs="sore"),
    ],
    ids=["two", "with a gap", "after a sign", "while nights are compared"],
)
def test_nothing_is_offered(page, calves, nights):
    open_on(page, calves, 10, programmeNights={"": {"calves": TWO_WEEKS}}, nights=nights)
    assert not page.locator("#offer-words").is_visible()


def test_where_more_time_was_needed_is_known_in_every_week(page, calves):
    nights = [evening(number).isoformat() for number in range(5)]
    needed = {"1 rest 10": dict.fromkeys(nights[:3], 1)}
    notes = {"calves.en": {"nights": nights, "needed": needed, "longer": {}, "declined": []}}
    open_on(page, calves, 10, programmeNights={"": {"calves": TWO_WEEKS}}, moreTime=notes)
    until(page, "document.getElementById('offer-words').textContent.startsWith('In 3 of the last five nights')")


def test_while_the_diary_measures_nothing_is_offered(page, known):
    of_diary = {"done": {"calves": TWO_WEEKS}, "legs": done_on(7, 8, 9, week="sore"), "signs": False}
    known.programmes = {"": {**of_diary, "measuring": True}}
    open_on(page, known, 10)
    until(page, f"{SAID}.startsWith('Week 2, night 11 · ')")
    assert not page.locator("#offer-words").is_visible()
    known.programmes = {"": {**of_diary, "measuring": False}}
    page.reload()
    page.locator("#offer-words").wait_for()


def test_the_single_file_has_the_programme_with_each_track_once(page, programmes):
    content = (programmes / "single.html").read_text(encoding="utf-8")
    tracks = [name for name in range(20) if f'id="track-{name}"' in content]
    assert len(tracks) == 6  # two and the rescue, in each language
    page.goto((programmes / "single.html").as_uri())
    find(page, "Calves").wait_for()
    assert page.evaluate(SAID).startswith("Week 1, night 1 · ")


PLACE = "async ([nights, done, today]) => (await import('./programme_nights.js')).placeInProgramme(nights, done, today)"
IN_ONE = f"async (all) => {{ const one = {PLACE}; return Promise.all(all.map(one)); }}"


def test_the_page_finds_the_same_place_as_nightcue_play(page, calves):
    drawn = random.Random(9)
    cases = []
    for _ in range(2_000):
        nights = [drawn.randint(1, 7) for _ in range(drawn.randint(1, 6))]
        numbers = drawn.sample(range(70), drawn.randint(0, 60))
        done = {evening(number): drawn.choice([None, 1, 1, 2, 2, 3, 4, 9]) for number in numbers}
        cases.append((nights, done, evening(drawn.randint(0, 75))))
    open_page(page, calves.url)
    as_json = [[nights, {str(day): week for day, week in done.items()}, str(today)] for nights, done, today in cases]
    for case, found in zip(cases, page.evaluate(IN_ONE, as_json), strict=True):
        place = place_in(*case)
        assert found == {
            "week": place.week, "night": place.night_of_programme, "began": place.began and str(place.began),
            "repeats": place.repeats, "rests": place.rests, "finished": place.finished,
        }  # fmt: skip


def test_a_programme_with_a_week_that_cannot_be_made_is_left_out_whole(programmes, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
    Path("routines").symlink_to(programmes / "routines")
    Path("programmes").mkdir()
    unsafe = PROGRAMME.format(title="Calves").replace("20s", "11h")
    Path("programmes/calves.yaml").write_text(unsafe, encoding="utf-8")
    done = CliRunner().invoke(nightcue, ["site", "site", "calves", "rescue"], catch_exceptions=False)
    assert done.exit_code == 1
    assert "1 of 2 routines were not built" in done.stderr
    routines = json.loads(Path("site/routines.json").read_text(encoding="utf-8"))["routines"]
    assert [each["name"] for each in routines] == ["rescue"]
