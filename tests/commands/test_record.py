"""nightcue record, as a user runs it, and tracks with recordings in them."""

import json
import re

import numpy as np
import pytest
import soundfile

from nightcue.voices.recorded import line_id

HOLD, SLEEP, NOTICE = "Hold for 25 seconds.", "Sleep well, Mum.", "Not medical advice. Ask a clinician."
ROUTINE = f"""title: Mine
recordings: recordings
vars: {{hold: 25s}}
steps:
  - chapter: One
  - say: Hold for {{hold}}.
  - pause: 2s
  - say: {SLEEP}
  - say: Hold for {{hold}}.
  - say: {NOTICE}
"""
WITHOUT_FOLDER = ROUTINE.replace("recordings: recordings\n", "")


def tone(seconds=1.0, level=0.1):
    return level * np.sin(np.arange(round(22_050 * seconds)) * 0.1)


@pytest.fixture
def record(folder):
    """Save a sound as the recording of a line, or under any other name, and return its file name."""

    def save(name, samples=None, ending="wav", where="routines/recordings"):
        (folder / where).mkdir(parents=True, exist_ok=True)
        path = folder / where / f"{line_id(name) if ' ' in name else name}.{ending}"
        soundfile.write(path, tone() if samples is None else samples, 22_050)
        return path.name

    return save


def test_every_line_is_listed_once_in_order_with_its_id(run, routine, record):
    record(HOLD)
    done = run("record", routine(ROUTINE))
    assert done.exit_code == 0
    rows = [re.split(r" {2,}", row.strip()) for row in done.stdout.splitlines()[1:4]]
    assert rows == [
        [f"{line_id(HOLD)}.wav", "recorded", HOLD],
        [line_id(SLEEP), "missing", SLEEP],
        [line_id(NOTICE), "missing", NOTICE],
    ]
    assert "\n1 of 3 lines are recorded; 2 are missing.\n" in done.stdout
    assert done.stdout.endswith(f"Next: routines/recordings/{line_id(SLEEP)}.wav; .flac, .mp3 and .ogg are fine too.\n")


def test_when_all_is_recorded_nothing_more_is_asked_for(run, routine, record):
    for line in (HOLD, SLEEP, NOTICE):
        record(line, ending="flac")
    assert run("record", routine(ROUTINE)).stdout.endswith("3 of 3 lines are recorded; none are missing.\n")


def test_it_lists_what_is_spoken_the_listeners_name_too(run, routine, folder, monkeypatch):
    monkeypatch.setenv("NIGHTCUE_CONFIG", str(folder / "config"))
    run("profile", "set", "--name", "Rosa")
    shown = run("record", routine(WITHOUT_FOLDER), "--set", "hold=20s").stdout
    assert "Rosa" in shown.splitlines()[1]
    assert "Hold for 20 seconds." in shown


def test_without_a_folder_it_says_where_one_can_be(run, routine):
    done = run("record", routine(WITHOUT_FOLDER))
    assert done.exit_code == 0
    assert "0 of 3 lines are recorded; 3 are missing." in done.stdout
    assert "--recordings recordings" in done.stdout
    assert "make the folder routines/recordings, and write into routines/mine.yaml:\n  recordings: recordings" in (
        done.stdout
    )
    shipped = run("record", "rescue").stdout
    assert "--recordings recordings" in shipped
    assert "write into" not in shipped


def test_a_folder_given_by_hand_goes_before_the_one_of_the_routine(run, routine, record):
    record(HOLD)
    record(SLEEP, where="other")
    shown = run("record", routine(ROUTINE), "--recordings", "other").stdout
    assert f"{line_id(SLEEP)}.wav" in shown
    assert f"{line_id(HOLD)}  " in shown
    assert f"Next: other/{line_id(HOLD)}.wav" in shown


@pytest.mark.parametrize("name", ["nowhere", "routines/mine.yaml"])
def test_a_folder_by_hand_that_is_none_is_wrong_usage(run, routine, name):
    done = run("record", routine(WITHOUT_FOLDER), "--recordings", name)
    assert done.exit_code == 2
    assert name in done.stderr


def test_a_folder_of_the_routine_that_is_not_there_is_told_at_its_place(run, routine):
    done = run("record", routine(ROUTINE))
    assert done.exit_code == 1
    assert "routines/mine.yaml:2:13: error" in done.stderr


