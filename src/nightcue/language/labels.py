"""What the kinds of step, their fields and their choices are called by somebody who does not write YAML."""

from __future__ import annotations

from functools import cache
from inspect import get_annotations

from nightcue.language.fields import Fields
from nightcue.language.locale_files import words_of
from nightcue.language.phrase_models import Words
from nightcue.locales import language_of

_OWNERS = {"Part": "routine", "VoiceSettings": "voice"}
"""What a group of fields is called in fields.yaml, where it is not the name of its model."""


class Label(Words):
    """A name to show, a short sentence that explains it, and the names of the values to choose from."""

    label: str
    help: str
    choices: dict[str, str] = {}  # noqa: RUF012


class Labels(Words):
    """The labels of one language: of every kind of step, and of the fields by the group that they belong to."""

    kinds: dict[str, Label]
    fields: dict[str, dict[str, Label]]

    def of(self, model: type[Fields], field: str) -> Label:
        """Return the label of a field by its name in a file, such as in; several kinds may share it."""
        return self.fields[group_of(model, field)][field]


def group_of(model: type[Fields], field: str) -> str:
    """Return the group in fields.yaml that has a field of `model`: that of the model which declares it."""
    name = next(name for name, each in model.model_fields.items() if field in {name, each.alias})
    declares = next(each for each in model.__mro__ if name in get_annotations(each))
    own_kind: str | None = vars(declares).get("kind")
    return own_kind or _OWNERS.get(declares.__name__, declares.__name__.lower())


def labels_in(tag: str) -> Labels:
    """Return the labels in the language of a tag, or in English where it has none."""
    return _labels(language_of(tag))


@cache
def _labels(language: str) -> Labels:
    return Labels.model_validate(words_of("fields", language))
