"""Home Assistant's own parser, with its own sentences of a language and those that nightcue writes beside them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import yaml
from hassil import Intents, recognize_best
from hassil.expression import Alternative, ListReference, Permutation, RuleReference, TextChunk
from hassil.intents import RangeSlotList, TextSlotList
from hassil.util import merge_dict
from home_assistant_intents import get_intents

from nightcue.home_assistant.sentences import Sayable, sentences

SAID = Path(__file__).parent / "said"
OURS = "hass_custom_sentence"
"""The mark that Home Assistant gives to what comes from custom_sentences, and prefers."""

ROUTINES = {
    "en": [Sayable("bedtime.en.mp3", ("bedtime", "Leg routine for bedtime")), Sayable("one.en.mp3", ("calf-pump",))],
    "es": [Sayable("bedtime.es.mp3", ("bedtime", "Rutina de piernas para antes de dormir"))],
}
HOUSE = {
    "name": ["bedroom light", "lamp", "vacuum", "front door", "dishwasher", "radio", "luz del dormitorio", "música"],
    "area": ["bedroom", "kitchen", "dormitorio", "cocina"],
    "floor": ["ground floor", "planta baja"],
}
LISTS = {slot: TextSlotList.from_strings(names, name=slot) for slot, names in HOUSE.items()}


def said(kind, language):
    """What people say, a line each."""
    return (SAID / f"{kind}.{language}.txt").read_text(encoding="utf-8").splitlines()


def ours(language):
    """The content of the file that nightcue writes, read back from YAML, with the mark of Home Assistant."""
    content = yaml.safe_load(yaml.safe_dump(sentences(language, f"rescue.{language}.mp3", ROUTINES[language])))
    for intent in content["intents"].values():
        for data in intent["data"]:
            data["metadata"] = {OURS: True}
    return content


def parser(language, built_in=True, with_ours=True):
    """Return the parser as Home Assistant has it, or with one half of its sentences."""
    known = get_intents(language)
    if not built_in:
        known = {**known, "intents": {}}
    if with_ours:
        merge_dict(known, ours(language))
    return Intents.from_dict(known)


def understood(text, intents, language):
    """Return the name of the intent and the track that `text` starts, or None."""
    found = recognize_best(
        text, intents, slot_lists=LISTS, best_metadata_key=OURS, best_slot_name="name", language=language
    )
    return found and (found.intent.name, found.entities["track"].value if "track" in found.entities else None)


def made(intents, count, seed, of_ours):
    """Yield `count` sentences of each template, of our intents or of the built-in ones, by the throw of a die."""
    lists, die = {**intents.slot_lists, **LISTS}, Random(seed)
    for intent in intents.intents.values():
        for data in intent.data if intent.name.startswith("Nightcue") == of_ours else ():
            rules = {**intents.expansion_rules, **(data.expansion_rules or {})}
            for sentence in data.sentences:
                for _ in range(count):
                    yield intent.name, " ".join(_one(sentence.expression, lists, rules, die).split())


def _one(part, lists, rules, die):
    """Return one of the texts that a part of a template stands for; a word of one's own is `something`."""
    if isinstance(part, TextChunk):
        return part.original_text
    if isinstance(part, RuleReference):
        return _one(rules[part.rule_name].expression, lists, rules, die)
    if isinstance(part, ListReference):
        values = lists[part.list_name]
        if isinstance(values, TextSlotList):
            return _one(die.choice(values.values).text_in, lists, rules, die)
        return str(die.randint(values.start, values.stop)) if isinstance(values, RangeSlotList) else "something"
    if isinstance(part, Alternative):
        return _one(die.choice(part.items), lists, rules, die)
    items = die.sample(part.items, len(part.items)) if isinstance(part, Permutation) else part.items
    return "".join(_one(item, lists, rules, die) for item in items)
