"""A routine that is open in the editor, in one window or in several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from nicegui import background_tasks

from nightcue.document.document import Document
from nightcue.editor.hear_bar import HearBar
from nightcue.editor.stand_in_findings import Findings, look
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
        self.windows: list[Window] = []
        self._is_looking = False
        self._looked_at = self.document.text

    @property
    def seconds(self) -> float | None:
        """About how long the routine is; None where it has errors."""
        return self.findings.script.about_seconds() if self.findings.script else None

    def changed(self) -> None:
        """Tell every window of the text, and look at it again; of many texts the last one counts."""
        for window in list(self.windows):
            window.tell_of_text()
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
class Window:
    """One page in one browser that shows a routine, in the language of `words`.

    A panel draws itself from it, and says with `on_text` and `on_findings` what to do when those are others: change
    the elements that it has, or `clear` its own container and draw it again.
    """

    routine: OpenRoutine
    words: Words
    hear: HearBar = field(init=False)
    _on_text: list[Tell] = field(default_factory=list)
    _on_findings: list[Tell] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Give it the bar in which it is heard."""
        self.hear = HearBar(self)

    def on_text(self, refresh: Tell) -> None:
        """Call `refresh` after every change of the text, also one that this window made."""
        self._on_text.append(refresh)

    def on_findings(self, refresh: Tell) -> None:
        """Call `refresh` when the routine was looked at again."""
        self._on_findings.append(refresh)

    def tell_of_text(self) -> None:
        """Call everything that waits for another text."""
        for refresh in list(self._on_text):
            refresh()

    def tell_of_findings(self) -> None:
        """Call everything that waits for other findings."""
        for refresh in list(self._on_findings):
            refresh()


_open: dict[Path, OpenRoutine] = {}


def open_at(path: Path) -> OpenRoutine:
    """Return the routine at `path`, the same one for every window that shows that file. Raises RoutineError."""
    resolved = path.resolve()
    if resolved not in _open:
        _open[resolved] = OpenRoutine(path)
    return _open[resolved]
