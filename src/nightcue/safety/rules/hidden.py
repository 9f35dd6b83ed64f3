"""Rules about what other rules could not see: compression that no session of compression names."""

from __future__ import annotations

from collections.abc import Iterator

from nightcue.safety.implied_sessions import outside_a_session
from nightcue.safety.intents import names_boots
from nightcue.safety.rule import Context, Finding, rule


@rule(
    "compression-hidden", "error", "compression-session-length",
    "a device runs only in a session whose therapy is compression",
    "write it as - session: {name: Compression boots, therapy: compression, duration: 10m}",
)  # fmt: skip
def hidden(context: Context) -> Iterator[Finding]:
    """Find lines that let a device run outside such a session, and sessions of another therapy that are one."""
    for place in outside_a_session(context):
        yield Finding(place, "this lets a compression device run, and no compression session follows at once")
    names: dict[str, str] = {}
    for line in context.lines():
        names.setdefault(line.origin.step, line.text)
    for _, window in context.sessions("massage", "socks", "heat", "elevation"):
        name = names.get(window.origin.step)
        if name and window.treatment and names_boots(name, context.script.language):
            yield Finding(window.origin.span, f"this is compression, and its therapy says '{window.treatment.therapy}'")
