"""Grounds: why one report at hand is held to be the source of another, as loops over pairs ask it."""

from reportedly.lineage.columns import Columns
from reportedly.lineage.compiled import compiled
from reportedly.terms.lineage import Direction

NONE = -1
"""The one report is not held to be the source of the other."""
CREDITED, EARLIER, UNKNOWN = 0, 1, 2
"""The grounds, the best first."""
DIRECTIONS = (Direction.CREDITED, Direction.EARLIER, Direction.UNKNOWN)
"""The grounds as the record names them."""


@compiled
def ground(columns: Columns, copy: int, source: int) -> int:
    """Return the ground on which one report is the source of another.

    Credit comes first: one report names the other's outlet and not the reverse. Then time: one was
    certainly published before the other, a date of grain day beating nothing on that same day. Else the
    ground is ``UNKNOWN`` and the order that of ``direction.precedence``: arbitrary, but always the same.
    """
    if columns.credits[copy] or columns.credits[source]:
        forth, back = _credits(columns, copy, source), _credits(columns, source, copy)
        if forth != back:
            return CREDITED if forth else NONE
    if columns.rank[copy] < columns.rank[source]:
        return NONE
    # The order of precedence follows the dates, so that only its first can be the certainly earlier one.
    return EARLIER if columns.until[source] <= columns.since[copy] else UNKNOWN


@compiled
def _credits(columns: Columns, copy: int, source: int) -> bool:
    """Return whether the one report names the other's outlet as a source, its own outlet not counting."""
    outlet = columns.outlet[source]
    if outlet < 0 or outlet == columns.outlet[copy]:
        return False
    first = columns.credit[copy]
    return bool((columns.credited[first : first + columns.credits[copy]] == outlet).any())
