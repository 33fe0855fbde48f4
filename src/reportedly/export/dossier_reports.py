"""A report in a dossier: what is known of it and its digests. Its text stays in the record."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from reportedly.export.dossier_pages import link, rows
from reportedly.export.fields import utc
from reportedly.export.quoting import escape
from reportedly.terms.reports import Report
from reportedly.terms.times import When


def report_body(report: Report, incidents: Iterable[tuple[str, str]]) -> str:
    """Return the page of a report; ``incidents`` are (id, title) of those in the dossier that rest on it."""
    text = report.text.encode("utf-8", "surrogatepass")
    facts = rows(
        [
            ("Id", f"<code>{escape(report.id)}</code>"),
            ("Outlet", escape(report.outlet)),
            ("Title", escape(report.title)),
            ("Byline", escape(report.byline)),
            ("Published", escape(time_words(report.published))),
            ("Read from", escape(report.uri)),
            ("Web address", escape(report.url)),
            ("Fetched", escape(utc(report.fetched_at))),
            ("Language", escape(report.language)),
            ("Credits", escape("; ".join(report.credits))),
            ("Media type", escape(f"{report.media_type}, {report.encoding}")),
            ("SHA-256 of the bytes read", f"<code>{escape(report.raw_sha256)}</code>"),
            ("SHA-256 of the stored text (UTF-8)", f"<code>{sha256(text).hexdigest()}</code>"),
            ("Length of the stored text", f"{len(report.text):,} code points"),
        ]
    )
    told = "".join(f"<li>{link('incidents', id_, title)}</li>" for id_, title in incidents)
    heading = escape(report.title or report.uri)
    return f"<h1><bdi>{heading}</bdi></h1>{facts}<h2>Incidents that it is part of</h2><ul>{told}</ul>"


def time_words(when: When | None) -> str:
    """Return a time in words, with its grain and what it rests on; "" for none."""
    if when is None:
        return ""
    return f"{_between(when.start, when.end)} ({when.grain.value}, {when.basis.value})"


def report_name(report: Report) -> str:
    """Return how a report is called: its outlet, else the end of its address."""
    return report.outlet or report.uri.rstrip("/").rpartition("/")[2] or report.id


def _between(start: datetime | None, end: datetime | None) -> str:
    """Return the two sides of a time, one day as that day."""
    if start is None and end is None:
        return "not known"
    if start is not None and end is not None and _midnight(start) and end - start == timedelta(days=1):
        return start.date().isoformat()
    parts = [f"from {_moment(start)}"] if start is not None else []
    parts += [f"up to, not including, {_moment(end)}"] if end is not None else []
    return " ".join(parts)


def _midnight(moment: datetime) -> bool:
    """Tell whether a day begins at this moment."""
    return (moment.hour, moment.minute, moment.second, moment.microsecond) == (0, 0, 0, 0)


def _moment(moment: datetime) -> str:
    """Return a moment as ISO 8601, a day where it is the day's beginning."""
    return moment.date().isoformat() if _midnight(moment) else utc(moment) or ""
