"""Every number that a routine uses or speaks is a number of one of its facts."""

import re
from dataclasses import dataclass
from fractions import Fraction

import pytest
import yaml

from nightcue.language.durations import is_duration, parse_duration

OURS = {
    # the source documents give no times for these
    ("massage", "foot"): "1m",
    ("massage", "calf"): "1m30s",
    ("socks-morning", "feel"): "1m",
}
"""The only variables that rest on no fact, and their values."""

FIELDS = {
    ("stretch", "hold"): {("stretch-hold", "hold"), ("stretch-trial-protocol", "hold")},
    ("stretch", "sets"): {("stretch-hold", "sets")},
    ("movement", "reps"): {
        ("exit-ankle-movements", "movements"),
        ("habit-calf-pump-daily", "heel_raises"),
        ("habit-calf-pump-daily", "ankle_flexions"),
    },
    ("movement", "sets"): {("habit-calf-pump-daily", "sets")},
    ("session", "duration"): {("compression-session-length", "duration")},
    ("rest", "duration"): {("exit-legs-up", "duration")},
    ("repeat", "times"): {("stretch-trial-protocol", "times")},
}
"""Fields that need a fact, and the numbers of facts that they may come from."""
CHOREOGRAPHY = {"pause", "ready", "switch", "rest", "wait", "tempo"}
"""Fields that are free: time to get from one thing to the next."""

SECONDS = {"s": 1, "min": 60, "days": 86_400, "weeks": 604_800}
UNITS = {
    "second": "s", "segundo": "s", "minute": "min", "minuto": "min", "day": "days", "día": "days",
    "week": "weeks", "semana": "weeks", "year": "years", "año": "years", "step": "steps on foot",
    "paso": "steps on foot",
}  # fmt: skip
"""What a unit that is spoken is called in the facts; any other word after a number may count anything but time."""
WORDS = {
    "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
    "twice": 2, "thrice": 3, "dozen": 12,
    "cero": 0, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "doce": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60, "cien": 100,
    "docena": 12,
}  # fmt: skip
"""One is left out: in both languages it is an article or a pronoun far more often than a number."""
NUMBER = rf"\b(?:\d+(?:[.,]\d+)?|{'|'.join(WORDS)})\b"
SPOKEN_NUMBER = re.compile(
    rf"(?P<low>{NUMBER})(?:\s(?:to|a)\s(?P<high>{NUMBER}))?(?:[\s-](?P<word>\w+))?", re.IGNORECASE
)
BOTH = re.compile(r"\bl[oa]s dos\b", re.IGNORECASE)
"""Spanish for both, as in both hands."""


@dataclass(frozen=True)
class Quantity:
    low: Fraction
    high: Fraction
    unit: str

    @property
    def scaled(self):
        """Low, high and unit, times in seconds."""
        factor = SECONDS.get(self.unit, 1)
        return self.low * factor, self.high * factor, "s" if self.unit in SECONDS else self.unit

    def allows(self, other):
        """Whether `other` is this number, these two ends, or one number between them."""
        low, high, unit = self.scaled
        said_low, said_high, said = other.scaled
        if said != unit and (said or unit == "s"):
            return False
        return (said_low, said_high) == (low, high) or (said_low == said_high and low <= said_low <= high)


def quantity(number):
    """A number of a fact as a quantity; a limit is open at its other end."""
    value, unit = number.get("value"), number["unit"]
    if value is not None:
        return Quantity(Fraction(value), Fraction(value), unit)
    if "range" in number:
        return Quantity(*map(Fraction, number["range"]), unit)
    limit = number["limit"]
    return Quantity(Fraction(limit.get("min", 0)), Fraction(limit.get("max", 10**9)), unit)


def numbers_of(ids, facts):
    return {(fact, name): quantity(number) for fact in ids for name, number in facts[fact].get("numbers", {}).items()}


def spoken_numbers(text):
    for found in SPOKEN_NUMBER.finditer(BOTH.sub("", text)):
        low = figure(found["low"])
        word = (found["word"] or "").lower()
        # Spanish and English plurals that matter here all end in s
        unit = UNITS.get(word.removesuffix("s"), "")
        yield found[0], Quantity(low, figure(found["high"]) if found["high"] else low, unit)


def figure(text):
    return Fraction(WORDS[text.lower()] if text.lower() in WORDS else text.replace(",", "."))


def fields(steps):
    """Every kind of step with its fields, repeats entered; includes are read as files of their own."""
    for step in steps:
        [(kind, body)] = [(key, body) for key, body in step.items() if key != "detail"]
        yield kind, body if isinstance(body, dict) else {kind: body}
        if kind == "repeat":
            yield from fields(body["steps"])


def texts(value):
    if isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    else:
        yield str(value)


