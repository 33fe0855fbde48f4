"""Web archives (WARC): every page in them with its address and time, read as far as the archive goes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from reportedly.reports.html import Served
from reportedly.reports.kinds import Limits, ProblemKind, SourceError, problem
from reportedly.terms.reports import Arrival, Origin, Problem

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

Payload = Callable[[bytes, Origin, Served, str], Iterator[Arrival | Problem]]
"""Reads a record's payload: its bytes, where it stood, what came with it, its media type."""

_READ = re.compile(
    r"text/html|application/xhtml|text/plain|application/(?:rss|atom|rdf|feed)|(?:text|application)/xml|"
    r"application/pdf|application/(?:x-)?(?:ndjson|jsonlines)"
)
_OK = range(200, 300)
_FAILED = range(400, 600)
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.I)


def read_warc(
    source: BinaryIO, origin: Origin, limits: Limits, payload: Payload
) -> Iterator[Arrival | Problem]:
    """Yield the reports of every response and resource in an archive; pictures and scripts are none.

    A response with an error's status is a problem; so is the place where the archive breaks off.
    """
    found, position = False, 0
    try:
        for record in _records(source):
            position = record.stream_pos
            for one in _read_record(record, origin, limits, payload):
                found = True
                yield one
    except _BreakError as error:
        found = True
        place = Origin(uri=origin.uri, member=_member(origin, f"offset={position}"))
        detail = f"the archive breaks off near byte {position:,} ({error}); what came before was read"
        yield problem(ProblemKind.BROKEN_ARCHIVE, place, detail)
    if not found:
        detail = "it holds no pages; leave it out or look whether it is complete"
        yield problem(ProblemKind.EMPTY, origin, detail)


class _BreakError(Exception):
    """The archive cannot be read on."""


def _records(source: BinaryIO) -> Iterator["WarcRecord"]:
    """Yield the records that may hold reports; raise _BreakError where the archive breaks."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    with _broken():
        records = iter(ArchiveIterator(source, record_types=wanted, parse_http=False, fsspec_args=False))
    while True:
        with _broken():
            record = next(records, None)
        if record is None:
            return
        yield record


@contextmanager
def _broken() -> Iterator[None]:
    """Turn whatever the archive's parser raises over hostile bytes into a _BreakError."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, SourceError):
        raise
    except BaseException as error:  # its panics are no Exceptions
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise _BreakError(reason) from error


def _read_record(
    record: "WarcRecord", origin: Origin, limits: Limits, payload: Payload
) -> Iterator[Arrival | Problem]:
    with _broken():
        url = _plain((record.headers.get("WARC-Target-URI") or "").strip("<> "))
        place = Origin(uri=origin.uri, member=_member(origin, url or f"offset={record.stream_pos}"))
        expected, is_http = record.content_length, record.is_http
        block = _read(record, expected + 1, limits)
        media_type = (record.headers.get("Content-Type") or "").casefold()
        written = record.headers.get("WARC-Date")
    if len(block) > limits.text_bytes:
        yield problem(
            ProblemKind.TOO_LARGE, place, f"it is longer than {limits.text_bytes:,} bytes; split it"
        )
        return
    if len(block) < expected:
        raise _BreakError(f"{expected - len(block):,} bytes are missing")
    status: int | None = None
    if is_http:
        parsed = _parse_http(block, limits)
        if parsed is None:
            yield problem(ProblemKind.BROKEN_ARCHIVE, place, "the answer in it is no HTTP; fetch it again")
            return
        status, media_type, block = parsed
    if (status is not None and status not in _OK and status not in _FAILED) or (
        media_type and not _READ.match(media_type)
    ):
        return
    if status in _FAILED:
        detail = f"the server answered {status} when it was fetched; fetch it again"
        yield problem(ProblemKind.NOT_FETCHED, place, detail)
        return
    charset = _CHARSET.search(media_type)
    served = Served(
        url=url or None,
        encoding=charset[1] if charset else None,
        fetched_at=_date(written),
        own_address=bool(url),
    )
    yield from payload(block, place, served, media_type.partition(";")[0].strip())


def _parse_http(block: bytes, limits: Limits) -> tuple[int, str, bytes] | None:
    """Return status, media type and decoded body of an answer; None where it is none.

    The body of what is not read is left empty.
    """
    from fastwarc.warc import WarcRecord

    try:
        with _broken():
            record = WarcRecord()
            record.set_bytes_content(block)
            record.is_http = True
            record.parse_http(auto_decode="all", quirks_mode=True)
            status = record.http_headers.status_code
            media_type = (record.http_headers.get("Content-Type") or "").casefold()
            if status is None:
                return None
            read = status in _OK and (not media_type or _READ.match(media_type))
            body = _read(record, len(block) + 1, limits) if read else b""
    except _BreakError:
        return None
    return status, media_type, body


def _read(record: "WarcRecord", likely: int, limits: Limits) -> bytes:
    """Return a record's bytes, one more than the limit at most; ``likely`` are asked for first.

    The reader makes room for as many bytes as it is asked for, which costs more than to read them.
    """
    left = limits.text_bytes + 1
    size = max(min(likely, left), 1)
    found = record.reader.read(size)
    if len(found) < size or size == left:
        return found
    return found + record.reader.read(left - size)


def _plain(url: str) -> str:
    return "".join(char for char in url[:2000] if char.isprintable()).encode("utf-8", "replace").decode()


def _date(written: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment is not None and moment.utcoffset() is not None else None


def _member(origin: Origin, part: str) -> str:
    return part if origin.member is None else f"{origin.member}!{part}"
