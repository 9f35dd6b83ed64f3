"""Which voices there are, and how a routine's `voice:` becomes one that can speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nightcue.audio.loudness import SPEECH_LUFS
from nightcue.locales import language_of
from nightcue.storage.paths import cached
from nightcue.storage.scratch import remove_abandoned_folders
from nightcue.voices.ahead import AheadVoice, Pack, pack_of, packs
from nightcue.voices.cache import CachedVoice, ClipCache
from nightcue.voices.engines import Brought, Engine, engines
from nightcue.voices.engines._pyttsx3 import ENGINE
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.matching import LISTED_TAGS, named_voice, normal_tag
from nightcue.voices.plugins import plugins
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import Offer, Pace, UnknownVoiceError, Voice, VoiceEntry
from nightcue.voices.voices_file import faults, programs

DEFAULT, EMBEDDED = "default", "embedded"
"""`default` is the best voice of a language that is here, and `embedded` the one that is always there."""

_LISTED = "`nightcue voices` lists them"


def open_voice(
    name: str,
    language: str,
    pace: Pace = "calm",
    cache: Path | None = None,
    loudness: float = SPEECH_LUFS,
    lines: Sequence[str] = (),
) -> Voice:
    """Return the voice `name` (`default`, `embedded`, an engine, or a name from `list_voices`) for a BCP 47 `language`.

    `lines` is what it will have to speak: a voice that is not here can still do that if it has spoken all of it ahead.
    Its clips are finished, at SAMPLE_RATE and `loudness` LUFS, and kept in the folder `cache`, or in
    `cached("clips")`. Nothing is loaded before a clip is missing: that is when a name that the embedded engine does
    not know raises UnknownVoiceError; `find_voice` tells earlier. Raises it at once for a voice of another language.
    Close the voice when done.
    """
    remove_abandoned_folders()
    voice = PostProcessedVoice(_engine(name.strip(), normal_tag(language), pace, lines), loudness)
    return CachedVoice(voice, ClipCache(cache or cached("clips")))


def in_order(name: str, language: str, pace: Pace = "calm", lines: Sequence[str] = ()) -> list[str]:
    """Return the names of the voices to try for what was asked for, the best first.

    For `default` there is more than one: those that speak the language, as their engines prefer them, and those that
    have spoken every one of `lines` ahead.
    """
    if name.strip() != DEFAULT:
        return [name]
    language = normal_tag(language)
    return [offer.name for offer in _by_preference([*_offers(), *_ahead(pace, lines)], language)]


def list_voices() -> list[VoiceEntry]:
    """Return every voice of this machine by language, then name; each knows the tags it is the default of.

    Raises VoiceError when the embedded engine does not answer.
    """
    with EmbeddedVoice("en") as voice:
        embedded = voice.entries()
    offers = _offers()
    first = {tag: _by_preference(offers, normal_tag(tag))[0].name for tag in LISTED_TAGS}
    listed = [
        *(_default_for(o.entry, [t for t in first if first[t] == o.name]) for o in offers if o.name != EMBEDDED),
        *(_default_for(entry, [t for t in entry.default_for if first[t] == EMBEDDED]) for entry in embedded),
    ]
    return sorted(listed, key=lambda entry: (entry.languages, entry.name))


def voices_for(language: str) -> list[Offer]:
    """Return the voices to choose from for `language`: the best first, last those that only a person wants by name.

    The many of the embedded engine are one of them.
    """
    offers, tag = _offers(), normal_tag(language)
    by_name = (offer for offer in offers if offer.preference(tag) is None and _is_for(offer, tag))
    return [*_by_preference(offers, tag), *by_name]


def languages_of(name: str) -> tuple[str, ...]:
    """Return the lower-case tags that the voice or engine `name` speaks; none where nothing is known of it.

    Raises UnknownVoiceError for a name that nothing has, and VoiceError when the embedded engine does not answer.
    """
    wanted = name.strip().casefold()
    if wanted == DEFAULT:
        return ()
    if offer := _named(wanted):
        return offer.entry.languages
    if engine := _engine_named(wanted):
        return tuple(dict.fromkeys(tag for offer in engine.offers() for tag in offer.entry.languages))
    _refuse_what_is_not_here(name)
    with EmbeddedVoice("en") as voice:
        own = voice.entries()
    return named_voice(own, wanted.removeprefix(f"{ENGINE}:"), _names(), "en", in_order(DEFAULT, "en")).languages


def find_voice(name: str, language: str) -> VoiceEntry:
    """Return the voice that `open_voice` would use. Raises UnknownVoiceError, or VoiceError when the engine fails."""
    name, language = name.strip(), normal_tag(language)
    offer = _offered(name, language)
    if offer and offer.name != EMBEDDED:
        _refuse_another_language(offer, language)
        return offer.entry
    with EmbeddedVoice(language, name=DEFAULT) if offer else _embedded_called(name, language) as voice:
        return voice.entry()


def speaks(name: str, language: str) -> bool:
    """Whether the voice `name` can be meant for `language`: it is of that language, or nothing is known of it."""
    language = normal_tag(language)
    try:
        offer = _offered(name.strip(), language)
    except UnknownVoiceError:
        return False
    return offer is None or _is_for(offer, language)


def why_default(language: str) -> str:
    """Say which voice `default` is in `language`, why, and how a better one can be had."""
    tag = normal_tag(language)
    best = _by_preference(_offers(), tag)[0]
    here = best.preference(tag) or 0
    better = {n: b for n, b in _brought().items() if b.language == language_of(tag) and b.preference > here}
    ahead = (pack for pack in packs() if pack.is_of(tag, pack.pace) and pack.voice in better)
    return "; ".join(
        [
            f"{best.name} ({best.entry.engine}), which {best.entry.origin}",
            *(f"the shipped routines, as they are, by {pack.voice} ({pack.engine}), spoken ahead" for pack in ahead),
            *(f"a better one comes with `{install}`" for install in sorted({b.install for b in better.values()})),
        ]
    )


def fallback_note(name: str, language: str) -> str | None:
    """What to tell whoever hears the embedded voice because no better one here speaks `language`."""
    if name.strip() != DEFAULT or in_order(name, language)[0] != EMBEDDED:
        return None
    return f"{language} is spoken by {why_default(language)}"


def _engine(name: str, language: str, pace: Pace, lines: Sequence[str]) -> Voice:
    ahead = next((offer for offer in _ahead(pace, lines) if name.casefold() in (offer.name, offer.pack.engine)), None)
    offer = ahead or _offered(name, language)
    if offer is None:
        return _embedded_called(name, language, pace)
    _refuse_another_language(offer, language)
    voice = offer.open(language, pace)
    pack = pack_of(offer.entry.engine, offer.name, language, pace)
    return AheadVoice(pack, voice) if pack and not ahead else voice


def _embedded_called(name: str, language: str, pace: Pace = "calm") -> EmbeddedVoice:
    """The voice of the embedded engine's own that `name` is, if it is one."""
    return EmbeddedVoice(language, pace, name, others=_names(), preferred=in_order(DEFAULT, language))


