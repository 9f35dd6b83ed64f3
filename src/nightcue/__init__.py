"""nightcue compiles a routine written in YAML into a narrated track with exact silences.

From another program: `from nightcue import build, check, plan`, and the errors that they raise.
"""

import os

TYPE_CHECKING = False  # the real one is in a module that takes longer to load than an answer that is kept
if TYPE_CHECKING:
    from nightcue.api import build, check, plan
    from nightcue.audio.errors import OutputError
    from nightcue.building.options import OptionError
    from nightcue.building.outcome import BuildOutcome
    from nightcue.language.diagnostics import Diagnostic, RoutineError
    from nightcue.voices.voice import VoiceError

__version__ = "0.1.0"

__all__ = [
    "BuildOutcome",
    "Diagnostic",
    "OptionError",
    "OutputError",
    "RoutineError",
    "VoiceError",
    "build",
    "check",
    "plan",
]

# numpy would start a thread for each core and use none; where it gets none, it takes that for Ctrl-C
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_WHERE = {
    "build": "api",
    "check": "api",
    "plan": "api",
    "BuildOutcome": "building.outcome",
    "Diagnostic": "language.diagnostics",
    "OptionError": "building.options",
    "OutputError": "audio.errors",
    "RoutineError": "language.diagnostics",
    "VoiceError": "voices.voice",
}
"""The module of each public name; it is loaded when the name is used, so that the command starts as fast without."""


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module 'nightcue' has no attribute '{name}'")
    from importlib import import_module

    found: object = getattr(import_module(f"nightcue.{_WHERE[name]}"), name)
    return found