def spoken(content):
    """Every line of a file that is spoken or shown, as written."""
    yield from (content[key] for key in ("title", "summary") if key in content)
    for kind, body in fields(content["steps"]):
        for key, value in body.items():
            if key == "check":
                yield value["say"]
            elif key == "cues":
                yield value.get("encourage", "")
            elif key in {"name", "setup", "start", "stop", "say", "beat", "chapter"} and kind != "include":
                yield from texts(value)


def problems(one, facts):
    """Every number of a routine and its parts that rests on none of their facts."""
    known = numbers_of(one.facts, facts)
    years = {str(facts[fact]["source"].get("year")) for fact in one.facts}
    contents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in one.files]
    variables = {name: str(value) for content in reversed(contents) for name, value in content.get("vars", {}).items()}
    free = {
        variable
        for content in contents
        for kind, body in fields(content["steps"])
        for key, value in body.items()
        if key in CHOREOGRAPHY and (variable := lone(value))
    }
    for content in contents:
        for kind, body in fields(content["steps"]):
            for key, value in body.items():
                if (kind, key) in FIELDS and not ours(one.name, lone(value), variables):
                    allowed = [known[number] for number in FIELDS[kind, key] if number in known]
                    said = measured(variables.get(lone(value), str(value)))
                    if not any(number.low <= said <= number.high for number in in_seconds(allowed)):
                        yield f"{kind}.{key}: {value}"
        for line in spoken(content):
            for variable in re.findall(r"\{(\w+)\}", line):
                value = variables[variable]
                if variable in free or ours(one.name, variable, variables):
                    continue
                said = Quantity(measured(value), measured(value), "s" if is_duration(value) else "")
                if not any(number.allows(said) for number in known.values()):
                    yield f"{{{variable}}}: {value}"
            for written, said in spoken_numbers(re.sub(r"\{\w+\}", "", line)):
                if written.split()[0] not in years and not any(number.allows(said) for number in known.values()):
                    yield f"{written} in: {line}"


def lone(value):
    found = re.fullmatch(r"\{(\w+)\}", str(value))
    return found[1] if found else None


def ours(name, variable, variables):
    return variable is not None and OURS.get((name, variable)) == variables[variable]


def measured(value):
    return parse_duration(value) if is_duration(value) else Fraction(value)


def in_seconds(quantities):
    return [Quantity(*number.scaled) for number in quantities]


def test_every_number_rests_on_a_fact(name, language, shelf, facts):
    assert list(problems(shelf[name, language], facts)) == []


def test_the_exceptions_are_used(shelf):
    for (name, variable), value in OURS.items():
        for language in ("en", "es"):
            assert str(shelf[name, language].written["vars"][variable]) == value


def test_holds_sets_and_sessions_are_seen_at_all(shelf):
    seen = {
        (kind, key)
        for one in shelf.values()
        for path in one.files
        for kind, body in fields(yaml.safe_load(path.read_text(encoding="utf-8"))["steps"])
        for key in body
    }
    assert seen >= FIELDS.keys()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Take 20 to 30 steps on the spot.", [(20, 30, "steps on foot")]),
        ("de 20 a 30 pasos", [(20, 30, "steps on foot")]),
        ("over two weeks, 3 times", [(2, 2, "weeks"), (3, 3, "")]),
        ("el diario de dos semanas, con las dos manos", [(2, 2, "weeks")]),
        ("vitamin K2 and one leg, una pierna", []),
        ("hold it for 45 seconds twice", [(45, 45, "s"), (2, 2, "")]),
        ("la de cuatro preguntas", [(4, 4, "")]),
    ],
)
def test_numbers_are_found_in_text(text, numbers):
    assert [said for _, said in spoken_numbers(text)] == [Quantity(Fraction(a), Fraction(b), u) for a, b, u in numbers]


@pytest.mark.parametrize(
    ("number", "said", "right"),
    [
        ({"unit": "min", "range": [1, 2]}, Quantity(Fraction(90), Fraction(90), "s"), True),
        ({"unit": "min", "range": [1, 2]}, Quantity(Fraction(150), Fraction(150), "s"), False),
        ({"unit": "days", "value": 14}, Quantity(Fraction(2), Fraction(2), "weeks"), True),
        ({"unit": "s", "range": [20, 30]}, Quantity(Fraction(20), Fraction(40), "s"), False),
        ({"unit": "s", "range": [20, 30]}, Quantity(Fraction(25), Fraction(25), ""), False),
        ({"unit": "years", "value": 55}, Quantity(Fraction(55), Fraction(55), ""), True),
        ({"unit": "years", "limit": {"min": 65}}, Quantity(Fraction(55), Fraction(55), "years"), False),
        ({"unit": "steps on foot", "range": [20, 30]}, Quantity(Fraction(25), Fraction(25), "min"), False),
    ],
)
def test_units_are_reconciled(number, said, right):
    assert quantity(number).allows(said) == right