def _refuse_another_language(offer: Offer, language: str) -> None:
    if not _is_for(offer, language):
        spoken = " and ".join(offer.entry.languages)
        raise UnknownVoiceError(f"the voice '{offer.name}' speaks {spoken}, and this is {language}; {_LISTED}")


def _is_for(offer: Offer, language: str) -> bool:
    """Whether it is of the language, or nothing is known of it."""
    languages = offer.entry.languages
    return not languages or language_of(language) in map(language_of, languages)


def _offered(name: str, language: str) -> Offer | None:
    """The voice of that name, or the best one in `language` of the engine of that name; None where there is neither.

    Raises UnknownVoiceError for one that is known and not here, and VoiceError for one of voices.yaml that makes no
    sense.
    """
    wanted = name.casefold()
    if wanted == DEFAULT:
        return _by_preference(_offers(), language)[0]
    if offer := _named(wanted):
        return offer
    if engine := _engine_named(wanted):
        return _best_of(engine, name, language)
    _refuse_what_is_not_here(name)
    for fault in faults(name):
        raise fault
    return None


def _named(wanted: str) -> Offer | None:
    """The voice of that name or id, in lower case."""
    return next((o for o in _offers() if wanted in (o.name.casefold(), o.entry.id.casefold())), None)


def _engine_named(wanted: str) -> Engine | None:
    return next((engine for engine in engines() if wanted in engine.NAMES), None)


