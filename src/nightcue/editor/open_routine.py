"""A routine that is open in the editor, in one window or in several."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from nicegui import background_tasks, ui
from nicegui.element import Element

from nightcue.document.document import Document
from nightcue.document.errors import ChangeRefusedError
from nightcue.document.findings import Findings, look
from nightcue.document.versions import keep_version
from nightcue.editor.hear_bar import HearBar
from nightcue.editor.words import Words
from nightcue.threads import run_in_thread

Tell = Callable[[], object]


class OpenRoutine:
    """The one document of a file, what was found in it last, and every window that shows it.

    Whoever changes `document` calls `changed`: every window is told at once of the text, and a moment later of the
    findings. All of it happens in the event loop; only looking is done in a thread.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = Document(path)
        self.findings: Findings = look(self.document)
        self.first_seconds = self.seconds
        self.windows: list[BrowserWindow] = []
        self._facts: Collection[str] = ()
        self._is_looking = False
        self._looked_at: str | None = self.document.text

    @property
    def facts(self) -> Collection[str]:
        """The facts that the routine and its parts rest on, as they were when it had no errors last."""
        if self.findings.routine:
            self._facts = frozenset(map(str, self.findings.routine.every_fact))
        return self._facts

    @property
    def seconds(self) -> float | None:
        """About how long the routine is; None where it has errors."""
        return self.findings.script.about_seconds() if self.findings.script else None

    def changed(self) -> None:
        """Tell every window of the text, and look at it again; of many texts the last one counts."""
        for window in list(self.windows):
            window.tell_of_text()
        self.look_again()

    def look_again(self, even_if_same: bool = False) -> None:
        """Look at the text again, and tell every window what was found."""
        if even_if_same:
            self._looked_at = None
        if not self._is_looking:
            self._is_looking = True
            background_tasks.create(self._look_again(), name="look at the routine")

    async def _look_again(self) -> None:
        try:
            while self._looked_at != self.document.text:
                text = self.document.text
                findings = await run_in_thread(look, self.document)
                self._looked_at, self.findings = text, findings
        finally:
            self._is_looking = False
        for window in list(self.windows):
            window.tell_of_findings()


@dataclass(eq=False)
class BrowserWindow:
    """One page in one browser that shows a routine, in the language of `words`.

    A panel draws itself from it, and says with `on_text` and `on_findings` what to do when those are others: change
    the elements that it has, or `clear` its own container and draw it again.
    """

    routine: OpenRoutine
    words: Words
    hear: HearBar = field(init=False)
    _on_text: list[_Waiting] = field(default_factory=list)
    _on_findings: list[_Waiting] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give it the bar in which it is heard."""
        self.hear = HearBar(self)

    def on_text(self, refresh: Tell) -> None:
        """Call `refresh` after every change of the text, also one that this window made.

        It is called as long as the element is there in which it was asked for.
        """
        self._on_text.append(_Waiting(refresh, ui.context.slot.parent))

    def on_findings(self, refresh: Tell) -> None:
        """Call `refresh` when the routine was looked at again, as long as that element is there."""
        self._on_findings.append(_Waiting(refresh, ui.context.slot.parent))

    def change(self, make: Callable[[Document], object]) -> bool:
        """Change the document, and tell every window; where the change is refused, say why, and return False."""
        try:
            make(self.routine.document)
        except ChangeRefusedError as refused:
            ui.notify(self.words(f"refused.{refused.why}"), type="warning")
            self.tell_of_text()
            return False
        self.routine.changed()
        return True

    def tell_of_text(self) -> None:
        """Call everything that waits for another text."""
        _tell(self._on_text)

    def tell_of_findings(self) -> None:
        """Call everything that waits for other findings."""
        _tell(self._on_findings)


@dataclass(eq=False)
class _Waiting:
    """What is to be called, as long as an element is there."""

    refresh: Tell
    element: Element


def _tell(waiting: list[_Waiting]) -> None:
    waiting[:] = [one for one in waiting if not one.element.is_deleted]
    for one in list(waiting):
        if not one.element.is_deleted:
            with one.element:
                one.refresh()


_open: dict[Path, OpenRoutine] = {}


def open_at(path: Path) -> OpenRoutine:
    """Return the routine at `path`, the same one for every window that shows that file. Raises CannotOpenError."""
    resolved = path.resolve()
    if resolved not in _open:
        _open[resolved] = OpenRoutine(path)
    found = _open[resolved]
    if not found.windows and found.document.is_saved:
        found.first_seconds = found.seconds  # it is opened anew, and what has changed before is done
    return found


def keep_what_is_unsaved() -> list[Path]:
    """Keep every text that was not saved as a version of its file, and return the files."""
    unsaved = [one.document for one in _open.values() if not one.document.is_saved]
    for document in unsaved:
        keep_version(document.path, document.text)
    return [document.path for document in unsaved]
