"""Packs: the lines of the shipped routines, spoken ahead by the natural voices and kept in the package.

With them a natural voice speaks a shipped routine at once on every machine, whatever is installed there. A pack is one
folder for a voice, a language and a pace: a sound file for each line, named by the digest of its text, and the table
LISTED. `python -m nightcue.speak_ahead` makes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
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
"""The table of a pack, a row for each line: file name, SHA-256 of the file, seconds, text."""

RATE = 24_000
"""Samples a second of every file: the rate of both natural voices."""


@dataclass(frozen=True)
class Pack:
    """The lines of one voice of the catalogue, at one pace. `language` is a lower-case primary tag."""

    engine: str
    voice: str
    language: str
    pace: Pace

    @property
    def folder(self) -> Path:
        """The folder of its files."""
        return PACKS / f"{self.engine}.{self.voice}.{self.language}.{self.pace}"

    @property
    def edition(self) -> str:
        """A digest that changes with the recordings."""
        return hashlib.sha256((self.folder / LISTED).read_bytes()).hexdigest()[:12]

    def file_of(self, text: str) -> Path:
        """Return the path of the file for `text`, whether or not it exists."""
        said = "\n".join([self.engine, self.voice, self.language, self.pace, as_spoken(text)])
        return self.folder / f"{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}.ogg"

    def is_of(self, language: str, pace: Pace) -> bool:
        """Return whether it has the language of a lower-case tag, in any region, and the pace."""
        return (self.language, self.pace) == (language_of(language), pace)

    def holds(self, texts: Iterable[str]) -> bool:
        """Return whether it has every one of `texts`."""
        return all(self.file_of(text).is_file() for text in texts)


class AheadVoice(Voice):
    """A voice that takes its lines from `pack`; `live`, the same voice, speaks those that are missing there."""

    def __init__(self, pack: Pack, live: Voice | None = None) -> None:
        self._pack = pack
        self._live = live

    @property
    def identity(self) -> str:
        """The identity of the live voice, if there is one, and the edition of the pack."""
        called = f"{self._pack.engine} {self._pack.voice}; {self._pack.pace}"
        return f"{self._live.identity if self._live else called}; lines spoken ahead {self._pack.edition}"

    def speak(self, text: str) -> Clip:
        """Return the line from the pack, or have the live voice speak it.

        Raises VoiceError as the live voice does, and for a line that is not in the pack if there is none.
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

    def is_at_hand(self, text: str) -> bool:
        """Return whether the line is in the pack."""
        return self._pack.holds([text])

    def hurry(self) -> None:
        """Have the live voice speak each line sooner, if there is one."""
        if self._live:
            self._live.hurry()

    def start(self, texts: Sequence[str]) -> None:
        """Have the live voice begin to load, if there is one and any of `texts` is not in the pack."""
        missing = [text for text in texts if not self.is_at_hand(text)]
        if self._live and missing:
            self._live.start(missing)

    @property
    def loaded(self) -> bool:
        """Whether the live voice is loaded, if there is one."""
        return self._live is None or self._live.loaded

    @property
    def side_by_side(self) -> int:
        """How many lines the live voice speaks at a time, if there is one."""
        return self._live.side_by_side if self._live else super().side_by_side

    def warm_up(self) -> None:
        """Load the live voice, if there is one."""
        if self._live:
            self._live.warm_up()

    def close(self) -> None:
        """Close the live voice."""
        if self._live:
            self._live.close()


@cache
def packs() -> tuple[Pack, ...]:
    """Return every pack in the package."""
    try:
        names = sorted(folder.name for folder in PACKS.iterdir() if (folder / LISTED).is_file())
    except OSError:
        return ()
    return tuple(Pack(*name.split(".")) for name in names)  # type: ignore[arg-type]


def pack_of(engine: str, voice: str, language: str, pace: Pace) -> Pack | None:
    """Return the pack of a voice for a lower-case tag and a pace, or None."""
    own = (pack for pack in packs() if (pack.engine, pack.voice) == (engine, voice))
    return next((pack for pack in own if pack.is_of(language, pace)), None)


def _read(file: Path) -> Clip | None:
    """Return the clip in `file`, or None if it is missing or damaged."""
    import soundfile

    from nightcue.audio.clip import Clip

    try:
        samples, rate = soundfile.read(file, dtype="int16")
    except (OSError, soundfile.SoundFileError):
        return None
    return Clip(samples, rate) if samples.ndim == 1 and len(samples) else None
