"""Work on chunks, where a process of another name can import it: done, deadly once, deadly always, and failing."""

import os
import signal
import time


def doubled(chunk):
    return [2 * each for each in chunk]


def dying_once(marker, chunk):
    """End the process the first time that this is called."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return chunk
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def poisoned(bad, chunk):
    if bad in chunk:
        time.sleep(0.2)
        os._exit(1)
    return chunk


def failing(chunk):
    raise ZeroDivisionError("a bug")
