"""Routines as nobody writes them: shipped ones with values changed, moved and repeated, and lines of danger words."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import yaml
from hypothesis import HealthCheck, given, settings

import written
from nightcue import locales
from nightcue.language.step import Step
from surviving import CUT

_FILES = [file for part in locales.SAFETY for file in locales.FOLDER.glob(f"*/{part}.yaml")]
_WRITTEN = " ".join(file.read_text(encoding="utf-8") for file in _FILES)
DANGER = sorted(set(re.findall(r"\w+", _WRITTEN)))
"""Every word that a rule about spoken lines listens for."""

KEYS = [*Step.kinds, *{name for kind in Step.kinds.values() for name in kind.written()}]
KEYS += ["title", "language", "voice", "vars", "sound", "facts", "summary", "recordings", "say", "countdown", "every"]

VALUES = [
    "", " ", "0", "-1", "1", "3", "99999999999", "1e9", "0.0001", "1:30", "99:99", "12h", "12h 1ms", "500ms", "1/3",
    "each", "every 5", "none", "left", "soft", "compression", "socks", "gentle", "50 mmHg", "999 mmHg", "en", "es-MX",
    "zh-Hant-TW", "de", "x-private", "part.yaml", "fuzzed.yaml", "parts/safety.yaml", "../fuzzed.yaml", "/dev/zero",
    "CON", "a" * 2001, "{hold}", "{{hold}}", "{hold", "}", "{}", "{ hold }" * 300, "'", '"', "`$(id)`", "--help",
    "[[h@l'oU]]", "<break time='9s'/>", "&a", "*a", "!!python/object:os.system", "é" * 50, "e\u0301\u0301\u0301",
    "\u202eabc", "\u200b", "\ufeff", "\x85", "\u2028", "\U0001f9b5", "٣", "²", "①", "½", "ǅ", "ß", "İ", "\ufdfa" * 20,
    "\x00", "\x1b[31m", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "rescue", "socks on, good night",
]  # fmt: skip
WRAPPINGS = [
    lambda text: b"\xef\xbb\xbf" + text,
    lambda text: text.replace(b"\n", b"\r\n"),
    lambda text: text.replace(b"\n", b"\r"),
    lambda text: text.decode("utf-8", "replace").encode("utf-16"),
    lambda text: text.replace(b"\n", b"\xc2\x85"),
    lambda text: text.replace(b"\n", "\u2028".encode()),
    lambda text: text.decode("utf-8", "replace").encode("latin-1", "replace"),
]


def changed(data: bytes, chance: random.Random) -> bytes:
    """A routine like the one in `data`, with a few of its values changed; a fresh one where it is no YAML."""
    routine, cut, part = data.partition(CUT)
    if chance.random() < 0.05:
        return chance.choice(WRAPPINGS)(routine) + cut + part
    if chance.random() < 0.1:
        return fresh(chance)
    node = _composed(part if cut and chance.random() < 0.3 else routine)
    if node is None:
        return fresh(chance)
    for _ in range(chance.choice([1, 1, 1, 2, 3, 8])):
        chance.choice(_CHANGES)(node, chance)
    written = yaml.serialize(node, Dumper=yaml.CDumper, allow_unicode=True, width=chance.choice([60, 10_000]))
    text = written.encode("utf-8", "replace")
    if cut and chance.random() < 0.3:
        return routine + cut + text
    return text + cut + (part or (text if chance.random() < 0.05 else b""))


def fresh(chance: random.Random) -> bytes:
    """A routine drawn from the tests' own grammar of right and almost right ones."""
    drawn: list[bytes] = []
    size = chance.choice([50, 200, 1_000, 4_000])
    _drawing(drawn).hypothesis.fuzz_one_input(chance.randbytes(size))  # type: ignore[attr-defined]
    return drawn[0] if drawn else b"title: T\nsteps: [say: hi]\n"


def _drawing(drawn: list[bytes]) -> Callable[[], None]:
    right = written.STEPS.map(lambda steps: {"title": "T", "steps": [step for step, _ in steps]})

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(right | written.odd_routines(), written.DUMPS)
    def draw(content: object, dump: Callable[[object], str]) -> None:
        drawn.append(dump(content).encode("utf-8", "surrogatepass"))

    return draw


