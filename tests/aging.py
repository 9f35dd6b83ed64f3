"""Files that were last changed a while ago: what is written while a command runs is not trusted."""

import os
from pathlib import Path


def write(path, text):
    """Write a file, and its folder if need be, as they would be had that been done an hour ago."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    then = file.stat().st_mtime - 3600
    for each in (file, file.parent):
        os.utime(each, (then, then))
