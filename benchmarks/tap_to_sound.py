"""How long it takes from a tap on "Cramp now" to the first sound: `python benchmarks/tap_to_sound.py FOLDER [TIMES]`.

FOLDER is one from `nightcue site`. Each time is a page of its own in Chromium, on a phone's screen, and a real tap. The
first sound is the first sample that is not silence in what the audio element puts out, looked at every 5 ms; beside it
stands the time to the element's own word that it plays. Both count from the moment the browser took the tap in.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PHONE = {"width": 390, "height": 844}
WATCH = """
window.taps = {};
window.elements = [];
window.Audio = class extends Audio {
  constructor() {
    super();
    elements.push(this);
    this.addEventListener("playing", () => { taps.playing ??= performance.now(); listen(this); });
  }
};
addEventListener("pointerup", (event) => { taps.at = event.timeStamp; }, true);
function listen(element) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(element.captureStream()).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const look = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    if (samples.some((sample) => Math.abs(sample) > 0.001)) {
      taps.sound = performance.now();
      clearInterval(look);
    }
  }, 5);
}
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def measure(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from one tap to the element's word, and to the first sound."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(url)
    while not page.evaluate("elements[0]?.readyState === 4"):
        page.wait_for_timeout(20)
    page.wait_for_timeout(300)
    page.locator("#cramp").tap()
    while not page.evaluate("taps.sound"):
        page.wait_for_timeout(20)
    taps = page.evaluate("taps")
    context.close()
    return taps["playing"] - taps["at"], taps["sound"] - taps["at"]


def main(folder: Path, times: int) -> None:
    """Measure so many times, and print each and the medians."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        measured = [measure(browser, f"http://localhost:{server.server_port}/") for _ in range(times)]
        browser.close()
    server.shutdown()
    for name, values in zip(("element plays", "first sound"), zip(*measured, strict=True), strict=True):
        each = " ".join(f"{value:.0f}" for value in values)
        print(f"{name}: median {statistics.median(values):.0f} ms, most {max(values):.0f} ms ({each})")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 11)
