"""The question under which name a shipped routine is to be one's own."""

from __future__ import annotations

from nicegui import ui

from nightcue.editor.addresses import routine_address
from nightcue.editor.styling import heading, named
from nightcue.editor.typed_box import TypedLine
from nightcue.editor.words import Words
from nightcue.language.copying import NameTakenError, UnusableNameError, copy_of
from nightcue.language.library import own_routine
from nightcue.routine_index import Titled
from nightcue.storage.atomic_files import write_together
from nightcue.threads import run_in_thread


class OwnCopy:
    """Asks for a name and copies a routine with its parts into ./routines, as `nightcue new` does."""

    def __init__(self, said: Words) -> None:
        self._said = said
        self._from: Titled | None = None
        with named(ui.dialog(), said("first.make_own")) as self._dialog, ui.card().classes("nc-dialog"):
            self._heading = heading("", 2)
            self._name = TypedLine(said("copy.name")).classes("nc-wide").props("outlined")
            self._name.on("keydown.enter", self._copy)
            self._name.props["hint"] = said("copy.name_how")
            with ui.row().classes("nc-buttons"):
                ui.button(said("copy.cancel"), on_click=self._dialog.close).props("no-caps flat")
                ui.button(said("copy.make"), on_click=self._copy).props("no-caps")

    def ask(self, one: Titled) -> None:
        """Ask for the name of a copy of this routine."""
        self._from = one
        self._heading.set_text(self._said("copy.heading", title=one.title))
        self._name.set_value(_free_name(self._said("copy.my", name=one.shelved.name), one.shelved.language))
        self._name.error = None
        self._dialog.open()

    async def _copy(self) -> None:
        assert self._from is not None
        name = str(self._name.value or "").strip()
        try:
            files = await run_in_thread(copy_of, self._from.shelved.path, name)
            await run_in_thread(write_together, files)
        except NameTakenError:
            self._name.error = self._said("copy.taken")
        except UnusableNameError:
            self._name.error = self._said("copy.unusable")
        except OSError as error:
            self._name.error = self._said("copy.unwritten", reason=error.strerror or error)
        else:
            *_, copied = files
            ui.navigate.to(routine_address(self._said.tag, copied))


def _free_name(wished: str, language: str) -> str:
    """Return the name, with the first number behind it that no other routine of one's own has."""
    names = [wished, *(f"{wished}-{number}" for number in range(2, 100))]
    return next((name for name in names if not own_routine(name, language).exists()), wished)
