"""Numbers, times and shares in the words of a table."""

from reportedly.terms.spans import Span
from reportedly.terms.times import Grain, When

_FORMATS = {
    Grain.MINUTE: "%Y-%m-%d %H:%M",
    Grain.HOUR: "%Y-%m-%d %Hh",
    Grain.MONTH: "%Y-%m",
    Grain.YEAR: "%Y",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: "1 report", "1,200 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


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


def period(when: When | None) -> str:
    """Return a time as short as its grain allows; a stretch cut short shows both its ends."""
    if when is None or (when.start is None and when.end is None):
        return "not known"
    shape = _FORMATS.get(when.grain, "%Y-%m-%d")
    if when.start is None:
        return f"before {when.end:%Y-%m-%d}"
    if when.end is None:
        return f"from {when.start:{shape}}"
    if when.grain in {Grain.DAY, Grain.MINUTE, Grain.HOUR}:
        return f"{when.start:{shape}}"
    whole = when.end.day == 1 and when.start.day == 1
    if whole and when.grain in {Grain.MONTH, Grain.YEAR}:
        return f"{when.start:{shape}}"
    return f"{when.start:%Y-%m-%d} to {when.end:%Y-%m-%d}"


def span_of(span: Span | None) -> str:
    """Return a span's code points as "start:end", empty for none."""
    return "" if span is None else f"{span.start}:{span.end}"
