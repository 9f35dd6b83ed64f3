"""Waiting for a coroutine in a thread of its own: the tests of a browser leave an event loop running in theirs."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

PATIENCE = 120


def awaited(coroutine):
    """What the coroutine returns."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result(PATIENCE)
