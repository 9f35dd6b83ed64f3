"""Other ways to the same track, to measure nightcue against: a shell pipeline, and pydub.

`python ways.py pydub PLAN FOLDER OUT` builds a track with pydub; `shell_script` writes the pipeline for bash. Both
speak each different line once with Debian's espeak-ng, put silence between, and write MP3 at 64 kbit/s.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAMS = ("lame", "espeak-ng", "sox", "ffmpeg")
"""Installed for the measurement alone: `apt-get install lame espeak-ng sox ffmpeg`."""
SPEED = "140"
RATE = 22_050


def pieces(plan: dict[str, Any]) -> list[tuple[str | None, float]]:
    """What is heard in order: a line, or None and the seconds of silence before the next one."""
    heard: list[tuple[str | None, float]] = []
    now = 0.0
    for event in plan["events"]:
        if event["start"] > now:
            heard.append((None, event["start"] - now))
        heard.append((event["text"], 0.0))
        now = event["end"]
    return [*heard, (None, max(0.01, plan["duration"] - now))]


def shell_script(plan: dict[str, Any], folder: Path, out: Path) -> str:
    """The pipeline: espeak-ng for every line, sox for every silence and to join them, lame for the track."""
    files: dict[str, str] = {}
    commands, joined = ["set -e", f"cd {shlex.quote(str(folder))}"], []
    for text, seconds in pieces(plan):
        key = f"{seconds:.6f}" if text is None else text
        if key not in files:
            files[key] = f"{len(files)}.wav"
            if text is None:
                commands.append(f"sox -n -r {RATE} -b 16 -c 1 {files[key]} trim 0 {key}")
            else:
                commands.append(f"espeak-ng -v en-us -s {SPEED} -w {files[key]} {shlex.quote(text)}")
        joined.append(files[key])
    commands.append(f"sox {' '.join(joined)} whole.wav")
    commands.append(f"lame --quiet -b 64 -m m whole.wav {shlex.quote(str(out))}")
    return "\n".join(commands)


def with_pydub(plan: dict[str, Any], folder: Path, out: Path) -> None:
    """The plain way: segments of lines and of silence added up, and exported through ffmpeg."""
    from pydub import AudioSegment

    spoken: dict[str, Any] = {}
    whole = AudioSegment.empty()
    for text, seconds in pieces(plan):
        if text is None:
            whole += AudioSegment.silent(round(seconds * 1000), frame_rate=RATE)
            continue
        if text not in spoken:
            file = folder / f"{len(spoken)}.wav"
            subprocess.run(["espeak-ng", "-v", "en-us", "-s", SPEED, "-w", str(file), text], check=True)
            spoken[text] = AudioSegment.from_wav(str(file))
        whole += spoken[text]
    whole.export(str(out), format="mp3", bitrate="64k")


if __name__ == "__main__":
    _, _, plan_file, work, target = sys.argv
    with_pydub(json.loads(Path(plan_file).read_text()), Path(work), Path(target))
