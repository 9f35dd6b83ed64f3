"""The desk of one process: everything that does not change with the person, reckoned once and kept at hand.

That is a routine with its scripts for each setting of its variables, the voices there are, every line that was heard
before, and the frames of every stretch of a track. What is left for each person is to judge what that person hears, to
place its clips, and to encode what nobody heard before.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from nightcue import __version__
from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.levels import speech_for
from nightcue.audio.mp3.stretches import Stretches
from nightcue.building.compile import every_input
from nightcue.building.fingerprint import states
from nightcue.building.forms import Forms, Scripts, heard_by, scripts_of
from nightcue.building.request import BuildRequest
from nightcue.building.speaking import Speaking
from nightcue.clinic.order import Order, Wanted
from nightcue.clinic.sending import Received
from nightcue.clinic.store import Store, open_store
from nightcue.language.diagnostics import DiagnosedError, Diagnostic, RoutineError, one_line
from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cached
from nightcue.voices.cache import as_bytes, clip_from, clip_key
from nightcue.voices.catalogue import looked_for_once
from nightcue.voices.voice import Pace, Voice, VoiceAround, as_spoken

MOST_ROUTINES = 256
"""Routines, each with one setting of its variables, that are kept; a routine with its scripts takes about 1 MB."""

MOST_CLIPS = 200_000_000
"""Bytes of clips that are kept; a minute of speech takes 2.6 MB."""


class VoiceKey(NamedTuple):
    """What says which voice speaks, and how."""

    name: str
    language: str
    pace: Pace
    loudness: float


@dataclass(frozen=True)
class Case:
    """A track that is wanted, with its request, the forms that the person hears, and who speaks them."""

    wanted: Wanted
    request: BuildRequest
    forms: Forms
    speaking: Speaking

    @property
    def voice(self) -> VoiceKey:
        """The first voice to try."""
        routine = self.forms.routine
        loudness = speech_for(routine.sound.loudness)
        return VoiceKey(self.speaking.voices()[0], routine.speech.tag, self.speaking.pace, loudness)


class Desk:
    """What is kept in this process for one order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.store = open_store(order.where)
        self.stretches = Stretches(DiskCache(cached("mp3"), "frames"))
        self.clips = Clips(open_store(order.clips) if order.clips else None)
        self._scripts: dict[tuple[str, ...], tuple[Scripts, str]] = {}
        self.received = Received(order.files)

    def case(self, wanted: Wanted) -> Case:
        """Return what is known of a track before it is judged.

        Raises RoutineError and DamagedFileError, at the person's row for whatever the row says.
        """
        request = wanted.request(self.order)
        profile = wanted.person.profile()
        _see_the_rest(wanted)
        scripts, _ = self._read(wanted, request)
        forms = heard_by(profile, scripts, request)
        return Case(wanted, request, forms, _AtTheDesk(request, profile, forms.routine, forms.script, self.clips))

    def row_digest(self, wanted: Wanted) -> str:
        """Return a digest of all that decides what the track holds, under the order's key."""
        request = wanted.request(self.order)
        try:
            _, inputs = self._read(wanted, request)
        except DiagnosedError:
            inputs = str(states([wanted.routine]))
        said = [
            program(), self.order.format, sorted(self.order.allow), wanted.routine.name, inputs,
            wanted.person.id, wanted.person.heard(), sorted(wanted.settings.items()),
        ]  # fmt: skip
        return hmac.new(self.order.key, json.dumps(said).encode(), "sha256").hexdigest()

    def _read(self, wanted: Wanted, request: BuildRequest) -> tuple[Scripts, str]:
        """Return the routine's scripts and a digest of all that was read for them, kept for the next person."""
        key = (str(wanted.routine), *(f"{name}={value}" for name, value in sorted(request.settings.items())))
        if key not in self._scripts:
            try:
                scripts = scripts_of(request)
            except RoutineError as error:
                raise RoutineError(_at_the_row(wanted, error.diagnostics)) from None
            read = states(every_input(request, scripts.routine))
            named = sorted((Path(path).name, state) for path, state in read.items())
            if len(self._scripts) >= MOST_ROUTINES:
                self._scripts.clear()
            self._scripts[key] = scripts, hashlib.sha256(json.dumps(named).encode()).hexdigest()
        return self._scripts[key]


@lru_cache(maxsize=1)
def desk_of(order: Order) -> Desk:
    """Return the desk of this process for an order."""
    return Desk(order)


@contextmanager
def at_desk(order: Order) -> Iterator[Desk]:
    """Work at the desk of this process: while the block runs, the voices there are stay the same."""
    with looked_for_once():
        yield desk_of(order)


