"""Finding a voice among those an engine offers: by name, or by language."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace

from nightcue.voices.voice import UnknownVoiceError, VoiceEntry

_TAGS = ("en", "en-US", "en-GB", "es", "es-ES", "es-419", "es-MX")
"""The languages whose default voices are worth listing."""


def normal_tag(language: str) -> str:
    """Return a BCP 47 tag, or a system's `en_US`, as `en-us`."""
    return language.strip().replace("_", "-").lower()


def named_voice(voices: Sequence[VoiceEntry], name: str) -> VoiceEntry:
    """Return the voice whose name, id or label is `name`, in any case. Raises UnknownVoiceError with close matches."""
    wanted = name.casefold()
    for voice in voices:
        if wanted in (voice.name.casefold(), voice.id.casefold(), voice.label.casefold()):
            return voice
    names = {voice.name.casefold(): voice.name for voice in voices}
    close = [names[match] for match in difflib.get_close_matches(wanted.rpartition("/")[2], names)]
    hint = f"did you mean {' or '.join(map(repr, close))}? " if close else ""
    raise UnknownVoiceError(f"there is no voice '{name}'; {hint}`nightcue voices` lists them")


def default_voice(voices: Sequence[VoiceEntry], language: str, preferred: str = "") -> VoiceEntry:
    """Return the voice whose id is `preferred`, or else the first that speaks the lower-case tag `language` best.

    Raises UnknownVoiceError when none does.
    """
    primary = language.partition("-")[0]
    ranks = (
        lambda voice: voice.id == preferred,
        lambda voice: voice.name == language or language in voice.languages,
        lambda voice: primary in {tag.partition("-")[0] for tag in voice.languages},
    )
    for fits in ranks:
        if found := next(filter(fits, voices), None):
            return found
    raise UnknownVoiceError(
        f"no voice here speaks '{language}'; install one, or name one: `nightcue voices` lists them"
    )


def with_defaults(voices: Sequence[VoiceEntry], preferred: Callable[[str], str]) -> list[VoiceEntry]:
    """Return `voices`, each with the tags it is the default of; `preferred` gives the id an engine has for a tag."""
    tags_of: dict[str, tuple[str, ...]] = {}
    for tag in _TAGS:
        language = normal_tag(tag)
        try:
            voice = default_voice(voices, language, preferred(language))
        except UnknownVoiceError:
            continue
        tags_of[voice.id] = (*tags_of.get(voice.id, ()), tag)
    return [replace(voice, default_for=tags_of.get(voice.id, ())) for voice in voices]
