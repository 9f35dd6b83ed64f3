"""Lines in one's own voice: a folder with one sound file for each line, named by the line's id."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.errors import SoundError
from nightcue.audio.loudness import loudness_of, normalised, normalised_line
from nightcue.audio.recordings import ADVICE, read_recording, unreadable
from nightcue.letters import plain_letters
from nightcue.storage.reading import open_file
from nightcue.voices.cache import ClipCache, clip_key
from nightcue.voices.voice import as_spoken, shortened

PLAIN_ENDINGS = (".wav", ".flac", ".mp3", ".ogg", ".opus", ".aif", ".aiff", ".caf")
"""Endings of files that count as lines, in any case."""

PHONE_ENDINGS = (".m4a", ".mp4", ".aac", ".3gp", ".amr", ".wma")
"""Endings of files that need an extra; if a line has another file too, that one is used."""

LARGEST = 4_000_000_000
"""The largest recording in bytes: the most that a WAV can have, and two seconds of reading."""

LONGEST_LINE = 300
"""The longest recording of one line, in seconds."""

QUIETEST_LUFS = -55.0
"""The quietest voice: anything quieter would be mostly room noise at the level of speech."""

KEPT_MS = 60
"""Milliseconds kept before and after the words, for soft consonants."""

_FINISH = 7
"""Raise this when the post-processing changes: it makes clips in the cache invalid."""

_FRAME_MS = 10
_SLUG, _WORDS, _DIGITS = 30, 5, 6


def line_id(text: str) -> str:
    """Return the name of a line's sound file, without its ending: `hold-for-25-seconds-3f9a1c`.

    It has the first words in small ASCII letters and digits, and 24 bits of a hash of the line as it is spoken: at most
    37 characters that are safe in a file name on any system.
    """
    line = as_spoken(text)
    words = re.findall("[a-z0-9]+", plain_letters(line).replace("'", "").replace("’", ""))
    slug = "-".join(words[:_WORDS])
    if len(slug) > _SLUG:
        slug = slug[: _SLUG + 1].rpartition("-")[0] or slug[:_SLUG]
    return f"{slug or 'line'}-{hashlib.sha256(line.encode()).hexdigest()[:_DIGITS]}"


class RecordingFolder:
    """The sound files of a folder by the ids of their lines, ignoring case; subfolders are skipped.

    The folder is read once. Raises SoundError if it is missing, not a folder, or unreadable.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files: dict[str, list[Path]] = {}
        try:
            found = sorted(entry for entry in path.iterdir() if not entry.is_dir())
        except FileNotFoundError:
            raise SoundError(f"{path}: there is no such folder; make it, or check the name") from None
        except NotADirectoryError:
            raise SoundError(f"{path}: this is a file; name the folder that the recordings are in") from None
        except OSError as problem:
            raise SoundError(f"{path}: cannot be read: {problem.strerror}; check that you may open it") from problem
        for file in found:
            if file.suffix.lower() in PLAIN_ENDINGS + PHONE_ENDINGS and not file.name.startswith("."):
                self._files.setdefault(file.stem.lower(), []).append(file)

    def find(self, text: str) -> Path | None:
        """Return the recording of a line, or None. Raises SoundError if there are several."""
        files = self._files.get(line_id(text), [])
        files = [file for file in files if file.suffix.lower() in PLAIN_ENDINGS] or files
        if len(files) > 1:
            names = " and ".join(map(str, files))
            raise SoundError(f"{names}: each of them is the line {shortened(text)}; keep one and take the others out")
        return files[0] if files else None

    def strays(self, texts: Iterable[str]) -> list[Path]:
        """Return the sound files that belong to none of the lines `texts`, sorted by name."""
        ids = {line_id(text) for text in texts}
        return sorted(file for name, files in self._files.items() if name not in ids for file in files)


def recorded_clip(path: Path, lufs: float, cache: ClipCache, *, trimmed: bool) -> Clip:
    """Return a recording at SAMPLE_RATE and `lufs` LUFS with faded edges; `cache` keeps it by its content.

    A line is `trimmed` to its words, and must not be longer than LONGEST_LINE. Raises SoundError as `read_recording`
    does, and if the recording is too long or hardly audible.
    """
    identity = f"recording; {_content_hash(path)}; finish {_FINISH}; {lufs:g} LUFS; {'line' if trimmed else 'whole'}"
    key = clip_key(identity, "", SAMPLE_RATE)
    clip = cache.load(key)
    if clip is None:
        clip = _finished(path, read_recording(path), lufs, trimmed)
        cache.store(key, clip)
    return clip


def _finished(path: Path, clip: Clip, lufs: float, trimmed: bool) -> Clip:
    if trimmed:
        if clip.seconds > LONGEST_LINE:
            minutes = LONGEST_LINE // 60
            raise SoundError(f"{path}: longer than {minutes} minutes, and it is one line; cut out what belongs to it")
        clip = spoken_part(clip)
    if loudness_of(clip) < QUIETEST_LUFS:
        raise SoundError(f"{path}: nothing can be heard in it; record it again, closer to the microphone")
    return normalised_line(clip, lufs) if trimmed else normalised(clip, lufs)


def spoken_part(clip: Clip) -> Clip:
    """Return the part of a recording in which somebody speaks, with KEPT_MS around it.

    The threshold of `trim` is for engines, which are silent between words; a room never is. A frame belongs to the
    words if it is at most 35 dB below the level that a tenth of a second reaches, and louder than the room, if the
    recording begins and ends with room noise. A short separate sound at either end, such as a tap on the button, is
    cut off.
    """
    frame = clip.rate * _FRAME_MS // 1000
    levels = _levels(clip, frame)
    loud = np.sort(levels)[-min(10, len(levels))]
    room = max(np.percentile(end, 75) for end in (levels[:50], levels[-50:]))
    threshold = max(loud - 35, room + 5) if room < loud - 16 else loud - 35
    sounding = np.flatnonzero(levels >= threshold)
    groups = np.split(sounding, np.flatnonzero(np.diff(sounding) > 30) + 1)
    words = [group for group in groups if len(group) > 10] or groups
    kept = clip.rate * KEPT_MS // 1000
    start, end = words[0][0] * frame - kept, (words[-1][-1] + 1) * frame + kept
    return Clip(clip.samples[max(0, start) : end].copy(), clip.rate)


def _levels(clip: Clip, frame: int) -> NDArray[np.float64]:
    """Return the level of each frame in dBFS, without rumble, which changes little within half a frame."""
    wave = clip.samples / 32768
    halves = np.pad(wave, (0, -len(wave) % frame)).reshape(-1, 2, frame // 2)
    return np.asarray(10 * np.log10(halves.var(axis=2).mean(axis=1) + 1e-12))


def _content_hash(path: Path) -> str:
    try:
        with open_file(path) as file:
            if os.fstat(file.fileno()).st_size > LARGEST:
                raise SoundError(f"{path}: more than {LARGEST // 10**9} GB is no recording of use; {ADVICE}")
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise unreadable(path, problem) from problem
