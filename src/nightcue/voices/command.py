"""A voice that is a program of this machine: it writes a sound file for each line."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.debugging import log
from nightcue.patience import is_done_within
from nightcue.storage.scratch import ScratchFolder, nameless_file
from nightcue.voices.voice import Pace, Voice, VoiceEntry, VoiceError, as_spoken, shortened

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

ENGINE = "command"


@dataclass(frozen=True)
class Program:
    """A voice of voices.yaml: its name, its command, the lower-case tags it speaks, and its seconds for a line.

    `listed_in` is that file.
    """

    name: str
    words: tuple[str, ...]
    languages: tuple[str, ...]
    limit: float
    listed_in: Path

    @property
    def entry(self) -> VoiceEntry:
        """The entry of the voice in the catalogue."""
        origin = f"is in {self.listed_in}"
        return VoiceEntry(
            self.name, ENGINE, self.words[0], shlex.join(self.words), self.languages, "its own", (), origin
        )

    def preference(self, language: str) -> int | None:  # noqa: ARG002 - only whoever names it wants it
        """Return None: it is used only by name."""
        return None

    def open(self, language: str, pace: Pace) -> CommandVoice:  # noqa: ARG002 - its words are all that it is told
        """Return the voice; it starts the program for each line."""
        return CommandVoice(self)


class CommandVoice(Voice):
    """A program that is started for each line, without a shell, in an empty folder of its own.

    In the command, `{text}` is the line and `{out}` the WAV, FLAC, OGG or MP3 file to write.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False

    @property
    def identity(self) -> str:
        """The name, the command, and the version of the program's file."""
        return f"{ENGINE} {self._program.name}; {shlex.join(self._program.words)}; {_stamp(self._program.words[0])}"

    def speak(self, text: str) -> Clip:
        """Return the clip that the program writes for `text`.

        Raises VoiceError if it is missing, fails, is late, or writes no sound file at `{out}`.
        """
        from nightcue.audio.errors import SoundError
        from nightcue.audio.recordings import read_recording

        line = as_spoken(text)
        with closing(ScratchFolder()) as folder:
            out = folder.path / "line.wav"
            self._run(line, out)
            if not out.is_file():
                raise self._failure(line, "it wrote no file at the place that {out} gives it")
            try:
                return read_recording(out)
            except SoundError as error:
                raise self._failure(line, str(error).partition(": ")[2]) from error

    def close(self) -> None:
        """End the programs that are running or just starting."""
        self._closed = True
        for process in tuple(self._running):
            _end(process)

    def _run(self, line: str, out: Path) -> None:
        words = [_filled(word, line, out) for word in self._program.words]
        with nameless_file() as complaints:
            try:
                process = subprocess.Popen(
                    words,
                    cwd=out.parent,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=complaints,
                    start_new_session=True,
                )
            except OSError as error:
                raise self._failure(line, f"{words[0]} cannot be started ({error.strerror})") from error
            self._running.add(process)
            if self._closed:  # closed while the program started
                _end(process)
            try:
                if not is_done_within(self._program.limit, lambda seconds: _has_ended(process, seconds)):
                    raise self._failure(line, f"it was not done in {self._program.limit:g} s")
                code = process.returncode
            finally:
                if process.poll() is None:
                    _end(process)
                self._running.discard(process)
            if code:
                complaints.seek(0)
                said = complaints.read(100_000).decode("utf-8", "replace")
                log("%s ended with exit code %s, having said:\n%s", words[0], code, said.strip())
                last = next((row.strip() for row in reversed(said.split("\n")) if row.strip()), "")
                raise self._failure(line, f"it ended with exit code {code}" + (f" ({last[:200]})" if last else ""))

    def _failure(self, line: str, reason: str) -> VoiceError:
        return VoiceError(
            f"voice '{ENGINE} {self._program.name}' could not speak {shortened(line)}: {reason}; "
            f"look at its entry in {self._program.listed_in}"
        )


def _stamp(program: str) -> str:
    """Return the size and the time of change of a program, which differ between versions."""
    try:
        found = Path(shutil.which(program) or program).stat()
    except OSError:
        return "not there"
    return f"{found.st_size} bytes of {found.st_mtime_ns}"


def _filled(word: str, line: str, out: Path) -> str:
    """Return a word of the command with its places filled in; the line itself is never read as a place or an option."""
    filled = str(out).join(part.replace("{text}", line) for part in word.split("{out}"))
    return f" {filled}" if word.startswith("{text}") and line.startswith("-") else filled


def _has_ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Return whether the program ends within so many seconds."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    return process.returncode is not None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and its children."""
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
