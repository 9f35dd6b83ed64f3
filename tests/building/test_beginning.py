"""The beginning of a routine, which is heard while the rest is made, is to the sample what the whole begins with."""

from __future__ import annotations

import pytest

from nightcue.building.compile import compile_routine, script_for
from nightcue.building.request import BuildRequest
from nightcue.language.library import find, shelves
from nightcue.language.script import Chapter

SHIPPED = [shelved for shelved in shelves() if not shelved.own]


@pytest.mark.parametrize("shelved", SHIPPED, ids=lambda shelved: f"{shelved.name}.{shelved.language}")
@pytest.mark.parametrize("seconds", [0.0, 20.0, 300.0])
def test_it_is_that_of_the_whole_and_its_windows_are_for_the_same(shelved, seconds, known_voice):
    whole = compile_routine(BuildRequest(shelved.path)).timeline
    part = compile_routine(BuildRequest(shelved.path, beginning=seconds)).timeline
    assert part.events == whole.events[: len(part.events)]
    assert part.windows == whole.windows[: len(part.windows)]
    assert part.step_starts == whole.step_starts[: len(part.step_starts)]
    assert 0 < part.length <= whole.length


def test_where_it_ends_beside_the_boots_the_last_window_is_for_what_it_is_for_in_the_whole(known_voice):
    whole = compile_routine(BuildRequest(find("bedtime"))).timeline
    ends = {}
    for seconds in range(700, 900, 20):
        part = compile_routine(BuildRequest(find("bedtime"), beginning=seconds)).timeline
        ends[part.length] = part.windows
    assert len(ends) > 1
    assert all(windows == whole.windows[: len(windows)] for windows in ends.values())


def test_it_ends_with_a_step_never_with_the_title_of_a_chapter_and_is_longer_where_more_is_asked_for():
    _, script = script_for(BuildRequest(find("bedtime")))
    parts = [script.beginning(seconds) for seconds in (0, 20, 40, 80, 160, 1e6)]
    assert parts[-1] == script
    for part in parts[:-1]:
        last, following = part.cues[-1], script.cues[len(part.cues)]
        assert not isinstance(last, Chapter)
        assert last.origin.step != following.origin.step
    lengths = [len(part.cues) for part in parts]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) > 3
    for seconds, part in zip((20, 40, 80, 160), parts[1:-1], strict=True):
        assert part.about_seconds() >= seconds


def test_a_routine_of_one_step_is_its_own_beginning(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text("title: One\ntopic: other\nsteps:\n  - say: [Only this., And this.]\n")
    _, script = script_for(BuildRequest(path))
    assert script.beginning(0) == script
