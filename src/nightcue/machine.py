"""What this machine lets the program have: cores and memory. Programs that work side by side share them."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_SHARED_BY = "NIGHTCUE_SHARED_BY"
"""Says in the environment of several processes that work side by side how many they are."""

_MEMINFO = Path("/proc/meminfo")
_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUPS = Path("/proc/self/cgroup")


def cores() -> int:
    """Return how many processes can be busy at once: the cores that the system lets this program use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, math.ceil(min(allowed, _quota())))


def limit() -> float:
    """Return the bytes that this program may take with all that it starts; infinity where the system says nothing.

    That is the least of what its groups (cgroup 1 and 2) may have, and of what a process may take; where several work
    side by side, an equal share of it.
    """
    groups = [*_numbers("memory.max"), *_numbers("memory.limit_in_bytes", "memory")]
    return min([math.inf, *groups, *_limits_of_a_process()]) / _sharing()


def free() -> float:
    """Return the bytes that can be taken now without swapping, as Linux reckons it; a share of them as in `limit`."""
    with suppress(OSError, ValueError, IndexError):
        return 1024 * int(_MEMINFO.read_text().partition("MemAvailable:")[2].split()[0]) / _sharing()
    return math.inf


def places(size: int) -> int:
    """Return how many processes of `size` bytes there is memory for, at least one."""
    room = min(limit(), free()) / size
    return max(1, int(room)) if room < math.inf else 1_000_000


def shared_by(count: int) -> dict[str, str]:
    """Return what tells `count` processes in their environment that they share the memory."""
    return {_SHARED_BY: str(count * _sharing())}


def _sharing() -> int:
    said = os.environ.get(_SHARED_BY, "")
    return max(1, int(said)) if said.isdecimal() else 1


def _limits_of_a_process() -> list[float]:
    try:
        import resource
    except ImportError:  # Windows
        return []
    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA)]
    return [limit for limit in limits if limit != resource.RLIM_INFINITY]


def _quota() -> float:
    """Return how many cores the groups of this program may keep busy, infinity where they say nothing."""
    quotas = [math.inf]
    for group in _groups(""):
        with suppress(OSError, ValueError):
            most, period = (group / "cpu.max").read_text().split()
            quotas.append(int(most) / int(period))  # `max` is no number: no limit
    pairs = zip(_numbers("cpu.cfs_quota_us", "cpu"), _numbers("cpu.cfs_period_us", "cpu"), strict=False)
    return min(*quotas, math.inf, *(quota / period for quota, period in pairs if quota > 0))


def _numbers(name: str, controller: str = "") -> Iterator[float]:
    """Yield the number in the file `name` of each group that this program is in; cgroup 1 has some a `controller`."""
    for group in _groups(controller):
        with suppress(OSError, ValueError):
            yield int((group / name).read_text())


def _groups(controller: str) -> Iterator[Path]:
    """Yield the folder of its own group and of those around it; inside a container only the outermost may be there."""
    try:
        rows = [row.split(":", 2) for row in _OWN_GROUPS.read_text().splitlines()]
        own = next(path for _, controllers, path in rows if controller in controllers.split(","))
    except (OSError, ValueError, StopIteration):
        return
    root = _GROUPS / controller
    here = root / own.strip("/")
    yield from (here, *(root / around for around in here.relative_to(root).parents))
