"""Whether what is worn comes off again: in the words of the script, in time, and before sleep."""

from __future__ import annotations

from fractions import Fraction

from nightcue.language.script import Line, Window
from nightcue.safety.rule import Subject
from nightcue.safety.wording import asks_to_take_off, invites_to_sleep


def comes_off(subject: Subject, first: int, within: Fraction) -> bool:
    """Whether a line from place `first` on asks to take it off, before sleep and before `within` seconds of silence."""
    language, passed = subject.script.language, Fraction(0)
    for cue in subject.script.cues[first:]:
        if isinstance(cue, Line):
            if asks_to_take_off(cue.text, language):
                return True
            if invites_to_sleep(cue.text, language):
                return False
        elif isinstance(cue, Window) and not (cue.treatment and cue.treatment.therapy == "compression"):
            passed += cue.seconds
            if passed > within:
                return False
    return False


def goes_to_sleep_in(subject: Subject, first: int) -> bool:
    """Whether the script leads into sleep from place `first` on, with nothing taken off before."""
    language = subject.script.language
    for line in subject.lines(first):
        if asks_to_take_off(line.text, language):
            return False
        if invites_to_sleep(line.text, language):
            return True
    return False
