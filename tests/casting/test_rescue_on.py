"""nightcue rescue --on: the words at once, then a speaker that plays, or a sentence and a way out."""

import importlib.util
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from click.testing import CliRunner

from casting.fake_speaker import fetched, speaker
from nightcue.bedside.rescue import shipped_track
from nightcue.bedside.track_metadata import read_score
from nightcue.casting import speakers
from nightcue.casting.speakers import Speaker
from nightcue.commands import nightcue
from nightcue.diary.store import reading
from stopped import heed_signals

FIRST_WORDS = "Straighten your leg, and pull your foot up towards your face."
PRIMERAS = "Ponga la pierna recta y tire de la punta del pie"


@pytest.fixture
def rescue(folder, monkeypatch):
    """Run `nightcue rescue --on` with these words; returns the result."""
    for kept in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.setenv(f"NIGHTCUE_{kept}", str(folder / "kept" / kept))
    return lambda name, *words: CliRunner().invoke(nightcue, ["rescue", "--on", name, *words])


@pytest.fixture
def in_the_network(monkeypatch):
    """Let these speakers say that they are there, as mDNS would; returns what was on the screen by then."""

    def let(*there):
        waiting = [*there]
        heard = lambda seconds: waiting.pop(0) if waiting else None  # noqa: E731
        monkeypatch.setattr(speakers, "_network", lambda: _Block(heard))

    return let


class _Block:
    def __init__(self, value):
        self.value = value

    def __enter__(self):
        return self.value

    def __exit__(self, *_):
        pass


def at(fake, name="Bedroom"):
    host, port = fake.address.split(":")
    return Speaker(name, host, int(port))


def test_the_speaker_gets_the_whole_track_from_this_machine_and_plays_it_to_its_end(rescue, tmp_path):
    with speaker(tmp_path, then="finishes") as fake:
        done = rescue(fake.address)
    assert (done.exit_code, done.stderr) == (0, "")
    (first, headers, some), (second, _, rest) = fake.fetched
    assert (first, second) == (206, 206)
    assert some + rest == shipped_track("en").read_bytes()
    assert (headers["content-type"], fake.load["contentType"]) == ("audio/mpeg", "audio/mpeg")
    assert headers["content-range"] == f"bytes 0-1023/{len(some + rest)}"
    assert fake.load["streamType"] == "BUFFERED"
    assert done.stdout.rstrip().endswith("finished")


def test_every_word_is_on_the_screen_before_a_speaker_is_looked_for(rescue, monkeypatch):
    seen = []

    def called(name, words):
        import sys

        from nightcue.casting.errors import SpeakerError

        sys.stdout.flush()
        seen.append(True)
        raise SpeakerError("nobody")

    monkeypatch.setattr(speakers, "speaker_called", called)
    done = rescue("Bedroom")
    lines = [line for _, line in read_score(shipped_track("en").read_bytes(), "rescue").lines]
    assert done.stdout.splitlines()[: len(lines)] == lines
    assert done.stdout.index(lines[-1]) < done.stdout.index("looking for the speaker Bedroom")
    assert seen


@pytest.mark.parametrize(
    ("then", "sentence"),
    [
        ("refuses", "cannot play the track, or cannot reach this machine for it"),
        ("fails", "cannot play the track, or cannot reach this machine for it"),
        ("busy", "is busy, and lets nothing else play"),
        ("away", "went away at 0:0"),
        ("replaced", "since 0:0"),
        ("taken", "since 0:0"),
    ],
)
def test_what_keeps_it_from_playing_is_a_sentence_with_a_way_out_under_the_words(rescue, tmp_path, then, sentence):
    with speaker(tmp_path, then=then) as fake:
        done = rescue(fake.address)
    assert done.exit_code == 4
    assert done.stdout.startswith(FIRST_WORDS)
    assert sentence in done.stderr
    assert done.stderr.endswith("\n  to hear it here: nightcue rescue\n")
    assert "Traceback" not in done.output


def test_a_speaker_that_has_no_power_or_says_nothing_does_not_answer(rescue, tmp_path, monkeypatch):
    monkeypatch.setattr("nightcue.casting.listening.ANSWERING", 1.0)
    with speaker(tmp_path, then="mute") as fake:
        mute = rescue(fake.address)
    gone = rescue(fake.address, "--lang", "es")
    assert (mute.exit_code, gone.exit_code) == (4, 4)
    assert f"{fake.address} does not answer; see whether it has power" in mute.stderr
    assert f"{fake.address} no responde; vea si tiene corriente" in gone.stderr
    assert "para oírlo aquí: nightcue rescue --lang es" in gone.stderr
    assert gone.stdout.startswith(PRIMERAS)


