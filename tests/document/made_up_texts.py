"""Texts of routines as people write them: comments, empty lines, both styles of lists, quotes, blocks, line ends."""

from hypothesis import strategies as st

WORDS = st.sampled_from(
    [
        "Sit down.",
        "Breathe, slowly.",
        "One thing: wait.",
        "{hold}",
        "no",
        "null",
        "- left",
        "# no comment",
        "it's",
        "¿Lista?",
        "[left]",
        "a #b",
        "a: b",
        "&c",
        "*d",
        "!e",
        "% f",
        "@g",
        "`h`",
        "> i",
        "? k",
        "25s",
        "0x1f",
        "~",
        "😴 zzz",
        " blank before",
        "blank after ",
        "a  b",
        "one\ntwo",
        "one\n\ntwo",
        "one\n  two",
        "tab\there",
        "",
        "\\",
        "'",
        '"',
        "true",
        "1:30",
        "2026-01-01",
        "<<",
        "=",
        "---",
        "...",
        "key:",
        ": x",
        "a,b",
        "}",
        "]",
        "\x85",
        "\u2028",
        "\ufeff",
        "a\x07b",
        "a\rb",
    ]
)
ANY_TEXT = st.one_of(WORDS, WORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
COMMENTS = st.sampled_from(["# why", "#- say: old", "# a: b"])
PLAIN_STEPS = [
    "say: Sit down.",
    'say: "{hold}"',
    "say: 'it''s'",
    "say: Wait # a comment",
    "say: [One, 'two']",
    'say: "long\\\n    line"',
    "say: in two\n    lines",
    "say: &a Hi",
    "# first\n  say: Hi\n  detail: full",
    "pause: 5s",
    "pause:   5s   # short",
    "pause:",
    "'pause': 5s",
    "pause: # none",
    "chapter: One",
    '# side\n  stretch:\n    name: N\n    hold: "{hold}"   # x\n    sides: [left,\n      right]',
    "{say: Hi, detail: full}",
    "repeat: {times: 2, steps: [{say: Hi}, {pause: 5s}]}",
]
BLOCKS = ["say: |\n    one\n    two", "say: >-\n    one\n\n    two  ", "say: |+\n    x\n"]
ITEMS = ["- One", '- "Two: 2"', "- full: Three", "- 'Four' # 4", "# no item\n- Five"]


def indented(lines, by):
    return [" " * by + line if line else line for line in lines]


@st.composite
def items(draw):
    lines = "\n".join(draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=4))).split("\n")
    return "\n".join(["say:", *indented(lines, draw(st.sampled_from([2, 4])))])


@st.composite
def boxes(draw, depth):
    return "\n".join(["repeat:", "    times: 2", "    steps:", *draw(steps(depth + 1, draw(st.sampled_from([4, 6]))))])


@st.composite
def step(draw, depth=0):
    """The lines of a step, its dash at the left edge, with what stands above and below it."""
    block = st.sampled_from(BLOCKS)
    written = draw(st.one_of([st.sampled_from(PLAIN_STEPS), items(), block] + [boxes(depth)] * (depth < 2)))
    above = draw(st.lists(st.one_of(st.just(""), COMMENTS), max_size=2))
    below = [] if written in BLOCKS else draw(st.sampled_from([[], [], [], ["    # below"]]))
    return [*above, *f"- {written}".split("\n"), *below]


@st.composite
def steps(draw, depth=0, by=2):
    found = draw(st.lists(step(depth), min_size=1, max_size=5 - depth))
    return indented([line for lines in found for line in lines], by)


@st.composite
def routines(draw):
    """The text of a routine; an anchor stands in it once at most."""
    lines = [
        "# yaml-language-server: $schema=schema.json",
        "title: T",
        "vars:",
        "  hold: 25s   # 20 to 30",
        "  rest: 5",
    ]
    lines += ["steps:", *draw(steps(by=draw(st.sampled_from([0, 2]))))]
    lines += draw(st.sampled_from([[], [""], ["# the end"], ["", "  # the end"], ["language: en"]]))
    text = "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n"]))
    first, sign, rest = text.partition("&a ")
    text = first + sign + rest.replace("&a ", "")
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))
