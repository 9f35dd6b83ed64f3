"""Any edits of any text: a plain model of each says what it comes to, and all other lines stay byte for byte."""

import copy
import json
import re
from collections import Counter

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from document.made_up_texts import ANY_TEXT, routines
from nightcue.document import nodes
from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.language.library import shipped

pytestmark = pytest.mark.once

SOME = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(shipped("routines").rglob("*.yaml"))]
DUMPS = [lambda data: json.dumps(data, indent=2), json.dumps, lambda data: yaml.safe_dump(data, width=60)]
TEXTS = st.one_of(
    routines(),
    routines(),
    st.sampled_from(SHIPPED),
    st.builds(
        lambda dump, text: dump(yaml.load(text, yaml.BaseLoader)), st.sampled_from(DUMPS), st.sampled_from(SHIPPED)
    ),
)
SOURCES = [
    "pause: 7s",
    "- say: New",
    "# mine\nsay:\n  - a\n  - 'b: c'",
    "stretch: {name: N, hold: 5s}",
    "say: |\n  x\n\n  y",
]


def read(text):
    return tidied(yaml.load(text, yaml.BaseLoader))


def tidied(data):
    """What PyYAML reads, without the line breaks at the end of blocks."""
    if isinstance(data, dict):
        return {key: tidied(item) for key, item in data.items()}
    return [tidied(item) for item in data] if isinstance(data, list) else data.rstrip("\n")


def at(data, path):
    for key in path:
        data = data[key]
    return data


def every_path(data, path=()):
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in inside:
        yield from every_path(item, (*path, key))


def is_in_order(few, many):
    """Whether all of `few` are among `many`, in this order."""
    rest = iter(many)
    return all(line in rest for line in few)


def plain(text):
    """The lines that hold anything, without their indentation; an empty list is nothing."""
    return [re.sub(r"( &\w+)? \[\](?= #|$)", "", line.strip()) for line in text.splitlines() if line.strip()]


