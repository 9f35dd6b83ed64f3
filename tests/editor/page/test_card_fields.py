"""Every field of every kind of step is changed in its card, in both languages, and the file reads back."""

from pathlib import Path

import pytest
import yaml

from editor.page.conftest import until
from nightcue.editor.words import languages, words
from nightcue.language.labels import labels_in
from nightcue.language.reading import read_routine
from nightcue.language.step import Step

pytestmark = pytest.mark.once

TEXT = """\
title: Evening
topic: stretching
steps:
  - say: Sit down.
  - chapter: First
  - chime: soft
  - pause: 5s
  - rest: {duration: 90s}
  - breathe: {in: 4s, out: 6s, times: 6}
  - stretch: {name: Calf, hold: 25s}
  - movement: {name: Ankles, reps: 25, tempo: 2s}
  - session: {name: Massage, therapy: massage, duration: 4m}
  - safety: {}
  - include: parts/one.yaml
  - audio: one.wav
  - repeat:
      times: 2
      steps: [say: Again.]
"""

CHANGES = yaml.load(Path(__file__).with_name("card_fields.yaml").read_text(), yaml.BaseLoader)


class Filling:
    """Fills the fields of one card by their labels."""

    def __init__(self, page, labels, said):
        self.page, self.labels, self.said = page, labels, said

    def fill(self, model, name, value):
        label = self.labels.of(model, name)
        field = self.page.locator(".nc-open").get_by_label(label.label, exact=True)
        match value:
            case dict() if name == "ask":
                for question, words in value.items():
                    self.question(label.choices[question], words)
            case {"wait": time}:
                field.first.fill(time)
                has = self.page.get_by_label(label.label, exact=True)
                self.page.locator(".nc-open .nc-field", has=has).get_by_role("switch").first.click()
            case dict():
                inner = model.model_fields[name].annotation
                group = next(each for each in (inner, *getattr(inner, "__args__", ())) if hasattr(each, "written"))
                legend = self.page.locator("fieldset", has=self.page.get_by_text(label.label, exact=True))
                for each, inside in value.items():
                    Filling(legend, self.labels, self.said).inside(group, each, inside)
            case list():
                self.lines(field, value)
            case _:
                put(field.first, value)

    def inside(self, model, name, value):
        label = self.labels.of(model, name).label
        switch = self.page.get_by_role("switch", name=label, exact=True)
        put(self.page.get_by_label(label, exact=True).or_(switch).first, value)

    def lines(self, group, lines):
        for number, line in enumerate(lines):
            text = line["full"] if isinstance(line, dict) else line
            if number >= group.get_by_role("textbox").count():
                group.get_by_role("button", name=self.said("cards.add_line")).click()
            group.get_by_role("textbox").nth(number).fill(text)
            if isinstance(line, dict):
                group.get_by_role("switch").nth(number).click()

    def question(self, label, words):
        if words == "no":
            self.page.get_by_role("switch", name=label, exact=True).click()
        else:
            self.page.get_by_label(self.said("cards.own_words_named", label=label)).fill(words)


def put(field, value):
    if field.get_attribute("role") == "switch":
        field.click()
    elif field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


@pytest.mark.parametrize("language", languages())
def test_every_field_of_every_kind_is_changed(editing, window, language):
    assert CHANGES.keys() == Step.kinds.keys()
    editor = editing(TEXT)
    for name in ("one", "two"):
        editor.home.joinpath("routines/parts").mkdir(exist_ok=True)
        editor.home.joinpath(f"routines/parts/{name}.yaml").write_text("steps:\n- say: A part.\n")
        editor.home.joinpath(f"routines/{name}.wav").write_bytes(b"")
    page = window(editor.address, locale=language)
    page.get_by_role("tab").nth(1).click()
    labels, said = labels_in(language), words(language)
    filling = Filling(page, labels, said)
    for kind, change in CHANGES.items():
        fields = change["put"]
        if Step.kinds[kind].bare is None:
            assert set(fields) == Step.kinds[kind].written().keys() - {"steps"}
        card = page.locator(".nc-card-open", has=page.get_by_text(labels.kinds[kind].label, exact=True)).first
        card.click()
        page.locator(".nc-open .nc-tools").last.wait_for()
        for more in page.locator(".nc-open .nc-more summary").all():
            more.click()
        for name, value in fields.items():
            filling.fill(Step.kinds[kind], name, value)
        card.click()
        until(page.locator(".nc-open").count, 0)
    page.get_by_role("button", name=said("bar.save"), exact=True).click()
    page.get_by_role("button", name=said("bar.saved"), exact=True).wait_for()
    steps = yaml.load(editor.routine(), yaml.BaseLoader)["steps"]
    assert steps == [{next(iter(step)): CHANGES[next(iter(step))]["written"]} for step in steps]
    assert len(read_routine(editor.home / "routines/mine.yaml").steps) == len(Step.kinds)
