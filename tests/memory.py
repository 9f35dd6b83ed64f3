"""The peak memory of a program of its own, in kilobytes (in bytes on macOS)."""

import resource
import sys
from pathlib import Path


def peak() -> int:
    """What this process itself held at most.

    On Linux ru_maxrss would begin with what the process that started this one held, which hides everything below it.
    """
    if sys.platform == "linux":
        return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
