"""What a guest, and somebody who has the key, send against the diary: whole requests, as text."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

HUGE = 1_000_000
"""Bytes of a body."""
LARGE = 60_000
"""The same, as large as it is read."""
BODIES = 12
FLOOD = 100
PLAYS = 40

_HOST = "Host: localhost\r\n"
_ORIGIN = "Origin: http://localhost\r\n"


def by_turns(key: str) -> dict[str, list[str]]:
    """The requests of each attack that is made one after the other."""
    today = date.today()
    last = str(today - timedelta(days=1))
    night = _json({"nights": [{"date": last, "cramps": 1}], "plays": []})
    wrong = [None, "", key.upper(), key[:-1], "A" * 22]
    changing = [_json({"nights": [{"date": last, "cramps": number % 7}]}) for number in range(500)]
    years = [{"date": str(today - timedelta(days=day)), "cramps": 0} for day in range(3, 9832)]
    small = [_json({"nights": years[first : first + 3]}) for first in range(0, 1500, 3)]
    flood = [_json({"plays": [_play(number * PLAYS + each) for each in range(PLAYS)]}) for number in range(FLOOD)]
    return {
        "nights of another origin": [_post(night, key, origin="Origin: http://evil.example\r\n")] * 100,
        "a night, by guests": [_post(night, said) for said in wrong] * 100,
        "a night, again and again": [_post(night, key)] * 200,
        "another night each time": [_post(body, key) for body in changing],
        "27 years of nights erased, in one": [_post(_json({"nights": years}), said) for said in (None, key)] * 10,
        "27 years of nights erased, by threes": [_post(body, said) for said in (None, key) for body in small],
        "a flood of plays, by a guest": [_post(body, None) for body in flood],
        "a flood of plays, with the key": [_post(body, key) for body in flood],
        "nights of a terabyte": [_head(key, 10**12)] * 100,
        "odd JSON": [_post(body, key) for body in _odd()] * 10,
    }


def at_once(key: str) -> dict[str, list[str]]:
    """The requests of each attack that is made at the same time."""
    bodies = {
        "lists": '{"nights": [' + "[]," * (HUGE // 3 - 10) + "[]]}",
        "objects": '{"plays": [' + "{}," * (HUGE // 3 - 10) + "{}]}",
    }
    large = ['{"nights": [' + "[]," * (LARGE // 3) + "[]]}", '{"plays": [' + '{"a":1},' * (LARGE // 8) + "{}]}"]
    found = {}
    for name, body in bodies.items():
        for who, said in (("a guest", None), ("with the key", key)):
            found[f"{BODIES} bodies of 1 MB at once, {name}, {who}"] = [_post(body, said)] * BODIES
    for who, said in (("guests", None), ("with the key", key)):
        found[f"90 bodies of 60 kB at once, {who}"] = [_post(body, said) for body in large * 45]
    return found


def _odd() -> list[str]:
    last = str(date.today() - timedelta(days=1))
    return [
        "[" * LARGE,
        '{"a":' * 10_000,
        f'{{"nights": [{{"date": "{last}", "cramps": {"9" * 50_000}}}]}}',
        f'{{"nights": [{{"date": "{last}", "cramps": 1e999}}]}}',
        f'{{"nights": [{{"date": "{last}", "cramps": NaN}}]}}',
        f'{{"nights": [{{"date": "{last}", "cramps": 1, "cramps": 1000}}]}}',
        '{"nights": [{' + ",".join(f'"{number}":1' for number in range(6000)) + "}]}",
        '{"' + "x" * LARGE + '": 1}',
    ]


def _play(number: int) -> dict[str, object]:
    started = datetime.now().astimezone() - timedelta(milliseconds=number)
    said = {"routine": "rescue", "language": "en", "started": started.isoformat()}
    return {**said, "heard": 1.0, "length": 160.0, "finished": False}


def _json(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"))


def _post(body: str, key: str | None, origin: str = _ORIGIN) -> str:
    return _head(key, len(body), origin) + body


def _head(key: str | None, length: int, origin: str = _ORIGIN) -> str:
    said = "" if key is None else f"Nightcue-Key: {key}\r\n"
    kind = "Content-Type: application/json\r\n"
    return f"POST /nights HTTP/1.1\r\n{_HOST}{origin}{kind}{said}Content-Length: {length}\r\n\r\n"
