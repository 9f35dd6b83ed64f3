"""Recordings of other programs: a half one is refused wherever it ends, a whole one is read whatever is around it."""

from __future__ import annotations

import io
import random
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import lameenc
import numpy as np
import pytest
import soundfile

from nightcue.audio.errors import SoundError
from nightcue.audio.recordings import read_recording

SECONDS = 4
RATE = 44_100
CUTS = [0.03, 0.21, 0.377, 0.5, 0.61, 0.75, 0.9, 0.97]


def sound(rate: int = RATE, seconds: float = SECONDS) -> np.ndarray:
    """Something like speech: a tone that swells and fades, and a hiss in it; from -1 to 1."""
    time = np.arange(round(seconds * rate)) / rate
    hiss = np.random.default_rng(1).normal(0, 0.05, len(time))
    return np.asarray((0.3 * np.sin(2 * np.pi * 200 * time) + hiss) * np.abs(np.sin(2 * time)), np.float32)


class Pipe(io.BytesIO):
    """What cannot go back: a program that writes into it does not say at the start how long the sound is."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError("a pipe")


def by_ffmpeg(
    container: str, codec: str, rate: int = RATE, pipe: bool = False, into: Path | None = None, **options: str
) -> bytes:
    file = Pipe() if pipe else io.BytesIO()
    with av.open(into or file, "w", format=container, options=options) as output:
        stream = output.add_stream(codec, rate=rate, layout="mono")
        samples = np.rint(sound(rate) * 32_767).astype(np.int16)[None, :]
        for start in range(0, samples.shape[1], 4_096):
            frame = av.AudioFrame.from_ndarray(samples[:, start : start + 4_096], format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return file.getvalue()


def by_libsndfile(format: str, subtype: str | None = None, rate: int = RATE) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, sound(rate), rate, format=format, subtype=subtype)
    return file.getvalue()


def by_lame(vbr: bool) -> bytes:
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_in_sample_rate(RATE)
    if vbr:
        lame.set_vbr(4)
    else:
        lame.set_bit_rate(64)
    return bytes(lame.encode(np.rint(sound() * 32_767).astype("<i2").tobytes())) + bytes(lame.flush())


def with_index_first() -> bytes:
    """An M4A that says at its start where everything is; FFmpeg writes it twice for that, into a file of its own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.m4a"
        by_ffmpeg("ipod", "aac", into=path, movflags="faststart")
        return path.read_bytes()


def noise_in_amr() -> bytes:
    """Frames of 20 ms at 12.2 kbit/s, written by hand: not every PyAV has an encoder for them."""
    chance = random.Random(1)
    return b"#!AMR\n" + b"".join(b"\x3c" + chance.randbytes(31) for _ in range(round(SECONDS * 50)))


