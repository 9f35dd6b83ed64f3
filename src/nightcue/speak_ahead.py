"""Speaks the lines of the shipped routines ahead, into the packs of voices/ahead.

`python -m nightcue.speak_ahead` speaks those that are missing and removes those that no routine has any more;
`--all` speaks all of them anew, as after a change of an engine. Needs the engines: the extra `natural`. A pack for one
more language begins as a folder ENGINE.VOICE.LANGUAGE.calm in packs with an empty lines.tsv.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import soundfile

from nightcue.audio.clip import Clip
from nightcue.audio.levels import SPEECH_LUFS
from nightcue.audio.loudness import normalised
from nightcue.audio.shaping import resample
from nightcue.building.compile import script_for
from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import lines_to_speak
from nightcue.language.library import shelves
from nightcue.storage.atomic_file import atomic_file
from nightcue.terminal import tell
from nightcue.voices.ahead import LISTED, RATE, Pack, packs
from nightcue.voices.batch import speak_all
from nightcue.voices.engines import engines
from nightcue.voices.voice import Offer, Voice

VOICES = {pack.language: (pack.engine, pack.voice) for pack in packs()}
"""The engine and the voice that speak the lines of each language: the packs that are there, also those still empty."""

SMALLNESS = 1.0
"""libsndfile's measure of compression: about 35 kbit/s of Vorbis for speech.

Of 12 lines whose raw sound Distill-MOS rates 4.55 it leaves 4.48; Opus at 36 kbit/s 4.44, at 27 kbit/s 4.40, and MP3 at
28 kbit/s 4.08. Vorbis is decoded six times as fast as Opus.
"""


class _Levelled(Voice):
    """A voice whose clips have the usual level, so that each is encoded equally well."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def speak(self, text: str) -> Clip:
        """The clip of the voice inside, at RATE and SPEECH_LUFS."""
        return normalised(resample(self._voice.speak(text), RATE), SPEECH_LUFS)

    def close(self) -> None:
        """Close the voice inside."""
        self._voice.close()


def lines_of(language: str) -> dict[str, None]:
    """Every different line that the shipped routines of a language have a voice say, in their order."""
    lines: dict[str, None] = {}
    for shelved in shelves():
        if shelved.language == language and not shelved.own:
            routine, script = script_for(BuildRequest(shelved.path))
            lines |= dict.fromkeys(lines_to_speak(routine, script.texts()).values())
    return lines


def write_pack(pack: Pack, offer: Offer, lines: dict[str, None], anew: bool) -> None:
    """Have the lines that `pack` lacks spoken, or all of them, remove all others, and list what is there."""
    if anew:
        shutil.rmtree(pack.folder, ignore_errors=True)
    pack.folder.mkdir(parents=True, exist_ok=True)
    missing = [line for line in lines if not pack.file_of(line).is_file()]
    with _Levelled(offer.open(pack.language, pack.pace)) as voice:
        for start in range(0, len(missing), 10):
            for line, clip in speak_all(voice, missing[start : start + 10]).items():
                _write(pack.file_of(line), clip)
            tell(f"{pack.folder.name}: {min(start + 10, len(missing))} of {len(missing)} lines")
    files = {pack.file_of(line): line for line in lines}
    for stray in set(pack.folder.glob("*.ogg")) - set(files):
        stray.unlink()
    (pack.folder / LISTED).write_text("".join(sorted(_rows(files))), encoding="utf-8", newline="\n")


def _write(file: Path, clip: Clip) -> None:
    with atomic_file(file, file.parent) as out:
        soundfile.write(out, clip.samples, clip.rate, format="OGG", subtype="VORBIS", compression_level=SMALLNESS)


def _rows(files: dict[Path, str]) -> Iterator[str]:
    for file, line in files.items():
        digest, seconds = hashlib.sha256(file.read_bytes()).hexdigest(), soundfile.info(file).duration
        yield f"{file.stem}\t{digest}\t{seconds:.3f}\t{line}\n"


@click.command()
@click.option(
    "--lang",
    "languages",
    multiple=True,
    type=click.Choice([*VOICES]),
    default=tuple(VOICES),
    help="A language; repeatable.",
)
@click.option("--all", "anew", is_flag=True, help="Speak every line anew.")
def main(languages: tuple[str, ...], anew: bool) -> None:
    """Speak the lines of the shipped routines ahead."""
    for language in languages:
        engine, name = VOICES[language]
        offers = (offer for known in engines() if engine in known.NAMES for offer in known.offers())
        offer = next((offer for offer in offers if offer.name == name), None)
        if offer is None:
            raise click.ClickException(f"the voice {name} is not here; `pip install '.[natural]'` brings it")
        write_pack(Pack(engine, name, language, "calm"), offer, lines_of(language), anew)


if __name__ == "__main__":
    main()
