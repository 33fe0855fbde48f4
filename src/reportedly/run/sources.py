"""From what a person names (files, folders, patterns, "-") to the reports and problems in it."""

import glob
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reportedly.reports.kinds import describe_source_error
from reportedly.reports.packed import is_resource
from reportedly.reports.read import LIMITS, read_source
from reportedly.terms.reports import Arrival, Origin, Problem

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read, or standard input (``path`` None); its address and size in bytes (0 unknown).

    ``given`` are problems that were met on the way to it: a source with any is nothing but these.
    """

    path: Path | None
    origin: Origin
    size_bytes: int
    given: tuple[Problem, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """For tables and JSON Lines: (field, column) pairs."""


def _source(path: Path) -> Source:
    """Return the source of one path, whether or not it can be read."""
    try:
        resolved = path.resolve()
        size = resolved.stat().st_size
    except (OSError, ValueError, RuntimeError):
        resolved, size = path.absolute(), 0
    return Source(path=resolved, origin=Origin(uri=_address(resolved)), size_bytes=size)


def _address(path: Path) -> str:
    """Return the file address of an absolute path; bytes that are no text are escaped."""
    try:
        return path.as_uri()
    except ValueError:
        return f"file://{path}"


def _inside(folder: Path, skip: frozenset[Path]) -> list[Path]:
    """Return the files under a folder in the order of their names.

    Hidden ones, ``skip``, and what browsers save beside a page ("story_files/") are left out.
    """
    found: list[Path] = []
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and path.resolve() not in skip:
            found.append(path)
    names = {path: path.relative_to(folder).as_posix() for path in found}
    pages = frozenset(
        name.casefold() for name in names.values() if name.casefold().endswith((".html", ".htm"))
    )
    return sorted(path for path in found if not is_resource(names[path], pages))


def problem_source(problem: Problem) -> Source:
    """Return a source that yields a problem met elsewhere, so that the record keeps it."""
    return Source(path=None, origin=problem.origin, size_bytes=0, given=(problem,))


def file_source(path: Path) -> Source:
    """Return the source of one file."""
    return _source(path)


def expand(
    names: Sequence[str],
    skip: frozenset[Path] = frozenset(),
    columns: tuple[tuple[str, str], ...] = (),
) -> tuple[Source, ...]:
    """Return the sources that the names stand for, each once, in the order given.

    A folder stands for every file below it that is not hidden, a pattern for what it matches; a name that
    matches nothing stays, so that reading it becomes a problem that names it. ``skip`` holds resolved
    paths to leave out of folders (the record itself). ``columns`` goes to every source.
    """
    sources: dict[str, Source] = {}
    for name in names:
        if name == STDIN:
            sources[STDIN] = Source(path=None, origin=Origin(uri=STDIN), size_bytes=0, columns=columns)
            continue
        path = Path(name)
        matched = [path]
        if path.is_dir():
            matched = _inside(path, skip) or [path]
        elif glob.has_magic(name) and not path.exists():
            # pathlib refuses absolute patterns
            found = sorted(Path(match) for match in glob.glob(name, recursive=True))  # noqa: PTH207
            inner = [_inside(match, skip) if match.is_dir() else [match] for match in found]
            matched = [file for files in inner for file in files] or [path]
        for file in matched:
            source = replace(_source(file), columns=columns)
            sources.setdefault(source.origin.uri, source)
    return tuple(sources.values())


def arrivals(source: Source) -> Iterator[Arrival | Problem]:
    """Yield the reports of a source and a problem for each part that is none; never raises for its bytes."""
    if source.given:
        yield from source.given
        return
    limits = replace(LIMITS, columns=source.columns)
    if source.path is None:
        stream: BinaryIO = sys.stdin.buffer
        yield from read_source(stream, source.origin, limits)
        return
    try:
        with source.path.open("rb") as file:
            yield from read_source(file, source.origin, limits)
    except (OSError, ValueError) as error:
        failed = error if isinstance(error, OSError) else OSError(str(error))
        yield describe_source_error(failed, source.origin)
