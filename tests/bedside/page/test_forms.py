"""The brief form of a routine on the page, and the full one that comes back once a week."""

import io
import json

import pytest
import soundfile
from click.testing import CliRunner

from bedside.page.conftest import Tone
from bedside.page.serving import Site
from bedside.page.walking import CUT
from bedside.page.watching import OTHER, find, go_to, is_heard, is_silent, kept, open_page, place, screen, start, until
from nightcue.commands import nightcue

pytestmark = pytest.mark.once

TEXT = """\
title: Evening stretch
language: en
voice: embedded
steps:
  - chapter: Sitting
  - say:
      - Sit down.
      - full: This is how the stretch helps your calf at night, as far as anybody knows.
      - Put your heel on the floor.
  - pause: 40s
  - chapter: Calf
  - stretch: {name: Calf, hold: 25s, ready: 4s}
  - say: Get medical help if one leg is swollen, warm or red. This is not medical advice.
  - pause: 30s
  - say: Good night.
"""
SPANISH = """\
title: Estirar
language: es
voice: embedded
steps:
  - say:
      - Siéntese.
      - full: Así ayuda este estiramiento a la pantorrilla por la noche, según lo que se sabe.
      - Si tiene una pierna hinchada, caliente o roja, pida ayuda médica. Esto no es consejo médico.
  - pause: 30s
  - say: Buenas noches.
"""
FULL = "In full tonight, as once a week."
TITLE = "Evening stretch"


