"""Draw docs/terminal.svg: the screen of `nightcue play bedtime` as tmux shows it, in the calf stretch, paused.

python docs/draw_terminal.py
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

COLUMNS, ROWS = 64, 11
ACROSS, DOWN = 9.6, 22
"""Pixels of a character."""

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="monospace" font-size="16">'
    '<rect width="100%" height="100%" fill="#000000"/>'
)
TEXT = '<text x="{x}" y="{y}" fill="{fill}" textLength="{width}" xml:space="preserve">{text}</text>'
REDS = {"88": "#870000", "124": "#af0000"}
PART = re.compile(r"((?:\x1b\[[\d;]*m)*)([^\x1b]*)")
RED = re.compile(r"38;5;(\d+)")


def captured() -> str:
    """What is on the screen, with its colours as a terminal is told them."""
    with tempfile.TemporaryDirectory() as folder:
        tmux = ["tmux", "-S", f"{folder}/tmux", "-f", "/dev/null"]
        command = f"env -u NO_COLOR NIGHTCUE_SOUND=null {sys.executable} -m nightcue play bedtime"
        subprocess.run([*tmux, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), command], check=True)
        try:
            wait_for(tmux, "1/")
            subprocess.run([*tmux, "send-keys", *["Right"] * 6], check=True)
            wait_for(tmux, " 7/")
            time.sleep(2)
            subprocess.run([*tmux, "send-keys", "Space"], check=True)
            wait_for(tmux, "paused")
            return shown(tmux, "-e")
        finally:
            subprocess.run([*tmux, "kill-server"], check=True)


def shown(tmux: list[str], *options: str) -> str:
    """The screen as it is now."""
    return subprocess.check_output([*tmux, "capture-pane", "-p", *options], text=True)


def wait_for(tmux: list[str], text: str) -> None:
    """Wait until `text` is on the screen, as long as it takes to make the track."""
    while text not in shown(tmux):
        time.sleep(0.1)


def drawn(capture: str) -> str:
    """The capture as SVG."""
    parts, red = [HEAD.format(width=round(COLUMNS * ACROSS), height=ROWS * DOWN)], REDS["124"]
    for row, line in enumerate(capture.splitlines()[:ROWS]):
        column = 0
        for codes, text in PART.findall(line):
            found = RED.findall(codes)
            red = REDS[found[-1]] if found else red
            if text.strip():
                place = {"x": f"{column * ACROSS:.1f}", "y": row * DOWN + 16, "width": f"{len(text) * ACROSS:.1f}"}
                parts.append(TEXT.format(**place, fill=red, text=escape(text)))
            column += len(text)
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    Path(__file__).with_suffix("").with_name("terminal.svg").write_text(drawn(captured()), encoding="utf-8")