class Edits:
    """Draws one edit, makes it in the document and in a plain model, and compares."""

    def __init__(self, document, data):
        self.document, self.draw = document, data.draw

    def one(self):
        before, model = self.document.text, read(self.document.text)
        kind = self.draw(
            st.sampled_from(["value", "value", "remove", "insert", "move", "move", "copy", "lines", "new"])
        )
        paths = [*every_path(model)]
        lists = [path for path in paths if path and isinstance(at(model, path), list)]
        items = [path for path in paths if path and isinstance(path[-1], int)]
        texts = [path for path in paths if isinstance(at(model, path), str)]
        if not {"value": texts, "remove": paths[1:], "insert": items, "move": items, "copy": items}.get(kind, True):
            return False
        try:
            getattr(self, kind)(model, paths, lists, items, before)
        except ChangeRefusedError:
            assert self.document.text == before
            return False
        assert read(self.document.text) == model
        return True

    def has_lines(self, path):
        """Whether an item has lines of its own, and no brackets around it."""
        first, _ = self.document.span(path)
        return self.document.lines[first - 1].lstrip().startswith("-") and "[" not in self.document.lines[first - 1]

    def value(self, model, paths, lists, items, before):
        path, new = (
            self.draw(st.sampled_from([path for path in paths if isinstance(at(model, path), str)])),
            self.draw(ANY_TEXT),
        )
        first, last = self.document.span(path)
        self.document.set_value(path, new)
        at(model, path[:-1])[path[-1]] = new.replace("\r\n", "\n").rstrip("\n")
        assert self.document.value(path) == at(model, path)
        old, now = before.splitlines(keepends=True), self.document.text.splitlines(keepends=True)
        assert now[: first - 1] == old[: first - 1]
        assert now[len(now) - len(old) + last :] == old[last:]
        if first == last and "\n" not in new:
            assert len(now) == len(old)

    def new(self, model, paths, lists, items, before):
        path = self.draw(st.sampled_from([path for path in paths if isinstance(at(model, path), dict)]))
        new, key = self.draw(ANY_TEXT), self.draw(st.sampled_from(["detail", "setup", "x: y", "language"]))
        if key in at(model, path):
            return
        self.document.set_value((*path, key), new)
        at(model, path)[key] = new.replace("\r\n", "\n").rstrip("\n")
        if not before.startswith("{"):
            stay = [line for line in before.splitlines() if "{" not in line and "- " not in line]
            assert is_in_order(stay, self.document.text.splitlines())

    def remove(self, model, paths, lists, items, before):
        path = self.draw(st.sampled_from([path for path in paths if path]))
        first, last = self.document.span(path)
        gone = (
            plain("\n".join(before.splitlines()[first - 1 : last])) if path in items and self.has_lines(path) else None
        )
        self.document.remove(path)
        del at(model, path[:-1])[path[-1]]
        if at(model, path[:-1]) == {} and path[:-1] and all(isinstance(key, str) for key in path[-3:-1]):
            del at(model, path[:-2])[path[-2]]
        if gone is not None:
            lost = Counter(plain(before)) - Counter(plain(self.document.text))
            assert not Counter(plain(self.document.text)) - Counter(plain(before))
            assert Counter(line for line in lost.elements() if not line.startswith("#")) == Counter(
                line for line in gone if not line.startswith("#")
            )

    def insert(self, model, paths, lists, items, before):
        path, source = self.draw(st.sampled_from(lists)), self.draw(st.sampled_from(SOURCES))
        index = self.draw(st.integers(0, len(at(model, path))))
        item = read(source)
        there = self.document.insert_step(path, index, source)
        at(model, path).insert(index, item[0] if isinstance(item, list) else item)
        assert there == (*path, index)
        if self.has_lines(there):
            assert is_in_order(plain(before), plain(self.document.text))

    def move(self, model, paths, lists, items, before):
        path, to = self.draw(st.sampled_from(items)), self.draw(st.sampled_from(lists))
        index = self.draw(st.integers(0, len(at(model, to)) - (to == path[:-1])))
        has_lines = self.has_lines(path)
        there = self.document.move_step(path, to, index)
        target = at(model, to)
        target.insert(index, at(model, path[:-1]).pop(path[-1]))
        assert self.document.value(there) == target[index]
        if has_lines and self.has_lines(there):
            assert Counter(plain(before)) == Counter(plain(self.document.text))

    def copy(self, model, paths, lists, items, before):
        path = self.draw(st.sampled_from(items))
        there = self.document.copy_step(path)
        at(model, path[:-1]).insert(path[-1] + 1, copy.deepcopy(at(model, path)))
        assert self.document.value(there) == self.document.value(path)

    def lines(self, model, paths, lists, items, before):
        said = [path for path in paths if path[-1:] == ("say",)]
        if not said:
            return
        path = self.draw(st.sampled_from(said))
        lines = self.draw(st.lists(st.one_of(ANY_TEXT, ANY_TEXT.map(lambda text: {"full": text})), max_size=4))
        lines = [tidied(line) if isinstance(line, dict) else line.rstrip("\n") for line in lines]
        lines = [
            {"full": line["full"].replace("\r\n", "\n")} if isinstance(line, dict) else line.replace("\r\n", "\n")
            for line in lines
        ]
        was = at(model, path)
        self.document.set_lines(path, lines)
        is_text = isinstance(was, str) and len(lines) == 1 and isinstance(lines[0], str)
        at(model, path[:-1])[path[-1]] = lines[0] if is_text else lines


@given(TEXTS, st.data())
@SOME
def test_any_edits_come_to_what_a_plain_model_says_and_are_taken_back_one_by_one(tmp_path, text, data):
    path = tmp_path / "r.yaml"
    path.write_bytes(text.encode())
    document = Document(path)
    assert document.is_yaml
    texts = [text]
    for _ in range(data.draw(st.integers(1, 6))):
        if Edits(document, data).one() and document.text != texts[-1]:
            texts.append(document.text)
        document.save()
        assert path.read_bytes() == document.text.encode()
    for before in reversed(texts[:-1]):
        document.undo()
        assert document.text == before
    assert not document.can_undo
    for after in texts[1:]:
        document.redo()
        assert document.text == after
    assert not document.can_redo


@given(routines())
@SOME
def test_both_parsers_find_every_value_in_the_same_place(text):
    text = text.replace("\r\n", "\n")
    quick = nodes.read_nodes(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "_quick_parser", lambda: None)
        slow = nodes.read_nodes(text)
    places = [[(node.kind, node.start, node.end, node.marks) for node in root.every()] for root in (quick, slow)]
    assert places[0] == places[1]


@given(routines())
@SOME
def test_every_line_of_a_step_leads_to_it(tmp_path, text):
    path = tmp_path / "r.yaml"
    path.write_bytes(text.encode())
    document = Document(path)
    for step in document.steps():
        first, last = document.span(step)
        for line in range(first, last + 1):
            assert document.path_at(line)[:2] == step
