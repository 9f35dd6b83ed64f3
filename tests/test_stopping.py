"""A signal is never lost, wherever it comes."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from stopped import heed_signals

LOST = """
import os, time, weakref
from nightcue import stopping as stops
from nightcue.stopping import stopping

stops._MOMENT = {moment}

class Thing:
    pass

thing = Thing()
# in here Python can raise nothing, as in what it does at the end of an import
ref = weakref.ref(thing, lambda _: os.kill(os.getpid(), {number}) or [time.sleep(0) for _ in range(100)])
with stopping():
    del thing
    print("goes on", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("moment", [0.01, 0.0], ids=["a moment later", "at once"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_one_that_comes_where_nothing_can_be_raised_is_given_again(number: signal.Signals, moment: float) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOST.format(number=int(number), moment=moment)],
        capture_output=True, text=True, timeout=50, preexec_fn=heed_signals, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (128 + number, "")
    assert "goes on\n".startswith(done.stdout)