def test_a_recording_that_cannot_be_used_is_told_and_ends_with_1(run, routine, record, folder):
    silent = record(HOLD, np.zeros(22_050))
    record(SLEEP, ending="wav")
    record(SLEEP, ending="flac")
    (folder / f"routines/recordings/{line_id(NOTICE)}.m4a").write_bytes(b"x")
    done = run("record", routine(ROUTINE))
    assert done.exit_code == 1
    shown = " ".join(done.stdout.split())
    assert f"{silent} unusable {HOLD}" in shown
    assert "nothing can be heard in it" in shown
    assert "keep one and take the others out" in shown
    assert "not a sound file" in shown
    assert "0 of 3 lines are recorded; none are missing; 3 cannot be used." in done.stdout


def test_a_file_that_fits_no_line_is_named_with_the_line_it_may_be(run, routine, record):
    typo = record(line_id(SLEEP).replace("well", "wel"))
    other = record("zebra", ending="ogg")
    record(HOLD)
    again = record(f"{line_id(HOLD)} 2".replace(" ", "-"))
    shown = run("record", routine(ROUTINE)).stdout
    assert f"{typo} is none of these lines; did you mean '{line_id(SLEEP)}'?" in shown
    for name in (other, again):
        assert f"{name} is none of these lines\n" in shown


def test_a_line_that_was_changed_needs_a_new_recording(run, routine, record):
    old = record(HOLD)
    shown = run("record", routine(ROUTINE), "--set", "hold=20s").stdout
    assert "0 of 3 lines are recorded" in shown
    assert f"{old} is none of these lines; did you mean '{line_id('Hold for 20 seconds.')}'?" in shown


def test_as_json_it_is_json_and_nothing_else(run, routine, record):
    file, stray, bad = record(HOLD), record("zebra"), record(SLEEP, np.zeros(3))
    done = run("record", routine(ROUTINE), "--json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["routine"], told["language"], told["folder"]) == ("mine", "en", "routines/recordings")
    lines = [(line["id"], line["text"], line["status"], line["file"]) for line in told["lines"]]
    assert lines == [
        (line_id(HOLD), HOLD, "recorded", file),
        (line_id(SLEEP), SLEEP, "unusable", bad),
        (line_id(NOTICE), NOTICE, "missing", None),
    ]
    assert "nothing can be heard" in told["lines"][1]["problem"]
    assert told["strays"] == [{"file": stray, "closest": None}]


def test_a_name_stays_on_one_line_of_a_terminal_and_the_text_wraps(run, routine, record, monkeypatch):
    monkeypatch.setattr("nightcue.commands.screen.ELSEWHERE", 80)
    text = "Straighten everything you have, beside a name that leaves it little room on eighty columns."
    name = record(text, ending="flac")
    table = run("record", routine(ROUTINE.replace(SLEEP, text))).stdout.partition("\n\n")[0]
    assert len(name) > 40
    assert re.search(rf"^{name} +recorded +Straighten", table, re.MULTILINE)
    assert max(map(len, table.splitlines())) <= 80
    assert "columns." in table


def test_a_routine_that_says_nothing_has_no_lines(run, routine):
    done = run("record", routine("title: Still\nsteps:\n  - pause: 2s\n"))
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "0 of 0 lines are recorded; none are missing.")


def test_recordings_and_a_voice_are_mixed_in_one_track(run, routine, record, known_voice, folder):
    record(HOLD, np.concatenate([np.zeros(9_000), tone(1.5, 0.02), np.zeros(9_000)]))
    done = run("plan", routine(ROUTINE), "--json")
    spoken = [(event["text"], event["end"] - event["start"]) for event in json.loads(done.stdout)["events"]]
    lasts = {text: seconds for text, seconds in spoken if text != "soft"}
    assert lasts[HOLD] == pytest.approx(1.62, abs=0.05)
    assert len(SLEEP) / 20 <= lasts[SLEEP] < len(SLEEP) / 20 + 0.027
    assert HOLD not in known_voice.spoken
    assert SLEEP in known_voice.spoken


def test_a_build_with_an_unusable_recording_stops_and_names_it(run, routine, record, known_voice, folder):
    bad = record(SLEEP, np.zeros(22_050))
    done = run("build", routine(ROUTINE))
    assert done.exit_code == 1
    assert bad in done.stderr
    assert not (folder / "audio_out").exists()
