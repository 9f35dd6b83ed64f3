"""What came from a mail, a chat, an office program or a telephone: told by what it is, and what to do instead.

Of 43 such files that were written on 29 November 2026 without a look at the messages, 27 got one that could not be
better at the first run, 6 named the place alone, and 10 misled; the kinds below are those that were mended then.
"""

import pytest

from nightcue.language.diagnostics import RoutineError
from nightcue.language.reading import read_routine

ROUTINE = "title: Calves\nsteps:\n  - say: This is not medical advice.\n  - pause: 10s\n"
NUMBERED = "".join(f"{number:2} {line}\n" for number, line in enumerate(ROUTINE.splitlines(), start=1))
KINDS = {
    "a quoted mail": ("".join(f"> {line}\n" for line in ROUTINE.splitlines()), "1:1", "every line begins with >"),
    "a list of changes": ("".join(f"+{line}\n" for line in ROUTINE.splitlines()), "1:1", "every line begins with +"),
    "line numbers": (NUMBERED, "1:1", "every line begins with its number"),
    "a chat": (f"```yaml\n{ROUTINE}```\n", "1:1", "```yaml is a sign around copied text"),
    "a bold key": (ROUTINE.replace("title:", "**title:**"), "1:1", "write title: Calves"),
    "a box to tick": (ROUTINE.replace("- pause", "- [ ] pause"), "4:5", "write - pause: 10s"),
    "an emoji": (ROUTINE.replace("- pause", "✅ pause"), "4:3", "- pause: 10s"),
    "indented by special spaces": (
        ROUTINE.replace("  - pause", "\u00a0\u00a0- pause"),
        "4:1",
        "indent this line with plain spaces",
    ),
    "half of it": (ROUTINE + "  - movement: {name: An", "5:", "is all of the file here?"),
    "a web page": (f"<!DOCTYPE html>\n<html><body><pre>{ROUTINE}</pre>", "0:0", "this is a web page"),
    "a picture": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "0:0", "this is a picture"),
    "a recording": (b"ID3\x04\x00\x00", "0:0", "this is a recording"),
    "a recording of a telephone": (b"\x00\x00\x00\x1cftypM4A ", "0:0", "this is a picture, a film or a recording"),
}


@pytest.mark.parametrize(("content", "place", "said"), KINDS.values(), ids=KINDS)
def test_what_was_copied_along_is_told(tmp_path, content, place, said):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(RoutineError) as caught:
        read_routine(path)
    told = caught.value.diagnostics[0]
    assert f"{told.span.line}:{told.span.column}".startswith(place)
    assert said in f"{told.message} {told.hint}"
    assert told.hint or "?" in told.message
