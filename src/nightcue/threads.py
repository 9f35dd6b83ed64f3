"""Start threads; where the system gives no more of them, do their work in the calling thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

_tellers: list[Callable[[], object]] = []
"""Functions to call once when a thread cannot be started."""
_telling = Lock()


def is_of_threads(error: BaseException) -> bool:
    """Return whether `error` is what Python raises where the system gives it no more threads."""
    return isinstance(error, RuntimeError) and "can't start new thread" in str(error)


@contextmanager
def told_by(tell: Callable[[], object]) -> Iterator[None]:
    """Call `tell` when the first thread in this block cannot be started, and never again."""
    _tellers.append(tell)
    try:
        yield
    finally:
        if tell in _tellers:
            _tellers.remove(tell)


def begun(work: Callable[[], object]) -> bool:
    """Start `work` in a thread that does not keep the program from ending; return False where there is none."""
    try:
        Thread(target=work, daemon=True).start()
    except RuntimeError as error:
        _note(error)
        return False
    return True


def can_start() -> bool:
    """Return whether a library that we call would get a thread now."""
    return begun(int)


async def run_in_thread(work: Callable[..., Result], *args: object) -> Result:
    """Return `work(*args)`, done in a thread while others are served, or here while they wait."""
    from anyio import to_thread

    started = False

    def noted() -> Result:
        nonlocal started
        started = True
        return work(*args)

    try:
        return await to_thread.run_sync(noted)
    except RuntimeError as error:
        if started:
            raise
        _note(error)
    return work(*args)


class Pool:
    """At most `most` threads, named after `name`, for one piece of work after another.

    At the end of a `with` block what has not begun is not done.
    """

    def __init__(self, most: int, name: str) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._threads = ThreadPoolExecutor(most, thread_name_prefix=name)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown(cancel=True)

    def submit(self, work: Callable[..., Result], *args: object) -> Future[Result]:
        """Begin `work(*args)` in a thread and return what it will give; without a thread, it is done on return."""
        task = _Task(partial(work, *args))
        if not self._takes(task):
            task.run()
        return task.result

    def each(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[tuple[Item, Future[Result]]]:
        """Begin `work` on every item, and yield each with what it gave as soon as it is done.

        What no thread takes is done here, one at a time, whenever the next is asked for.
        """
        from concurrent.futures import as_completed

        here: list[tuple[Item, _Task[Result]]] = []
        there: dict[Future[Result], Item] = {}
        for item in items:
            task = _Task(partial(work, item))
            if self._takes(task):
                there[task.result] = item
            else:
                here.append((item, task))

        def done() -> Iterator[tuple[Item, Future[Result]]]:
            for item, task in here:
                task.run()
                yield item, task.result
            for result in as_completed(there):
                yield there[result], result

        return done()

    def shutdown(self, *, wait: bool = True, cancel: bool = False) -> None:
        """Take no more work; `wait` for what has begun, `cancel` what has not."""
        self._threads.shutdown(wait=wait, cancel_futures=cancel)

    def _takes(self, task: _Task[Result]) -> bool:
        """Hand `task` to a thread; return False where there is none."""
        try:
            self._threads.submit(task.run)
        except RuntimeError as error:
            _note(error)
            return False
        return True


class _Task(Generic[Result]):
    """Work that is done once, by whoever comes first: a pool may keep work for which it could start no thread."""

    def __init__(self, work: Callable[[], Result]) -> None:
        from concurrent.futures import Future

        self._work, self._taken = work, Lock()
        self.result: Future[Result] = Future()

    def run(self) -> None:
        if not self._taken.acquire(blocking=False):
            return
        try:
            self.result.set_result(self._work())
        except BaseException as error:
            self.result.set_exception(error)
            if not isinstance(error, Exception):  # Ctrl-C, in the calling thread
                raise


def _note(error: RuntimeError) -> None:
    """Tell whoever wants to know; raise any other error than that of a missing thread."""
    if not is_of_threads(error):
        raise error
    with _telling:
        tellers = list(_tellers)
        _tellers.clear()
    for tell in tellers:
        tell()
