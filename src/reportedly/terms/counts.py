"""Numbers as reports give them."""

from dataclasses import dataclass

from reportedly.terms.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many of what ("killed", "wounded", "attacks", "rockets", "troops", …), with its doubt.

    ``low`` and ``high`` are inclusive; None is an open side: "at least two" is 2 to None, "up to nine" is
    None to 9, "dozens" is 24 to None, "several" is 2 to None. ``approximate`` marks "about", "nearly".
    ``span`` holds the number's words.
    """

    what: str
    low: int | None
    high: int | None
    approximate: bool
    span: Span
