"""Ways out of what is said, or not said: a line of nightcue's where it belongs, or the routine without a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from nightcue.document.inserting import item_from, with_item
from nightcue.document.places import STEPS
from nightcue.document.removing import without
from nightcue.document.setting import with_value
from nightcue.document.tree import Path_, Tree
from nightcue.document.ways_out.case import Case, amount
from nightcue.document.ways_out.sessions import left_on, line_before, questions_before
from nightcue.document.ways_out.way_out import WayOut
from nightcue.language.diagnostics import did_you_mean, one_line
from nightcue.language.durations import in_short
from nightcue.language.script import Line, Rank, Window, WindowCue
from nightcue.language.steps.safety import QUESTIONS
from nightcue.language.written_line import in_quotes
from nightcue.safety.advice import CODES
from nightcue.safety.facts import fact_ids
from nightcue.safety.intents import in_any_language, invites_to_sleep
from nightcue.safety.rules.lengths import LONGEST
from nightcue.safety.rules.rescue import is_rescue

_MARKUP = re.compile(r"'(?P<marks>[^…]+?)' (?:is|has) ")
_BRACES = re.compile(r"\{+\s?(?P<name>\w+)\s?\}+")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]+)\]\([^()\s]+\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\[\[.*\]\]")
_TWO_MEANINGS = re.compile(r"'(?P<text>[^…]+?)' can be .+; it is said as '(?P<said>[^…]+)'")
_FIELD_OF = {Rank.HALFWAY: "halfway", Rank.COUNTDOWN: "countdown", Rank.TIME: "every"}


def leave_out(case: Case) -> Iterator[WayOut]:
    """Yield the routine without the line, or the pronunciation, that it is about."""
    path = case.path_of_text()
    if path and path[:2] == ("voice", "pronounce"):
        yield WayOut("leave_out", lambda tree: without(tree, path), {"text": str(path[-1])})
    else:
        yield from case.leave_out(path)


def remove_step(case: Case) -> Iterator[WayOut]:
    """Yield the routine without the step; where a line is what it is about, without that."""
    if path := case.path_of_text():
        yield from case.leave_out(path)
    else:
        yield from case.remove_step()


def notice(name: str) -> Callable[[Case], Iterator[WayOut]]:
    """Return what yields a line of nightcue's at the beginning of the routine; of a rescue, at its end."""

    def ways(case: Case) -> Iterator[WayOut]:
        line, steps = case.line(name), case.value((STEPS,))
        if line and isinstance(steps, list):
            begins = isinstance(steps[0], dict) and "chapter" in steps[0]
            index = len(steps) if is_rescue(case.forms.routine) else int(begins)
            yield _said((STEPS,), index, line)

    return ways


def first_words(case: Case) -> Iterator[WayOut]:
    """Yield the routine with the instruction that helps as the first thing that is heard."""
    steps, line = case.value((STEPS,)), case.line("rescue")
    if line and isinstance(steps, list):
        index = next((n for n, step in enumerate(steps) if not (isinstance(step, dict) and "chapter" in step)), 0)
        yield _said((STEPS,), index, line)


def in_both_forms(case: Case) -> Iterator[WayOut]:
    """Yield the line, or the step, without the mark that leaves it out of the brief form."""
    path = case.path_of_text() or ()
    if path[-1:] == ("full",):
        said = str(case.value(path))
        yield WayOut("in_both_forms", case.write(path[:-1], said).change)
    for length in range(len(case.at), 1, -1):
        mark = (*case.at[:length], "detail")
        if case.value(mark) is not None:
            yield WayOut("in_both_forms", partial(without, path=mark))


def own_question(case: Case) -> Iterator[WayOut]:
    """Yield the question in nightcue's own words."""
    path = case.path_of_text()
    if path and path[-1] in QUESTIONS:
        yield WayOut("built_in_words", case.write(path[:-1], str(path[-1])).change)


def in_its_language(case: Case) -> Iterator[WayOut]:
    """Yield the question, or the line of a session, in nightcue's own words, or the routine without it."""
    yield from own_question(case)
    path = case.path_of_text()
    names = {"check": "check", "start": "start", "stop": "stop"}
    name = next((names[key] for key in path or () if key in names), None)
    compression = case.kind == "session" and case.value(case.field("therapy")) == "compression"
    if path and name and compression and (line := case.line(name)):
        yield case.write(path, line, "write", text=one_line(line))
    yield from case.leave_out(path)