MADE = {
    "wav.libsndfile": lambda: by_libsndfile("WAV"),
    "wav.24-bit": lambda: by_libsndfile("WAV", "PCM_24"),
    "wav.rf64": lambda: by_libsndfile("RF64"),
    "wav.ffmpeg": lambda: by_ffmpeg("wav", "pcm_s16le"),
    "aiff.libsndfile": lambda: by_libsndfile("AIFF"),
    "flac.libsndfile": lambda: by_libsndfile("FLAC"),
    "ogg.libsndfile": lambda: by_libsndfile("OGG", "VORBIS"),
    "opus.libsndfile": lambda: by_libsndfile("OGG", "OPUS", rate=48_000),
    "opus.ffmpeg": lambda: by_ffmpeg("ogg", "libopus", rate=48_000),
    "mp3.libsndfile": lambda: by_libsndfile("MP3"),
    "mp3.lame": lambda: by_lame(vbr=False),
    "mp3.lame-vbr": lambda: by_lame(vbr=True),
    "mp3.ffmpeg": lambda: by_ffmpeg("mp3", "libmp3lame"),
    "mp3.ffmpeg-22": lambda: by_ffmpeg("mp3", "libmp3lame", rate=22_050),
    "m4a.ffmpeg": lambda: by_ffmpeg("ipod", "aac"),
    "m4a.ffmpeg-start": with_index_first,
}
IN_PIPES = {
    "wav.pipe": lambda: by_ffmpeg("wav", "pcm_s16le", pipe=True),
    "flac.pipe": lambda: by_ffmpeg("flac", "flac", pipe=True),
    "ogg.pipe": lambda: by_ffmpeg("ogg", "libopus", rate=48_000, pipe=True),
    "mp3.pipe": lambda: by_ffmpeg("mp3", "libmp3lame", pipe=True),
    "aac.pipe": lambda: by_ffmpeg("adts", "aac", pipe=True),
    "amr.noise": lambda: noise_in_amr(),
    "3gp.ffmpeg": lambda: by_ffmpeg("3gp", "aac"),
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", [*MADE, *IN_PIPES])
def test_a_whole_one_is_read_to_its_end(kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path / f"a.{kind.split('.')[0]}", (MADE | IN_PIPES)[kind]())
    assert read_recording(path).seconds == pytest.approx(SECONDS, abs=0.12)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("kind", MADE)
def test_one_that_is_cut_short_is_refused_wherever_it_ends(
    kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = MADE[kind]()
    for cut in CUTS:
        path = written(tmp_path / f"{cut}.{kind.split('.')[0]}", whole[: round(len(whole) * cut)])
        with pytest.raises(SoundError, match=r"cut short|not a sound file, or a damaged one"):
            read_recording(path)
    assert capfd.readouterr() == ("", "")


def test_it_is_called_cut_short_where_it_says_how_long_it_is(tmp_path: Path) -> None:
    for kind in (
        "wav.ffmpeg",
        "mp3.ffmpeg",
        "mp3.lame",
        "ogg.libsndfile",
        "opus.ffmpeg",
        "m4a.ffmpeg",
        "m4a.ffmpeg-start",
    ):
        whole = MADE[kind]()
        with pytest.raises(SoundError, match="cut short"):
            read_recording(written(tmp_path / kind, whole[: len(whole) // 2]))


def id3v2(content: bytes, padding: int) -> bytes:
    size = len(content) + padding
    return b"ID3\3\0\0" + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + content + bytes(padding)


LYRICS = b"LYRICSBEGININD0000200LYR00012Good evening000026LYRICS200"
AROUND = {
    "an ID3 tag": (id3v2(b"TIT2\0\0\0\2\0\0\0x", 0), b""),
    "padding in it": (id3v2(b"TIT2\0\0\0\2\0\0\0x", 40_000), b""),
    "zeros behind it": (id3v2(b"", 10) + bytes(5_000), b""),
    "zeros before": (bytes(20_000), b""),
    "junk before": (bytes(range(256)) * 17, b""),
    "an older tag": (b"", b"TAG" + bytes(125)),
    "APE": (b"", b"APETAGEX\xd0\x07\0\0" + bytes(range(256)) * 3 + b"APETAGEX" + bytes(24)),
    "Lyrics3": (b"", LYRICS + b"TAG" + b" " * 125),
    "zeros after": (b"", bytes(9_000)),
    "junk after": (b"", b"never mind " * 300),
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("kind", ["mp3.lame", "mp3.lame-vbr", "mp3.ffmpeg", "mp3.ffmpeg-22"])
def test_an_mp3_is_read_whatever_stands_around_it_and_refused_when_it_is_cut(
    kind: str, around: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before, after = AROUND[around]
    whole = MADE[kind]()
    assert read_recording(written(tmp_path / "a.mp3", before + whole + after)).seconds == pytest.approx(
        SECONDS, abs=0.12
    )
    with pytest.raises(SoundError, match="cut short"):
        read_recording(written(tmp_path / "b.mp3", before + whole[: len(whole) // 2]))
    assert capfd.readouterr() == ("", "")


def test_junk_within_an_mp3_is_damage_and_a_tag_within_is_none(tmp_path: Path) -> None:
    whole = MADE["mp3.lame"]()
    with pytest.raises(SoundError, match="damaged"):
        read_recording(written(tmp_path / "a.mp3", whole + b"lost in the middle" * 40 + whole))
    twice = read_recording(written(tmp_path / "b.mp3", whole + b"TAG" + bytes(125) + id3v2(b"", 20) + whole))
    assert twice.seconds == pytest.approx(2 * SECONDS, abs=0.2)


@pytest.mark.parametrize("name", ["a.m4a", "a.mp4", "a.wav"])
def test_without_the_extra_the_message_names_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nightcue.audio.sound_files.phone.find_spec", lambda _: None)
    path = written(tmp_path / name, MADE["m4a.ffmpeg"]())
    with pytest.raises(SoundError, match=r"pip install 'nightcue\[m4a\]'"):
        read_recording(path)


def stereo(left: np.ndarray, right: np.ndarray, path: Path) -> np.ndarray:
    soundfile.write(path, np.stack([left, right], axis=1), RATE, subtype="FLOAT")
    return read_recording(path, RATE).samples[1_000:-1_000] / 32_768


def test_stereo_that_would_cancel_itself_is_heard(tmp_path: Path) -> None:
    wave, hum = sound(), 0.01 * np.sin(np.arange(len(sound())) * 0.007).astype(np.float32)
    inner = wave[1_000:-1_000]
    for left, right in ((wave, -wave), (wave, -0.8 * wave), (wave + hum, -wave + hum), (0.7 * wave, -wave)):
        heard = stereo(left, right, tmp_path / "a.wav")
        assert abs(np.corrcoef(heard, inner)[0, 1]) > 0.99
        assert np.std(heard) == pytest.approx(np.std(inner), rel=0.05)


def test_other_stereo_is_averaged(tmp_path: Path) -> None:
    wave = sound()
    other = np.roll(wave[::-1], 5_000)
    for left, right in ((wave, wave), (wave, 0 * wave), (wave, other)):
        heard = stereo(left, right, tmp_path / "a.wav")
        assert heard == pytest.approx(((left + right) / 2)[1_000:-1_000], abs=1e-4)
