"""The page knows the same facts of MP3 frames as the encoder, for every version and every rate."""

from itertools import product

import pytest

from bedside.page.watching import open_page
from nightcue.audio.mp3.frames import DECODER_DELAY, ENCODER_DELAY, VERSIONS, frame_ends, frame_size

pytestmark = pytest.mark.once

FOUND = "async (bytes) => (await import('./frames.js')).framesOf(new Uint8Array(bytes))"
CUT = "async ([frames, seconds]) => (await import('./frames.js')).cutAt(frames, seconds)"


def frames(bits, rate):
    """One mono frame of each bit rate, with and without padding, of a version of MPEG audio and one of its rates."""
    headers = [
        bytes((0xFF, 0xE3 | bits << 3, index << 4 | rate << 2 | padded << 1, 0xC4))
        for index, padded in product(range(1, len(VERSIONS[bits].kbps)), (0, 1))
    ]
    return b"".join(header.ljust(frame_size(header), b"\0") for header in headers)


def test_the_page_finds_the_frames_that_the_encoder_counts(page, site):
    open_page(page, site.url)
    for (bits, version), rate in product(VERSIONS.items(), range(3)):
        stream = frames(bits, rate)
        found = page.evaluate(FOUND, list(stream))
        assert found["starts"] == frame_ends(stream)[:-1]
        assert (found["length"], found["rate"]) == (version.samples, version.rates[rate])


def test_the_page_cuts_with_the_delays_of_encoder_and_decoder(page, site):
    open_page(page, site.url)
    found = {"starts": list(range(1_000)), "length": 576, "rate": 22_050, "delay": ENCODER_DELAY + DECODER_DELAY}
    for seconds in (0.0, 0.5, 1.0, 7.77, 20.0):
        cut = page.evaluate(CUT, [found, seconds])
        assert cut["offset"] == (seconds * 22_050 + ENCODER_DELAY + DECODER_DELAY) // 576
