"""The rescue tracks that come with nightcue: each is the shipped routine, as a build makes it today."""

import numpy as np
import pytest

from nightcue.audio.tags.stamp import read_stamp
from nightcue.bedside.make_rescue import compiled_rescue
from nightcue.bedside.rescue import shipped_track
from nightcue.bedside.track_metadata import read_score
from nightcue.building.outputs.track import write_track
from nightcue.locales import COMPLETE, languages_with
from reading_back import read_track

pytestmark = pytest.mark.once

MAKE = "the shipped rescue has changed: run `python -m nightcue.bedside.make_rescue`"


@pytest.mark.parametrize("language", languages_with(*COMPLETE))
def test_it_is_the_routine_as_it_is_built_now(language, tmp_path):
    track, built = shipped_track(language), tmp_path / "built.mp3"
    write_track(compiled_rescue(language), built, "mp3")
    assert read_stamp(track) is not None, MAKE
    assert read_score(track.read_bytes(), "") == read_score(built.read_bytes(), ""), MAKE
    (shipped, rate), (made, made_rate) = read_track(track), read_track(built)
    assert (rate, len(shipped)) == (made_rate, len(made)), MAKE
    # not to the byte: another release of a decoder or encoder may round otherwise
    difference = np.linalg.norm(shipped.astype(float) - made) / np.linalg.norm(made.astype(float))
    assert difference < 0.03, MAKE
