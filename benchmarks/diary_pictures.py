"""Write a report page from a simulated diary for each verdict: the pictures of docs/diary-report.md.

python benchmarks/diary_pictures.py FOLDER
chromium --headless --no-pdf-header-footer --print-to-pdf=page.pdf FOLDER/diary-better.html
pdftoppm -r 90 -png -singlefile page.pdf docs/pictures/diary-better
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from nightcue.diary.night import Night
from nightcue.diary.report import make_report
from nightcue.diary.report_page import page_of
from nightcue.diary.verdict import Kind

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Picture:
    """A simulated diary and the verdict it comes to."""

    kind: Kind
    before: int
    since: int
    rates: tuple[float, float]
    """Cramps a night before and since."""
    language: str = "en"
    seed: int = 1


PICTURES = {
    "better": Picture(Kind.BETTER, 28, 42, (3.0, 1.5)),
    "no-better": Picture(Kind.NO_BETTER, 28, 42, (2.0, 1.9)),
    "no-better-es": Picture(Kind.NO_BETTER, 28, 30, (1.6, 1.5), "es", 4),
    "too-few": Picture(Kind.TOO_FEW, 16, 9, (2.5, 1.5)),
    "warning": Picture(Kind.WARNING, 21, 24, (2.5, 1.8)),
    "ten-years": Picture(Kind.BETTER, 50, 3600, (2.8, 0.8)),
}


def nights_of(picture: Picture) -> list[Night]:
    """The nights of the diary, one in twelve of them not noted."""
    draws = np.random.default_rng(picture.seed)
    days = picture.before + picture.since
    first = TODAY - timedelta(days)
    nights = [_night(picture, draws, day, first + timedelta(day)) for day in range(days) if draws.random() > 1 / 12]
    nights[-4] = replace(
        nights[-4],
        note="Long walk in the hills, legs tired in the evening."
        if picture.language == "en"
        else "Paseo largo por el monte, piernas cansadas por la noche.",
    )
    if picture.kind == Kind.WARNING:
        nights[-1] = replace(nights[-1], signs=("swelling", "warmth"), note="Left calf tight since the morning.")
    return nights


def _night(picture: Picture, draws: Any, day: int, evening: date) -> Night:
    since = day >= picture.before
    done = since and draws.random() < 0.88
    cramps = int(draws.poisson(picture.rates[since]))
    night = Night(
        evening,
        cramps,
        stretched=bool(done),
        compression=bool(done and draws.random() < 0.5),
        massage=bool(done and draws.random() < 0.1),
        socks=bool(draws.random() < 0.15),
    )
    if not cramps:
        return night
    strength = int(np.clip(draws.normal(6.5 - 1.3 * since, 1.4), 1, 10))
    return replace(night, intensity=strength, longest=int(draws.gamma(3, 35)) + 5, side="left", muscle="calf")


def main(folder: Path) -> None:
    """Write the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, picture in PICTURES.items():
        report = make_report(nights_of(picture), frozenset(), TODAY, picture.language, None)
        if report.verdict.kind != picture.kind:
            raise SystemExit(f"{name} comes to {report.verdict.reason}")
        path = folder / f"diary-{name}.html"
        path.write_text(page_of(report), encoding="utf-8")
        print(path, report.said.headline, sep="  ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
