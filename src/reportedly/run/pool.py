"""The local engine: the same pure function over many reports, on the cores at hand."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

FEW = 48
"""So few items are done in this process: starting others would cost more than it saves."""
AT_ONCE = 8
"""Items handed to a worker in one parcel."""


def cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _several(function: Callable[[Given], Made], items: list[Given]) -> list[Made]:
    """Return the function's value for each item (runs in a worker)."""
    return [function(item) for item in items]


def _begin() -> None:
    """Leave Ctrl-C to the parent, which ends its workers itself, and end with a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """Wait for the end of another process and end this one."""
    wait([sentinel])
    os._exit(1)


def _parcels(
    pool: ProcessPoolExecutor, function: Callable[[Given], Made], items: Iterator[Given], ahead: int
) -> Iterator[Made]:
    """Yield the values in the order of the items, at most ``ahead`` parcels on their way."""
    waiting: deque[Future[list[Made]]] = deque()
    try:
        while True:
            while len(waiting) < ahead and (parcel := list(islice(items, AT_ONCE))):
                waiting.append(pool.submit(_several, function, parcel))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


class Crew:
    """Worker processes that are started when first needed and end with the ``with`` block.

    With one worker, or few items at a time, everything is done in this process.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def spread(self, function: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Yield ``function(item)`` for each item in their order; items are read a few parcels ahead."""
        stream = iter(items)
        few = list(islice(stream, FEW))
        stream = chain(few, stream)
        if self._workers <= 1 or (self._pool is None and len(few) < FEW):
            yield from map(function, stream)
            return
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_begin)
        yield from _parcels(self._pool, function, stream, 3 * self._workers)
