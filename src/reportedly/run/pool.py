"""The local engine: the same pure function over many reports, on the cores at hand."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
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


def _deaf() -> None:
    """Leave Ctrl-C to the parent, which ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def spread(function: Callable[[Given], Made], items: Iterable[Given], workers: int) -> Iterator[Made]:
    """Yield ``function(item)`` for each item in their order, computed by ``workers`` processes.

    With one worker, or few items, everything happens here. At most a few parcels are read ahead, so that
    a long stream of items never stands in memory whole.
    """
    stream = iter(items)
    few = list(islice(stream, FEW))
    if workers <= 1 or len(few) < FEW:
        for item in chain(few, stream):
            yield function(item)
        return
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[list[Made]]] = deque()
    stream = chain(few, stream)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_deaf) as pool:
        try:
            while True:
                while len(waiting) < 3 * workers and (parcel := list(islice(stream, AT_ONCE))):
                    waiting.append(pool.submit(_several, function, parcel))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
