"""What the sound device plays: one player at a time, and a chime over it."""

from __future__ import annotations

from array import array

from nightcue.bedside.player import LOUDEST, Player
from nightcue.bedside.track import Samples

SILENT = 200
"""The highest sample that nobody hears: the loudest floor that a track may have, at -60 dBFS, stays under 150."""


class Deck:
    """Hands the device what `player` plays, which may be replaced by another, with a chime over it when one is rung.

    `silence` is how many samples were handed on since the last in which anything is heard.
    """

    def __init__(self, player: Player) -> None:
        self.player = player
        self.silence = 0
        self._chime: Samples[int] = array("h")

    def feed(self, count: int) -> Samples[int]:
        """Return the next `count` samples."""
        out = self.player.feed(count)
        chime, self._chime = self._chime[:count], self._chime[count:]
        for at, sample in enumerate(chime):
            out[at] = max(-32_768, min(32_767, out[at] + sample))
        is_heard = max(out, default=0) > SILENT or min(out, default=0) < -SILENT
        self.silence = 0 if is_heard else self.silence + count
        return out

    def ring(self, name: str = "soft") -> None:
        """Play the chime `name` over whatever plays, as loud as that."""
        from nightcue.audio.chimes import draw_chime  # brings numpy, which a cramp does not wait for

        gain = (self.player.volume / LOUDEST) ** 2
        self._chime = array("h", [int(sample * gain) for sample in draw_chime(name).samples.tolist()])
