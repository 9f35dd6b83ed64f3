"""The beginning of a routine, which is heard while the rest is made, is to the sample what the whole begins with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nightcue.building.compile import compile_routine, script_for
from nightcue.building.request import BuildRequest
from nightcue.language.library import find, shelves
from nightcue.language.script import Chapter

SHIPPED = [shelved for shelved in shelves() if not shelved.own]


def whole_and_beginnings(path, every=1):
    """The timeline of a routine, and those of its beginnings: of every so manieth that there can be."""
    parts = []

    def early(forms, clips, slow, compiled):
        counts = range(1, len(forms.script.cues), every)
        scripts = {len(part.cues): part for part in map(forms.script.beginning, counts) if part.cues}
        parts.append(lambda: [compiled(part).timeline for part in scripts.values()])

    whole = compile_routine(BuildRequest(path), early=early).timeline
    return whole, parts[-1]()


@pytest.mark.parametrize("shelved", SHIPPED, ids=lambda shelved: f"{shelved.name}.{shelved.language}")
def test_it_is_that_of_the_whole_and_its_windows_are_for_the_same(shelved, known_voice):
    whole, parts = whole_and_beginnings(shelved.path, every=7)
    assert len(parts) > 1
    for part in parts:
        assert part.events == whole.events[: len(part.events)]
        assert part.windows == whole.windows[: len(part.windows)]
        assert part.step_starts == whole.step_starts[: len(part.step_starts)]
        assert 0 < part.length <= whole.length
        ends = max([event.end for event in part.events] + [window.end for window in part.windows])
        assert part.length == ends


def test_wherever_bedtime_ends_it_is_that_of_the_whole(known_voice):
    whole, parts = whole_and_beginnings(find("bedtime"))
    lengths = [part.length for part in parts]
    assert len(lengths) > 100
    assert lengths == sorted(lengths)
    for part in parts:
        assert part.events == whole.events[: len(part.events)]
        assert part.windows == whole.windows[: len(part.windows)]


def test_it_never_ends_with_the_title_of_a_chapter():
    _, script = script_for(BuildRequest(find("bedtime")))
    titles = [number for number, cue in enumerate(script.cues, start=1) if isinstance(cue, Chapter)]
    assert len(titles) > 3
    for number in titles[1:]:
        assert script.beginning(number) == replace(script, cues=script.cues[: number - 1])
    assert script.beginning(1).cues == ()


def test_all_that_there_is_is_the_whole(tmp_path):
    path = tmp_path / "one.yaml"
    path.write_text("title: One\ntopic: other\nsteps:\n  - say: [Only this., And this.]\n")
    _, script = script_for(BuildRequest(path))
    assert script.beginning(len(script.cues)) is script