def as_written(case: Case) -> Iterator[WayOut]:
    """Yield the routine with every word said as it is written."""
    path = ("voice", "pronounce")
    if case.tree.find(path):
        yield WayOut("leave_out", lambda tree: without(tree, path), {"text": path[-1]})


def after_sleep(case: Case) -> Iterator[WayOut]:
    """Yield the questions before it, where nothing has led into sleep, or the routine without it."""
    if "nothing asked" in case.problem.message:
        yield from questions_before(case, [*QUESTIONS], right_before=True)
    yield from remove_step(case)


def brought_to_an_end(therapy: str, name: str) -> Callable[[Case], Iterator[WayOut]]:
    """Return what yields a line of nightcue's, `name`, before too much time has passed; or the routine without it."""
    limit = Fraction(60 * LONGEST[therapy])

    def ways(case: Case) -> Iterator[WayOut]:
        window, passed = _first_over(case, limit)
        if window and window.treatment:
            yield from line_before(_at(case, window), name)
        elif window:
            yield from _within(_at(case, window), limit - passed, name)
        yield from case.leave_out(case.path_of_text())

    return ways


def socks_off(case: Case) -> Iterator[WayOut]:
    """Yield a line that has the socks taken off: at the end of the session, or before what leads into sleep."""
    yield from left_on("socks_off")(case)
    if case.kind != "session":
        cues = [cue for cue in case.cues if isinstance(cue, Line)]
        begun = next((n for n, cue in enumerate(cues) if cue.origin.span == case.problem.span), len(cues))
        for cue in cues[begun:]:
            if in_any_language(invites_to_sleep, cue.text):
                yield from line_before(_at(case, cue), "socks_off")
                break
        yield from _after(case, "socks_off")
        yield from case.leave_out(case.path_of_text())


def unknown_fact(case: Case) -> Iterator[WayOut]:
    """Yield the closest fact, or the routine without this one."""
    path = case.path_of_text()
    hint = did_you_mean(str(case.value(path)), sorted(fact_ids())) if path else None
    if path and hint and hint.startswith("did"):
        yield case.write(path, hint.split("'")[1])
    if path and isinstance(path[-1], int):
        yield WayOut("leave_out", lambda tree: without(tree, path), {"text": str(case.value(path))})


def left_out(case: Case) -> Iterator[WayOut]:
    """Yield the window without the kind of words that do not fit in it."""
    said = case.problem.message.partition("'")[2].partition("', ")[0]
    cues = (cue for window in case.cues if isinstance(window, Window) for cue in window.cues)
    here = (cue for cue in cues if cue.origin.span == case.problem.span and one_line(cue.text) == said)
    cue: WindowCue | None = next(here, None)
    name = _FIELD_OF.get(cue.rank, "encourage") if cue else None
    path = (*case.at, case.kind, "cues") if case.kind else ()
    inside = case.value(path) if path else None
    if name and isinstance(inside, dict) and name in inside:
        gone = path if len(inside) == 1 else (*path, name)
        yield WayOut("leave_out", lambda tree: without(tree, gone), {"text": said})


def without_markup(case: Case) -> Iterator[WayOut]:
    """Yield the text without the marks of another program; double braces around a variable become single ones."""
    marks, path = _MARKUP.match(case.problem.message), case.path_of_text()
    if marks and path:
        found = marks["marks"]
        variable, link = _BRACES.fullmatch(found), _LINK.fullmatch(found)
        if variable:
            yield from _replaced(case, path, f"{{{found}}}", f"{{{variable['name']}}}")
        elif link:
            yield from _replaced(case, path, found, link["words"])
        elif _TAG.fullmatch(found):
            yield from _replaced(case, path, None, "")
        else:
            yield from _replaced(case, path, found, found.strip("*_~`#$ "))


def one_meaning(case: Case) -> Iterator[WayOut]:
    """Yield the text with what can mean two things in the words in which it is said."""
    found, path = _TWO_MEANINGS.match(case.problem.message), case.path_of_text()
    if found and path:
        yield from _replaced(case, path, found["text"], found["said"])


