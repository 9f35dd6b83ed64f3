"""The table of docs/routines.md is what the routines say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_table_is_true_and_the_brief_form_never_says_more():
    spec = importlib.util.spec_from_file_location("words", ROOT / "benchmarks/words_before_action.py")
    words = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(words)
    table = words.table()
    assert "\n".join(table) in (ROOT / "docs/routines.md").read_text(encoding="utf-8")
    for row in table[2:]:
        full, brief, spanish_full, spanish_brief = map(int, row.strip("| ").split(" | ")[1:])
        assert brief <= full
        assert spanish_brief <= spanish_full
