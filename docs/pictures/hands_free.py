"""Draws the pictures of docs/hands-free.md: `python docs/pictures/hands_free.py`.

They are drawings of what to do, and of nobody's screen.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

HERE = Path(__file__).parent
WIDTH, HEIGHT = 720, 300
DARK, LINE, RED, PAPER = "#1c1c1c", "#555555", "#af0000", "#ffffff"

HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" '
    f'font-size="18" fill="{DARK}" stroke-linecap="round" stroke-linejoin="round"><title>{{title}}</title>'
    f'<rect width="{WIDTH}" height="{HEIGHT}" rx="12" fill="{PAPER}" stroke="#dddddd"/>'
)


def words(x: float, y: float, *lines: str, anchor: str = "middle", size: int = 18) -> str:
    """Lines of text, one under the other."""
    how = f'text-anchor="{anchor}" font-size="{size}"'
    return "".join(
        f'<text x="{x}" y="{y + number * size * 1.35:.0f}" {how}>{escape(line)}</text>'
        for number, line in enumerate(lines)
    )


def box(x: float, y: float, width: float, height: float, radius: float = 14, fill: str = PAPER) -> str:
    """A rectangle with round corners."""
    shape = f'x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"'
    return f'<rect {shape} fill="{fill}" stroke="{LINE}" stroke-width="3"/>'


def circle(x: float, y: float, radius: float, fill: str = PAPER) -> str:
    """A circle."""
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" stroke="{LINE}" stroke-width="3"/>'


def path(drawn: str, colour: str = LINE) -> str:
    """A line."""
    return f'<path d="{drawn}" fill="none" stroke="{colour}" stroke-width="3"/>'


def arrow(x: float, y: float, length: float) -> str:
    """An arrow to the right."""
    end = x + length
    return path(f"M{x} {y}H{end}M{end - 12} {y - 9}L{end} {y}L{end - 12} {y + 9}", RED)


def speaker(x: float, y: float) -> str:
    """A speaker that sounds, its middle at `x`, `y`."""
    waves = "".join(
        path(f"M{x + 50 + 16 * n} {y - 22 - 10 * n}q{14 + 4 * n} {22 + 10 * n} 0 {44 + 20 * n}", RED) for n in (0, 1)
    )
    return box(x - 36, y - 60, 72, 120) + circle(x, y + 18, 22) + circle(x, y - 32, 10) + waves


def phone(x: float, y: float, back: bool = False) -> str:
    """A phone from the front or from the back, its corner at `x`, `y`."""
    lens = circle(x + 30, y + 30, 14) if back else path(f"M{x + 48} {y + 206}h24")
    return box(x, y, 120, 220, 20) + lens


def button() -> str:
    """A button at the bed, Home Assistant, a speaker."""
    middle = box(270, 90, 180, 90) + words(360, 130, "Home Assistant", "script: Cramp", size=18)
    pressed = circle(110, 135, 52) + circle(110, 135, 30, RED)
    under = words(110, 230, "1  press the button", "beside your bed")
    under += words(360, 230, "2  it starts the script") + words(600, 230, "3  the speaker says", "what to do")
    return pressed + arrow(180, 135, 70) + middle + arrow(470, 135, 70) + speaker(600, 130) + under


def back_tap() -> str:
    """Three taps on the back of a phone, and where they are set."""
    taps = "".join(
        path(f"M{x} {y}l14 -14M{x + 22} {y}l0 -20M{x + 44} {y}l-14 -14", RED)
        for x, y in ((96, 130), (96, 175), (96, 220))
    )
    steps = ("Settings", "Accessibility", "Touch", "Back Tap", "Triple Tap: your shortcut")
    way = "".join(
        words(300, 70 + 42 * number, f"{number + 1}  {step}", anchor="start") for number, step in enumerate(steps)
    )
    return phone(58, 30, back=True) + taps + words(118, 280, "tap the back, three times", size=16) + way


def vocal() -> str:
    """A word said to a phone, and where it is set."""
    said = box(40, 60, 150, 64, 30) + path("M176 112l28 26l-46 -14") + words(115, 100, "“cramp”")
    steps = ("Settings", "Accessibility", "Vocal Shortcuts", "choose your shortcut", "teach it your word, lying in bed")
    way = "".join(
        words(380, 70 + 42 * number, f"{number + 1}  {step}", anchor="start") for number, step in enumerate(steps)
    )
    return said + phone(210, 40) + way


def widget() -> str:
    """A large button on the first screen of a phone."""
    screen = phone(58, 30) + box(74, 80, 88, 88, 16, RED)
    screen += f'<text x="118" y="130" text-anchor="middle" font-size="18" fill="{PAPER}">Cramp</text>'
    steps = ("hold a free place on the first screen", "Widgets, then Home Assistant", "the widget that calls a service",
             "script.nightcue_cramp", "no question for a PIN")  # fmt: skip
    way = "".join(
        words(250, 70 + 42 * number, f"{number + 1}  {step}", anchor="start") for number, step in enumerate(steps)
    )
    return screen + words(118, 280, "one tap", size=16) + way


PICTURES = {
    "button": ("A wireless button starts the rescue on a speaker", button),
    "back-tap": ("Three taps on the back of an iPhone, and where to set them", back_tap),
    "vocal": ("A word of your own on an iPhone, and where to set it", vocal),
    "widget": ("A widget on an Android phone, and how to put it there", widget),
}


def main() -> None:
    """Draw them all."""
    for name, (title, draw) in PICTURES.items():
        svg = f"{HEAD.format(title=title)}{draw()}</svg>\n"
        (HERE / f"hands-free-{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
