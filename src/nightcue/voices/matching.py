"""Finding a voice of an engine by name or by language."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from nightcue.locales import LANGUAGES, language_of
from nightcue.voices.voice import UnknownVoiceError, VoiceEntry

Speaker = TypeVar("Speaker")

LISTED_TAGS = (*LANGUAGES, "en-US", "en-GB", "es-ES", "es-419", "es-MX", "it")
"""The languages whose default voices are listed: those that nightcue speaks, and others of the engines."""


def normal_tag(language: str) -> str:
    """Return a BCP 47 tag, or a system's `en_US`, as `en-us`."""
    return language.strip().replace("_", "-").lower()


def language_name(language: str) -> str:
    """Return the English name of a tag's language, or the tag itself if it has none."""
    from babel import Locale

    name: str = Locale("en").languages.get(language_of(language), language)
    return name


def is_spanish_of_spain(language: str) -> bool:
    """Return whether a lower-case Spanish tag means the Spanish of Spain: it has no region, or one of Spain."""
    return language.partition("-")[2] in {"", "es", "gq", "ea", "ic"}


def named_voice(
    voices: Sequence[VoiceEntry],
    name: str,
    others: Sequence[str] = (),
    language: str = "",
    preferred: Sequence[str] = (),
) -> VoiceEntry:
    """Return the voice whose name, id or label is `name`, in any case.

    Raises UnknownVoiceError with close matches, first those among `others`, the names of other engines. If nothing is
    close, it names the voices that are `preferred` for `language`.
    """
    wanted = name.casefold()
    for voice in voices:
        if wanted in (voice.name.casefold(), voice.id.casefold(), voice.label.casefold()):
            return voice
    names = {voice.name.casefold(): voice.name for voice in voices}
    last = wanted.rpartition("/")[2]
    close = difflib.get_close_matches(last, others) or [
        names[match] for match in difflib.get_close_matches(last, names)
    ]
    hint = ""
    if close:
        hint = f"did you mean {' or '.join(map(repr, close))}? "
    elif preferred:
        hint = f"{language_name(language)} voices: {', '.join(preferred)}; "
    raise UnknownVoiceError(f"there is no voice '{name}'; {hint}`nightcue voices` lists them")


def best_match(voices: Sequence[Speaker], language: str, tags: Callable[[Speaker], Sequence[str]]) -> Speaker | None:
    """Return the first of `voices` that speaks the lower-case tag `language`, or else that of another region."""
    primary = language_of(language)
    own = next((voice for voice in voices if language in tags(voice)), None)
    return own or next((v for v in voices if primary in {language_of(tag) for tag in tags(v)}), None)


def default_voice(voices: Sequence[VoiceEntry], language: str, preferred: str = "") -> VoiceEntry:
    """Return the voice whose id is `preferred`, or else the best match for the lower-case tag `language`.

    Raises UnknownVoiceError if there is none.
    """
    own = next((voice for voice in voices if voice.id == preferred), None)
    if found := own or best_match(voices, language, lambda voice: (voice.name, *voice.languages)):
        return found
    raise UnknownVoiceError(
        f"no voice here speaks '{language}'; install one, or name one: `nightcue voices` lists them"
    )


def with_defaults(voices: Sequence[VoiceEntry], preferred: Callable[[str], str]) -> list[VoiceEntry]:
    """Return `voices`, each with the tags it is the default of; `preferred` returns the engine's id for a tag."""
    tags_of: dict[str, tuple[str, ...]] = {}
    for tag in LISTED_TAGS:
        language = normal_tag(tag)
        try:
            voice = default_voice(voices, language, preferred(language))
        except UnknownVoiceError:
            continue
        tags_of[voice.id] = (*tags_of.get(voice.id, ()), tag)
    return [replace(voice, default_for=tags_of.get(voice.id, ())) for voice in voices]
