"""nightcue facts, as a user runs it."""

import re

import pytest

from nightcue.safety.facts import all_facts


@pytest.fixture(autouse=True)
def _own_profile(folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))


def words(text):
    """The words of a table, however it breaks its lines."""
    return " ".join(text.split())


def test_facts_lists_every_fact(run):
    done = run("facts")
    assert done.exit_code == 0
    first = {line.split()[0] for line in done.stdout.splitlines() if line[:1].strip()}
    assert first == set(all_facts())
    assert "stretch-hold" in done.stdout


def test_one_fact_with_its_numbers_its_evidence_and_its_source(run):
    done = run("facts", "compression-pressure")
    assert done.exit_code == 0
    assert re.search(r"^fact +compression-pressure *$", done.stdout, re.MULTILINE)
    assert re.search(r"^pressure +30–50 mmHg *$", done.stdout, re.MULTILINE)
    assert re.search(r"^evidence +guideline *$", done.stdout, re.MULTILINE)
    assert "Lymphatic Network" in words(done.stdout)
    assert "tolerates" in words(done.stdout)


def test_a_source_has_its_year(run):
    assert re.search(
        r"^source +PubMed \(randomised trial\), 2012 *$", run("facts", "stretch-trial").stdout, re.MULTILINE
    )


def test_facts_in_spanish(run):
    assert "Mantenga cada estiramiento" in words(run("facts", "stretch-hold", "--lang", "es").stdout)
    assert "No duerma con las botas puestas" in words(run("facts", "--lang", "es").stdout)


def test_the_language_of_the_profile_is_used_unless_another_is_asked_for(run):
    run("profile", "set", "--language", "es")
    assert "Mantenga cada" in words(run("facts", "stretch-hold").stdout)
    assert "Hold each stretch" in words(run("facts", "stretch-hold", "--lang", "en").stdout)


@pytest.mark.parametrize("id", sorted(all_facts()))
def test_every_fact_can_be_shown(run, id):
    for language in ("en", "es"):
        done = run("facts", id, "--lang", language)
        assert done.exit_code == 0
        assert done.stdout.split()[:2] == ["fact", id]


def test_an_unknown_fact_is_wrong_usage_with_the_closest(run):
    done = run("facts", "strech-hold")
    assert done.exit_code == 2
    assert "there is no fact 'strech-hold'; did you mean 'stretch-hold'?" in words(done.stderr)


def test_an_unknown_fact_that_resembles_none_is_told_where_they_are(run):
    done = run("facts", "zzz\n")
    assert done.exit_code == 2
    assert "there is no fact 'zzz'; `nightcue facts` shows them" in words(done.stderr)


@pytest.mark.parametrize("language", ["fr", "english", ""])
def test_a_language_without_facts_is_wrong_usage(run, language):
    done = run("facts", "--lang", language)
    assert done.exit_code == 2
    assert "en, es" in done.stderr


def test_a_damaged_profile_is_told(run, folder):
    (folder / "config").mkdir()
    (folder / "config/profile.yaml").write_text("- a\n", encoding="utf-8")
    done = run("facts")
    assert done.exit_code == 1
    assert "profile.yaml:1:1: error[wrong-shape]" in done.stderr