def _replaced(case: Case, path: Path_, old: str | None, new: str) -> Iterator[WayOut]:
    """Yield the text with `new` in the place of `old`, or of every tag."""
    text = case.value(path)
    if isinstance(text, str) and (old is None or old in text):
        said = " ".join((text.replace(old, new) if old is not None else _TAG.sub(new, text)).split())
        yield WayOut("write", lambda tree: with_value(tree, path, said), {"text": one_line(said)})


def _within(case: Case, left: Fraction, name: str) -> Iterator[WayOut]:
    """Yield the line before the step where little time is left; else the step for that time, and then the line."""
    path = case.length_of(case.at)
    line = case.line(name)
    if left < 60 or path is None or line is None:
        yield from line_before(case, name)
        return
    after = _said(case.at[:-1], int(case.at[-1]) + 1, line)
    shorter = case.write(path, in_short(left))

    def change(tree: Tree) -> Tree:
        return after.change(shorter.change(tree))

    yield WayOut("make_it_then_say", change, {"amount": amount(left), "text": one_line(line)})


def _first_over(case: Case, limit: Fraction) -> tuple[Window | None, Fraction]:
    """Return the window that passes the limit after the line, or a session before it, and the time until then."""
    cues = list(case.cues)
    begun = next((n for n, cue in enumerate(cues) if cue.origin.span == case.problem.span), len(cues))
    passed = Fraction(0)
    for cue in cues[begun:]:
        if isinstance(cue, Window):
            if cue.treatment or passed + cue.seconds > limit:
                return cue, passed
            passed += cue.seconds
    return None, passed


def _at(case: Case, cue: Line | Window) -> Case:
    """Return the case of the step that a cue comes from, where that stands in this file."""
    from nightcue.document.places import place_of_line

    span = cue.origin.span
    there = place_of_line(case.tree, span.line) if span.path == case.problem.span.path else ()
    return Case(case.seen, case.problem, there)


def _after(case: Case, name: str) -> Iterator[WayOut]:
    if (line := case.line(name)) and len(case.at) > 1:
        yield _said(case.at[:-1], int(case.at[-1]) + 1, line)


def _said(steps: Path_, index: int, line: str) -> WayOut:
    item = item_from(f"- say: {in_quotes(line)}")
    return WayOut("add_line", lambda tree: with_item(tree, steps, index, *item), {"text": one_line(line)})


_OF_A_LINE = (
    "yes-goes-on", "bound-to-bed", "head-down", "standing-in-the-dark", "standing-without-hold", "standing-still",
    "heat-on-a-numb-place", "heat-over-cream", "help-put-off",
)  # fmt: skip
"""Rules that name the line that is wrong."""

_OF_A_STEP = (
    "compression-raised", "compression-dialled", "compression-on-foot", "compression-unseen",
    "compression-without-timer",
    "massage-too-hard", "massage-of-a-bare-place", "bad-leg-worked",
)  # fmt: skip
"""Rules that name the step in which something is wrong."""

WAYS: dict[str, Callable[[Case], Iterator[WayOut]]] = {
    **{code.code: leave_out for code in CODES},
    "begins-after-sleep": after_sleep,
    "left-out-of-brief": in_both_forms,
    "safety-in-another-language": in_its_language,
    "question-off-topic": own_question,
    "question-explained-away": own_question,
    "question-turned-round": own_question,
    "pronounced-otherwise": as_written,
    "condition": remove_step,
    "thrombosis": remove_step,
    "therapy-not-judged": remove_step,
    "massage-of-a-swollen-leg": remove_step,
    "bouncing": remove_step,
    "standing-eyes-closed": leave_out,
    **dict.fromkeys(_OF_A_LINE, leave_out),
    **dict.fromkeys(_OF_A_STEP, remove_step),
    "cramps-without-help": notice("help"),
    "massage-unwarned": notice("help"),
    "no-notice": notice("notice"),
    "no-help": notice("help"),
    "stretch-no-stop": notice("hurts"),
    "rescue-first-words": first_words,
    "elevation-hidden": brought_to_an_end("elevation", "legs_down"),
    "heat-hidden": brought_to_an_end("heat", "warmth_away"),
    "socks-to-bed": socks_off,
    "unknown-fact": unknown_fact,
    "cue-left-out": left_out,
    "empty-chapter": remove_step,
    "markup": without_markup,
    "two-meanings": one_meaning,
}
"""The ways out by the code of what is found."""
