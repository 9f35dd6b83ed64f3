"""onnxruntime as the neural voices use it: on so many cores, and without telling its maker."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import SessionOptions


def without_telemetry() -> None:
    """Keep onnxruntime, which is imported later, from sending usage data and from keeping an id of this machine."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def on_cores(count: int) -> SessionOptions:
    """Return options for a session in which each run keeps `count` cores busy; the samples are the same."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = count, 1
    # a thread that waits for the others would keep a core from what else is to be done
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
