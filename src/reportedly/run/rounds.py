"""A round of fetching: many addresses, every answer kept as it came in one WARC file beside the record."""

import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reportedly.reports.feeds import entry_links, is_feed
from reportedly.run.fetching import (
    NOT_MODIFIED,
    REDIRECTS,
    Answer,
    Fetcher,
    Manners,
    Validators,
    plain_body,
)
from reportedly.terms.reports import Problem


def warc_record(answer: Answer) -> bytes:
    """Return an answer as one compressed WARC record; the body is as it was sent, chunks joined."""
    from fastwarc.stream_io import GzipWriter
    from fastwarc.warc import WarcRecord, WarcRecordType

    dropped = ("transfer-encoding", "content-length")
    kept = [f"{key}: {value}" for key, value in answer.headers if key.casefold() not in dropped]
    head = [f"HTTP/1.1 {answer.status} {answer.reason}", *kept, f"Content-Length: {len(answer.body)}", "", ""]
    record: Any = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.is_http = True
    record.headers["WARC-Target-URI"] = answer.url
    record.headers["WARC-Date"] = answer.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content("\r\n".join(head).encode("latin-1", "replace") + answer.body)
    packed = io.BytesIO()
    writer = GzipWriter(packed)
    record.write(writer, checksum_data=True)
    writer.close()
    return packed.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a round of fetching left: a WARC file with the answers (None: nothing new), and problems."""

    warc: Path | None
    problems: tuple[Problem, ...]
    answers: int
    unchanged: int


def read_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a list, one a line, each once, without blank lines and "#" comments."""
    lines = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))


def take_turns(addresses: Sequence[str]) -> Iterator[str]:
    """Yield the addresses so that those of one host stand as far apart as may be."""
    hosts: dict[str, deque[str]] = {}
    for url in addresses:
        try:
            host = urlsplit(url).netloc
        except ValueError:
            host = ""
        hosts.setdefault(host, deque()).append(url)
    waiting = list(hosts.values())
    while waiting:
        for queue in waiting:
            yield queue.popleft()
        waiting = [queue for queue in waiting if queue]


def fetch_into(
    addresses: Sequence[str], folder: Path, clock: Callable[[], datetime], *, follow: bool, manners: Manners
) -> Fetched:
    """Fetch the addresses and keep every answer in one new WARC file in ``folder``.

    With ``follow`` the entries of feeds among them are fetched instead of read: the feeds' own answers go
    to a file of their own ("feeds-…"). ``clock`` tells the time. Raises OSError where the folder fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    validators = Validators.load(folder / "validators.json")
    stamp = clock().astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept, feeds = folder / f"{stamp}.warc.gz", folder / f"feeds-{stamp}.warc.gz"
    round_ = _Round(kept, feeds)
    try:
        with Fetcher(manners, validators, clock) as fetcher:
            links = _fetch_all(fetcher, addresses, round_, follow)
            fresh = [link for link in dict.fromkeys(links) if link not in validators.known]
            _fetch_all(fetcher, fresh, round_, False)
    finally:
        validators.save()
    return Fetched(
        warc=kept if kept.exists() else None,
        problems=tuple(round_.problems),
        answers=round_.answers,
        unchanged=round_.unchanged,
    )


@dataclass(slots=True)
class _Round:
    kept: Path
    feeds: Path
    problems: list[Problem] = field(default_factory=list)
    answers: int = 0
    unchanged: int = 0

    def keep(self, answer: Answer, is_feed: bool) -> None:
        with (self.feeds if is_feed else self.kept).open("ab") as file:
            file.write(warc_record(answer))


def _fetch_all(fetcher: Fetcher, addresses: Sequence[str], round_: _Round, follow: bool) -> list[str]:
    links: list[str] = []
    for url in take_turns(addresses):
        for answer in fetcher.fetch(url):
            if isinstance(answer, Problem):
                round_.problems.append(answer)
                continue
            if answer.status == NOT_MODIFIED:
                round_.unchanged += 1
                continue
            body = plain_body(answer) if follow and answer.status == 200 else b""
            feed = is_feed(body[:8192])
            round_.keep(replace(answer, asked=url), feed)
            round_.answers += answer.status not in REDIRECTS
            links += entry_links(body) if feed else ()
    return links
