"""nightcue voices --try: one voice, as a track of one line."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import click

from nightcue.locales import language_of


def write_sample(name: str, language: str | None, text: str | None) -> Path:
    """Write what the voice `name` makes of `text`, or of the sample sentence of the language, and return the file.

    Where no `language` is given, it is the voice's own. Raises UnknownVoiceError and VoiceError, OutputError when the
    file cannot be written, and a usage error where there is nothing to speak.
    """
    from nightcue.audio.tags.track_info import TrackInfo
    from nightcue.audio.track import write_track
    from nightcue.building.request import OUTPUT_FOLDER
    from nightcue.language.locale_files import iso_639_2
    from nightcue.voices.catalogue import find_voice, open_voice

    tag = language or _own_language(name)
    tag, line = _line(name, tag, text)
    find_voice(name, tag)
    with open_voice(name, tag) as voice:
        clip = voice.speak(line)
    path = OUTPUT_FOLDER / f"voice-{_in_a_name(name)}.{_in_a_name(tag)}.mp3"
    info = TrackInfo(
        title=f"Voice sample: {name}",
        album="nightcue",
        language=tag,
        comment="",
        chapters=(),
        lines=(),
        duration=clip.seconds,
        language_code=iso_639_2(tag),
    )
    write_track(path, "mp3", info, [clip.samples], len(clip))
    return path


def _in_a_name(word: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "-", word)


def _own_language(name: str) -> str:
    """Return the tag that a voice speaks: one with built-in phrases, where it speaks several."""
    from nightcue.locales import FIRST, LANGUAGES
    from nightcue.voices.catalogue import languages_of

    tags = languages_of(name) or (FIRST,)
    return next((tag for tag in tags if language_of(tag) in LANGUAGES), tags[0])


def _line(name: str, tag: str, text: str | None) -> tuple[str, str]:
    """Return the tag as it is usually written, and what to speak: `text`, or the sample sentence."""
    from nightcue.language.phrases import Speech
    from nightcue.text_normalisation.normaliser import spoken
    from nightcue.voices.lexicon import Lexicon

    if text is not None and not text.strip():
        raise click.UsageError("the text to speak is empty")
    for known in (tag, language_of(tag)):  # a voice may have a tag of its engine's own, such as en-gb-x-rp
        with suppress(ValueError):
            speech = Speech(known)
            respelled = Lexicon(speech.phrases.pronounce).respell(text or speech.phrases.sample)
            return speech.tag if known == tag else tag, spoken(known, respelled).words
    if text is None:
        sentence = f'nightcue voices --try {name} --lang {tag} "..."'
        raise click.UsageError(f"there is no sample sentence in '{tag}'; give one: {sentence}")
    return tag, text
