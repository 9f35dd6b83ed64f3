"""Any text at all, in any format: it becomes a routine that can be read, or a sentence says what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nightcue.importing.reading import draft_of
from nightcue.importing.recognising import READERS
from nightcue.importing.writing import routine_of
from nightcue.language.diagnostics import DamagedFileError, RoutineError
from nightcue.language.reading import read_routine

PIECES = (
    "Sit down.", "[pause 5s]", "[PAUSE:", "###", ";5", "\n", "\n\n", "# ", "*", "**", "<break time='2s'/>", "<speak>",
    "</speak>", "<p>", "</p>", '(word)[sub:"x"]', "...5s", "[x](sub: y)", "{", "}}", "&amp;", "&", "<!--", "-->",
    "name,duration", '"', "'", "exercises:", "  - name: a", "    duration: 5s", "[", "]",
    '{"name": "a", "duration": 3}', ",", ":", "- ", "| a |", "\t", "ñ", "日本", "\u202e", "\x00", "\ue000", "- x: !!y",
    "\U0004fffe", "%", "@voice: x", "`", "\\pau=3\\", "0", "-1", "1e9", "~", "---", "!", "?",
)  # fmt: skip


@pytest.mark.parametrize("format", [None, *READERS])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=25))
def test_it_is_a_routine_or_a_sentence(tmp_path, format, pieces):
    path = tmp_path / "any.txt"
    path.write_bytes("".join(pieces).encode("utf-8", "surrogatepass"))
    try:
        draft, _ = draft_of(path, format)
    except DamagedFileError as refused:
        assert all(each.message for each in refused.diagnostics)
        return
    made = tmp_path / "made.yaml"
    made.write_text(routine_of(draft, "made"), encoding="utf-8")
    try:
        read_routine(made)
    except RoutineError as wrong:
        raise AssertionError(f"{path.read_text()!r} became {made.read_text()!r}: {wrong}") from None
