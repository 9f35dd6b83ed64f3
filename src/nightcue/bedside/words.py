"""The few words of the terminal player, in each language."""

from __future__ import annotations

from dataclasses import dataclass, fields

from nightcue.locales import FIRST, file_of


@dataclass(frozen=True)
class Words:
    """What is shown while a track plays, and said when it ends; {names} are filled in."""

    paused: str
    waiting: str
    left: str
    volume: str
    keys: str
    more_keys: str
    pain_keys: str
    more_time: str
    no_more_time: str
    waits: str
    timer_minutes: str
    timer_step: str
    timer_end: str
    timer_off: str
    timer_worn: str
    slept: str
    finished: str
    stopped: str
    goes_on: str
    from_start: str
    no_sound: str
    gone: str
    whose_rescue: str
    not_ready: str
    microphone_open: str
    starts_nothing: str
    no_microphone: str
    microphone_gone: str
    microphone_mute: str
    words_untold: str
    speaker_looking: str
    speaker_stopped: str
    speaker_plays: str
    speaker_none: str
    speaker_there: str
    speaker_several: str
    speaker_silent: str
    speaker_busy: str
    speaker_refused: str
    speaker_left: str
    speaker_other: str
    speaker_here: str
    programme_night: str
    programme_again: str
    programme_rests: str
    programme_finished: str
    programme_easier: str
    programme_measuring: str


def words_in(tag: str) -> Words:
    """Return the words for a language tag such as es-MX; English for a language that has none."""
    from nightcue.locales.plain import plain_lines

    said = plain_lines(file_of("player", FIRST)) | plain_lines(file_of("player", tag))
    return Words(**{field.name: said[field.name] for field in fields(Words)})
