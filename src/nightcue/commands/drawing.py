"""Loading matplotlib, which draws the pictures."""

from __future__ import annotations

from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path


def load_matplotlib() -> None:
    """Import matplotlib, which has to be installed, for whoever draws next.

    It is loaded from elsewhere: it obeys a file `matplotlibrc` in the working folder, and fails over a damaged one.
    """
    found = find_spec("matplotlib")
    assert found and found.origin
    with chdir(Path(found.origin).parent):
        import matplotlib  # noqa: F401 - to have it loaded
