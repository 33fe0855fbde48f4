"""Letters and mailboxes: newsletters and alerts, and pages saved as one file (MHTML)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from reportedly.reports.chunks import gather, split_lines
from reportedly.reports.decode import Decoded, decode
from reportedly.reports.html import Served, read_page
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.makers import LETTER
from reportedly.reports.making import Taken, make_arrival, storable
from reportedly.reports.published import read_page_time
from reportedly.reports.text import too_large
from reportedly.terms.reports import Arrival, Origin, Problem

_POLICY = policy.default.clone(raise_on_defect=False)
_HEADER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[ \t][^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n){0,50}){2}"
)
_MOST_PARTS = 500


def is_mailbox(head: bytes) -> bool:
    """Say whether these first bytes open an mbox file."""
    return re.match(rb"From \S+ .{10,80}\d{4}\r?\n", head) is not None


def is_letter(head: bytes) -> bool:
    """Say whether these first bytes open one letter or an MHTML page: headers, a MIME version among them."""
    opening = head[:8192]
    return _HEADER.match(opening) is not None and re.search(rb"(?im)^mime-version:", opening) is not None


def read_mailbox(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield the report of each letter of an mbox file in its order; origins have the member "message=N"."""
    number, parts, size, blank = 0, list[bytes](), 0, True

    def ended() -> Iterator[Arrival | Problem]:
        place = Origin(uri=origin.uri, member=_member(origin, f"message={number}"))
        if size > limits.text_bytes:
            yield too_large(place, limits)
        elif number:
            yield from _read_letter(b"\n".join(parts), place, limits)

    for _, line in split_lines(chunks, limits.text_bytes):
        if blank and line is not None and line.startswith(b"From "):
            yield from ended()
            number, parts, size, blank = number + 1, [], 0, False
            continue
        size += len(line) + 1 if line is not None else limits.text_bytes + 1
        if size <= limits.text_bytes and line is not None:
            parts.append(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    yield from ended()
    if not number:
        yield problem(ProblemKind.EMPTY, origin, "it holds no letters; leave it out")


def read_letter(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield the reports of one letter, or of the page that an MHTML file holds."""
    raw = gather(chunks, limits.text_bytes)
    if raw is None:
        yield too_large(origin, limits)
    else:
        yield from _read_letter(raw, origin, limits)


def _read_letter(raw: bytes, origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    try:
        letter = BytesParser(policy=_POLICY).parsebytes(raw)
        plain, marked, location = _bodies(letter)
        said = {key: _header(letter, key) for key in ("subject", "from", "date", "snapshot-content-location")}
    except Exception as error:  # the standard parser raises what it likes on hostile headers
        detail = f"the letter is broken ({type(error).__name__}); save it again"
        yield problem(ProblemKind.BROKEN_MAIL, origin, detail)
        return
    saved = said["snapshot-content-location"] or (
        location if letter.get_content_type() == "multipart/related" else None
    )
    if marked is not None and saved is not None:
        yield from read_page(marked, origin, limits, Served(url=storable(saved)))
    elif (plain is not None and len(plain.strip()) >= 200) or (plain and marked is None):
        yield make_arrival(_taken(plain or "", raw, said), origin)
    elif marked is not None:
        for one in read_page(marked, origin, limits, Served()):
            yield _as_letter(one, said) if isinstance(one, Arrival) else one
    else:
        yield problem(ProblemKind.NO_TEXT, origin, "the letter has no words; leave it out")


def _bodies(letter: EmailMessage) -> tuple[str | None, bytes | None, str | None]:
    """Return the plain text, the HTML bytes and the HTML's address."""
    plain: str | None = None
    marked: bytes | None = None
    location: str | None = None
    for part, _ in zip(letter.walk(), range(_MOST_PARTS), strict=False):
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if part.get_content_type() == "text/html" and marked is None:
            marked = _as_utf8(content, part.get_content_charset())
            location = _header(part, "content-location")
        elif part.get_content_type() == "text/plain" and plain is None:
            decoded = decode(content, part.get_content_charset())
            plain = decoded.text if isinstance(decoded, Decoded) else content.decode("utf-8", "replace")
    return plain, marked, location


def _as_utf8(content: bytes, charset: str | None) -> bytes:
    decoded = decode(content, charset)
    return decoded.text.encode() if isinstance(decoded, Decoded) else content


def _header(part: object, name: str) -> str | None:
    value = part.get(name)  # type: ignore[attr-defined]
    return storable(str(value)) if value is not None else None


def _taken(text: str, raw: bytes, said: dict[str, str | None]) -> Taken:
    name, address = parseaddr(said["from"] or "")
    title = said["subject"]
    return Taken(
        text=text,
        raw=raw,
        media_type=LETTER,
        title=title,
        outlet=name or None,
        published=read_page_time(said["date"]) if said["date"] else None,
        extra={"sender": address} if address else {},
    )


def _as_letter(arrival: Arrival, said: dict[str, str | None]) -> Arrival:
    report = arrival.report
    name, _ = parseaddr(said["from"] or "")
    published = read_page_time(said["date"]) if said["date"] else None
    changed = replace(
        report,
        title=said["subject"] or report.title,
        outlet=name or report.outlet,
        published=published or report.published,
    )
    return replace(arrival, report=changed)


def _member(origin: Origin, part: str) -> str:
    return part if origin.member is None else f"{origin.member},{part}"
