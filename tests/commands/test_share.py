"""nightcue share, as a user runs it, with somebody who receives the lines."""

import json
import stat
import sys
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import numpy as np
import pytest
import soundfile
from mutagen import id3

from nightcue.commands.share import each_morning
from nightcue.diary.night import Night
from nightcue.diary.store import writing
from nightcue.sharing import morning
from nightcue.storage.paths import sharing_path, tonight_folder
from reading_back import read_track


@pytest.fixture(autouse=True)
def own_folders(folder, monkeypatch):
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"NIGHTCUE_{name}", str(folder / name.lower()))


@pytest.fixture
def received():
    """The lines that came to the address `received.to`; `received.works = False` refuses them."""

    class Lines(list):
        works = True

    lines = Lines()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200 if lines.works else 503)
            self.end_headers()
            if lines.works:
                lines.append(said["message"])

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Receiver)
    lines.to = f"json://user:geheim@127.0.0.1:{server.server_port}/rosa"
    Thread(target=server.serve_forever, daemon=True).start()
    yield lines
    server.shutdown()
    server.server_close()


@pytest.fixture
def last_night():
    """A night in the diary; before four in the morning the one before is still the last that is over."""
    with writing() as diary:
        diary.put(Night(morning.last_night(datetime.now()), 1, stretched=True))


def switched_on(run, received, *what):
    done = run("share", "on", "--to", received.to, *(f"--what={each}" for each in what), input="y\n")
    assert done.exit_code == 0, done.output
    return done


def test_nothing_is_sent_until_it_is_switched_on(run, received, last_night):
    for words in (["share", "send"], ["share", "show"]):
        done = run(*words)
        assert done.exit_code == 0
        assert done.output.startswith("nothing is shared")
    assert received == []


def test_what_would_be_sent_is_shown_before_it_is_asked_and_no_is_the_answer(run, received, last_night):
    done = run("share", "on", "--to", received.to, "--what", "done", "--what", "cramps", input="\n")
    assert "today   done, 1 cramp\n" in done.output
    assert done.output.index("such as") < done.output.index("Send a line like this")
    assert "geheim" not in done.output
    assert run("share", "send").output.startswith("nothing is shared")
    assert received == []


def test_one_line_a_morning_of_what_she_chose(run, received, last_night):
    run("profile", "set", "--name", "Rosa")
    switched_on(run, received, "cramps")
    assert run("share", "send").output == "sent: Rosa: 1 cramp\n"
    assert run("share", "send").output == "it was sent before\n"
    assert received == ["Rosa: 1 cramp"]


def test_what_did_not_get_through_is_tried_again(run, received, last_night):
    switched_on(run, received, "done")
    received.works = False
    done = run("share", "send")
    assert done.exit_code == 4
    assert "did not get through" in done.output
    assert "geheim" not in done.output
    received.works = True
    assert run("share", "send").output == "sent: done\n"


def test_nothing_is_sent_again_and_again_where_it_cannot_be_kept_that_it_was(run, received, last_night, folder):
    switched_on(run, received, "done")
    (folder / "state").write_text("a file where the folder belongs")
    done = run("share", "send")
    assert done.exit_code == 4
    assert "so nothing is sent" in done.output
    assert received == []


def test_off_forgets_with_whom(run, received, last_night):
    switched_on(run, received, "done")
    if sys.platform != "win32":
        assert stat.S_IMODE(sharing_path().stat().st_mode) == 0o600
    run("share", "off")
    assert not sharing_path().exists()
    assert run("share", "off").exit_code == 0
    run("share", "send")
    assert received == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"to": 1}', '{"to": "a", "what": [], "since": "x", "at": "9"}'])
def test_a_damaged_choice_shares_nothing_and_says_the_way_out(run, received, content):
    sharing_path().parent.mkdir(parents=True)
    sharing_path().write_text(content)
    done = run("share", "send")
    assert done.exit_code == 1
    assert "nightcue share off" in done.output
    assert run("share", "off").exit_code == 0


@pytest.mark.parametrize("to", ["Ana", "http//x", "ntfy://a,ntfy://b", "json://a b", "x" * 5000, "\x1b[31m"])
def test_an_address_that_is_none(run, to):
    done = run("share", "on", "--to", to, "--what", "done", input="y\n")
    assert done.exit_code == 1
    assert "such as ntfy://" in done.output
    assert not sharing_path().exists()


def test_serve_sends_it_by_itself_once(run, received, last_night, monkeypatch, capsys):
    run("share", "on", "--to", received.to, "--what", "done", "--at", "0:00", input="y\n")
    over, looks = Event(), []

    def wait(_seconds):
        looks.append(1)
        return len(looks) > 3

    monkeypatch.setattr(over, "wait", wait)
    each_morning.send_each_morning(over)
    assert received == ["done"]
    assert capsys.readouterr().err.count("done") == 1


def test_serve_goes_on_where_it_cannot_be_sent(run, received, last_night, monkeypatch, capsys):
    run("share", "on", "--to", received.to, "--what", "done", "--at", "0:00", input="y\n")
    received.works = False
    over, looks = Event(), []
    monkeypatch.setattr(over, "wait", lambda _: looks.append(1) or len(looks) > 4)
    each_morning.send_each_morning(over)
    assert len(looks) == 5
    assert capsys.readouterr().err.count("did not get through") == 1


ROUTINE = "title: T\nuse: bedtime\nsound: {chimes: none}\nsteps:\n  - say: Lie down.\n  - pause: 5s\n"


def lines_of(track):
    """What is said in a track, by its lyrics."""
    return id3.ID3(track).getall("USLT")[0].text.splitlines()


def test_an_answer_is_heard_before_tonights_routine_and_no_other(run, routine):
    evening, day = routine(ROUTINE), routine(ROUTINE.replace("bedtime", "daytime"), "day")
    assert run("share", "answer", "Well done, Mum.").exit_code == 0
    run("play", evening)
    assert lines_of(tonight_folder() / "mine.en.mp3") == ["Well done, Mum.", "Lie down."]
    run("play", day)
    assert lines_of("audio_out/day.en.mp3") == ["Lie down."]
    run("share", "answer", "--forget")
    run("play", evening)
    assert lines_of("audio_out/mine.en.mp3") == ["Lie down."]
    assert not tonight_folder().exists()


def test_a_recorded_answer_is_as_loud_as_the_voice(run, routine, known_voice, folder):
    t = np.arange(3 * 44_100) / 44_100
    soundfile.write(folder / "word.wav", 0.02 * np.sin(2 * np.pi * 300 * t), 44_100)
    assert "--by NAME" in run("share", "answer", "--recording", "word.wav").output
    assert run("share", "answer", "--recording", "word.wav", "--by", "Ana").exit_code == 0
    run("play", routine(ROUTINE))
    sound = read_track(tonight_folder() / "mine.en.mp3")[0] / 32_768
    heard = sound[22_050 : 3 * 22_050]
    assert 20 * np.log10(np.sqrt(np.mean(heard**2))) == pytest.approx(-20, abs=3)


def test_an_answer_that_touches_a_device_is_asked_about(run):
    asked = run("share", "answer", "Good night with your boots on.", input="yes\n")
    assert asked.output.endswith("no answer was kept\n")
    asked = run("share", "answer", "Good night, Mum. Sleep well.", input="no\n")
    assert "heard at the beginning of tonight's routine" in asked.output


@pytest.mark.parametrize("words", [[], ["a word", "--forget"], ["--recording", "none.wav"]])
def test_wrong_usage(run, words):
    assert run("share", "answer", *words).exit_code == 2
