"""What is kept of stretches: no more than was said, the clips under them counted too."""

import weakref

import numpy as np

from nightcue.audio.clip import SAMPLE_RATE, Clip
from nightcue.audio.mixing import Placement
from nightcue.audio.mp3 import stretches
from nightcue.audio.mp3.frames import SILENT_FRAME
from nightcue.audio.mp3.seek_table import SeekTable
from nightcue.audio.mp3.stretches import Stretches
from nightcue.storage.disk_cache import DiskCache


def test_clips_that_nobody_else_keeps_are_let_go_with_their_stretches(tmp_path, monkeypatch):
    monkeypatch.setattr(stretches, "MOST", 1_000_000)
    kept = Stretches(DiskCache(tmp_path, "frames"))
    alive = []
    for number in range(40):
        wave = 8000 * np.sin(np.arange(SAMPLE_RATE) * (200 + number) * 2 * np.pi / SAMPLE_RATE)
        clip = Clip(wave.astype(np.int16))
        alive.append(weakref.ref(clip.samples))
        kept.write([Placement(0, clip)], SeekTable(60), lambda _: None, SILENT_FRAME)
        del clip, wave
    held = [samples for each in alive if (samples := each()) is not None]
    assert 0 < sum(samples.nbytes for samples in held) <= 1_000_000
