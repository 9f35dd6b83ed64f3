"""How long an answer is heard, and which may be."""

from datetime import datetime

import pytest

from nightcue.sharing.answer import answer_for, keep_text, question_about
from nightcue.sharing.errors import SharingError
from nightcue.storage.paths import answer_folder, tonight_folder

NOW = datetime(2026, 11, 29, 11, 0)


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("NIGHTCUE_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize(
    ("said", "heard_until"),
    [
        (NOW, datetime(2026, 11, 30, 12, 0)),
        (datetime(2026, 11, 29, 22, 0), datetime(2026, 11, 30, 12, 0)),
        (datetime(2026, 11, 30, 1, 0), datetime(2026, 11, 30, 12, 0)),
    ],
)
def test_it_is_heard_tonight_and_gone_tomorrow(said, heard_until):
    keep_text("Well done, Mum.", said)
    tonight_folder().mkdir(parents=True)
    (tonight_folder() / "bedtime.en.mp3").write_bytes(b"the track that begins with it")
    assert answer_for(said).text == "Well done, Mum."
    assert answer_for(heard_until.replace(hour=11, minute=59)).text == "Well done, Mum."
    assert answer_for(heard_until) is None
    assert not answer_folder().exists()
    assert not tonight_folder().exists()


def test_a_clock_that_was_wrong_keeps_no_answer_for_ever():
    keep_text("Well done, Mum.", datetime(2036, 1, 1, 20, 0))
    assert answer_for(NOW) is None


def test_what_harms_is_not_spoken_and_says_why():
    with pytest.raises(SharingError, match="it invites to sleep in boots"):
        keep_text("Sleep in your boots tonight.", NOW)
    assert answer_for(NOW) is None


def test_an_answer_that_touches_what_can_harm_is_asked_about():
    assert question_about("Well done, Mum.", "en") is None
    assert question_about("Good night with your boots on.", "en").endswith("?")
    assert question_about("Buenas noches con las botas.", "es").startswith("¿")


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "a\x00b", "so proud " * 40])
def test_no_answer_of_nothing_or_without_an_end(text):
    with pytest.raises(SharingError):
        keep_text(text, NOW)


def test_a_damaged_answer_is_none():
    keep_text("Well done, Mum.", NOW)
    (answer_folder() / "answer.json").write_text('{"until": 3}')
    assert answer_for(NOW) is None
