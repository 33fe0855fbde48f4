"""Numbers, times and shares in the words of a table."""

from reportedly.register.wording import counted, period, short_files
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

__all__ = ["amount", "called", "counted", "period", "share", "short_files", "span_of"]


def share(value: float | None) -> str:
    """Return a share of 0 to 1 in per cent, "none" where there was nothing to share."""
    return "none" if value is None else f"{value:.0%}"


def amount(low: int | None, high: int | None, approximate: bool) -> str:
    """Return a count with its doubt: "25", "2 to 4", "at least 9", "up to 5", "about 5,000"."""
    about = "about " if approximate else ""
    if low is None and high is None:
        return "some"
    if low is None:
        return f"{about}up to {high:,}"
    if high is None:
        return f"{about}at least {low:,}"
    return f"{about}{low:,}" if low == high else f"{about}{low:,} to {high:,}"


def span_of(span: Span | None) -> str:
    """Return a span's code points as "start:end", empty for none."""
    return "" if span is None else f"{span.start}:{span.end}"


def called(report: Report) -> str:
    """Return what a report is called in a line: its outlet, else the end of its address."""
    return report.outlet or report.uri.rstrip("/").rpartition("/")[2] or report.id
