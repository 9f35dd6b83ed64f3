"""Where cards go by one place or by being dropped, and which card stays which."""

import pytest
import yaml

from nightcue.document.document import Document
from nightcue.editor.cards.matching import Matching
from nightcue.editor.cards.moving import chapter_to, copy, move, one_down, one_up
from nightcue.editor.cards.placed import STEPS, every_step, placed_steps, sections_of

TEXT = """\
title: T
steps:
  - say: a

  - chapter: One
  - pause: 1s
  # twice
  - repeat:
      times: 2
      steps:
        - say: b
        - say: c

  - chapter: Two
  - say: d
"""


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "r.yaml"
    path.write_bytes(TEXT.encode())
    return Document(path)


def steps_of(document):
    return placed_steps(document.value(STEPS))


def step(document, says):
    return next(each for each in every_step(steps_of(document)) if each.body == says or each.kind == says)


def order(document):
    """What the steps say, those of a repeat in a list."""
    return [each.body if each.kind != "repeat" else [s.body for s in each.inner] for each in steps_of(document)]


def moved(document, found):
    path = move(document, found)
    return path, order(document)


def test_down_goes_into_a_repeat_through_it_and_out_of_it(document):
    seen = []
    while found := one_down(steps_of(document), step(document, "1s")):
        path, shown = moved(document, found)
        assert document.value(path) == {"pause": "1s"}
        seen.append(shown)
    assert seen == [
        ["a", "One", ["1s", "b", "c"], "Two", "d"],
        ["a", "One", ["b", "1s", "c"], "Two", "d"],
        ["a", "One", ["b", "c", "1s"], "Two", "d"],
        ["a", "One", ["b", "c"], "1s", "Two", "d"],
        ["a", "One", ["b", "c"], "Two", "1s", "d"],
        ["a", "One", ["b", "c"], "Two", "d", "1s"],
    ]


def test_up_is_the_same_way_back_and_leaves_the_first_text(document):
    while found := one_down(steps_of(document), step(document, "1s")):
        move(document, found)
    ways = 0
    while step(document, "1s").path != ("steps", 2):
        move(document, one_up(steps_of(document), step(document, "1s")))
        ways += 1
    assert ways == 6
    assert yaml.safe_load(document.text) == yaml.safe_load(TEXT)


def test_the_first_and_the_last_stay(document):
    assert one_up(steps_of(document), step(document, "a")) is None
    assert one_down(steps_of(document), step(document, "d")) is None


def test_a_chapter_moves_with_its_steps_as_one_change(document):
    path, shown = moved(document, one_down(steps_of(document), step(document, "One")))
    assert shown == ["a", "Two", "d", "One", "1s", ["b", "c"]]
    assert document.value(path) == {"chapter": "One"}
    assert "  # twice\n  - repeat:" in document.text
    path, shown = moved(document, chapter_to(steps_of(document), step(document, "One"), 0))
    assert shown == ["a", "One", "1s", ["b", "c"], "Two", "d"]
    assert document.value(path) == {"chapter": "One"}
    document.undo()
    document.undo()
    assert document.text == TEXT and not document.can_undo
    assert chapter_to(steps_of(document), step(document, "Two"), 1) is None


def test_a_chapter_is_copied_with_its_steps(document):
    one = next(each for each in sections_of(steps_of(document)) if each.chapter and each.chapter.body == "One")
    path = copy(document, [one.chapter, *one.steps])
    assert order(document) == ["a", "One", "1s", ["b", "c"], "One", "1s", ["b", "c"], "Two", "d"]
    assert path == ("steps", 4)
    document.undo()
    assert document.text == TEXT


def test_a_card_stays_with_its_step_wherever_that_goes(document):
    before = [(each, str(each.body)) for each in every_step(steps_of(document))]
    move(document, one_down(steps_of(document), step(document, "1s")))
    document.set_value(("steps", 0, "say"), "another")
    document.remove(step(document, "d").path)
    document.insert_step(STEPS, 0, "chime: soft")
    matching = Matching(before, every_step(steps_of(document)))
    shown = {
        document.value(path)[next(iter(document.value(path)))]: card
        for path, card in matching.found.items()
        if document.value(path).keys() != {"repeat"}
    }
    assert shown == {"another": "a", "One": "One", "1s": "1s", "b": "b", "c": "c", "Two": "Two"}
    assert matching.gone == ["d"]


def test_of_steps_that_are_alike_each_card_stays_where_it_is():
    steps = placed_steps([{"pause": "2s"}, {"say": "a"}, {"pause": "2s"}])
    matching = Matching([(each, each.index) for each in steps], steps)
    assert matching.found == {each.path: each.index for each in steps}
