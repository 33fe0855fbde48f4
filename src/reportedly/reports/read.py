"""Any source to reports: what it looks like decides which reader takes it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from reportedly.reports.binary import name_binary
from reportedly.reports.chunks import Rewound, read_chunks
from reportedly.reports.feeds import is_feed, read_feed
from reportedly.reports.html import Served, read_html, read_page
from reportedly.reports.jsonl import read_json, read_jsonl
from reportedly.reports.kinds import Limits, ProblemKind, describe_source_error, problem
from reportedly.reports.mail import is_letter, is_mailbox, read_letter, read_mailbox
from reportedly.reports.packed import read_gzip, read_zip
from reportedly.reports.pdf import read_pdf
from reportedly.reports.table import read_table
from reportedly.reports.text import read_text
from reportedly.reports.warc import read_warc
from reportedly.terms.reports import Arrival, Origin, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A format: the suffixes that name it, what betrays it, and how it is read.

    A suffix decides; ``opens`` is asked about the first bytes only where no reader claims the suffix.
    """

    name: str
    suffixes: tuple[str, ...]
    opens: Callable[[bytes], bool]
    read: Callable[[Iterator[bytes], Origin, Limits], Iterator[Arrival | Problem]]


_PAGE = re.compile(
    rb"(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>|\s){0,5}<(?:!doctype html|html[\s>]|head[\s>]|body[\s>])",
    re.I | re.S,
)


def is_page(head: bytes) -> bool:
    """Say whether these first bytes open a web page."""
    return _PAGE.match(head[:8192]) is not None


