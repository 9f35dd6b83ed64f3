"""The platform's folders are those that platformdirs names, without it where that is plain."""

import platformdirs
import pytest

from nightcue.storage.folders import platform_folder

KINDS = ("cache", "config", "data", "state")


@pytest.mark.parametrize("home", ["/home/ana", "/home/ana/", "/", "", "elsewhere", None])
@pytest.mark.parametrize("named", ["/somewhere/else", "/somewhere/", "", "not/absolute", None])
@pytest.mark.parametrize("kind", KINDS)
def test_they_are_where_other_programs_keep_theirs(kind, named, home, monkeypatch):
    for name, value in ((f"XDG_{kind.upper()}_HOME", named), ("HOME", home)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert platform_folder(kind) == getattr(platformdirs, f"user_{kind}_dir")("nightcue")
