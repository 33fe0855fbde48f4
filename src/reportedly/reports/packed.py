"""Packed sources: gzip streams and ZIP archives, read without being unpacked to a disk, within bounds."""

import gzip
import io
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from reportedly.reports.kinds import Limits, ProblemKind, SourceError, problem
from reportedly.terms.reports import Arrival, Origin, Problem

Inner = Callable[[BinaryIO, Origin], Iterator[Arrival | Problem]]
"""Reads a member of an archive as any source is read."""

FREE_BYTES = 16 * 1024 * 1024
"""What anything may unpack to, however small it is packed."""

_SPOOLED = 32 * 1024 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
_FURNITURE = frozenset((
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".bmp", ".css", ".js", ".mjs",
    ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp4", ".webm", ".mp3", ".m4a", ".ogg",
    ".ds_store", ".download",
))  # fmt: skip
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    gzip.BadGzipFile,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that stops at a bound and tells what broke it as a ``SourceError``."""

    def __init__(self, packed: BinaryIO, most_bytes: int) -> None:
        """Read from ``packed`` at most ``most_bytes``."""
        super().__init__()
        self._packed = packed
        self._left = most_bytes
        self.read_bytes = 0

    def readable(self) -> bool:
        """Return True: that is all it is."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the buffer; raise SourceError where the archive is broken or unpacks to too much."""
        try:
            found = self._packed.read(len(buffer))
        except _BROKEN as error:
            detail = f"it breaks off after {self.read_bytes:,} bytes ({_reason(error)}); fetch it again"
            raise SourceError(ProblemKind.BROKEN_ARCHIVE, detail) from error
        self._left -= len(found)
        self.read_bytes += len(found)
        if self._left < 0:
            detail = f"it unpacks to more than {self.read_bytes - len(found):,} bytes, far more than it holds"
            raise SourceError(ProblemKind.BOMB, f"{detail}; leave it out")
        buffer[: len(found)] = found
        return len(found)


