"""Reading on as new reports arrive: folders that grow, feeds asked again on a schedule."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SETTLE_S = 1.0
"""A file that changed less than this many seconds ago may still be written to."""

_LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What is to be read now: files that are new or changed, and whether the feeds are due."""

    files: tuple[Path, ...]
    feeds_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Folders whose files are read as they come, and how often the feeds are asked, in seconds."""

    folders: tuple[Path, ...]
    every_s: float | None
    once: bool = False


def cycles(
    watched: Watched, stop: threading.Event, seconds: Callable[[], float] = time.monotonic
) -> Iterator[Cycle]:
    """Yield a first cycle with everything that is there, then one whenever something is new or due.

    Ends when ``stop`` is set, after the cycle under way, or with the first one where ``watched.once``.
    Hidden files are left out, and files still being written wait for a later cycle.
    """
    due = seconds()
    changes = _changes(watched.folders, stop, lambda: _wait(due, watched.every_s, seconds()))
    waiting: set[Path] = {file for folder in watched.folders for file in _files(folder)}
    first = True
    while not stop.is_set():
        feeds_due = watched.every_s is not None and seconds() >= due
        ready = {file for file in waiting if first or _is_settled(file)}
        waiting -= ready
        if ready or feeds_due or first:
            if feeds_due and watched.every_s is not None:
                due = seconds() + watched.every_s
            yield Cycle(files=tuple(sorted(ready)), feeds_due=feeds_due)
            first = False
        if watched.once:
            return
        waiting |= next(changes, set())


def _wait(due: float, every_s: float | None, now: float) -> float:
    """Return how long to wait for changes at most: short, so that a stop and a late file are seen."""
    return min(_LONGEST_WAIT_S, SETTLE_S if every_s is None else max(0.05, min(due - now, SETTLE_S)))


def _changes(
    folders: Sequence[Path], stop: threading.Event, wait_s: Callable[[], float]
) -> Iterator[set[Path]]:
    if not folders:
        while not stop.wait(wait_s()):
            yield set()
        return
    from watchfiles import Change, watch

    timeout_ms = int(1000 * SETTLE_S)
    found = watch(
        *folders,
        stop_event=stop,
        rust_timeout=timeout_ms,
        yield_on_timeout=True,
        raise_interrupt=False,
        debounce=400,
    )
    for batch in found:
        yield {
            path
            for change, name in batch
            if change is not Change.deleted
            and (path := Path(name)).is_file()
            and not _is_hidden(path, folders)
        }


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, (folder,)))


def _is_hidden(path: Path, folders: Sequence[Path]) -> bool:
    for folder in folders:
        if path.is_relative_to(folder):
            return any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.name.startswith(".")


def _is_settled(file: Path) -> bool:
    try:
        return time.time() - file.stat().st_mtime >= SETTLE_S
    except OSError:
        return True