def test_what_played_there_before_stops_and_is_named(rescue, tmp_path):
    with speaker(tmp_path, running="Rain\nnightcue: error: x") as fake:
        done = rescue(fake.address)
    assert f"Rain nightcue: error: x was playing on {fake.address}, and stops for this\n" in done.stdout


def test_it_is_served_with_a_key_alone_and_no_longer_than_it_plays(rescue, tmp_path):
    asked = []
    with speaker(tmp_path, then="finishes") as fake:
        play = fake._play

        def guess(reply, said):
            there = said["media"]["contentId"]
            base, key = there.rsplit("/", 1)
            assert len(key) > 20
            for path in ("/", "/rescue.en.mp3", f"/{key[:-5]}x.mp3", f"/{key}/..", f"//{key}"):
                with pytest.raises(urllib.error.HTTPError) as refused:
                    urllib.request.urlopen(base + path, timeout=30)
                with refused.value:
                    asked.append(refused.value.code)
            play(reply, said)

        fake._play = guess
        assert rescue(fake.address).exit_code == 0
    assert asked == [404] * 5
    with pytest.raises(urllib.error.URLError):
        fetched(fake.load["contentId"])


def test_a_name_is_found_whatever_its_capital_letters_and_by_a_part_of_it(rescue, in_the_network, tmp_path):
    with speaker(tmp_path) as fake:
        in_the_network(Speaker("Kitchen", "192.0.2.1"), at(fake, "Ana's bedroom"))
        assert rescue("bedroom").exit_code == 0
        in_the_network(at(fake, "BEDROOM"), Speaker("Bedroom group", "192.0.2.1"))
        assert rescue("Bedroom").exit_code == 0


def test_a_name_that_fits_two_is_asked_for_again_with_both_and_their_addresses(rescue, in_the_network):
    in_the_network(Speaker("Bedroom left", "192.0.2.1"), Speaker("Bedroom right", "192.0.2.2", 32187))
    done = rescue("bedroom")
    assert done.exit_code == 2
    assert "Bedroom left (192.0.2.1:8009), Bedroom right (192.0.2.2:32187); say the whole name" in done.stderr
    in_the_network(Speaker("Bedroom", "192.0.2.1"), Speaker("Bedroom", "192.0.2.2"))
    assert rescue("bedroom").exit_code == 2


def test_where_nobody_has_the_name_those_that_are_there_are_listed(rescue, in_the_network):
    in_the_network(Speaker("Kitchen", "192.0.2.1"))
    done = rescue("Bedroom")
    assert done.exit_code == 4
    assert "no speaker called 'Bedroom' answers" in done.stderr
    assert "\n  these answer: Kitchen (192.0.2.1:8009)\n  to hear it here: nightcue rescue\n" in done.stderr


def test_names_that_came_over_the_network_are_no_orders_to_a_terminal(rescue, in_the_network):
    in_the_network(Speaker("evil\x1b]0;own\x07 \u202ename", "192.0.2.1"))
    done = rescue("bed\x1b[2Jroom")
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


def test_without_the_extra_the_words_are_shown_and_what_to_install_is_said(rescue, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "nightcue.commands.on_speaker.find_spec", lambda name: (name != "pychromecast" and found(name)) or None
    )
    done = rescue("Bedroom")
    assert done.exit_code == 2
    assert done.stdout.startswith(FIRST_WORDS)
    assert "pip install 'nightcue[cast]'; meanwhile: nightcue rescue" in done.stderr


def test_an_empty_name_is_wrong_usage(rescue):
    assert rescue(" ").exit_code == 2


def test_what_was_heard_is_in_the_diary(rescue, tmp_path):
    with speaker(tmp_path) as fake:
        rescue(fake.address)
    with reading() as diary:
        [play] = diary.plays()
    assert (play.routine, play.language, play.finished) == ("rescue", "en", True)
    assert play.heard == play.length


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM that can be waited for")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_here_stops_the_speaker(tmp_path, folder, number):
    command = [sys.executable, "-m", "nightcue", "rescue", "--on"]
    with speaker(tmp_path, then="plays") as fake:
        kept = {f"NIGHTCUE_{name}": str(folder / "kept" / name) for name in ("CACHE", "CONFIG", "DATA")}
        options = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
            "preexec_fn": heed_signals,
        }
        with subprocess.Popen([*command, fake.address], env=os.environ | kept, **options) as going:
            assert fake.loaded.wait(60)
            while "Ctrl-C here stops it" not in (line := going.stdout.readline()):
                assert line
            going.send_signal(number)
            said, wrong = going.communicate(timeout=60)
    assert (going.returncode, wrong) == (128 + number, "")
    assert said.startswith("stopped at 0:")
    assert fake.stopped.is_set()
