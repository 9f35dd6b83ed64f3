"""Opening a sound file by what is in it."""

from __future__ import annotations

from typing import BinaryIO

from nightcue.audio.sound_files.pcm import LibsndfileFile
from nightcue.audio.sound_files.phone import PhoneFile, kind_of
from nightcue.audio.sound_files.sound_file import SoundFile
from nightcue.audio.sound_files.streamed import open_endless_flac, open_mp3

_LIBSNDFILE = (b"RIFF", b"RF64", b"BW64", b"FORM", b"fLaC", b"OggS", b"caff", b"riff", b".snd")


def open_sound(file: BinaryIO) -> SoundFile:
    """Open the sound in `file`. Raises CutShortError, MissingExtraError and DamagedError."""
    start = file.read(16)
    if kind := kind_of(start):
        return PhoneFile(file, kind)
    streamed = open_endless_flac(file) if start.startswith(_LIBSNDFILE) else open_mp3(file)
    return streamed or LibsndfileFile(file)
