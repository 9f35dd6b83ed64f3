"""onnxruntime as the neural voices use it: on one core, and without telling its maker."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import SessionOptions


def without_telemetry() -> None:
    """Keep onnxruntime, which is imported later, from sending usage data and from keeping an id of this machine."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


def on_one_core() -> SessionOptions:
    """Return options for a session on one core: lines run in parallel instead."""
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return options
