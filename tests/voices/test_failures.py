"""Engines that hang, die, crash or talk nonsense: always a VoiceError, soon, and nothing left running."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from nightcue.voices.engines import embedded
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import VoiceError
from nightcue.voices.worker.process import EngineError, EngineProcess
from nightcue.voices.worker.warm import WARM

pytestmark = [pytest.mark.once, pytest.mark.skipif(sys.platform != "linux", reason="espeak is the engine on Linux")]

GENEROUS = 5.0


def engine(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + GENEROUS
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z":
                return
        except OSError:
            return
        time.sleep(0.01)
    raise AssertionError(f"process {pid} is still running")


def test_an_engine_that_never_answers_is_killed_with_all_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = f"""
import os, sys, time
fork = os.fork()
if fork: open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{fork}}")
sys.stdin.readline()
while True: time.sleep(60)
"""
    start = time.monotonic()
    with EmbeddedVoice("en", patience=0.6, command=engine(script)) as voice:
        with pytest.raises(VoiceError, match=r"en-us.*'Breathe out.'.*no answer in .* s"):
            voice.speak("Breathe out.")
        assert time.monotonic() - start < 0.6 + GENEROUS
        for pid in map(int, pids.read_text().split()):
            wait_until_gone(pid)


def test_a_huge_request_to_an_engine_that_does_not_read_is_no_hang_either() -> None:
    process = EngineProcess(engine("import time; time.sleep(60)"))
    with pytest.raises(EngineError, match=r"no answer in 0\.3 s"):
        process.ask({"text": "word " * 100_000}, limit=0.3)
    assert not process.alive
    process.close()


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("raise SystemExit('no engine here')", r"exit code 1 \(no engine here\)"),
        ("import os; input(); os.kill(os.getpid(), 9)", "killed by SIGKILL"),
        ("input(); print('Audio saved'); input()", "makes no sense"),
        ("input(); print('[1]'); input()", "makes no sense"),
        ("import sys; sys.stdout.write('x' * 3_000_000)", "makes no sense"),
        ("import os; input(); os.close(1); __import__('time').sleep(60)", "closed its output"),
        ("""input(); print('{"error": "the larynx is sore"}'); input()""", "the larynx is sore"),
        ("input(); print('{}'); input()", "phrase.wav"),
        ("import json; open(json.loads(input())['file'], 'w').write('RIFF?'); print('{}'); input()", "phrase.wav"),
    ],
)
def test_an_engine_that_fails_says_how(script: str, reason: str) -> None:
    with EmbeddedVoice("en", command=engine(script)) as voice, pytest.raises(VoiceError, match=reason) as error:
        voice.speak("Breathe out.")
    assert "espeak gmw/en-us" in str(error.value)
    assert "`nightcue voices`" in str(error.value)


def test_an_engine_that_cannot_be_started_is_a_voice_error() -> None:
    with EmbeddedVoice("en", command=["/nowhere/python"]) as voice, pytest.raises(VoiceError, match="/nowhere/python"):
        voice.speak("hello")


def test_an_engine_that_ends_between_two_phrases_is_started_again() -> None:
    script = "import nightcue.voices.engines._pyttsx3 as e, sys; sys.stdin = [sys.stdin.readline()]; e.main()"
    with EmbeddedVoice("en", command=engine(script)) as voice:
        first = voice.speak("Breathe out.")
        time.sleep(0.2)
        assert np.array_equal(first.samples, voice.speak("Breathe out.").samples)


def test_a_crash_of_espeak_is_told_and_the_next_phrase_is_spoken() -> None:
    script = """
import os, nightcue.voices.engines._pyttsx3 as e
answer = e._espeak_answer
e._espeak_answer = lambda engine, request: os.abort() if "crash" in request["text"] else answer(engine, request)
e.main()
"""
    with EmbeddedVoice("en", command=engine(script)) as voice:
        with pytest.raises(VoiceError, match="espeak crashed"):
            voice.speak("crash now")
        assert len(voice.speak("Breathe out."))


def test_a_full_disk_under_espeak_is_told_at_once() -> None:
    script = """
import errno, wave, nightcue.voices.engines._pyttsx3 as e
def full(*_): raise OSError(errno.ENOSPC, "No space left on device")
wave.open = full
e.main()
"""
    with EmbeddedVoice("en", command=engine(script)) as voice, pytest.raises(VoiceError, match="No space left"):
        voice.speak("Breathe out.")


def test_a_voice_id_that_espeak_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "_espeak_default", lambda _: "gmw/en-gone")
    with EmbeddedVoice("en") as voice, pytest.raises(VoiceError, match="en-gone"):
        voice.speak("Breathe out.")


def test_a_closed_voice_refuses_and_what_it_leaves_warm_ends_without_a_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    voice = EmbeddedVoice("en")
    voice.speak("Breathe out.")
    (process,) = voice._engines._lent
    assert list(tmp_path.iterdir()) == [process.folder]
    voice.close()
    with pytest.raises(VoiceError, match="told to stop"):
        voice.speak("Breathe in.")
    assert process.alive
    WARM.end()
    assert list(tmp_path.iterdir()) == []
    wait_until_gone(process._process.pid)


@pytest.mark.parametrize("end", ["", "raise SystemExit(3)", "import os, signal; os.kill(os.getpid(), signal.SIGINT)"])
def test_an_engine_that_is_warm_ends_with_the_program_and_leaves_no_file(tmp_path: Path, end: str) -> None:
    script = f"""
