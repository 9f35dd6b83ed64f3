"""Every text opens and is looked at: an empty one, half a routine, what is no YAML, what YAML reads in an odd way."""

import pytest

from nightcue.document.document import Document
from nightcue.document.findings import look

TEXTS = [
    "", "\n", "# c\n", "---\n", "...\n", "\x00", "a", "- a", "'", "\t", "*x", "!!x y", "title: [\n",
    "title: T\nsteps:\n", "title: T\nsteps: []\n", "title: T\nsteps:\n  -\n", "title: T\nsteps:\n  - say:\n",
    "title: T\nsteps: {a: 1}\n", "title: T\nsteps:\n  - - say: hi\n",
    "title: &a T\nsteps: *a\n", "? x\n: y\n", "a: b\n---\nc: d\n", "%YAML 1.1\n---\n",
    "x: " + "[" * 50, "title: \x85\nsteps:\n  - say: \u2028", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_opens_and_says_what_is_wrong(tmp_path, text):
    path = tmp_path / "r.yaml"
    path.write_bytes(text.encode())
    document = Document(path)
    assert document.text == text.removeprefix("\ufeff")
    for line in range(len(document.lines) + 2):
        document.value(document.path_at(line))
    found = look(document).found
    assert found
    assert all(each.sentence(language) for each in found for language in ("en", "es"))
    document.save()
    assert path.read_bytes() == text.encode()