def _refuse_what_is_not_here(name: str) -> None:
    """Raise UnknownVoiceError for a voice that some package would bring."""
    if brought := next((b for own, b in _brought().items() if own.casefold() == name.casefold()), None):
        raise UnknownVoiceError(f"the voice '{name}' comes with `{brought.install}`")


def _best_of(engine: Engine, name: str, language: str) -> Offer:
    offers = engine.offers()
    if not offers:
        installs = " or ".join(f"`{install}`" for install in dict.fromkeys(b.install for b in engine.BROUGHT.values()))
        raise UnknownVoiceError(f"the engine '{name}' is not here; it comes with {installs}")
    if found := _by_preference(offers, language):
        return found[0]
    spoken = " and ".join(dict.fromkeys(tag for offer in offers for tag in offer.entry.languages))
    raise UnknownVoiceError(f"the engine '{name}' speaks {spoken}, and this is {language}; {_LISTED}")


def _offers() -> list[Offer]:
    """Every voice, the many of the embedded engine as one: it has to be started to know its own."""
    return [*(offer for engine in engines() for offer in engine.offers()), *programs(), *plugins()]


@dataclass(frozen=True)
class _Ahead:
    """A voice that is not here, for lines that it has spoken ahead."""

    pack: Pack

    @property
    def name(self) -> str:
        return self.pack.voice

    @property
    def entry(self) -> VoiceEntry:
        label = f"{self.name}, its lines for the shipped routines"
        return VoiceEntry(self.name, self.pack.engine, self.name, label, (self.pack.language,))

    def preference(self, language: str) -> int | None:
        known = _brought().get(self.name)
        return known.preference if known and language_of(language) == self.pack.language else None

    def open(self, language: str, pace: Pace) -> Voice:  # noqa: ARG002 - a pack is of one language and pace
        return AheadVoice(self.pack)


def _ahead(pace: Pace, lines: Sequence[str]) -> list[_Ahead]:
    """The voices that are not here and have spoken every one of `lines` ahead."""
    if not lines:
        return []
    here = {(offer.entry.engine, offer.name) for offer in _offers()}
    absent = [pack for pack in packs() if pack.pace == pace and (pack.engine, pack.voice) not in here]
    return [_Ahead(pack) for pack in absent if pack.holds(lines)]


def _by_preference(offers: Sequence[Offer], language: str) -> list[Offer]:
    """Those that speak the lower-case tag `language`, the best first."""
    rated = [(offer, rating) for offer in offers if (rating := offer.preference(language)) is not None]
    return [offer for offer, _ in sorted(rated, key=lambda pair: -pair[1])]


def _brought() -> dict[str, Brought]:
    """Every voice that some package would bring, here or not, by name."""
    return {name: brought for engine in engines() for name, brought in engine.BROUGHT.items()}


def _names() -> list[str]:
    """Every name that a voice other than the embedded engine's own has or would have."""
    return [*dict.fromkeys([*(offer.name for offer in _offers()), *_brought()])]


def _default_for(entry: VoiceEntry, tags: Sequence[str]) -> VoiceEntry:
    return replace(entry, default_for=tuple(tags))
