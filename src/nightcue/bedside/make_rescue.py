"""Makes the rescue tracks that come with nightcue, from the shipped routine: `python -m nightcue.bedside.make_rescue`.

They are kept in the repository and not made by the build of the wheel, for which numpy, an MP3 encoder and everything
else that makes a track would have to be there before nightcue is installed.
"""

from __future__ import annotations

from nightcue.bedside.rescue import shipped_track
from nightcue.building.compile import Compiled, compile_routine
from nightcue.building.outputs.track import write_track
from nightcue.building.request import BuildRequest
from nightcue.language.library import shipped_routine
from nightcue.speak_ahead import VOICES


def compiled_rescue(language: str) -> Compiled:
    """Return the shipped rescue in the voice that has spoken its lines ahead, for nobody in particular."""
    _, voice = VOICES[language]
    return compile_routine(BuildRequest(shipped_routine("rescue", language), voice=voice))


if __name__ == "__main__":
    for language in VOICES:
        write_track(compiled_rescue(language), shipped_track(language), "mp3")
