import pytest

from nightcue.language.library import shipped
from nightcue.programme.programme import ProgrammeError
from nightcue.programme.reading import read_programme


def problems_of(path):
    with pytest.raises(ProgrammeError) as caught:
        read_programme(path)
    return {(each.span.line, each.code) for each in caught.value.diagnostics}


def test_a_programme_has_its_weeks_in_order(written):
    written("  - {routine: stretch, vars: {hold: 20s}}\n  - {routine: bedtime, nights: 5}\n")
    programme = read_programme("mine")
    assert (programme.title, programme.name, programme.nights) == ("Mine", "mine", 12)
    assert [(week.number, week.routine.stem, week.nights) for week in programme.weeks] == [
        (1, "stretch", 7),
        (2, "bedtime", 5),
    ]
    assert programme.weeks[0].settings == {"hold": "20s"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_routines_are_those_of_the_language_that_is_asked_for(written, language):
    written("  - routine: bedtime\n")
    [week] = read_programme("mine", language).weeks
    folder = shipped("routines") / ("" if language == "en" else language)
    assert week.routine == folder / "bedtime.yaml"


def test_the_language_that_a_programme_names_wins(written):
    written("  - routine: bedtime\n", language="es")
    [week] = read_programme("mine", "en").weeks
    assert week.routine.parent.name == "es"


def test_a_path_begins_at_the_programmes_own_file(written, programmes):
    (programmes.parent / "routines").mkdir()
    own = programmes.parent / "routines/own.yaml"
    own.write_text("title: Own\nvars: {hold: 20s}\nsteps:\n  - say: Hello.\n  - pause: '{hold}'\n")
    path = written("  - {routine: ../routines/own.yaml, vars: {hold: 30s}}\n  - routine: own\n")
    assert [week.routine.resolve() for week in read_programme(path).weeks] == [own.resolve()] * 2


def test_everything_that_is_wrong_in_the_weeks_is_told_at_its_line(written):
    path = written(
        "  - routine: bedtme\n"
        "  - routine: bedtime\n"
        "    vars: {hol: 20s}\n"
        "  - {routine: bedtime, vars: {hold: 20 potatoes}}\n"
        "  - {routine: bedtime, vars: {hold: 20 potatoes}}\n"
        "  - routine: ../nowhere.yaml\n"
    )
    assert problems_of(path) == {
        (5, "unknown-routine"),
        (7, "unknown-variable"),
        (8, "bad-duration"),
        (9, "bad-duration"),
        (10, "missing-file"),
    }


@pytest.mark.parametrize(
    ("weeks", "others", "problem"),
    [
        ("  - {routine: stretch, nights: 8}\n", {}, (5, "out-of-range")),
        ("  - {routine: stretch, nights: 0}\n", {}, (5, "out-of-range")),
        ("  - {routine: stretch, nightz: 5}\n", {}, (5, "unknown-key")),
        ("  - {nights: 5}\n", {}, (5, "missing-key")),
        ("  - stretch\n", {}, (5, "wrong-shape")),
        ("  - {routine: stretch, vars: [hold]}\n", {}, (5, "wrong-shape")),
        ("  - {routine: stretch, vars: {hold: }}\n", {}, (5, "missing-value")),
        ("  - routine: stretch\n", {"version": "2"}, (1, "unknown-version")),
        ("  - routine: stretch\n", {"programme": "yours"}, (2, "other-name")),
        ("  - routine: stretch\n", {"title": "''"}, (3, "missing-value")),
        ("  - routine: stretch\n", {"title": "Six weeks, and take quinine every night"}, (3, "advice-quinine")),
        ("  - routine: stretch\n", {"title": "Duerma con las botas puestas"}, (3, "advice-sleep-with-device")),
        ("  - routine: stretch\n", {"language": "klingon"}, (4, "unknown-language")),
        ("  - routine: stretch\n" * 53, {}, (4, "wrong-length")),
        ("  []\n", {}, (4, "wrong-length")),
    ],
)
def test_what_a_programme_cannot_say_is_told_at_its_line(written, weeks, others, problem):
    assert problem in problems_of(written(weeks, **others))


def test_a_file_that_holds_no_programme_is_told(programmes):
    path = programmes / "mine.yaml"
    path.write_text("- bedtime\n")
    assert problems_of(path) == {(1, "wrong-shape")}
    path.unlink()
    assert problems_of(path) == {(0, "unreadable")}


def test_a_programme_that_is_not_there_gets_the_closest_name():
    with pytest.raises(ProgrammeError, match="did you mean 'calves-6-weeks'"):
        read_programme("calfes-6-weeks")


def test_the_shipped_programmes_say_the_same_in_both_languages():
    names = {path.name for path in shipped("programmes").glob("*.yaml")}
    assert names == {path.name for path in (shipped("programmes") / "es").glob("*.yaml")} != set()
    for name in names:
        english, spanish = (read_programme(shipped("programmes") / at / name) for at in ("", "es"))
        assert english.title != spanish.title
        assert (english.language, spanish.language) == ("en", "es")
        weeks = [
            [(week.routine.name, week.nights, week.settings) for week in each.weeks] for each in (english, spanish)
        ]
        assert weeks[0] == weeks[1]