@pytest.fixture(scope="session")
def forms(tmp_path_factory, work):
    """A folder with the site, and the single file, of a routine in two forms, of one that has one, and of a rescue."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "routines/es").mkdir(parents=True)
    for name in ("stretch", "rescue"):
        (folder / "routines" / f"{name}.yaml").write_bytes((work / "routines" / f"{name}.yaml").read_bytes())
    (folder / "routines/evening.yaml").write_text(TEXT, encoding="utf-8")
    (folder / "routines/es/evening.yaml").write_text(SPANISH, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr("nightcue.voices.catalogue.open_voice", lambda *_, **__: Tone())
        for place_of in ("site", "--single=single.html"):
            words = ["site", place_of, "evening", "stretch", "rescue", "--lang", "en", "--lang", "es"]
            done = CliRunner().invoke(nightcue, words, catch_exceptions=False)
            assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def evening(forms):
    site = Site(forms / "site")
    yield site
    site.stop()


@pytest.fixture
def entries(forms):
    """Each form of the English routine by what it is called, as the list has it, with what is said in it and when."""
    routines = json.loads((forms / "site/routines.json").read_text(encoding="utf-8"))["routines"]
    scores = json.loads((forms / "site/scores.json").read_text(encoding="utf-8"))
    both = [each for each in routines if (each["name"], each["language"]) == ("evening", "en")]
    return {each["detail"]: each | scores[each["track"]] for each in both}


@pytest.fixture
def form(page, entries):
    """The form that plays or is paused, by what it is called."""

    def call():
        place(page)
        digest = kept(page, "place")["digest"]
        return next(name for name, each in entries.items() if each["digest"] == digest)

    return call


def line_at(entry, seconds):
    """The line that was begun last, and how many seconds ago."""
    line = next(line for line in reversed(entry["lines"]) if line["start"] <= seconds)
    return line["text"], seconds - line["start"]


def switch(page, state):
    """Tap the key, and see what it says then; what plays goes on."""
    page.locator("#brief").tap()
    until(page, "document.getElementById('brief-state').textContent", state)
    is_heard(page)


def told(page):
    return page.locator("#notice").text_content()


def evening_of(page, day):
    """Come back in the evening of a day of November, hear the routine, and return what is told of it."""
    page.clock.set_system_time(f"2026-11-{day}T22:30:00")
    page.reload()
    screen(page, "home")
    start(page, TITLE)
    return told(page)


def hear_to_its_end(page):
    go_to(page, 100_000)
    screen(page, "home")


def test_both_tracks_are_there_and_the_brief_one_is_shorter_by_what_it_leaves_out(forms, entries):
    seconds = {}
    for name, entry in entries.items():
        sound, rate = soundfile.read(io.BytesIO((forms / "site" / entry["track"]).read_bytes()))
        seconds[name] = len(sound) / rate
        assert abs(seconds[name] - entry["seconds"]) < 0.1
    [left_out] = {line["text"] for line in entries["full"]["lines"]} - {
        line["text"] for line in entries["brief"]["lines"]
    }
    assert left_out.startswith("This is how")
    assert 4 < seconds["full"] - seconds["brief"] < 6  # 79 characters at 50 ms, and the gap after it
    windows = [[(window["kind"], window["seconds"]) for window in each["windows"]] for each in entries.values()]
    assert windows[0] == windows[1]


def test_a_routine_without_a_second_form_has_one_track_and_no_key(forms, page, evening):
    assert (
        len([*(forms / "site/tracks").glob("stretch.en.*.mp3")])
        == len([*(forms / "site/tracks").glob("rescue.en.*.mp3")])
        == 1
    )
    open_page(page, evening.url)
    start(page, "Stretches")
    assert page.locator("#brief").is_hidden()
    page.get_by_role("button", name="Back", exact=True).tap()
    find(page, TITLE).tap()
    page.locator("#brief").wait_for()


@pytest.mark.parametrize("second", [60, 3, 1])
def test_a_tap_goes_on_in_the_other_form_from_the_same_place(page, evening, entries, form, second):
    open_page(page, evening.url)
    start(page, TITLE)
    until(page, "document.getElementById('brief-state').textContent", "off")
    go_to(page, second)
    is_heard(page)
    page.locator("#pause").tap()
    is_silent(page)
    before = place(page)
    page.locator("#brief").tap()
    until(page, "document.getElementById('brief-state').textContent", "on")
    after = place(page)
    assert form() == "brief"
    assert page.evaluate(f"sounds[{OTHER}].paused")
    text, ago = line_at(entries["full"], before)
    if text.startswith("This is how"):  # so it goes on with the next line
        assert line_at(entries["brief"], after + 0.01)[0] == "Put your heel on the floor."
    else:
        assert line_at(entries["brief"], after) == (text, pytest.approx(ago, abs=0.05))
    page.locator("#brief").tap()
    until(page, "document.getElementById('brief-state').textContent", "off")
    assert form() == "full"


def test_before_what_is_said_is_there_a_tap_leads_to_the_beginning_of_the_step(page, evening, entries, form):
    page.route("**/scores.json", lambda route: route.abort())
    open_page(page, evening.url)
    start(page, TITLE)
    calf = [chapter["start"] for chapter in entries["full"]["chapters"]][1]
    go_to(page, calf + 10)
    is_heard(page)
    page.locator("#pause").tap()
    page.locator("#brief").tap()
    assert place(page) == pytest.approx(entries["brief"]["chapters"][1]["start"], abs=0.05)
    assert form() == "brief"


def test_the_sleep_timer_and_the_play_go_on(page, evening):
    open_page(page, evening.url)
    start(page, TITLE)
    page.locator("#to-timer").tap()
    page.get_by_role("button", name="20 min").tap()
    switch(page, "on")
    assert page.locator("#timer-state").text_content() == "20 min"
    place(page)
    assert len(kept(page, "plays")) == 1


def test_brief_stays_for_this_routine_and_the_full_form_comes_back_once_a_week(page, evening, form):
    page.clock.install(time="2026-11-02T22:30:00")
    page.add_init_script("localStorage.removeItem('nightcue.place')")  # every time it is another night
    open_page(page, evening.url)
    start(page, TITLE)
    assert told(page) == ""
    switch(page, "on")
    hear_to_its_end(page)  # which is no full form, and it was never heard
    assert evening_of(page, "03") == FULL
    assert form() == "full"
    hear_to_its_end(page)
    for day in ("04", "07", "10"):  # a few moments before a week is over
        assert evening_of(page, day) == ""
        assert form() == "brief"
    for day in ("11", "12"):  # the first time it is left before its end
        assert evening_of(page, day) == FULL
        assert form() == "full"
    hear_to_its_end(page)
    assert evening_of(page, "13") == ""
    switch(page, "off")
    assert evening_of(page, "14") == ""
    assert form() == "full"


def test_the_first_screen_has_the_length_of_what_is_heard_tonight(page, evening):
    def longer(route):
        contents = route.fetch().json()
        for each in contents["routines"]:
            each["seconds"] = {"full": 600, "brief": 480}[each["detail"]]
        route.fulfill(json=contents)

    page.route("**/routines.json", longer)
    page.clock.install(time="2026-11-02T22:30:00")
    open_page(page, evening.url)
    assert find(page, TITLE).text_content() == "Evening stretch10 min"
    page.evaluate("localStorage.setItem('nightcue.brief', JSON.stringify({'evening.en': true}))")
    page.reload()
    assert find(page, TITLE).text_content() == "Evening stretch10 min"  # the full form is due
    page.evaluate("localStorage.setItem('nightcue.whole', JSON.stringify({'evening.en ': Date.now()}))")
    page.reload()
    assert find(page, TITLE).text_content() == "Evening stretch8 min"


def test_where_the_page_was_made_of_the_brief_form_that_is_usual_and_the_full_one_comes_back(page, evening, form):
    def brief_first(route):
        contents = route.fetch().json()
        contents["routines"].sort(key=lambda each: each["detail"])
        route.fulfill(json=contents)

    page.route("**/routines.json", brief_first)
    open_page(page, evening.url)
    start(page, TITLE)
    assert (told(page), form()) == (FULL, "full")
    hear_to_its_end(page)
    start(page, TITLE)
    assert (told(page), form()) == ("", "brief")


@pytest.mark.parametrize(("finished", "said"), [("full", ""), ("brief", FULL), ("old", FULL), ("Luis", FULL)])
def test_what_the_diary_knows_to_be_heard_to_its_end_counts(page, evening, entries, finished, said):
    length = entries["brief" if finished == "brief" else "full"]["seconds"]
    play = {"routine": "evening", "language": "en", "length": length}
    play["started"] = f"2026-11-{'02' if finished == 'old' else '08'}T22:00:00+00:00"
    evening.diaries = ["Ana", "Luis"]
    evening.finished = {"Luis" if finished == "Luis" else "Ana": [play]}
    page.clock.install(time="2026-11-10T22:30:00")
    page.add_init_script("localStorage.setItem('nightcue.brief', '{\"evening.en\": true}')")
    open_page(page, evening.url)
    until(page, "localStorage.getItem('nightcue.finished') !== null")
    start(page, TITLE)
    assert told(page) == said


def test_a_place_is_gone_on_from_in_the_form_that_it_was_left_in(page, evening, form):
    open_page(page, evening.url)
    start(page, TITLE)
    switch(page, "on")
    go_to(page, 50)
    is_heard(page)
    place(page)
    page.reload()
    screen(page, "playing")
    page.locator("#pause").tap()
    is_heard(page)
    assert form() == "brief"
    assert place(page) >= 50
    page.get_by_role("button", name="Back", exact=True).tap()
    page.get_by_role("button", name="Playing: Evening stretch").wait_for()


def test_a_phone_keeps_the_form_that_it_hears_and_with_brief_on_both(keeping_page, evening, entries):
    page = keeping_page
    open_page(page, evening.url, offline="Works without a network")

    def kept_tracks():
        urls = page.evaluate(
            "caches.open('nightcue-tracks').then((c) => c.keys()).then((all) => all.map((r) => r.url))"
        )
        return {name for name, each in entries.items() if any((each["opus"] or each["track"]) in url for url in urls)}

    assert kept_tracks() == {"full"}
    start(page, TITLE)
    switch(page, "on")
    for _ in range(200):
        if kept_tracks() == {"full", "brief"}:
            break
        page.wait_for_timeout(100)
    assert kept_tracks() == {"full", "brief"}
    evening.stop()
    page.reload()
    screen(page, "playing")
    page.locator("#pause").tap()
    is_heard(page)


def test_more_time_is_known_of_each_form_by_itself(page, evening):
    open_page(page, evening.url)
    start(page, TITLE)
    go_to(page, 20)
    is_heard(page)
    page.locator("#more-time").tap()
    switch(page, "on")
    assert [*kept(page, "moreTime")] == ["evening.en", "evening.en.brief"]


def test_a_file_of_its_own_has_one_form(page, forms):
    open_page(page, (forms / "single.html").as_uri())
    start(page, TITLE)
    assert page.locator("#brief").is_hidden()


@pytest.mark.parametrize("width", [390, 280])
def test_the_key_fits_in_every_language_and_says_so_in_spanish(page, evening, width):
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, evening.url)
    start(page, TITLE)
    assert page.evaluate(CUT) == []
    page.get_by_role("button", name="Back", exact=True).tap()
    page.locator("#to-languages").tap()
    page.get_by_role("button", name="Español").tap()
    page.evaluate("localStorage.setItem('nightcue.brief', '{\"evening.es\": true}')")
    find(page, "Estirar").tap()
    is_heard(page)
    assert told(page) == "Esta noche, completa, como una vez por semana."
    assert page.locator("#brief").text_content() == "Breveno"
    switch(page, "sí")
    assert page.evaluate(CUT) == []
