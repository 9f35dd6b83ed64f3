"""Where Chromium comes out when a track is played from the middle: `python benchmarks/seeking_in_chromium.py TRACK`.

Its player goes by the seek table in the header alone. The element is told where to play from, and what it puts out is
recorded; the first sample that is not silence is looked for in the whole track as it is decoded from its beginning.
The server has to answer ranges, or nothing can be seeked.
"""

from __future__ import annotations

import math
import random
import shutil
import statistics
import sys
from pathlib import Path

import numpy as np
import soundfile
from playwright.sync_api import Page, Route, sync_playwright

PLACES = 20
SECONDS = 1.5
"""How much is listened to at each place."""
LEAD = 0.1
"""Seconds of the sound before the place that is played from, so that it begins in the midst of one."""
URL = "http://track.example/"
RECORD = """
async (place) => {
  const audio = document.querySelector("audio");
  const context = new AudioContext({sampleRate: 44100});
  const source = context.createMediaElementSource(audio);
  const recorder = context.createScriptProcessor(1024, 1, 1);
  const heard = [];
  recorder.onaudioprocess = (event) => heard.push(...event.inputBuffer.getChannelData(0));
  source.connect(recorder);
  recorder.connect(context.destination);
  audio.currentTime = place;
  await new Promise((done) => audio.addEventListener("seeked", done, {once: true}));
  await audio.play();
  await new Promise((done) => setTimeout(done, 2200));
  audio.pause();
  return heard;
}
"""


def page_with(page: Page, track: Path) -> None:
    """A page with nothing but the track, ranges and all."""
    content = track.read_bytes()

    def answer(route: Route) -> None:
        request = route.request
        if not request.url.endswith(".mp3"):
            route.fulfill(body='<audio src="t.mp3" preload="auto"></audio>', content_type="text/html")
            return
        asked = request.headers.get("range", "bytes=0-").removeprefix("bytes=").split("-")
        first, last = int(asked[0]), int(asked[1] or len(content) - 1)
        named = {"Content-Range": f"bytes {first}-{last}/{len(content)}", "Accept-Ranges": "bytes"}
        part = content[first : last + 1]
        route.fulfill(status=206, body=part, content_type="audio/mpeg", headers=named)

    page.route("**/*", answer)
    page.goto(URL)


def off(heard: np.ndarray, whole: np.ndarray, rate: int, place: float) -> float:
    """Seconds by which what is heard comes from elsewhere than from `place`; infinite when nothing is."""
    begun = int(np.argmax(np.abs(heard) > 1e-4))
    if not heard[begun:].any():
        return math.inf
    sound = heard[begun:][: round(SECONDS * rate)]
    reach = 20 * rate
    start = max(0, round(place * rate) - reach)
    around = whole[start : round(place * rate) + reach + len(sound)]
    size = 1 << (len(around) + len(sound)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(around, size) * np.conj(np.fft.rfft(sound, size)))[: len(around)]
    best = likeness.max()
    # a countdown is the same again and again: of places as good as the best, the nearest counts
    good = np.flatnonzero(likeness > 0.98 * best) + start
    return float(np.abs(good / rate - place).min())


def main() -> None:
    """Measure, and print how far off it is."""
    track = Path(sys.argv[1])
    whole, rate = soundfile.read(track)
    loud = np.flatnonzero(np.abs(whole) > 0.05)
    places = [max(0.0, float(loud[random.Random(n).randrange(len(loud))]) / rate - LEAD) for n in range(PLACES)]
    twice = np.interp(np.arange(2 * len(whole)) / 2, np.arange(len(whole)), whole)
    found = []
    with sync_playwright() as playwright:
        flags = ["--autoplay-policy=no-user-gesture-required"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for place in places:
            page = browser.new_page()
            page_with(page, track)
            heard = np.array(page.evaluate(RECORD, place))
            found.append(off(heard, twice, 44_100, place))
            page.close()
    silent = sum(map(math.isinf, found))
    heard_off = sorted(seconds * 1000 for seconds in found if not math.isinf(seconds))
    print(
        f"{track.name}: {PLACES} places, median {statistics.median(heard_off):.0f} ms off, most {heard_off[-1]:.0f} ms"
    )
    if silent:
        print(f"at {silent} more nothing was heard for two seconds, so far off it was")


if __name__ == "__main__":
    main()
