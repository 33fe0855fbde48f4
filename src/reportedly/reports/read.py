"""Any source to reports: what it looks like decides which reader takes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import BinaryIO

from reportedly.reports.binary import name_binary
from reportedly.reports.chunks import read_chunks
from reportedly.reports.jsonl import read_json, read_jsonl
from reportedly.reports.kinds import Limits, ProblemKind, describe_source_error, problem
from reportedly.reports.text import read_text
from reportedly.terms.reports import Arrival, Origin, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: the suffixes that name it, the first characters that betray it, and how it is read.

    A suffix decides; ``opens`` is asked only where no reader claims the suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    opens: tuple[bytes, ...]
    read: Callable[[Iterator[bytes], Origin, Limits], Iterator[Arrival | Problem]]


READERS: tuple[Reader, ...] = (
    Reader(name="JSON Lines", suffixes=(".jsonl", ".ndjson"), opens=(b"{",), read=read_jsonl),
    Reader(name="JSON", suffixes=(".json",), opens=(b'[{"',), read=read_json),
    Reader(name="plain text", suffixes=(".txt", ".text", ".md"), opens=(b"",), read=read_text),
)
"""Every format that can be read, asked in this order; the last takes what no other does."""

LIMITS = Limits()


def read_source(source: BinaryIO, origin: Origin, limits: Limits = LIMITS) -> Iterator[Arrival | Problem]:
    """Yield every report in a source, and a problem for every part that is none; at least one of the two.

    Bytes never raise; a source that fails while being read ends with a problem after what was read. The
    source is read once, forward, and not closed. Memory is bounded by ``limits``.
    """
    try:
        chunks = read_chunks(source)
        head = next(chunks, b"")
        if (looks := name_binary(head)) is not None:
            detail = f"it looks like {looks}, not text; extract the text first"
            yield problem(ProblemKind.BINARY, origin, detail)
            return
        reader = choose_reader(origin.member or origin.uri, head)
        yield from reader.read(chain((head,) if head else (), chunks), origin, limits)
    except OSError as error:
        yield describe_source_error(error, origin)


def choose_reader(name: str, head: bytes) -> Reader:
    """Return the reader for a source of this name (path, address or "-") that begins with these bytes."""
    suffix = PurePosixPath(name.partition("?")[0].partition("#")[0]).suffix.casefold()
    named = next((reader for reader in READERS if suffix and suffix in reader.suffixes), None)
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return named or next(reader for reader in READERS if opening.startswith(reader.opens))
