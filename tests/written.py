"""Routines as somebody may write them: right ones with the seconds they last, almost right ones, and anything."""

import json

import yaml
from hypothesis import strategies as st

from nightcue.language.library import shipped

PART_SECONDS = 3
PART = f"steps: [say: A part, pause: {PART_SECONDS}s]\n"
"""The file `part.yaml` that some of them include."""

# Each of these draws a pair: what is written, and the seconds it stands for.


def written(seconds):
    """A duration as one of the ways to write it."""
    minutes, left = divmod(seconds, 60)
    ways = [f"{seconds}s", seconds, f"{seconds * 1000}ms", f"{minutes}:{left:02}", f" {minutes} min {left} s "]
    return st.tuples(st.sampled_from(ways), st.just(seconds))


def durations(shortest, longest):
    return st.integers(shortest, longest).flatmap(written)


TEXTS = st.text("aeiouñ …漢字🦵'\"#:-", max_size=12).map(lambda text: f"x{text}")
LINES = TEXTS | st.lists(TEXTS, min_size=1, max_size=3)


def fields(**drawn):
    return st.fixed_dictionaries({}, optional=drawn)


@st.composite
def rounds(draw, kind, required, once):
    step = draw(st.fixed_dictionaries({"name": TEXTS}, optional={"setup": LINES}))
    step |= draw(required)
    sides = draw(st.sampled_from([None, "none", [], "left", ["right"], ["left", "right"]]))
    if sides is not None:
        step["sides"] = sides
    sets = draw(st.integers(1, 3))
    ready, switch, rest = draw(durations(0, 20)), draw(durations(0, 20)), draw(durations(0, 60))
    step |= {"sets": sets, "ready": ready[0], "switch": switch[0], "rest": rest[0]}
    turns = len(sides) if isinstance(sides, list) and sides else 1
    each = once(step) * turns + ready[1] + (turns - 1) * switch[1]
    return {kind: {k: v[0] if isinstance(v, tuple) else v for k, v in step.items()}}, sets * each + (sets - 1) * rest[1]


CUES = fields(
    halfway=st.booleans(),
    countdown=st.integers(0, 10),
    every=durations(1, 30).map(lambda pair: pair[0]),
    encourage=TEXTS,
)
STRETCHES = rounds(
    "stretch",
    st.fixed_dictionaries({"hold": durations(1, 90)}, optional={"cues": CUES}),
    lambda step: step["hold"][1],
)
MOVEMENTS = rounds(
    "movement",
    st.fixed_dictionaries(
        {"reps": st.integers(1, 30), "tempo": durations(1, 5)},
        optional={"beat": st.lists(TEXTS, max_size=3), "count": st.sampled_from(["each", "none", "every 5"])},
    ),
    lambda step: step["reps"] * step["tempo"][1],
)


@st.composite
def sessions(draw):
    duration, every = draw(durations(1, 1200)), draw(durations(5, 600))
    step = draw(
        st.fixed_dictionaries(
            {"name": TEXTS, "therapy": st.sampled_from(["compression", "massage", "socks", "heat", "elevation"])},
            optional={
                "start": LINES,
                "stop": LINES,
                "cues": CUES,
                "check": st.just({"every": every[0], "say": "Well?"}),
            },
        )
    )
    return {"session": step | {"duration": duration[0]}}, duration[1]


@st.composite
def safety(draw):
    questions = ["swelling", "clot", "skin", "sensation", "conditions"]
    ask = draw(st.lists(st.sampled_from([*questions, {"skin": "My words?"}]), min_size=1, max_size=5))
    wait = draw(durations(0, 20))
    asked = len(ask) + ("conditions" in ask and "clot" not in ask)  # a clot is always asked about before them
    return {"safety": {"ask": ask, "wait": wait[0]}}, wait[1] * asked


@st.composite
def rests(draw):
    duration = draw(durations(0, 300))
    return {"rest": draw(fields(say=LINES)) | {"duration": duration[0]}}, duration[1]


def silent(kind, values):
    return values.map(lambda value: ({kind: value}, 0))


LEAVES = st.one_of(
    silent("say", LINES),
    silent("chapter", TEXTS),
    silent("chime", st.sampled_from(["soft", "wood"])),
    st.just(({"include": "part.yaml"}, PART_SECONDS)),
    durations(0, 3600).map(lambda pair: ({"pause": pair[0]}, pair[1])),
    rests(),
    STRETCHES,
    MOVEMENTS,
    sessions(),
    safety(),
)


def repeated(steps):
    return st.tuples(st.integers(1, 4), st.lists(steps, min_size=1, max_size=3)).map(
        lambda drawn: (
            {"repeat": {"times": drawn[0], "steps": [step for step, _ in drawn[1]]}},
            drawn[0] * sum(seconds for _, seconds in drawn[1]),
        )
    )


STEPS = st.lists(st.recursive(LEAVES, repeated, max_leaves=6), max_size=5)
DUMPS = st.sampled_from(
    [
        lambda content: json.dumps(content, ensure_ascii=False),
        lambda content: yaml.safe_dump(content, allow_unicode=True, width=60),
    ]
)


BEDTIME = (shipped("routines") / "bedtime.yaml").read_bytes()

MARKS = [
    "\n",
    "\n  ",
    "- ",
    ": ",
    "? ",
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    "&a ",
    "*a",
    "!!x ",
    "|",
    ">",
    "#",
    "%",
    "\t",
]
WORDS = [
    "title",
    "steps",
    "say",
    "pause",
    "vars",
    "hold",
    "repeat",
    "times",
    "include",
    "5s",
    "1:30",
    "-1",
    "\\U",
    "\x85",
]
INK = st.sampled_from(MARKS + WORDS)


@st.composite
def changes(draw):
    """bedtime.yaml with something cut out, put in, doubled or moved."""
    data = BEDTIME
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(
            st.one_of(
                st.just(b""),
                st.just(data[start:end] * 2),
                INK.map(str.encode),
                st.binary(max_size=4),
                st.text(max_size=4).map(lambda text: text.encode("utf-8", "surrogatepass")),
            )
        )
        data = data[:start] + put + data[end:]
    return data


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KINDS = {
    "stretch": ["name", "hold", "sides", "cues", "setup", "sets"],
    "movement": ["name", "reps", "tempo", "beat", "count"],
    "session": ["name", "therapy", "duration", "check", "pressure", "cues"],
    "safety": ["ask", "wait", "stop"],
    "rest": ["duration", "say"],
    "repeat": ["times", "steps"],
    **{kind: [] for kind in ("say", "pause", "chapter", "chime", "audio", "include")},
}


@st.composite
def odd_routines(draw):
    """The right keys, with anything at all in them."""
    steps = []
    for kind in draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=4)):
        names = KINDS[kind]
        filled = {name: draw(VALUES) for name in names if draw(st.booleans())}
        steps.append({kind: filled if names else draw(VALUES)})
    head = {key: draw(VALUES) for key in ("title", "language", "voice", "vars", "facts") if draw(st.booleans())}
    return {**head, "steps": steps or draw(VALUES)}
