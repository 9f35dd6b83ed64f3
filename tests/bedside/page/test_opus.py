"""A track in Opus: fetched in place of the MP3 where the browser plays it, heard as it comes, and cut to the sample."""

import io
import json
from base64 import b64decode

import numpy as np
import pytest
import soundfile
import soxr

from bedside.page.test_sound import routines
from bedside.page.watching import RESCUE, go_to, is_heard, kept, open_page, place, start, until

pytestmark = pytest.mark.once

NO_OPUS = """
const make = URL.createObjectURL;
const noSound = new Blob(["no sound"], { type: "audio/ogg" });
URL.createObjectURL = (blob) => make(blob.type === "audio/ogg" WHEN ? noSound : blob);
"""

CUT = """async ([path, seconds, longer]) => {
    const { Packets, endOf, oggOf, runOf } = await import("./opus.js");
    const { partsFrom } = await import("./longer.js");
    const frames = new Packets();
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    for (let at = 0; at < bytes.length; at += 700) {
        frames.add(bytes.subarray(at, at + 700)); // as a network brings them
    }
    frames.isWhole = true;
    const { numbers, lead } = runOf(frames, partsFrom(frames, seconds, longer));
    const read = (blob) => new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(",")[1]);
        reader.readAsDataURL(blob);
    });
    const sounds = [];
    for (let from = lead; from < numbers.length; ) {
        const to = endOf(frames, numbers, from, 9000);
        sounds.push(await read(oggOf(frames, numbers, from, to)));
        from = to;
    }
    return sounds;
}"""


def decoded(sounds):
    """What is heard of streams that lead into each other, at 24 kHz."""
    return np.concatenate([soundfile.read(io.BytesIO(b64decode(sound)))[0] for sound in sounds])


def listed(work, name="stretch"):
    return next(each for each in routines(work) if each["name"] == name and each["language"] == "en")


def test_only_the_track_in_opus_is_fetched(page, site):
    open_page(page, site.url)
    start(page, "Stretches")
    go_to(page, 40)
    until(page, "sounds[1].src.startsWith('blob:') && sounds[1].currentTime > 0.05")
    assert 39.9 < place(page) < 50
    asked = [path for path in site.asked if "tracks/" in path]
    assert len(asked) == 2
    assert all(".opus?" in path for path in asked)


@pytest.mark.parametrize("seconds", [0, 3.3, 40.01])
def test_what_is_handed_over_is_the_track_from_that_place_to_the_sample(page, site, work, seconds):
    """Also in many pieces, as a browser has it that fails at large ones."""
    open_page(page, site.url)
    routine = listed(work)
    heard = decoded(page.evaluate(CUT, [routine["opus"], seconds, []]))
    track, rate = soundfile.read(work / "site" / routine["opus"])
    wanted = track[int(seconds * 50) * (rate // 50) :]
    assert len(heard) == pytest.approx(len(wanted), abs=rate // 50)
    count = min(len(heard), len(wanted))
    assert np.abs(heard[:count] - wanted[:count]).max() < 0.02  # an encoder that goes on is met after 80 ms


def test_it_is_the_sound_of_the_mp3_at_the_same_place(page, site, work):
    routine = listed(work)
    (opus, opus_rate), (mp3, rate) = (soundfile.read(work / "site" / routine[form]) for form in ("opus", "track"))
    opus = soxr.resample(opus, opus_rate, rate)
    line = routine["lines"][2]
    first, last = round(line["start"] * rate), round(line["end"] * rate)
    likeness = np.correlate(opus[first - 200 : last + 200], mp3[first:last], "valid")
    assert abs(int(likeness.argmax()) - 200) <= 2


def test_a_track_is_heard_before_all_of_it_is_here(page, site):
    open_page(page, site.url)
    site.opus_breaks_at = 20_000
    start(page, "Stretches")
    assert page.evaluate("sounds[1].src").startswith("blob:")
    assert page.evaluate("sounds[1].duration") < 30
    site.hangs_up.set()


def test_where_opus_is_not_taken_the_mp3_is_fetched(page, site):
    page.add_init_script(NO_OPUS.replace("WHEN", ""))
    open_page(page, site.url)
    start(page, "Stretches")
    assert all(".mp3?" in path for path in site.asked if "tracks/" in path)


def test_where_opus_was_taken_and_is_not_heard_the_mp3_is_and_on_later_nights_too(page, site):
    page.add_init_script(NO_OPUS.replace("WHEN", "&& blob.size > 300"))  # all but the silence that was tried
    page.add_init_script("FileReader.prototype.readAsDataURL = function () { this.onloadend(); };")
    open_page(page, site.url)
    start(page, "Stretches")
    is_heard(page)
    assert kept(page, "noOpus") is True
    assert any(".mp3?" in path for path in site.asked)
    page.get_by_role("button", name="Cramp now").tap()
    is_heard(page, RESCUE)


def test_a_list_without_opus_is_played_in_mp3(page, site, work):
    page.route("**/routines.json", lambda route: route.fulfill(body=_without_opus(work)))
    open_page(page, site.url)
    start(page, "Stretches")
    assert all(".mp3?" in path for path in site.asked if "tracks/" in path)


def _without_opus(work):
    read = json.loads((work / "site/routines.json").read_text())
    for routine in read["routines"]:
        del routine["opus"]
    return json.dumps(read)
