"""Print the Distill-MOS of each voice: how good its clips would sound to listeners, from 1 (bad) to 5.

The mean over the different lines of the shipped routines, finished, at 16,000 samples a second. Distill-MOS is a small
model by Microsoft that learned from a large one that learned from listeners; it judges the sound and not the words.
"""

from __future__ import annotations

import hashlib
import io
import statistics
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from types import ModuleType
from typing import TYPE_CHECKING

import click
from lines import finished, lines_of, shipped
from recognisers import sound_of

from nightcue.storage.disk_cache import DiskCache
from nightcue.storage.paths import cache_folder

if TYPE_CHECKING:
    from nightcue.audio.clip import Clip

INSTALL = "pip install torch && pip install --no-deps distillmos==0.9.1 xls-r-sqa==0.1.0"
"""Without their dependencies: they name torchaudio, which they do not need for this, and which wants CUDA."""
_VERSION = "distillmos 0.9.1"


class Rater:
    """Distill-MOS on one core; what it rated once it remembers. Raises ImportError without its packages."""

    def __init__(self) -> None:
        _stand_in_for_torchaudio()
        import distillmos
        import torch

        torch.set_num_threads(1)
        with redirect_stdout(io.StringIO()):  # it prints where its weights are from
            self._model = distillmos.ConvTransformerSQAModel().eval()
        self._memory = DiskCache(cache_folder() / "rated", "txt")

    def rate(self, clip: Clip) -> float:
        """The MOS of `clip`, from 1 to 5."""
        import torch

        sound = sound_of(clip)
        key = hashlib.sha256(_VERSION.encode() + sound.tobytes()).hexdigest()
        if (known := self._memory.load(key)) is not None:
            return float(known)
        with torch.inference_mode():
            rated = float(self._model(torch.from_numpy(sound)[None])[0, 0])
        self._memory.store(key, repr(rated).encode())
        return rated

    def mean(self, clips: Mapping[str, Clip]) -> float:
        """The mean MOS of `clips`, each counting once."""
        return statistics.fmean(map(self.rate, clips.values()))


def _stand_in_for_torchaudio() -> None:
    """Let distillmos be imported without torchaudio: it uses it to read files, and in a model that is not this one."""
    outer, inner = ModuleType("torchaudio"), ModuleType("torchaudio.transforms")
    outer.transforms, inner.MFCC = inner, None  # type: ignore[attr-defined]
    sys.modules |= {"torchaudio": outer, "torchaudio.transforms": inner}


@click.command()
@click.option("--lang", "language", default="en", show_default=True)
@click.option("--voice", "voices", multiple=True, default=("default", "embedded"), show_default=True)
def main(language: str, voices: tuple[str, ...]) -> None:
    """Print the mean and the spread of each voice's MOS over the different lines of the shipped routines."""
    try:
        rater = Rater()
    except ImportError as missing:
        click.echo(f"Distill-MOS is not here ({missing}); run `{INSTALL}`", err=True)
        sys.exit(1)
    lines = lines_of(shipped(language))
    for voice in voices:
        rated = [rater.rate(clip) for clip in finished(lines, voice, language).values()]
        mean, tenth = statistics.fmean(rated), statistics.quantiles(rated, n=10)[0]
        click.echo(f"{language}  {voice:<12}{mean:5.2f}  a tenth below {tenth:.2f}, {len(rated)} lines")


if __name__ == "__main__":
    main()
