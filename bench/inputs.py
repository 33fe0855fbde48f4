"""``python -m bench.inputs``: pages and web archive records a CPU second, beside the libraries alone.

Pages are made up or, with a folder, those in it (``*.html``, ``*.html.gz``). Each page is read by ours (tree,
lines, facts, blocks, labels) and by trafilatura in its fast mode in turn, so that both meet the same machine.
"""

import argparse
import gzip
import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.reports import make_reports
from reportedly.language.language import load_language
from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits
from reportedly.reports.warc import read_warc
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.reports import Arrival, Origin
from reportedly.texts.label import label

MENU = "".join(f'<li class="menu-item"><a href="/{n}">Section {n}</a></li>' for n in range(60))


def make_pages(number: int) -> Iterator[bytes]:
    """Yield so many made-up pages: a menu, a headline, a byline and the text of a made-up report."""
    for line in make_reports(number):
        row = json.loads(line)
        text = "".join(f"<p>{part}</p>" for part in row["text"].split("\n"))
        yield (
            f"<html><head><title>News | {row['outlet']}</title></head><body><ul>{MENU}</ul><h1>News</h1>"
            f'<p class="byline">By Ann Example</p><time datetime="{row["published"]}"></time>{text}'
            "</body></html>"
        ).encode()


def make_warc(pages: Sequence[bytes]) -> bytes:
    """Return an archive of the answers that gave these pages, each packed as crawlers pack them."""
    parts = []
    for number, page in enumerate(pages):
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bench.example/{number}\r\n"
            "WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + block + b"\r\n\r\n", 6, mtime=0))
    return b"".join(parts)


def spent(work: Callable[[bytes], object], given: bytes) -> float:
    """Return the CPU seconds of one piece of work."""
    before = time.process_time()
    work(given)
    return time.process_time() - before


def rate_pages(pages: Sequence[bytes]) -> tuple[float, float]:
    """Return pages a CPU second: ours with all layers, trafilatura's text alone."""
    import trafilatura

    language = load_language(LANGUAGE)

    def ours(page: bytes) -> None:
        for one in read_page(page, Origin(uri="page"), Limits(), Served()):
            if isinstance(one, Arrival):
                label(one.report, language)

    def theirs(page: bytes) -> None:
        trafilatura.bare_extraction(page, fast=True, include_comments=False)

    german = "<p>Die Fähre steht still, sagte der Hafenmeister am Freitag, bis auf weiteres.</p>"
    for page in (pages[0], german.encode()):
        ours(page)  # loads what is loaded once
        theirs(page)
    seconds = [0.0, 0.0]
    for page in pages:
        seconds[0] += spent(ours, page)
        seconds[1] += spent(theirs, page)
    return len(pages) / seconds[0], len(pages) / seconds[1]


def rate_records(archive: bytes, number: int) -> tuple[float, float]:
    """Return records a CPU second: ours up to the page's bytes, FastWARC's reading alone."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    def ours(raw: bytes) -> None:
        for _ in read_warc(io.BytesIO(raw), Origin(uri="bench.warc.gz"), Limits(), lambda *_: iter(())):
            pass

    def theirs(raw: bytes) -> None:
        for record in ArchiveIterator(io.BytesIO(raw), record_types=WarcRecordType.response):
            record.reader.read()

    return number / spent(ours, archive), number / spent(theirs, archive)


def main() -> None:
    """Measure and print both."""
    parser = argparse.ArgumentParser(prog="python -m bench.inputs")
    parser.add_argument("folder", nargs="?", type=Path, help="saved pages (*.html, *.html.gz)")
    parser.add_argument("--number", type=int, default=500, help="made-up pages where no folder is named")
    args = parser.parse_args()
    pages = list(make_pages(args.number))
    if args.folder is not None:
        files = sorted([*args.folder.glob("*.html"), *args.folder.glob("*.html.gz")])
        pages = [gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes() for f in files]
        if not pages:
            parser.error(f"no *.html and no *.html.gz in {args.folder}")
    ours, theirs = rate_pages(pages)
    print(f"pages a CPU second:   {ours:,.0f} with all layers; trafilatura (fast) alone {theirs:,.0f}")
    ours, theirs = rate_records(make_warc(pages * 5), 5 * len(pages))
    print(f"records a CPU second: {ours:,.0f}; FastWARC alone {theirs:,.0f}")


if __name__ == "__main__":
    main()
