"""The JSON that other programs read."""

import json

from made_up import ORIGIN, RATE, cue, length_of, line, script, window
from nightcue.language.script import Chapter, Chime, Rank
from nightcue.timeline.json_export import as_json
from nightcue.timeline.schedule import schedule

ENDS = {"until": "time", "more_time": False, "worn": False}


def test_the_contract():
    made = script(
        Chapter("One", ORIGIN),
        line("1 a"),
        window("hold", 25, cue("1 half", Rank.HALFWAY, "start", "12.5"), cue("30 long", Rank.TIME, "start", 1)),
        Chime("soft", ORIGIN),
    )
    plan = json.loads(json.dumps(as_json(schedule(made, length_of, RATE), "espeak gmw/en-us")))
    place = {"step": "steps[0]", "file": "made-up.yaml", "line": 3}
    assert plan["routine"] == "made-up"
    assert (plan["title"], plan["language"], plan["voice"]) == ("Made up", "en", "espeak gmw/en-us")
    assert plan["sample_rate"] == RATE
    assert plan["chapters"] == [{"title": "One", "start": 0.0, "end": plan["duration"]}]
    assert plan["events"][0] == {"start": 0.5, "end": 1.5, "kind": "speech", "text": "1 a", **place}
    assert plan["events"][1] == {"start": 14.0, "end": 15.0, "kind": "speech", "text": "1 half", **place}
    assert plan["events"][2]["kind"] == "chime"
    assert plan["windows"] == [{"start": 1.5, "end": 26.5, "kind": "hold", "seconds": 25.0, **ENDS, **place}]
    [warning] = plan["warnings"]
    assert (warning["code"], warning["file"], warning["line"]) == ("cue-left-out", "made-up.yaml", 3)


def test_times_are_exact_to_the_sample():
    timeline = schedule(script(line("1 a"), window("hold", "7.77777"), line("2 b")), length_of, RATE)
    plan = as_json(timeline, "any")
    assert [round(event["start"] * RATE) for event in plan["events"]] == [event.start for event in timeline.events]
    assert [round(kept["end"] * RATE) for kept in plan["windows"]] == [kept.end for kept in timeline.windows]
    assert round(plan["duration"] * RATE) == timeline.length
