"""miniaudio without two modules that it would load and that nothing here needs: with them a cramp waits 0.2 s longer.

It asks numpy whether samples that it is given are numpy's, and fetches internet radio with urllib.
"""

from __future__ import annotations

import sys
from types import ModuleType

_SPARED: dict[str, ModuleType | None] = {
    "numpy": None,  # an import of it raises ImportError, which miniaudio expects
    "urllib.request": ModuleType("urllib.request"),
}
_spared = {name: module for name, module in _SPARED.items() if name not in sys.modules}
sys.modules.update(_spared)  # type: ignore[arg-type]
try:
    import miniaudio
finally:
    for _name in _spared:
        del sys.modules[_name]

__all__ = ["miniaudio"]