def _composed(data: bytes) -> yaml.Node | None:
    try:
        return yaml.compose(data.decode("utf-8"), yaml.CBaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return None


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """Every node once, however many aliases lead to it: with each written out there can be more than memory holds."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        for inner in () if isinstance(node, yaml.ScalarNode) else node.value:
            waiting.extend(inner if isinstance(inner, tuple) else (inner,))


def _any(root: yaml.Node, chance: random.Random, *kinds: type[yaml.Node]) -> yaml.Node | None:
    found = [node for node in _nodes(root) if isinstance(node, kinds or yaml.Node)]
    return chance.choice(found) if found else None


def _text(chance: random.Random) -> yaml.ScalarNode:
    if chance.random() < 0.6:
        value = chance.choice(VALUES)
    else:
        between = chance.choice([" ", " ", " ", ", ", ". ", "? ", ": ", "  ", " not ", " no "])
        words = chance.choices(DANGER, k=chance.choice([2, 8, 30, 120]))
        value = between.join(words * chance.choice([1, 1, 1, 5]))[:2_500]
    value = "".join(c if c.isprintable() or c in "\x85\u2028\u202e" else " " for c in value)
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=chance.choice([None, '"', "'", "|", ">"]))


def _other_text(root: yaml.Node, chance: random.Random) -> None:
    if node := _any(root, chance, yaml.ScalarNode):
        node.value, node.style = _text(chance).value, chance.choice([None, '"', "'"])


def _spliced_text(root: yaml.Node, chance: random.Random) -> None:
    if node := _any(root, chance, yaml.ScalarNode):
        at = chance.randint(0, len(node.value))
        put = _text(chance).value if chance.random() < 0.5 else node.value[at : at + 20] * chance.choice([2, 50, 400])
        node.value = node.value[:at] + put[:2_500] + node.value[at + chance.choice([0, 0, 5]) :]


def _other_key(root: yaml.Node, chance: random.Random) -> None:
    node = _any(root, chance, yaml.MappingNode)
    if node and node.value:
        at = chance.randrange(len(node.value))
        key = yaml.ScalarNode("tag:yaml.org,2002:str", chance.choice(KEYS))
        node.value[at] = (key, node.value[at][1])


def _one_more(root: yaml.Node, chance: random.Random) -> None:
    """Put a value of the routine, by reference, into another place: YAML then writes an alias."""
    place, moved = _any(root, chance, yaml.SequenceNode, yaml.MappingNode), _any(root, chance)
    if place is None or moved is None or any(inner is place for inner in _nodes(moved)):
        return
    if isinstance(place, yaml.SequenceNode):
        place.value += [moved] * chance.choice([1, 1, 2, 9])
    else:
        place.value.append((yaml.ScalarNode("tag:yaml.org,2002:str", chance.choice(KEYS)), moved))


def _one_less(root: yaml.Node, chance: random.Random) -> None:
    node = _any(root, chance, yaml.SequenceNode, yaml.MappingNode)
    if node and node.value:
        del node.value[chance.randrange(len(node.value))]


def _in_another_order(root: yaml.Node, chance: random.Random) -> None:
    if node := _any(root, chance, yaml.SequenceNode, yaml.MappingNode):
        chance.shuffle(node.value)


def _wrapped(root: yaml.Node, chance: random.Random) -> None:
    """Repeat some steps, or nest them for nothing."""
    node = _any(root, chance, yaml.SequenceNode)
    if node is None:
        return
    times = chance.choice(["1", "2", "300", "100000", "{hold}"])
    for _ in range(chance.choice([1, 1, 5, 12])):
        steps = yaml.SequenceNode("tag:yaml.org,2002:seq", node.value)
        fields = [(_key("times"), _key(times)), (_key("steps"), steps)]
        inner = yaml.MappingNode("tag:yaml.org,2002:map", fields)
        node.value = [yaml.MappingNode("tag:yaml.org,2002:map", [(_key("repeat"), inner)])]


def _one_more_step(root: yaml.Node, chance: random.Random) -> None:
    if node := _any(root, chance, yaml.SequenceNode):
        kind = chance.choice(["say", "say", "include", "pause", "chapter", "audio", "chime"])
        step = yaml.MappingNode("tag:yaml.org,2002:map", [(_key(kind), _text(chance))])
        node.value.insert(chance.randint(0, len(node.value)), step)


def _key(text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text)


_CHANGES = (
    _other_text, _other_text, _spliced_text, _spliced_text, _other_key, _one_more, _one_less, _in_another_order,
    _wrapped, _one_more_step, _one_more_step,
)  # fmt: skip