def _opens(*openings: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(openings)


READERS: tuple[Reader, ...] = (
    Reader(name="feed", suffixes=(".rss", ".atom", ".rdf", ".xml"), opens=is_feed, read=read_feed),
    Reader(name="JSON Lines", suffixes=(".jsonl", ".ndjson"), opens=_opens(b"{"), read=read_jsonl),
    Reader(name="JSON", suffixes=(".json",), opens=_opens(b'[{"'), read=read_json),
    Reader(name="page", suffixes=(".html", ".htm", ".xhtml", ".shtml"), opens=is_page, read=read_html),
    Reader(name="table", suffixes=(".csv", ".tsv"), opens=_opens(), read=read_table),
    Reader(name="mailbox", suffixes=(".mbox",), opens=is_mailbox, read=read_mailbox),
    Reader(name="letter", suffixes=(".eml", ".mht", ".mhtml"), opens=is_letter, read=read_letter),
    Reader(name="PDF", suffixes=(".pdf",), opens=_opens(b"%PDF-"), read=read_pdf),
    Reader(name="plain text", suffixes=(".txt", ".text", ".md"), opens=_opens(b""), read=read_text),
)
"""Every format that can be read, asked in this order; the last takes what no other does."""

LIMITS = Limits()
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk")
_PDF = b"%PDF-"
_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
_TYPES: tuple[tuple[str, str], ...] = (
    ("html", "page"),
    ("rss", "feed"),
    ("atom", "feed"),
    ("rdf", "feed"),
    ("feed+json", "feed"),
    ("xml", "feed"),
    ("pdf", "PDF"),
    ("json", "JSON"),
    ("text/plain", "plain text"),
)


def read_source(source: BinaryIO, origin: Origin, limits: Limits = LIMITS) -> Iterator[Arrival | Problem]:
    """Yield every report in a source, and a problem for every part that is none; at least one of the two.

    Bytes never raise; a source that fails while being read ends with a problem after what was read. The
    source is read once and not closed. Memory is bounded by ``limits``.
    """
    try:
        chunks = read_chunks(source)
        head = next(chunks, b"")
        name = origin.member or origin.uri
        suffix = _suffix(name)
        if head.startswith(_WARC) or suffix == ".warc":
            yield from read_warc(cast(BinaryIO, Rewound(head, source)), origin, limits, _payload(limits))
        elif head.startswith(_GZIP):
            yield from _read_gzip(cast(BinaryIO, Rewound(head, source)), origin, limits)
        elif head.startswith(_ZIP) and suffix not in _OFFICE:
            yield from _read_zip(head, source, origin, limits)
        elif head.startswith(_PDF):
            yield from read_pdf(chain((head,), chunks), origin, limits)
        elif (looks := name_binary(head)) is not None:
            detail = f"it looks like {looks}, not text; extract the text first"
            yield problem(ProblemKind.BINARY, origin, detail)
        else:
            reader = choose_reader(name, head)
            yield from reader.read(chain((head,) if head else (), chunks), origin, limits)
    except OSError as error:
        yield describe_source_error(error, origin)


def choose_reader(name: str, head: bytes) -> Reader:
    """Return the reader for a source of this name (path, address or "-") that begins with these bytes."""
    suffix = _suffix(name)
    named = next((reader for reader in READERS if suffix and suffix in reader.suffixes), None)
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if named is None or (named.name == "JSON" and is_feed(opening)):
        return next(reader for reader in READERS if reader.opens(opening))
    return named


def read_payload(
    raw: bytes, origin: Origin, limits: Limits, served: Served, media_type: str
) -> Iterator[Arrival | Problem]:
    """Yield the reports in what a server sent: a page, a feed, a document or a text.

    Feeds give their entries; everything else is known by the address it was served under.
    """
    opening = raw[:8192].removeprefix(b"\xef\xbb\xbf").lstrip()
    typed = next((name for part, name in _TYPES if part in media_type), None)
    if typed == "page" or typed is None or typed == "feed":
        if is_feed(opening):
            typed = "feed"
        elif is_page(opening):
            typed = "page"
    if typed == "page":
        yield from read_page(raw, origin, limits, served)
        return
    reader = next((each for each in READERS if each.name == typed), None) or choose_reader(origin.uri, raw)
    for one in reader.read(iter((raw,) if raw else ()), origin, limits):
        yield _served(one, served) if isinstance(one, Arrival) and typed != "feed" else one


def _served(arrival: Arrival, served: Served) -> Arrival:
    report = arrival.report
    return replace(
        arrival,
        report=replace(
            report, url=report.url or served.url, fetched_at=report.fetched_at or served.fetched_at
        ),
    )


def _payload(
    limits: Limits,
) -> Callable[[bytes, Origin, Served, str], Iterator[Arrival | Problem]]:
    def read(raw: bytes, origin: Origin, served: Served, media_type: str) -> Iterator[Arrival | Problem]:
        yield from read_payload(raw, origin, limits, served, media_type)

    return read


def _read_gzip(source: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    if limits.depth <= 0:
        yield _too_deep(origin)
        return
    deeper = replace(limits, depth=limits.depth - 1)

    def inner(stream: BinaryIO, place: Origin) -> Iterator[Arrival | Problem]:
        yield from read_source(stream, place, deeper)

    yield from read_gzip(source, origin, limits, inner)


def _read_zip(head: bytes, source: BinaryIO, origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    if limits.depth <= 0:
        yield _too_deep(origin)
        return
    deeper = replace(limits, depth=limits.depth - 1)

    def inner(stream: BinaryIO, place: Origin) -> Iterator[Arrival | Problem]:
        yield from read_source(stream, place, deeper)

    yield from read_zip(
        source if source.seekable() else cast(BinaryIO, Rewound(head, source)), origin, limits, inner
    )


def _too_deep(origin: Origin) -> Problem:
    detail = "it is an archive inside archives inside archives; unpack it first"
    return problem(ProblemKind.BOMB, origin, detail)


def _suffix(name: str) -> str:
    path = PurePosixPath(name.partition("?")[0].partition("#")[0])
    suffix = path.suffix.casefold()
    return PurePosixPath(path.stem).suffix.casefold() if suffix == ".gz" else suffix
