"""The package of Home Assistant: the button, the scripts, and what a sentence starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nightcue.home_assistant.sentences import CRAMP, ROUTINE, SLOT, names_of

SPEAKER, BUTTON = "media_player.bedroom", "event.bedside_button"
"""What stands in the package until somebody says which they are."""

_BEGINNING = """\
# 1. The button. A press of {button} plays the rescue, {rescue}.
#    It comes first: pain makes speech unclear, and a button in the dark can be felt.
# 2. The speaker is {speaker}. It stands in this file once, in the script nightcue_play.
# 3. The sentences are in custom_sentences, and start the same scripts.
#
# This file is read when configuration.yaml has, under `homeassistant:`, the line
#   packages: !include_dir_named packages

"""


@dataclass(frozen=True)
class House:
    """Which button and which speaker, as entities of Home Assistant, and what the button plays, by its file name."""

    button: str
    speaker: str
    rescue: str
    language: str


def beginning(house: House) -> str:
    """Return the comment that the package begins with."""
    return _BEGINNING.format(button=house.button, speaker=house.speaker, rescue=house.rescue)


def package(house: House, folder: str) -> dict[str, Any]:
    """Return the content of the package; the tracks lie in www/`folder`."""
    names = names_of(house.language)
    return {
        "automation": [_button(house, names["button"])],
        "script": {
            "nightcue_cramp": {
                "alias": names["cramp"],
                "mode": "restart",
                "sequence": [_play(house.rescue)],
            },
            "nightcue_play": {
                "alias": names["play"],
                "mode": "restart",
                "fields": {SLOT: {"required": True, "example": house.rescue, "selector": {"text": None}}},
                "sequence": [_on_the_speaker(house.speaker, folder)],
            },
        },
        "intent_script": {intent: _intent() for intent in (CRAMP, ROUTINE)},
    }


def _button(house: House, name: str) -> dict[str, Any]:
    # an event entity has the moment of the last press as its state; a battery that comes back is no press. A press may
    # be several events (down, up), of which the first starts, and the delay passes over the others.
    away = ["unavailable", "unknown"]
    pressed = {"trigger": "state", "entity_id": house.button, "not_from": away[:1], "not_to": away}
    return {
        "id": "nightcue_button",
        "alias": name,
        "mode": "single",
        "max_exceeded": "silent",
        "triggers": [pressed],
        "actions": [{"action": "script.turn_on", "target": {"entity_id": "script.nightcue_cramp"}}, {"delay": 2}],
    }


def _play(track: str) -> dict[str, Any]:
    return {"action": "script.nightcue_play", "data": {SLOT: track}}


def _on_the_speaker(speaker: str, folder: str) -> dict[str, Any]:
    address = f"/local/{folder}/{{{{ {SLOT} }}}}"
    return {
        "action": "media_player.play_media",
        "target": {"entity_id": speaker},
        "data": {"media_content_type": "music", "media_content_id": address},
    }


def _intent() -> dict[str, Any]:
    # nothing is said in answer, for the track begins to speak at once
    return {"mode": "restart", "async_action": True, "action": [_play(f"{{{{ {SLOT} }}}}")]}
