"""Which texts of a routine are somebody's own, what they touch, and when that stops a build."""

import pytest

BOOTS = """title: My evening
language: en
steps:
  - safety: {ask: [swelling, skin, sensation, conditions]}
  - session:
      name: Compression boots
      therapy: %s
      duration: 4m
      start: Turn the boots on at their gentlest setting.
      stop: Turn the boots off and take them off.
  - say: The rain on the roof.
"""


def test_everything_heard_or_shown_is_a_text(unread, folder):
    (folder / "rain.wav").write_bytes(b"RIFF")
    (folder / "part.yaml").write_text("steps:\n  - say: From the part.\n", encoding="utf-8")
    found = unread(
        "title: The title\nsummary: The summary.\nvoice: {pronounce: {soleus: SOH-lee-us}}\n"
        "sound: {background: rain.wav}\nsteps:\n"
        "  - chapter: The chapter\n"
        "  - say: [One line., A second line.]\n"
        "  - safety: {ask: [{skin: 'Is the skin whole?'}], stop: Then end here.}\n"
        "  - movement: {name: The name, setup: The setup., reps: 2, tempo: 2s, beat: [Upward, Downward]}\n"
        "  - stretch: {name: A pull, setup: Step back., hold: 20s, cues: {encourage: Softly now.}}\n"
        "  - session: {name: Feet, therapy: massage, duration: 1m, start: Start it., stop: Stop it.,"
        " check: {every: 30s, say: The check.}}\n"
        "  - rest: {duration: 5s, say: A rest.}\n"
        "  - repeat: {times: 2, steps: [say: Again and again.]}\n"
        "  - include: part.yaml\n"
        "  - audio: rain.wav\n"
    )
    assert set(found) == {
        "The title", "The summary.", "soleus: SOH-lee-us", "rain.wav", "The chapter", "One line.", "A second line.",
        "Is the skin whole?", "Then end here.", "The name", "The setup.", "Upward", "Downward", "A pull", "Step back.",
        "Softly now.", "Feet", "Start it.", "Stop it.", "The check.", "A rest.", "Again and again.", "From the part.",
    }  # fmt: skip
    assert found["Is the skin whole?"][1] == "question"
    assert found["Then end here."][1] == "answer"
    assert found["soleus: SOH-lee-us"][1] == "pronounce"
    assert found["rain.wav"][1] == "recording"
    assert found["A second line."] == ("warning", None, 7)


@pytest.mark.parametrize(
    ("therapy", "stops"), [("compression", True), ("heat", True), ("socks", True), ("massage", False)]
)
def test_a_text_with_a_topic_is_an_error_only_beside_something_worn(unread, therapy, stops):
    found = unread(BOOTS % therapy)
    assert found["Turn the boots off and take them off."][0] == ("error" if stops else "warning")
    assert found["My evening"][0] == "warning"
    assert found["The rain on the roof."][:2] == ("warning", None)


def test_whatever_is_said_in_a_session_of_something_worn_has_a_topic(unread):
    text = BOOTS.replace("Turn the boots on at their gentlest setting.", "Begin.")
    assert unread(text % "compression")["Begin."][:2] == ("error", "devices")
    assert unread(text % "massage")["Begin."][:2] == ("warning", None)


def test_a_line_in_another_language_is_found_too(unread):
    found = unread("title: T\nlanguage: en\nsteps:\n  - say: Tome quinina antes de dormir.\n")
    assert found["Tome quinina antes de dormir."][1] == "medicines"


def test_in_a_language_without_lists_every_text_has_a_topic(unread):
    found = unread("title: Bonsoir\nlanguage: fr\nsteps:\n  - say: Levez la jambe.\n")
    assert {topic for _, topic, _ in found.values()} == {"unknown"}


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Have some magnezium.", "medicines"),
        ("Swallow two tablets.", "medicines"),
        ("Tómese dos pastiyas de quinina.", "medicines"),
        ("A quinnine drink", "medicines"),
        ("It hurts a litle", "symptoms"),
        ("Entumesimiento de los dedos", "symptoms"),
        ("Your toes go numb.", "symptoms"),
        ("This is number three.", None),
        ("Sit on the edge.", None),
    ],
)
def test_a_word_is_found_as_it_sounds(unread, said, topic):
    language = "es" if "de " in said else "en"
    found = unread(f"title: T\nlanguage: {language}\nsteps:\n  - say: {said}\n")
    assert found[said][1] == topic
