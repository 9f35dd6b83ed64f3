"""Steps are put in, taken out, moved and copied with their comments, and all other lines stay."""

import pytest

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError

TEXT = """\
title: T
steps:
  # hello
  - say: Good evening.

  - chapter: One   # the first
  # why this long
  - pause: 2s
    # and no longer
  - repeat:
      times: 2
      steps:
        - say: [Breathe, and rest]   # twice
        - pause: 8s
    detail: full

  - chapter: Two
  - stretch: {name: N, hold: 25s, sides: [left, right]}
"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_bytes(TEXT.encode())
    return Document(path)


def texts_of(document, *paths):
    return [document.lines[document.span(path)[0] - 1].strip() for path in paths]


def test_every_step_is_found_with_its_lines(document):
    assert document.steps() == [("steps", at) for at in range(6)]
    assert document.steps(("steps", 3)) == [("steps", 3, "repeat", "steps", at) for at in range(2)]
    assert document.steps(("steps", 2)) == []
    assert document.span(("steps", 3)) == (10, 15)
    assert document.span(("steps", 3, "repeat", "steps", 1, "pause")) == (14, 14)


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (1, ("title",)),
        (2, ("steps",)),
        (3, ("steps", 0)),
        (5, ("steps", 1)),
        (7, ("steps", 2)),
        (9, ("steps", 2)),
        (11, ("steps", 3)),
        (13, ("steps", 3, "repeat", "steps", 0)),
        (14, ("steps", 3, "repeat", "steps", 1)),
        (15, ("steps", 3)),
        (18, ("steps", 5)),
        (99, ()),
    ],
)
def test_a_line_belongs_to_the_innermost_step(document, line, path):
    assert document.path_at(line) == path


def test_a_step_goes_with_its_comments(document):
    document.remove(("steps", 2))
    assert document.text == TEXT.replace("  # why this long\n  - pause: 2s\n    # and no longer\n", "")


def test_a_comment_with_an_empty_line_below_it_belongs_to_no_step(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text("title: T\nsteps:\n  - say: One\n\n  # the second half\n\n  # mine\n  - say: Two\n  - say: Three\n")
    document = Document(path)
    assert document.path_at(5) == ("steps",)
    assert document.path_at(7) == ("steps", 1)
    document.remove(("steps", 1))
    assert document.text == "title: T\nsteps:\n  - say: One\n\n  # the second half\n  - say: Three\n"


def test_the_first_step_leaves_no_empty_line_at_the_top(document):
    document.remove(("steps", 0))
    assert document.text == TEXT.replace("  # hello\n  - say: Good evening.\n\n", "")


def test_a_step_moves_down_with_its_comments(document):
    assert document.move_step(("steps", 2), ("steps",), 4) == ("steps", 4)
    block = "  # why this long\n  - pause: 2s\n    # and no longer\n"
    assert document.text == TEXT.replace(block, "").replace("  - stretch", block + "  - stretch")


def test_a_chapter_moves_to_the_top_and_the_empty_line_stays_between(document):
    assert document.move_step(("steps", 1), ("steps",), 0) == ("steps", 0)
    chapter = "  - chapter: One   # the first\n"
    assert document.text == TEXT.replace("\n" + chapter, "").replace("  # hello", chapter + "\n  # hello")


def test_a_step_moves_into_a_box_and_out_of_it(document):
    inside = document.move_step(("steps", 2), ("steps", 3, "repeat", "steps"), 1)
    assert inside == ("steps", 2, "repeat", "steps", 1)
    block = "  # why this long\n  - pause: 2s\n    # and no longer\n"
    deep = "        # why this long\n        - pause: 2s\n          # and no longer\n"
    assert document.text == TEXT.replace(block, "").replace("        - pause: 8s", deep + "        - pause: 8s")
    assert document.move_step(inside, ("steps",), 2) == ("steps", 2)
    assert document.text == TEXT


def test_a_box_that_loses_its_last_step_is_empty_and_can_be_filled_again(document):
    box = ("steps", 3, "repeat", "steps")
    document.remove((*box, 0))
    document.remove((*box, 0))
    assert "      steps: []\n    detail: full\n" in document.text
    assert document.insert_step(box, 0, "say: Rest.") == (*box, 0)
    assert "      steps:\n        - say: Rest.\n    detail: full\n" in document.text


def test_a_box_does_not_move_into_itself(document):
    with pytest.raises(ChangeRefusedError):
        document.move_step(("steps", 3), ("steps", 3, "repeat", "steps"), 0)
    assert document.text == TEXT


def test_a_copy_stands_after_its_step_with_its_comments(document):
    assert document.copy_step(("steps", 2)) == ("steps", 3)
    block = "  # why this long\n  - pause: 2s\n    # and no longer\n"
    assert document.text == TEXT.replace(block, block * 2)


@pytest.mark.parametrize("source", ["pause: 5s", "- pause: 5s", "  - pause: 5s\n", "{pause: 5s}"])
def test_a_step_is_put_in_with_its_dash_or_without(document, source):
    assert document.insert_step(("steps",), 1, source) == ("steps", 1)
    assert document.value(("steps", 1)) == {"pause": "5s"}
    assert document.value(("steps", 2)) == {"chapter": "One"}
    document.undo()
    assert document.text == TEXT


def test_a_step_of_several_lines_is_put_in_at_the_end(document):
    document.insert_step(("steps",), 6, "# mine\nstretch:\n  name: N\n  setup:\n    - Sit.\n  hold: 20s")
    assert document.text.endswith(
        "  # mine\n  - stretch:\n      name: N\n      setup:\n        - Sit.\n      hold: 20s\n"
    )


def test_a_new_chapter_gets_an_empty_line_above_as_the_others_have(document):
    document.insert_step(("steps",), 4, "chapter: Three")
    assert document.text == TEXT.replace("\n  - chapter: Two", "\n  - chapter: Three\n\n  - chapter: Two")


def test_what_is_no_yaml_is_not_put_in(document):
    with pytest.raises(ChangeRefusedError):
        document.insert_step(("steps",), 0, "say: [")
    assert document.text == TEXT
    assert not document.can_undo


def test_items_in_brackets_are_moved_and_taken_out(document):
    sides = ("steps", 5, "stretch", "sides")
    document.move_step((*sides, 1), sides, 0)
    assert "sides: [right, left]" in document.text
    document.remove((*sides, 1))
    assert "sides: [right]" in document.text
    document.insert_step(sides, 1, "left")
    assert "sides: [right, left]" in document.text
    document.remove(("steps", 5, "stretch", "hold"))
    assert "- stretch: {name: N, sides: [right, left]}" in document.text


def test_lines_in_brackets_get_the_signs_that_they_need(document):
    said = ("steps", 3, "repeat", "steps", 0, "say")
    document.set_lines(said, ["Breathe", {"full": "once, # 2"}, "and rest"])
    assert '- say: [Breathe, {full: "once, # 2"}, and rest]   # twice' in document.text
    document.insert_step(said, 1, "'a #b'")
    assert "[Breathe, 'a #b', {full" in document.text
    with pytest.raises(ChangeRefusedError):
        document.insert_step(said, 1, "# why\nfull: a")


def test_a_key_is_taken_out_with_the_comment_above_it(document):
    document.remove(("steps", 3, "detail"))
    assert document.text == TEXT.replace("    detail: full\n", "")
    document.remove(("steps", 3, "repeat", "times"))
    assert "  - repeat:\n      steps:\n" in document.text


def test_a_field_that_has_nothing_left_goes_too_and_a_step_stays(document):
    document.set_value(("steps", 5, "stretch", "cues", "countdown"), "3")
    assert document.text == TEXT.replace("[left, right]}", "[left, right], cues: {countdown: 3}}")
    document.remove(("steps", 5, "stretch", "cues", "countdown"))
    assert document.text == TEXT
    for field in ("name", "hold", "sides"):
        document.remove(("steps", 5, "stretch", field))
    assert document.value(("steps", 5)) == {"stretch": {}}


def test_a_text_becomes_a_list_and_keeps_its_comment(document):
    document.set_lines(("steps", 0, "say"), ["Good evening.", "One thing: sit."])
    said = '  - say:\n      - Good evening.\n      - "One thing: sit."\n'
    assert document.text == TEXT.replace("  - say: Good evening.\n", said)
    document.set_lines(("steps", 0, "say"), ["Good evening.", {"full": "Welcome."}, "One thing: sit."])
    assert document.value(("steps", 0, "say")) == ["Good evening.", {"full": "Welcome."}, "One thing: sit."]
    document.set_lines(("steps", 0, "say"), ["One thing: sit."])
    assert document.text == TEXT.replace("  - say: Good evening.\n", '  - say:\n      - "One thing: sit."\n')


def test_a_change_that_would_change_another_value_too_is_refused(tmp_path):
    text = "title: T\nsteps:\n  - say: &hi Hello\n  - say: &hi Good evening\n  - say: *hi\n"
    path = tmp_path / "r.yaml"
    path.write_text(text)
    document = Document(path)
    with pytest.raises(ChangeRefusedError):
        document.remove(("steps", 1))
    assert document.text == text


def test_an_anchor_that_is_referred_to_stays(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text("title: T\nsteps:\n  - say: &hi Hello\n  - say: *hi\n  - say: Bye\n")
    document = Document(path)
    before = document.text
    for refused in (
        lambda: document.remove(("steps", 0)),
        lambda: document.move_step(("steps", 0), ("steps",), 2),
        lambda: document.move_step(("steps", 1), ("steps",), 0),
    ):
        with pytest.raises(ChangeRefusedError):
            refused()
        assert document.text == before
    document.copy_step(("steps", 0))
    assert document.lines[3] == "  - say: Hello"
    document.set_value(("steps", 2, "say"), "Mine")
    assert document.lines[4] == "  - say: Mine"
    document.set_value(("steps", 0, "say"), "Good evening")
    assert document.lines[2] == "  - say: &hi Good evening"


def test_several_changes_are_one_or_none(document):
    before = document.text
    with document.as_one():
        document.remove(("steps", 1))
        document.remove(("steps", 0))
    document.undo()
    assert document.text == before and not document.can_undo
    with pytest.raises(ChangeRefusedError), document.as_one():
        document.remove(("steps", 0))
        document.remove(("steps", 99))
    assert document.text == before and not document.can_undo


def test_a_list_and_a_mapping_are_set_and_what_is_in_them_stays(tmp_path):
    path = tmp_path / "r.yaml"
    asked = "steps:\n  - safety:\n      ask:\n        - clot  # 1\n        - skin\n"
    path.write_text(f"title: T\nvoice: {{name: 'default', gap: 1s}}\n{asked}")
    document = Document(path)
    document.set_data(("steps", 0, "safety", "ask"), ["clot", "swelling", "conditions"])
    assert document.text.endswith("      ask:\n        - clot  # 1\n        - swelling\n        - conditions\n")
    document.set_data(("voice",), {"name": "default", "pace": "slow"})
    assert document.lines[1] == "voice: {name: 'default', pace: slow}"
    document.set_data(("sound",), {"chimes": "none"})
    assert document.lines[2] == "sound: {chimes: none}"