def _reason(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words[:100] or type(error).__name__


def read_gzip(source: BinaryIO, origin: Origin, limits: Limits, inner: Inner) -> Iterator[Arrival | Problem]:
    """Yield what a gzip stream holds, read as its name without ".gz" says.

    A truncated stream is a problem; formats of many records (JSON Lines, WARC) are read as far as it goes.
    """
    counted = _Counted(source)
    most = _MovingBound(counted, limits)
    with gzip.GzipFile(fileobj=counted, mode="rb") as packed:
        stream = io.BufferedReader(Unpacked(_Bounded(packed, most), 1 << 62), 64 * 1024)  # type: ignore[arg-type]
        yield from inner(stream, Origin(uri=origin.uri, member=origin.member))


class _Counted(io.RawIOBase):
    """A source that counts the bytes read from it."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        found = self._source.read(len(buffer))
        self.count += len(found)
        buffer[: len(found)] = found
        return len(found)


class _MovingBound:
    """How much may come out for what went in so far."""

    def __init__(self, counted: _Counted, limits: Limits) -> None:
        self._counted, self._limits = counted, limits

    def allows(self, unpacked_bytes: int) -> bool:
        return unpacked_bytes <= FREE_BYTES + self._limits.ratio * self._counted.count


class _Bounded:
    """Reads from a packed stream as long as the bound allows it."""

    def __init__(self, packed: gzip.GzipFile, bound: _MovingBound) -> None:
        self._packed, self._bound, self._count = packed, bound, 0

    def read(self, size: int) -> bytes:
        found = self._packed.read1(size)
        self._count += len(found)
        if not self._bound.allows(self._count):
            detail = f"it unpacks to more than {self._count - len(found):,} bytes, far more than it holds"
            raise SourceError(ProblemKind.BOMB, f"{detail}; leave it out")
        return found


def read_zip(source: BinaryIO, origin: Origin, limits: Limits, inner: Inner) -> Iterator[Arrival | Problem]:
    """Yield what every member of a ZIP archive holds, in the order of their names.

    Members have the address "archive#name". Nothing is written to a disk under a member's name; a name
    that climbs out of the archive is a problem all the same. Pictures, styles and scripts of saved pages
    are passed over, of a WACZ everything but its WARC files.
    """
    with _seekable(source) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        try:
            archive = zipfile.ZipFile(file)
        except (*_BROKEN, OSError) as error:
            detail = f"it is no ZIP archive that can be read ({_reason(error)}); fetch it again"
            yield problem(ProblemKind.BROKEN_ARCHIVE, origin, detail)
            return
        with archive:
            yield from _members(archive, origin, limits, inner, 8 * FREE_BYTES + limits.ratio * size)


def _seekable(source: BinaryIO) -> BinaryIO:
    if source.seekable():
        source.seek(0)
        return cast(BinaryIO, _Unclosed(source))
    spool = tempfile.SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115
    shutil.copyfileobj(source, spool)
    return cast(BinaryIO, spool)


class _Unclosed(io.RawIOBase):
    """A source that somebody else closes."""

    def __init__(self, source: BinaryIO) -> None:
        super().__init__()
        self._source = source

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._source.seek(offset, whence)

    def tell(self) -> int:
        return self._source.tell()

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        found = self._source.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)


def _members(
    archive: zipfile.ZipFile, origin: Origin, limits: Limits, inner: Inner, left: int
) -> Iterator[Arrival | Problem]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    wacz = PurePosixPath(origin.member or origin.uri).suffix.casefold() == ".wacz"
    if len(infos) > limits.members:
        detail = (
            f"it has {len(infos):,} members; the first {limits.members:,} are read, split it for the others"
        )
        yield problem(ProblemKind.TOO_LARGE, origin, detail)
    pages = frozenset(
        info.filename.casefold() for info in infos if info.filename.casefold().endswith((".html", ".htm"))
    )
    read = 0
    for info in sorted(infos[: limits.members], key=lambda info: info.filename):
        name = _clean(info.filename)
        place = Origin(uri=origin.uri, member=name if origin.member is None else f"{origin.member}!{name}")
        if (flaw := _flaw(info)) is not None:
            read += 1
            yield problem(flaw[0], place, flaw[1])
            continue
        if _is_furniture(name, wacz) or is_resource(name, pages):
            continue
        read += 1
        most = min(left, FREE_BYTES + limits.ratio * info.compress_size)
        unpacked = 0
        for one in _member(archive, info, place, inner, most):
            if isinstance(one, int):
                unpacked = one
            else:
                yield one
        left = max(left - unpacked, 0)
    if not read:
        yield problem(ProblemKind.EMPTY, origin, "the archive holds nothing to read; leave it out")


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, place: Origin, inner: Inner, most: int
) -> Iterator[Arrival | Problem | int]:
    """Yield what one member holds, and last how many bytes it unpacked to."""
    try:
        packed = archive.open(info)
    except (*_BROKEN, OSError) as error:
        detail = f"the member cannot be read ({_reason(error)}); fetch the archive again"
        yield problem(ProblemKind.BROKEN_ARCHIVE, place, detail)
        return
    with packed:
        raw = Unpacked(packed, most)  # type: ignore[arg-type]
        yield from inner(io.BufferedReader(raw, 64 * 1024), place)
        yield raw.read_bytes


def _clean(name: str) -> str:
    return name.encode("utf-8", "replace").decode().replace("\x00", "\ufffd").replace("\n", " ")


def _flaw(info: zipfile.ZipInfo) -> tuple[ProblemKind, str] | None:
    parts = re.split(r"[/\\]", info.filename)
    if ".." in parts or info.filename.startswith(("/", "\\")) or _DRIVE.match(info.filename):
        return ProblemKind.UNSAFE_PATH, "its name leads out of the archive; pack it again under a plain name"
    if info.flag_bits & 1:
        return ProblemKind.LOCKED, "it needs a password; unpack it first"
    return None


def _is_furniture(name: str, wacz: bool) -> bool:
    path = PurePosixPath(name)
    if any(part.startswith((".", "__MACOSX")) for part in path.parts):
        return True
    if wacz:
        return path.parts[:1] != ("archive",)
    return path.suffix.casefold() in _FURNITURE


def is_resource(name: str, pages: frozenset[str]) -> bool:
    """Say whether a file lies in the folder that a browser saves beside a page ("story_files/").

    ``pages`` are the paths of the pages there, lower case, with forward slashes.
    """
    parts = name.casefold().split("/")
    for depth, part in enumerate(parts[:-1]):
        for ending in ("_files", ".files", "_fichiers", "-dateien", "_archivos", "_file"):
            if part.endswith(ending):
                stem = "/".join([*parts[:depth], part.removesuffix(ending)])
                if f"{stem}.html" in pages or f"{stem}.htm" in pages:
                    return True
    return False
