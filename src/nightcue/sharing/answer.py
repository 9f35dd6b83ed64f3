"""What the other person answered: spoken at the beginning of tonight's track, and gone tomorrow."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.sharing.errors import NotSentError, SharingError
from nightcue.sharing.morning import tonight
from nightcue.storage.paths import answer_folder, tonight_folder
from nightcue.storage.private_file import keep_private
from nightcue.storage.reading import read_file

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

LONGEST = 300
"""Characters of an answer: half a minute of speech, before somebody who wants to sleep. Our own choice."""
LONGEST_RECORDING = 60.0
"""Seconds of a recorded one."""

_FILE = "answer.json"
_NOON = time(12)


@dataclass(frozen=True)
class Answer:
    """A line to speak, or the file of a recording; good until `until`, by the clock on the wall."""

    until: datetime
    text: str | None = None
    recording: Path | None = None
    by: str | None = None
    """Who answers for what a recording says."""


def until_tomorrow(now: datetime) -> datetime:
    """Return the noon that ends the night that is about to come at `now`, or that it is."""
    return datetime.combine(tonight(now) + timedelta(days=1), _NOON)


def question_about(text: str, language: str) -> str | None:
    """Return what a review would ask whoever reads the text, None where it touches nothing that can do harm."""
    from nightcue.safety.reading.topics import questions, topic_of

    topic = topic_of(text, language)
    return questions(language)[topic] if topic else None


def keep_text(text: str, now: datetime) -> Answer:
    """Keep an answer to be spoken. Raises SharingError for one that nobody should say before a routine, NotSentError.

    What `question_about` asks has been answered with no.
    """
    from nightcue.safety.advice import CODES
    from nightcue.safety.reading.refusals import refused_in

    text = " ".join(text.split())
    if not text or not text.isprintable():
        raise SharingError("there is nothing to say in this answer")
    if len(text) > LONGEST:
        raise SharingError(f"this answer has {len(text)} characters; {LONGEST} are the most that is heard in peace")
    if refused := refused_in(text):
        meaning = next(code.meaning for code in CODES if code.code == refused.code)
        raise SharingError(f"this answer is not spoken, for it {meaning}\n  hint: send a word of praise instead")
    return _keep(Answer(until_tomorrow(now), text=text))


def keep_recording(file: Path, by: str, now: datetime) -> Answer:
    """Keep a recorded answer, as loud as every other line; `by` is who answers for what it says.

    Raises SharingError, SoundError for a recording that cannot be used, and NotSentError.
    """
    from nightcue.audio.levels import SPEECH_LUFS
    from nightcue.storage.paths import cached
    from nightcue.voices.cache import ClipCache
    from nightcue.voices.recorded import recorded_clip

    if not by.strip() or not by.isprintable():
        raise SharingError("a name is missing: say who answers for the recording with --by NAME")
    clip = recorded_clip(file, SPEECH_LUFS, ClipCache(cached("clips")), trimmed=True)
    if clip.seconds > LONGEST_RECORDING:
        raise SharingError(f"{file} lasts {clip.seconds:.0f} s; {LONGEST_RECORDING:.0f} s are the most for an answer")
    answer = Answer(until_tomorrow(now), recording=answer_folder() / "answer.wav", by=by.strip())
    return _keep(answer, _as_wav(clip))


def answer_for(now: datetime) -> Answer | None:
    """Return the answer that is heard at `now`, None where there is none; one of yesterday is removed."""
    try:
        said = json.loads(read_file(answer_folder() / _FILE, LONGEST * 100))
        until = datetime.fromisoformat(said["until"])
        recording = answer_folder() / said["recording"] if said["recording"] else None
        answer = Answer(until, said["text"], recording, said["by"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if now < until <= until_tomorrow(now):
        return answer
    with suppress(NotSentError):
        forget_answer()
    return None


def forget_answer() -> None:
    """Remove the answer, and the tracks that begin with it. Raises NotSentError."""
    for folder in (answer_folder(), tonight_folder()):
        try:
            shutil.rmtree(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise NotSentError(f"cannot remove {folder}: {error.strerror or error}") from None


def _keep(answer: Answer, recording: bytes | None = None) -> Answer:
    folder = answer_folder()
    said = {"until": answer.until.isoformat(), "text": answer.text, "by": answer.by}
    said["recording"] = answer.recording.name if answer.recording else None
    try:
        forget_answer()
        if answer.recording and recording is not None:
            keep_private(answer.recording, recording)
        keep_private(folder / _FILE, json.dumps(said).encode())
    except OSError as error:
        raise NotSentError(f"cannot write {folder}: {error.strerror or error}") from None
    return answer


def _as_wav(clip: Clip) -> bytes:
    import io
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(clip.rate)
        written.writeframes(clip.samples.astype("<i2").tobytes())
    return file.getvalue()
