"""Finding whether the script has what is worn taken off again, in time and before sleep."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

from nightcue.language.script import Line, Window
from nightcue.safety.intents import asks_to_take_off, in_any_language, invites_to_sleep, waits_for_a_sound
from nightcue.safety.rule import Context


def leads_into_sleep(context: Context, session: Window) -> bool:
    """Tell whether something that is said at the start of a session or in it, and nobody has read, leads into sleep."""
    start = session.treatment.start if session.treatment else ()
    said = (*start, *(cue.text for cue in session.spoken))
    return any(in_any_language(invites_to_sleep, text) and not context.is_read(text) for text in said)


class TakingOff:
    """Where a script asks to take off what is worn, and where it leads into sleep; places are those of its cues."""

    def __init__(self, context: Context) -> None:
        self._ends: list[int] = []
        self._is_off: list[bool] = []
        self._silence = [Fraction(0)]
        self._context = context
        self._sessions = {window.origin.step for _, window in context.sessions("compression", "socks")}
        for number, cue in enumerate(context.script.cues):
            silence = self._silence[-1]
            if isinstance(cue, Line):
                self._hear(number, cue.text, is_cue=cue.origin.step in self._sessions)
            elif isinstance(cue, Window) and not (cue.treatment and cue.treatment.therapy == "compression"):
                for inner in cue.spoken:
                    self._hear(number, inner.text)
                silence += cue.seconds
            self._silence.append(silence)

    def _hear(self, number: int, text: str, *, is_cue: bool = False) -> None:
        """Hear a line; a start or stop cue is about what is worn, and need not name it."""
        language, sleeps = self._context.script.language, in_any_language(invites_to_sleep, text)
        plainly = asks_to_take_off(text, language)
        wider = "may_take_away" if is_cue else "may_come_off"
        off = plainly or (not sleeps and self._context.says(text, asks_to_take_off, wider, unless_before="only_if"))
        if off or sleeps:
            # "Good night, and at the chime they come off" has somebody sleep first
            off = off and not (sleeps and waits_for_a_sound(text, language))
            self._ends.append(number)
            self._is_off.append(off)

    def follows(self, first: int, within: Fraction) -> bool:
        """Tell whether a line from place `first` on asks to take it off, before sleep and `within` seconds."""
        end = bisect_left(self._ends, first)
        if end == len(self._ends) or not self._is_off[end]:
            return False
        return self._silence[self._ends[end]] - self._silence[first] <= within

    def comes_after_sleep(self, first: int) -> bool:
        """Tell whether the script leads into sleep from place `first` on, with nothing taken off before."""
        end = bisect_left(self._ends, first)
        return end < len(self._ends) and not self._is_off[end]

    def rests_on(self, first: int, longest: Fraction) -> bool:
        """Tell whether over `longest` seconds of windows follow place `first` with nothing taken off before."""
        end = bisect_left(self._ends, first)
        last = self._ends[end] if end < len(self._ends) else len(self._silence) - 1
        return self._silence[last] - self._silence[first] > longest
