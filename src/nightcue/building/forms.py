"""The full form of a routine and the brief one: both scripts, and which is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from nightcue.building.request import BuildRequest
from nightcue.building.spoken_lines import with_doubts
from nightcue.language.detail import Detail
from nightcue.language.reading import read_routine
from nightcue.language.routine import Routine, unroll
from nightcue.language.script import Script
from nightcue.safety.profile import Profile, read_profile
from nightcue.safety.rules.rescue import is_rescue

RESCUE_LEAD_IN = Fraction(1, 5)
"""The lead-in of a rescue, in seconds: a cramp does not wait for its first word."""


@dataclass(frozen=True)
class Forms:
    """A routine with the script of the form that is asked for, and the `other` one where that differs.

    `profile` is that of whoever hears the track.
    """

    routine: Routine
    script: Script
    detail: Detail
    other: Script | None
    profile: Profile


def other_than(detail: Detail) -> Detail:
    """Return the other form."""
    return "brief" if detail == "full" else "full"


def usual_detail(request: BuildRequest) -> Detail:
    """Return the form that is made where the request names none: the listener's, or else the routine's.

    Raises RoutineError.
    """
    return _listener(request).detail or read_routine(request.routine, request.settings).detail


@dataclass(frozen=True)
class Scripts:
    """A routine with the script of its full form, and of its brief one where that differs; nobody's name is in them."""

    routine: Routine
    full: Script
    brief: Script | None


def scripts_of(request: BuildRequest) -> Scripts:
    """Return the routine asked for and its scripts, as they are for every listener. Raises RoutineError."""
    routine = read_routine(request.routine, request.settings)
    full = unroll(routine)
    return Scripts(routine, full, unroll(routine, "brief") if full.has_brief_form else None)


def forms_of(request: BuildRequest) -> Forms:
    """Return the routine asked for with the script of what is heard, the listener's name in it.

    The form is that of the request, or else of the listener, or else of the routine. Raises RoutineError for both.
    """
    profile = _listener(request)
    return heard_by(profile, scripts_of(request), request)


def heard_by(profile: Profile, scripts: Scripts, request: BuildRequest) -> Forms:
    """Return the forms that the listener with this profile hears, of scripts made for the same request."""
    routine = scripts.routine
    detail: Detail = request.detail or profile.detail or routine.detail
    full = _heard(routine, scripts.full, request, profile)
    if scripts.brief is None:
        return Forms(routine, full, detail, None, profile)
    heard = {"full": full, "brief": _heard(routine, scripts.brief, request, profile)}
    return Forms(routine, heard[detail], detail, heard[other_than(detail)], profile)


def _listener(request: BuildRequest) -> Profile:
    return read_profile(request.profile) if request.profile else Profile()


def _heard(routine: Routine, script: Script, request: BuildRequest, profile: Profile) -> Script:
    """Return the script with the listener's name, who cleared it and what opens it; a rescue begins with its help."""
    phrases = routine.speech.phrases
    greeting = [phrases.greeting.format(name=profile.name)] if profile.name else []
    cleared = [phrases.cleared.format(by=request.cleared_by)] if request.cleared_by else []
    if is_rescue(routine):
        return with_doubts(routine, replace(script, lead_in=RESCUE_LEAD_IN).closing_with(*cleared))
    opening = [request.opening] if request.opening else []
    if request.opening_recording:
        script = script.opening_with_recording(request.opening_recording)
    return with_doubts(routine, script.opening_with(*greeting, *cleared, *opening))
