"""What is in an opened card: the fields of its kind, and what can be done with the whole step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from nightcue.editor.amounts import shown_time
from nightcue.editor.cards.breath_picture import BreathPicture
from nightcue.editor.cards.fields.drawing import draw_field
from nightcue.editor.cards.fields.special_fields import OnlyFullField
from nightcue.editor.cards.part_shown import PartShown
from nightcue.editor.cards.placed import CHAPTER
from nightcue.editor.cards.shapes import Shape, shape_of
from nightcue.editor.cards.spot import Editing, Spot
from nightcue.editor.hear_buttons import hear_from_here, hear_steps
from nightcue.editor.styling import named
from nightcue.language.detail import DETAIL
from nightcue.language.duration_slips import duration_as_said
from nightcue.language.step import Step

if TYPE_CHECKING:
    from nightcue.editor.cards.card import Card

_BREATH_PARTS = ("in", "hold", "out", "rest")
_LONGEST_NUMBER = 6
_SELDOM: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "stretch": ("ready", "switch", "rest", "part"),
        "movement": ("ready", "switch", "rest", "part"),
        "session": ("intensity", "pressure"),
    }
)
"""The fields of a kind that are seldom changed, and stand behind the others."""


class Refreshed(Protocol):
    """Something in an opened card that shows what is written."""

    def refresh(self) -> None:
        """Show what is written now."""


def draw_inside(card: Card) -> list[Refreshed]:
    """Draw what is in a card and return its fields, which are to be refreshed when the text is another."""
    kind = card.placed.kind
    editing = card.panel.editing
    fields: list[Refreshed] = []
    if kind is None:
        ui.label(editing.said("cards.unknown_how")).classes("nc-said")
    else:
        ui.label(editing.labels.kinds[kind].help).classes("nc-said")
        with ui.row().classes("nc-tools"):
            hear_steps(editing.window, card.paths_heard)
            hear_from_here(editing.window, card.paths_heard)
        names = [name for name in Step.kinds[kind].written() if shape_of(Step.kinds[kind], name).takes != "steps"]
        seldom = _SELDOM.get(kind, ())
        fields += _draw_fields(card, [name for name in names if name not in seldom])
        if kind == "breathe":
            fields.append(_Breath(card))
        if kind == "include":
            fields.append(PartShown(card))
        if seldom:
            with ui.element("details").classes("nc-more"):
                TextElement(tag="summary", text=editing.said("cards.more"))
                fields += _draw_fields(card, seldom)
        if kind != CHAPTER:
            label = editing.labels.fields["step"][DETAIL]
            with ui.row().classes("nc-fields"):
                spot = Spot(editing, lambda: (*card.placed.path, DETAIL))
                fields.append(OnlyFullField(spot, label, Shape("yes or no")))
    _draw_tools(card, editing)
    return fields


def _draw_fields(card: Card, names: Sequence[str]) -> list[Refreshed]:
    model = Step.kinds[str(card.placed.kind)]
    with ui.row().classes("nc-fields"):
        return [field for name in names for field in draw_field(card.spot(name), model, name)]


def _draw_tools(card: Card, editing: Editing) -> None:
    panel = card.panel
    if card.placed.kind == CHAPTER:
        removing = [("remove_title", partial(panel.remove, card)), ("remove_all", partial(panel.remove_chapter, card))]
    else:
        removing = [("remove", partial(panel.remove, card))]
    with ui.row().classes("nc-tools"):
        for words, do in (
            ("add_after", partial(_add_after, card)),
            ("copy", partial(panel.copy, card)),
            *removing,
        ):
            button = ui.button(editing.said(f"cards.{words}"), on_click=do).props("no-caps outline")
            named(button, editing.said(f"cards.{words}_named", title=panel.one_line.full(card.placed)))


def _add_after(card: Card) -> None:
    card.panel.adding.ask(card.placed.list_path, card.placed.index + 1)


class _Breath:
    """The breaths as a picture, and how long they last."""

    def __init__(self, card: Card) -> None:
        self._card = card
        with ui.column().classes("nc-field-wide"):
            self._picture = BreathPicture()
            self._words = ui.label().classes("nc-said")
        self.refresh()

    def refresh(self) -> None:
        """Draw the breath that is written now."""
        panel, step = self._card.panel, self._card.placed
        parts = [_seconds(panel.one_line.filled(step.value_of(name)), name) for name in _BREATH_PARTS]
        self._picture.show(parts)
        times = panel.one_line.filled(step.value_of("times"))
        self._words.set_text("")
        if None not in parts and times.isdecimal() and len(times) < _LONGEST_NUMBER:
            one = sum((part for part in parts if part is not None), Fraction(0))
            said = panel.editing.said
            everything = shown_time(one * int(times), said.tag)
            self._words.set_text(said("cards.breath", one=shown_time(one, said.tag), times=times, all=everything))


def _seconds(written: str, name: str) -> Fraction | None:
    default = shape_of(Step.kinds["breathe"], name).default
    return duration_as_said(written) if written else default
