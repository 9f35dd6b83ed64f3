"""Lines that were spoken ahead: those of the shipped routines, by the natural voices, kept in the package.

So a shipped routine is spoken by its natural voice on every machine, at once, whatever is installed there. One folder
for each voice, language and pace: a sound file for each line, named by the digest of what was spoken, and LISTED, which
says what each holds. `python -m nightcue.speak_ahead` makes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nightcue.locales import language_of
from nightcue.voices.voice import Pace, Voice, VoiceError, as_spoken, shortened

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

PACKS = Path(__file__).parent / "packs"
LISTED = "lines.tsv"
"""A row for each line: the name of its file, the SHA-256 of that, its length in seconds, and the text."""

RATE = 24_000
"""Samples a second of every file: the rate of both natural voices."""


@dataclass(frozen=True)
class Pack:
    """The lines of one voice, named as the catalogue names it, at one pace. `language` is a lower-case primary tag."""

    engine: str
    voice: str
    language: str
    pace: Pace

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return PACKS / f"{self.engine}.{self.voice}.{self.language}.{self.pace}"

    @property
    def edition(self) -> str:
        """What tells these recordings from earlier ones."""
        return hashlib.sha256((self.folder / LISTED).read_bytes()).hexdigest()[:12]

    def file_of(self, text: str) -> Path:
        """The file that holds `text`, whether or not it is there."""
        said = "\n".join([self.engine, self.voice, self.language, self.pace, as_spoken(text)])
        return self.folder / f"{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.ogg"

    def is_of(self, language: str, pace: Pace) -> bool:
        """Whether it is of a lower-case tag, whatever its region, and of a pace."""
        return (self.language, self.pace) == (language_of(language), pace)

    def holds(self, texts: Iterable[str]) -> bool:
        """Whether every one of `texts` is there."""
        return all(self.file_of(text).is_file() for text in texts)


class AheadVoice(Voice):
    """A voice whose lines are taken from `pack` where they are there; `live`, the same voice, speaks the others."""

    def __init__(self, pack: Pack, live: Voice | None = None) -> None:
        self._pack = pack
        self._live = live

    @property
    def identity(self) -> str:
        """That of the live voice, if there is one, and which edition of the lines."""
        called = f"{self._pack.engine} {self._pack.voice}; {self._pack.pace}"
        return f"{self._live.identity if self._live else called}; lines spoken ahead {self._pack.edition}"

    def speak(self, text: str) -> Clip:
        """Return the line as it was spoken ahead, or have it spoken.

        Raises VoiceError for a line that is not there when there is no live voice, and as the live voice does.
        """
        clip = _read(self._pack.file_of(text))
        if clip is not None:
            return clip
        if self._live is None:
            raise VoiceError(
                f"voice '{self._pack.engine} {self._pack.voice}' has not spoken {shortened(text)} ahead; "
                "choose another voice (`nightcue voices` lists them)"
            )
        return self._live.speak(text)

    @property
    def loaded(self) -> bool:
        """Whether the live voice is, if there is one."""
        return self._live is None or self._live.loaded

    def close(self) -> None:
        """Close the live voice."""
        if self._live:
            self._live.close()


@cache
def packs() -> tuple[Pack, ...]:
    """Every pack that nightcue brings."""
    try:
        names = sorted(folder.name for folder in PACKS.iterdir() if (folder / LISTED).is_file())
    except OSError:
        return ()
    return tuple(Pack(*name.split(".")) for name in names)  # type: ignore[arg-type]


def pack_of(engine: str, voice: str, language: str, pace: Pace) -> Pack | None:
    """The pack of a voice for a lower-case tag and a pace, if there is one."""
    own = (pack for pack in packs() if (pack.engine, pack.voice) == (engine, voice))
    return next((pack for pack in own if pack.is_of(language, pace)), None)


def _read(file: Path) -> Clip | None:
    """The clip in `file`; None where it is missing or damaged."""
    import soundfile

    from nightcue.audio.clip import Clip

    try:
        samples, rate = soundfile.read(file, dtype="int16")
    except (OSError, soundfile.SoundFileError):
        return None
    return Clip(samples, rate) if samples.ndim == 1 and len(samples) else None
