"""Makes the clips for somebody who feels pain, from the phrases: `python -m nightcue.bedside.make_pain`.

Kept in the repository beside the page, as the rescue tracks are, so that they are there whatever voice is installed.
"""

from __future__ import annotations

from pathlib import Path

from nightcue.audio.clip import SAMPLE_RATE
from nightcue.audio.tags.track_info import LyricLine, TrackInfo
from nightcue.audio.track import write_track
from nightcue.bedside.pain import pain_words
from nightcue.bedside.site import PAGE
from nightcue.locales import COMPLETE, languages_with
from nightcue.speak_ahead import VOICES
from nightcue.voices.catalogue import open_voice


def write_clip(path: Path, language: str, text: str) -> None:
    """Write `text`, spoken in the voice that has spoken the shipped routines, as a track of its own."""
    from nightcue.language.locale_files import iso_639_2

    _, voice = VOICES[language]
    clip = open_voice(voice, language, lines=[text]).speak(text)
    seconds = len(clip.samples) / SAMPLE_RATE
    info = TrackInfo(
        "nightcue", "nightcue", language, "", (), (LyricLine(0, seconds, text),), seconds,
        language_code=iso_639_2(language),
    )  # fmt: skip
    write_track(path, "mp3", info, iter([clip.samples]), len(clip.samples), SAMPLE_RATE)


if __name__ == "__main__":
    for language in languages_with(*COMPLETE):
        for name, worn in (("pain", "other"), ("pain-boots", "boots")):
            write_clip(PAGE / f"{name}.{language}.mp3", language, pain_words(language)[worn])