import signal, tempfile
signal.signal(signal.SIGINT, signal.default_int_handler)
tempfile.tempdir = {str(tmp_path)!r}
from nightcue.voices.engines.embedded import EmbeddedVoice
with EmbeddedVoice("en") as voice:
    voice.speak("Breathe out.")
    (process,) = voice._engines._lent
print(process._process.pid, flush=True)
assert process.alive
{end}
"""
    done = subprocess.run(engine(script), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    wait_until_gone(int(done.stdout))
    assert list(tmp_path.iterdir()) == []


def test_after_a_failure_no_process_of_the_voice_stays() -> None:
    script = """
import nightcue.voices.engines._pyttsx3 as e
answer = e._espeak_answer
e._espeak_answer = lambda engine, request: {"error": "hoarse"} if "now" in request["text"] else answer(engine, request)
e.main()
"""
    with EmbeddedVoice("en", command=engine(script)) as voice:
        with voice._engines.borrow() as well, pytest.raises(VoiceError, match="hoarse"):
            voice.speak("fail now")
        assert well.alive
    assert not well.alive
    assert not voice.loaded


def test_an_interrupt_ends_a_build_that_waits_for_a_hanging_engine(tmp_path) -> None:
    script = f"""
import signal, sys
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.batch import speak_all
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell runs in its background ignores it
hanging = "import pathlib, time; pathlib.Path({str(tmp_path / "asked")!r}).touch(); time.sleep(60)"
speak_all(EmbeddedVoice("en", command=[sys.executable, "-c", hanging]), map(str, range(50)))
"""
    build = subprocess.Popen(engine(script), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not (tmp_path / "asked").exists():
        assert build.poll() is None
        time.sleep(0.01)
    build.send_signal(signal.SIGINT)
    _, complaints = build.communicate(timeout=GENEROUS)
    assert complaints.rstrip().endswith("KeyboardInterrupt")


FAKE_SYSTEM_ENGINE = """
import sys, types
import numpy, soundfile
class Engine:
    voice = "com.system.Zoe"
    def getProperty(self, name):
        if name == "voice": return self.voice
        voice = lambda id, *languages: types.SimpleNamespace(id=id, name=id.split(".")[-1], languages=list(languages))
        return [voice("com.system.Amy", "en_GB"), voice("com.system.Zoe", "en_US"), voice("com.system.Odd", None),
                voice("com.system.Jorge", "es_ES")]
    def setProperty(self, name, value): setattr(self, name, value)
    def save_to_file(self, text, file): self.job = (text, file)
    def runAndWait(self):
        print("Pitch adjustment not supported")
        text, file = self.job
        seconds = len(text) * {"Zoe": 0.1, "Amy": 0.2, "Jorge": 0.3}[self.voice.split(".")[-1]]
        tone = 0.3 * numpy.sin(numpy.arange(int(44100 * seconds)) * 0.05)
        soundfile.write(file, numpy.stack([tone, tone], axis=1), 44100)
sys.modules["pyttsx3"] = types.SimpleNamespace(init=Engine)
import nightcue.voices.engines._pyttsx3 as e
e.ENGINE = "nsss"
e.main()
"""


@pytest.mark.parametrize(
    ("language", "name", "seconds"),
    [("en", "default", 1.0), ("en-GB", "default", 2.0), ("es-MX", "default", 3.0), ("es", "nsss:jorge", 3.0)],
)
def test_a_system_engine_speaks_with_the_voice_of_the_language(
    language: str, name: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "ENGINE", "nsss")
    embedded._engine_version.cache_clear()
    with PostProcessedVoice(EmbeddedVoice(language, name=name, command=engine(FAKE_SYSTEM_ENGINE)), -20) as voice:
        for _ in range(2):
            clip = voice.speak("ten chars.")
            assert (clip.rate, clip.seconds) == (22_050, pytest.approx(seconds, abs=0.03))
        assert "nsss of" in voice.identity
    embedded._engine_version.cache_clear()


def test_an_answer_whose_number_makes_no_sense_is_for_whoever_waits() -> None:
    process = EngineProcess(engine("""input(); print('{"number": [], "said": "yes"}', flush=True); input()"""))
    assert process.ask({}, limit=GENEROUS)["said"] == "yes"
    process.close()
