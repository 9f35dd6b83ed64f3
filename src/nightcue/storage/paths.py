"""Every folder and file that nightcue keeps of its own, and the variables that name another place for them.

Four folders hold everything, one for each kind of thing (folders.py): the cache can be deleted at any time, config is
what a person chose, data what a person noted, state what nightcue remembers for comfort.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, get_args

from nightcue.storage.folders import folder_of, named_folder, platform_folder

NOWHERE = Path(os.devnull) / "nightcue"
"""Where there is no home: nothing is there, nothing can be, and whoever writes is told so as of any other folder."""

_chosen_diary: str | None = None

Kind = Literal["clips", "mp3", "opus", "recipes", "speeds"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""What the cache holds in entries, a folder each, and is held to a limit (see eviction.py)."""


def cache_folder() -> Path:
    """Return what can be made again, in $NIGHTCUE_CACHE."""
    return _folder("cache")


def config_folder() -> Path:
    """Return what a person chose, in $NIGHTCUE_CONFIG."""
    return _folder("config")


def data_folder() -> Path:
    """Return what a person noted and nobody can make again, in $NIGHTCUE_DATA."""
    return _folder("data")


def state_folder() -> Path:
    """Return what nightcue remembers from one night to the next, and a person would hardly miss, in $NIGHTCUE_STATE."""
    return _folder("state")


def voices_folder() -> Path:
    """Voices that a person fetched: $NIGHTCUE_VOICES itself, or else `voices` in the platform's data folder."""
    named = named_folder("voices")
    return Path(named) if named else _there(platform_folder("data")) / "voices"


def profile_path() -> Path:
    """Return the listener's profile."""
    return config_folder() / "profile.yaml"


def voices_file() -> Path:
    """Return the list of programs that speak."""
    return config_folder() / "voices.yaml"


def diary_path(name: str | None = None) -> Path:
    """Return the diary of a `name`, or else the chosen one, in a folder of its own that only its owner may enter."""
    name = name or _chosen_diary
    return (diaries_folder() / name if name else data_folder() / "diary") / "nights.db"


def diaries_folder() -> Path:
    """Return where the diaries are that have a name, each in a folder."""
    return data_folder() / "diaries"


def choose_diary(name: str | None) -> None:
    """Let `diary_path` be that of a name from now on, for the command that is to use it; None is the one without."""
    global _chosen_diary
    _chosen_diary = name


def versions_path() -> Path:
    """Return the secret by which the page tells one version of a night from another, beside the key."""
    return data_folder() / "serve" / "versions"


def sharing_path() -> Path:
    """Return what the listener chose to share, and with whom."""
    return config_folder() / "sharing.json"


def shared_path() -> Path:
    """Return which nights somebody was told of."""
    return state_folder() / "shared.json"


def answer_folder() -> Path:
    """Return what somebody answered, to be heard tonight."""
    return state_folder() / "answer"


def tonight_folder() -> Path:
    """Return the tracks that begin with somebody's answer, which are good for one night."""
    return cache_folder() / "tonight"


def key_path() -> Path:
    """Return the key of the served page, in a folder of its own that only its owner may enter."""
    return data_folder() / "serve" / "key"


def feed_key() -> Path:
    """Return the key in the address of the podcast feed, in a folder of its own that only its owner may enter."""
    return data_folder() / "feed" / "key"


def feed_published() -> Path:
    """Return since when each episode is in a feed, beside the key."""
    return data_folder() / "feed" / "published.json"


def clinic_key() -> Path:
    """Return the secret with which rows of people are digested, in a folder that only its owner may enter."""
    return data_folder() / "clinic" / "key"


def resume_folder() -> Path:
    """Return where each track was left, for each track a file."""
    return state_folder() / "places"


def choices_folder() -> Path:
    """Return what was chosen for each track that was built, for each track a file."""
    return state_folder() / "choices"


def words_folder() -> Path:
    """Return the recordings of the words that a listener says while a routine plays."""
    return state_folder() / "words"


def full_forms_folder() -> Path:
    """Return when the full form of each routine was last heard, for each routine a file."""
    return state_folder() / "full"


def saved_texts_folder() -> Path:
    """Return what each routine was at every save in the editor, for each routine a folder."""
    return state_folder() / "saved"


def ready_rescue(language: str) -> Path:
    """Return the rescue track that is kept ready in `language`."""
    return cache_folder() / "ready" / f"rescue.{language}.mp3"


def served_folder() -> Path:
    """Return the page that `nightcue serve` makes and serves."""
    return cache_folder() / "site"


def served_looked_at() -> Path:
    """Return the list of every file and folder that the served page was made of."""
    return cache_folder() / "site-looked-at.json"


def page_tracks_folder() -> Path:
    """Return the tracks that are made for the bedside page alone, a folder for what is chosen in each."""
    return cache_folder() / "page"


def cached(kind: Kind) -> Path:
    """Return the folder of the cache's entries of that kind."""
    return cache_folder() / kind


def _folder(kind: Literal["cache", "config", "data", "state"]) -> Path:
    return _there(folder_of(kind))


def _there(folder: str | None) -> Path:
    return Path(folder) if folder else NOWHERE
