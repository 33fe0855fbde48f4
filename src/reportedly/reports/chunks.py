"""A source as chunks of bytes, and chunks as lines in constant memory."""

from collections.abc import Iterator
from typing import BinaryIO

CHUNK_BYTES = 64 * 1024


def read_chunks(source: BinaryIO) -> Iterator[bytes]:
    """Yield the source's bytes in order, none of them empty, until it ends.

    Raises OSError where the source fails.
    """
    while chunk := source.read(CHUNK_BYTES):
        yield chunk


def gather(chunks: Iterator[bytes], limit_bytes: int) -> bytes | None:
    """Return all bytes joined, None where they exceed the limit; no more than the limit is held."""
    parts: list[bytes] = []
    held = 0
    for chunk in chunks:
        held += len(chunk)
        if held > limit_bytes:
            return None
        parts.append(chunk)
    return b"".join(parts)


def split_lines(chunks: Iterator[bytes], limit_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield (number from 1, bytes without the line feed) for every line; None for a line over the limit.

    A longer line is passed over without being held; the lines after it are read on.
    """
    number, held, parts = 1, 0, list[bytes]()
    for chunk in chunks:
        *closed, rest = chunk.split(b"\n")
        for piece in closed:
            fits = held + len(piece) <= limit_bytes
            yield number, (b"".join([*parts, piece]) if fits else None)
            number, held, parts = number + 1, 0, []
        held += len(rest)
        if held <= limit_bytes:
            parts.append(rest)
        else:
            parts = []
    if held:
        yield number, (b"".join(parts) if held <= limit_bytes else None)


class Rewound:
    """A source whose first bytes were already read, from its beginning.

    It can be read and nothing else: libraries that find a ``seek`` use it, and not every source has one.
    """

    def __init__(self, head: bytes, source: BinaryIO) -> None:
        """Give ``head`` out once more before the rest of ``source``."""
        self._head = head
        self._source = source
        self._at = 0

    def seekable(self) -> bool:
        """Return False."""
        return False

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._at

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, all that are left where it is negative."""
        if self._head and size >= 0:
            found, self._head = self._head[:size], self._head[size:]
        elif self._head:
            found, self._head = self._head + self._source.read(), b""
        else:
            found = self._source.read(size)
        self._at += len(found)
        return found