@cache
def program() -> str:
    """Return the version of nightcue, with a digest of its files, which is the same on every machine."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")) + sorted(package.rglob("*.yaml")):
        digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return f"{__version__} {digest.hexdigest()[:16]}"


class Clips:
    """Every line that was heard in this process, and those in a `store` that all workers see, where there is one."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._heard: dict[str, Clip] = {}
        self._size = 0

    def load(self, key: str) -> Clip | None:
        """Return the clip of `key`, or None."""
        if clip := self._heard.get(key):
            return clip
        content = self._store.read(_name(key)) if self._store else None
        return self._remember(key, clip_from(content)) if content else None

    def keep(self, key: str, clip: Clip, is_new: bool) -> Clip:
        """Keep a clip, in the store too if it `is_new`, and return it."""
        if self._store and is_new:
            self._store.write(_name(key), as_bytes(clip), known=True)
        return self._remember(key, clip)

    def _remember(self, key: str, clip: Clip) -> Clip:
        self._size += clip.samples.nbytes
        if self._size > MOST_CLIPS:
            self._heard.clear()
            self._size = clip.samples.nbytes
        self._heard[key] = clip
        return clip


class HeardVoice(VoiceAround):
    """A voice that asks the voice inside only for what was not heard in this process."""

    def __init__(self, voice: Voice, clips: Clips) -> None:
        super().__init__(voice)
        self._clips = clips

    @cached_property
    def identity(self) -> str:
        """The identity of the voice inside, which takes a while to put together."""
        return self._voice.identity

    def speak(self, text: str) -> Clip:
        """Return the clip, and keep it. Raises VoiceError as the voice inside does."""
        return self.kept(text) or self._clips.keep(self._key(text), self._voice.speak(text), is_new=True)

    def kept(self, text: str) -> Clip | None:
        """Return the clip if it was heard, or is in the cache of this machine."""
        key = self._key(text)
        if clip := self._clips.load(key):
            return clip
        clip = self._voice.kept(text)
        return self._clips.keep(key, clip, is_new=False) if clip else None

    def _key(self, text: str) -> str:
        return clip_key(self.identity, as_spoken(text), SAMPLE_RATE)


def voice_of(key: VoiceKey, clips: Clips, lines: Iterable[str]) -> Voice:
    """Return the voice of `key`, to speak `lines`. Raises UnknownVoiceError."""
    from nightcue.voices.catalogue import open_voice

    voice = open_voice(key.name, key.language, key.pace, loudness=key.loudness, lines=[*lines])
    return HeardVoice(voice, clips)


@dataclass(frozen=True)
class _AtTheDesk(Speaking):
    """Has the routine spoken by voices that keep what they said at hand."""

    clips: Clips

    def opened(self, name: str) -> Voice:
        return HeardVoice(super().opened(name), self.clips)


def _name(key: str) -> str:
    return f"{key[:2]}/{key[2:]}.clip"


def _see_the_rest(wanted: Wanted) -> None:
    """Raise DamagedFileError for what a person's row says beside the profile and cannot be."""
    person = wanted.person
    cleared = person.said.get("cleared_by")
    if cleared is not None:
        name, comma, date = cleared.partition(",")
        if not (name.strip() and comma and date.strip() and cleared.isprintable()):
            raise person.refused(
                "cleared_by", "bad-clearance", 'a name and a date, such as "Dr Ruiz, 20 November 2026"'
            )
    if (recipient := person.said.get("recipient")) is not None:
        from nightcue.clinic.locking import refuse_recipient

        if problem := refuse_recipient(recipient):
            raise person.refused("recipient", "bad-recipient", problem, "a public key of age, such as age1…")


def _at_the_row(wanted: Wanted, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return each diagnostic, at the cell of the row where it is about what stands there."""
    return [next(_at_cells(wanted, each), each) for each in diagnostics]


def _at_cells(wanted: Wanted, found: Diagnostic) -> Iterator[Diagnostic]:
    for name, value in wanted.settings.items():
        begins = f"--set {name}={one_line(value, 40)}: "
        if found.span.line == 0 and found.message.startswith(begins):
            yield replace(found, span=wanted.person.place(name), message=found.message.removeprefix(begins))
        elif found.code == "unknown-variable" and found.message.startswith(f"--set names '{name}'"):
            message = f"'{wanted.routine.stem}' has no variable '{name}', and no other column is called so"
            yield replace(found, span=wanted.person.place(name), message=message)
