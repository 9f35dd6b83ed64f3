"""Who listens: the name in the profile, which holds for every routine."""

from __future__ import annotations

from nicegui import ui

from nightcue.audio.errors import OutputError
from nightcue.editor.open_routine import BrowserWindow
from nightcue.editor.typed_box import TypedLine
from nightcue.language.diagnostics import DamagedFileError
from nightcue.safety.profile import as_plain, parse_profile, read_profile, write_profile


def draw_listener(window: BrowserWindow) -> None:
    """Draw the field for the name that is said at the start of a routine."""
    said = window.words
    try:
        kept = str(read_profile().name or "")
    except DamagedFileError:
        ui.label(said("dials.damaged_profile"))
        return
    field = TypedLine(said("dials.name"), value=kept).props("outlined").classes("nc-wide")
    field.props["hint"] = said("dials.name_how")

    def keep() -> None:
        name = " ".join(str(field.value or "").split())
        try:
            before = as_plain(read_profile().model_dump(exclude_none=True))
            if before.get("name", "") == name:
                return
            write_profile(parse_profile({key: value for key, value in (before | {"name": name}).items() if value}))
        except (DamagedFileError, OutputError):
            field.error = said("dials.bad_name")
        else:
            field.error = None
            ui.notify(said("dials.name_kept"))
            window.routine.look_again(even_if_same=True)

    field.on("blur", keep).on("keydown.enter", keep)
