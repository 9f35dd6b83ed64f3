"""The profile: who listens, and which of their conditions matter. One YAML file, readable by its owner alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BeforeValidator, Field

from nightcue.audio.errors import OutputError
from nightcue.language.checking import PlainFile, checked
from nightcue.language.choices import choice
from nightcue.language.detail import Detail
from nightcue.language.diagnostics import DamagedFileError, Diagnostic, Span
from nightcue.language.fields import Fields
from nightcue.language.phrases import Speech
from nightcue.language.source import Mapping, Scalar, Sequence, Source
from nightcue.language.texts import speakable
from nightcue.language.values import Plain, refusal
from nightcue.safety.conditions import CONDITIONS
from nightcue.safety.profile_file import is_absent
from nightcue.storage.paths import profile_path
from nightcue.storage.private_file import keep_private

LONGEST_NAME = 100
"""Characters in a name to be spoken."""


def _listed(value: Any) -> Any:
    if isinstance(value, Scalar):
        return Sequence([] if value in {"", "none"} else [value], value.span)
    return value


def _language(value: Any) -> Any:
    """Return the tag as every command reads it, however it was written: en for EN, es-MX for es_MX."""
    if not isinstance(value, Scalar):
        return value
    try:
        return Scalar(Speech(value).tag, value.span)
    except ValueError as problem:
        raise refusal("unknown-language", str(problem)) from None


def _spoken_name(value: Scalar | None) -> Scalar | None:
    if value is None:
        return None
    if len(value) > LONGEST_NAME:
        raise refusal("text-too-long", f"{len(value):,} characters in a name; at most {LONGEST_NAME}")
    return Scalar(speakable(value), value.span)


class Profile(Fields):
    """The listener. Everything is optional."""

    name: Annotated[
        Plain | None, AfterValidator(_spoken_name), Field(description="A name to be spoken at the start of a routine.")
    ] = None
    language: Annotated[
        Plain | None, BeforeValidator(_language), Field(description="The language to choose: en or es.")
    ] = None
    voice: Annotated[Plain | None, Field(description="The voice, where a routine names none.")] = None
    pace: Annotated[
        Literal["slow", "calm", "normal"] | None,
        choice("slow", "calm", "normal"),
        Field(description="The pace, in place of the routine's."),
    ] = None
    detail: Annotated[
        Detail | None, choice("full", "brief"), Field(description="The form to make, in place of the routine's.")
    ] = None
    conditions: Annotated[
        list[Annotated[str, choice(*CONDITIONS)]],
        BeforeValidator(_listed),
        Field(description="Conditions that matter: " + ", ".join(CONDITIONS) + "."),
    ] = []  # noqa: RUF012


def read_profile(path: Path | None = None) -> Profile:
    """Return the profile, or an empty one when there is no file.

    Raises DamagedFileError with every place when the file cannot be read or says what a profile cannot say.
    """
    path = path or profile_path()
    if is_absent(path):
        return Profile()
    content = Source(path, error=DamagedFileError).read()
    context = PlainFile()
    if isinstance(content, Mapping):
        profile = checked(Profile, content, context)
    else:
        profile = None
        context.problems.append(Diagnostic(content.span, "wrong-shape", "a profile is keys and values"))
    if context.problems or profile is None:
        raise DamagedFileError(context.problems)
    return profile


def parse_profile(values: dict[str, Any], places: dict[str, Span] | None = None) -> Profile:
    """Return a profile from plain values, as a command is given them; `places` has where each was written.

    Raises DamagedFileError.
    """
    whole = Span(Path("profile"))
    at = places or dict.fromkeys(values, whole)

    def placed(key: str, value: Any) -> Any:
        span = at[key]
        return (
            Sequence([Scalar(item, span) for item in value], span) if isinstance(value, list) else Scalar(value, span)
        )

    content = Mapping({key: placed(key, value) for key, value in values.items()}, whole, at)
    context = PlainFile()
    profile = checked(Profile, content, context)
    if context.problems or profile is None:
        raise DamagedFileError(context.problems)
    return profile


def write_profile(profile: Profile, path: Path | None = None) -> Path:
    """Keep the profile, readable by its owner alone; the old file stays until the new one is whole. Returns its path.

    Raises OutputError when it cannot be written.
    """
    path = path or profile_path()
    said = {key: value for key, value in profile.model_dump().items() if value}
    text = yaml.safe_dump(as_plain(said), allow_unicode=True, sort_keys=False)
    try:
        keep_private(path, text.encode())
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from None
    return path


def as_plain(said: dict[str, Any]) -> dict[str, Any]:
    """Return plain text and lists, as YAML writes them."""
    return {key: [str(v) for v in value] if isinstance(value, list) else str(value) for key, value in said.items()}
