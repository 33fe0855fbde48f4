"""Plain text: the whole input is one report."""

from collections.abc import Iterator
from hashlib import sha256

from reportedly.reports.binary import name_unprintable
from reportedly.reports.chunks import gather
from reportedly.reports.decode import Refused, decode
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.terms.ids import identify
from reportedly.terms.reports import Arrival, Origin, Problem, Report

_MIB = 1024 * 1024


def read_text(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield the one report that the input is, or the one problem that keeps it from being one."""
    raw = gather(chunks, limits.text_bytes)
    yield too_large(origin, limits) if raw is None else _arrive(raw, origin)


def too_large(origin: Origin, limits: Limits) -> Problem:
    """Return the problem of an input that is longer than one text may be."""
    detail = f"it is longer than {limits.text_bytes / _MIB:g} MiB; split it into single reports"
    return problem(ProblemKind.TOO_LARGE, origin, detail)


def _arrive(raw: bytes, origin: Origin) -> Arrival | Problem:
    if not raw.strip():
        return problem(ProblemKind.EMPTY, origin, "it holds no text; leave it out or fetch it again")
    if (looks := name_unprintable(raw)) is not None:
        return problem(ProblemKind.BINARY, origin, f"it looks like {looks}, not text; save it as UTF-8 text")
    decoded = decode(raw)
    if isinstance(decoded, Refused):
        return problem(ProblemKind.UNDECODABLE, origin, f"{decoded.reason}; save it as UTF-8")
    if not decoded.text.replace("\ufeff", "").strip():
        return problem(ProblemKind.EMPTY, origin, "it holds no text; leave it out or fetch it again")
    if "\x00" in decoded.text:
        return problem(ProblemKind.BINARY, origin, "it holds NUL characters; save it as UTF-8 text")
    digest = sha256(raw).hexdigest()
    report = Report(
        id=identify("report", origin.address, digest),
        uri=origin.address,
        outlet=None,
        url=None,
        title=None,
        byline=None,
        published=None,
        language=None,
        media_type="text/plain",
        encoding=decoded.encoding,
        fetched_at=None,
        raw_sha256=digest,
        text=decoded.text,
    )
    return Arrival(report=report, origin=origin, raw=raw)
