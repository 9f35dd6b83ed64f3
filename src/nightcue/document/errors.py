"""What cannot be done with a routine's text, each with a sentence to show."""

from __future__ import annotations

from typing import Literal

Why = Literal["not-yaml", "not-a-step", "no-such-place", "referred-to", "wrong-place", "changes-meaning"]
"""Why a change is refused, so that a page can say it in its own language."""

_SENTENCES: dict[Why, str] = {
    "not-yaml": "This file cannot be read as YAML just now; change it as text, or take the last change back.",
    "not-a-step": "What was to be put in cannot be read as YAML.",
    "no-such-place": "What was to be changed is not there any more.",
    "referred-to": "Another place of the file refers to this one; change it as text.",
    "wrong-place": "It cannot stand there; choose another place, or change the file as text.",
    "changes-meaning": "This cannot be changed alone, without changing something else too; change it as text.",
}


class ChangeRefusedError(Exception):
    """A change would do damage, and nothing was changed. Its text is a sentence; `why` is the reason as a word."""

    def __init__(self, why: Why) -> None:
        super().__init__(_SENTENCES[why])
        self.why = why


class CannotOpenError(Exception):
    """A file cannot be opened to be changed; its text is a sentence that says why."""


class ChangedOnDiskError(Exception):
    """Somebody else has changed the file since it was read or saved, so it was not saved."""

    def __init__(self) -> None:
        super().__init__("The file was changed by somebody else meanwhile; nothing was saved.")
