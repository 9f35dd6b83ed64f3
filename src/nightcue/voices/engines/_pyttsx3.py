"""The child process of the embedded voice: loads pyttsx3 and answers requests on stdin, a JSON line each."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TextIO

from nightcue.voices.engines._hard_consonants import with_hard_consonants
from nightcue.voices.worker.protocol import Request, answer_all, stdout_of_our_own, write_answer

ENGINE = {"darwin": "nsss", "win32": "sapi5"}.get(sys.platform, "espeak")
"""The engine that pyttsx3 uses on this system."""

_ESPEAK_WORDGAP = 7
"""The number of this parameter in speak_lib.h; pyttsx3 has no name for it."""


def main() -> None:
    """Answer the requests on stdin until it closes."""
    answers = stdout_of_our_own()
    answer_all(_espeak_responder(answers) if ENGINE == "espeak" else _system_responder(answers))


def _voices(engine: Any) -> Request:
    current = engine.getProperty("voice")
    first_current = sorted(engine.getProperty("voices"), key=lambda voice: voice.id != current)
    return {"voices": [{"id": v.id, "label": v.name or v.id, "languages": v.languages} for v in first_current]}


def _espeak_responder(answers: TextIO) -> Callable[[Request], None]:
    """Load espeak, and return a function that answers each request in a fork of this process.

    espeak keeps state between phrases, so that a clip would depend on the one before. Its thread, which must not be
    forked, starts with pyttsx3.init.
    """
    import ctypes

    import espeakng_loader

    os.environ["ESPEAK_DATA_PATH"] = data = espeakng_loader.get_data_path()
    espeak = ctypes.CDLL(espeakng_loader.get_library_path())
    # else every fork would read the files of all voices, some 280, to find the one that it speaks with
    espeak.espeak_ng_InitializePath(os.fsencode(data))
    espeak.espeak_ListVoices(None)
    import pyttsx3.drivers.espeak

    # The driver sleeps 10 ms after each phrase for no reason.
    pyttsx3.drivers.espeak.time = SimpleNamespace(sleep=lambda _: None)

    def respond(request: Request) -> None:
        fork = os.fork()
        if fork == 0:
            try:
                write_answer(answers, request, lambda asked: _espeak_answer(_espeak_for(asked, Path(data)), asked))
            finally:
                os._exit(0)
        _, status = os.waitpid(fork, 0)
        if status:
            write_answer(answers, request, lambda _: {"error": f"espeak crashed (wait status {status})"})

    return respond


def _espeak_for(request: Request, data: Path) -> Any:
    """Return espeak with `data`, or with the hard consonants that `request` asks for."""
    import pyttsx3

    if request.get("hard_consonants"):
        os.environ["ESPEAK_DATA_PATH"] = str(with_hard_consonants(data, Path(request["file"]).parent))
    return pyttsx3.init("espeak")


def _espeak_answer(engine: Any, request: Request) -> Request:
    if "list" in request:
        return _voices(engine)
    finished = threading.Event()
    problems: list[str] = []

    def fail(problem: object) -> None:
        problems.append(str(problem))
        finished.set()

    # Errors in the callback of espeak's thread, such as a full disk, are reported nowhere else.
    sys.unraisablehook = lambda unraisable: fail(unraisable.exc_value)
    engine.connect("error", lambda **event: fail(event["exception"]))
    engine.connect("finished-utterance", lambda **_: finished.set())
    _set_espeak(engine, request["gap"], voice=request["voice"], rate=request["rate"])
    engine.save_to_file(request["text"], request["file"])
    engine.runAndWait()
    # runAndWait returns while espeak's thread is still speaking.
    finished.wait()
    return {"error": problems[0]} if problems else {}


def _set_espeak(engine: Any, gap: int, **properties: object) -> None:
    """Set what runAndWait would set, and the gap between words, and wait for each.

    espeak's thread sets the rate in the background. runAndWait cancels that if it is not done, and about one phrase
    in ten is then spoken at 200 words a minute.
    """
    from pyttsx3.drivers import _espeak

    def settled() -> None:
        while _espeak.IsPlaying():
            time.sleep(0.0002)

    engine.proxy.setBusy(False)
    for name, value in properties.items():
        settled()
        engine.setProperty(name, value)
    settled()
    _espeak.SetParameter(_ESPEAK_WORDGAP, gap, 0)
    settled()
    engine.proxy.setBusy(True)


def _system_responder(answers: TextIO) -> Callable[[Request], None]:
    import pyttsx3

    engine = pyttsx3.init()

    def answer(request: Request) -> Request:
        if "list" in request:
            return _voices(engine)
        engine.setProperty("voice", request["voice"])
        engine.setProperty("rate", request["rate"])
        engine.save_to_file(request["text"], request["file"])
        engine.runAndWait()
        return {}

    return lambda request: write_answer(answers, request, answer)


if __name__ == "__main__":
    main()
