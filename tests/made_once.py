"""What one of the workers that run at once makes for all of them."""

import json
import os

from filelock import FileLock


def made_once(tmp_path_factory, name, make):
    """What `make` returns, as JSON has it: whichever worker asks first makes it, and the others wait for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    place = folder / f"{name}.json"
    with FileLock(folder / f"{name}.lock"):
        if not place.exists():
            place.write_text(json.dumps(make()), encoding="utf-8")
    return json.loads(place.read_text(encoding="utf-8"))
