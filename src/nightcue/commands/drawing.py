"""Loading matplotlib, which draws the pictures."""

from __future__ import annotations

import logging
import os
from contextlib import chdir, nullcontext
from importlib.util import find_spec
from pathlib import Path


def load_matplotlib() -> None:
    """Import matplotlib, which has to be installed, for whoever draws next.

    It is loaded from elsewhere: it obeys a file `matplotlibrc` in the working folder, and fails over a damaged one.
    """
    found = find_spec("matplotlib")
    assert found and found.origin
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # where it keeps its own files is nobody's concern
    # out of a folder that may not be entered no file can be read, and there would be no way back into it
    with chdir(Path(found.origin).parent) if os.access(".", os.X_OK) else nullcontext():
        import matplotlib  # noqa: F401 - to have it loaded
