"""miniaudio without numpy, which it would load (0.2 s) only to tell whether samples that it is given are numpy's."""

from __future__ import annotations

import sys

if "numpy" in sys.modules:
    import miniaudio
else:
    sys.modules["numpy"] = None  # type: ignore[assignment]  # an import of it now raises ImportError
    try:
        import miniaudio
    finally:
        del sys.modules["numpy"]

__all__ = ["miniaudio"]
