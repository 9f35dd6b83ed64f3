"""docs/programmes.md: its example is a programme that is safe, and its table has every field."""

import re
from pathlib import Path

from nightcue.programme.judging import judge_programme
from nightcue.programme.reading import read_programme
from nightcue.programme.tracks import tracks_of
from nightcue.programme.written import WrittenProgramme, WrittenWeek

PAGE = (Path(__file__).parents[2] / "docs/programmes.md").read_text(encoding="utf-8")


def test_the_example_is_safe(folder):
    (folder / "programmes").mkdir()
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (folder / "programmes/mine.yaml").write_text(example)
    programme = read_programme("mine")
    assert [week.nights for week in programme.weeks] == [7, 5, 5, 7]
    assert judge_programme(tracks_of(programme)) == []


def test_every_field_is_told():
    fields = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert fields == [*WrittenProgramme.model_fields, *WrittenWeek.model_fields]
