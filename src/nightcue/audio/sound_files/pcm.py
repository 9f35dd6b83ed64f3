"""Files that libsndfile reads: WAV, AIFF, FLAC, Ogg Vorbis, Ogg Opus and CAF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import soundfile

from nightcue.audio.sound_files.lengths import see_whole
from nightcue.audio.sound_files.sound_file import BLOCK, Block, DamagedError


class LibsndfileFile:
    """An open file; raises CutShortError and DamagedError."""

    def __init__(self, file: BinaryIO) -> None:
        see_whole(file)
        try:
            self._sound = soundfile.SoundFile(file)
        except (soundfile.LibsndfileError, TypeError) as problem:
            # A name that ends in .raw gives a TypeError, because such a file has no header.
            raise DamagedError from problem
        self.rate, self.channels = self._sound.samplerate, self._sound.channels
        self.frames = self._sound.frames

    def blocks(self) -> Iterator[Block]:
        """Yield the sound from its start, a block at a time."""
        try:
            self._sound.seek(0)
            while len(block := self._sound.read(max(1, BLOCK // self.channels), dtype="float32", always_2d=True)):
                yield block
        except soundfile.LibsndfileError as problem:
            raise DamagedError from problem
