"""Routines by name: one's own before the shipped ones."""

from pathlib import Path

import pytest

from nightcue.language import library, names_of_files
from nightcue.language.diagnostics import RoutineError
from nightcue.language.library import OWN, Shelved, find, shelves, shipped


@pytest.fixture
def shelf(folder, monkeypatch):
    """Routines to find, given as paths: `routines/…` are one's own, `shipped/routines/…` come with nightcue."""

    def put(*paths):
        for path in paths:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text("title: T\nsteps: [say: hi]\n")

    for module in (names_of_files, library):
        monkeypatch.setattr(module, "shipped_folder", lambda name: str(folder / "shipped" / name))
    return put


def names():
    return [(found.name, found.language, found.own) for found in shelves()]


def test_what_ships_is_there():
    routines = shipped("routines")
    assert (routines / "bedtime.yaml").is_file()
    assert (routines / "parts" / "safety-check.yaml").is_file()
    assert list(shipped("seeds").glob("*.yaml"))


def test_shipped_routines_are_found_from_anywhere(folder):
    assert find("bedtime") == shipped("routines") / "bedtime.yaml"
    assert {"bedtime", "rescue", "calf-pump"} <= {found.name for found in shelves() if not found.own}


def test_ones_own_come_first_and_languages_have_folders(shelf, folder):
    shelf(
        "routines/b.yaml",
        "routines/a.yaml",
        "routines/es/c.yaml",
        "shipped/routines/d.yaml",
        "shipped/routines/es/d.yaml",
    )
    assert names() == [
        ("a", "en", True),
        ("b", "en", True),
        ("c", "es", True),
        ("d", "en", False),
        ("d", "es", False),
    ]
    assert next(iter(shelves())) == Shelved("a", "en", OWN / "a.yaml", True)


def test_parts_and_other_files_are_no_routines(shelf):
    shelf("routines/parts/p.yaml", "routines/pt/f.yaml", "routines/notes.txt", "routines/a.yaml")
    assert names() == [("a", "en", True)]


def test_an_own_routine_hides_the_shipped_one_of_its_language(shelf):
    shelf("routines/bedtime.yaml", "shipped/routines/bedtime.yaml", "shipped/routines/es/bedtime.yaml")
    assert names() == [("bedtime", "en", True), ("bedtime", "es", False)]
    assert find("bedtime") == Path("routines/bedtime.yaml")
    assert find("bedtime", "es") == Path("shipped/routines/es/bedtime.yaml").absolute()


def test_without_routines_of_ones_own(shelf):
    shelf("shipped/routines/a.yaml")
    assert names() == [("a", "en", False)]


def test_with_no_routines_at_all(shelf):
    assert names() == []
    with pytest.raises(RoutineError) as error:
        find("bedtime")
    assert error.value.diagnostics[0].hint == "`nightcue list` shows what there is"


def test_in_the_checkout_the_shipped_ones_are_listed_once(folder, monkeypatch):
    monkeypatch.chdir(shipped("routines").parent)
    found = list(shelves())
    assert len({(s.name, s.language) for s in found}) == len(found)
    assert not any(s.own for s in found)


@pytest.mark.parametrize("path", ["x.yaml", "x.yml", "dir/x", "./x", "dir\\x", "/abs/x.yaml"])
def test_what_looks_like_a_path_is_one(shelf, path):
    assert find(path) == Path(path)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (None, "routines/a.yaml"),
        ("en", "routines/a.yaml"),
        ("en-GB", "routines/a.yaml"),
        ("es", "routines/es/a.yaml"),
        ("ES-MX", "routines/es/a.yaml"),
    ],
)
def test_the_language_chooses_among_routines_of_one_name(shelf, language, expected):
    shelf("routines/a.yaml", "routines/es/a.yaml")
    assert find("a", language) == Path(expected)


def test_a_name_that_is_in_one_language_only_needs_no_language(shelf):
    shelf("routines/es/a.yaml")
    assert find("a") == Path("routines/es/a.yaml")


def told(name, language=None):
    with pytest.raises(RoutineError) as error:
        find(name, language)
    (problem,) = error.value.diagnostics
    return problem


def test_a_name_that_is_not_in_this_language(shelf):
    shelf("routines/es/a.yaml")
    problem = told("a", "en")
    assert (problem.code, problem.message) == ("unknown-routine", "there is no routine 'a' in 'en'")
    assert problem.hint == "there is one in: es"


def test_an_unknown_name_gives_the_closest(shelf):
    shelf("routines/bedtime.yaml", "routines/es/siesta.yaml")
    assert str(told("bedtme")) == (
        "bedtme: error[unknown-routine]: there is no routine 'bedtme'\n  hint: did you mean 'bedtime'?"
    )
    assert told("zzz").hint == "one of: bedtime, siesta"


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[31m", "x" * 10_000])
def test_any_name_is_shown_on_one_short_line(shelf, name):
    shelf("routines/bedtime.yaml")
    first, *_ = str(told(name)).split("\n")
    assert first.isprintable()
    assert len(first) < 250


def test_a_name_is_the_same_in_capitals_and_with_accents_written_either_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines/Rescue.yaml").touch()
    (tmp_path / "routines/man\u0303ana.yaml").touch()
    english = [shelved.path for shelved in shelves() if shelved.name.lower() == "rescue" and shelved.language == "en"]
    assert english == [Path("routines/Rescue.yaml")]
    assert find("rescue", "en") == Path("routines/Rescue.yaml")
    assert find("ma\u00f1ana") == Path("routines/man\u0303ana.yaml")
