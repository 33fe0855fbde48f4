"""What persons put right of copies and single events, laid over what the machine finds.

The machine's own is kept beside and taken again where nothing stands any more.
"""

from collections.abc import Iterable
from typing import Any

from reportedly.events.corrected import put_right
from reportedly.incidents.rulings import correction, standing
from reportedly.lineage.corrected import Link, overlaid
from reportedly.store.claims import correct_event, keep_events
from reportedly.store.copies import (
    Pair,
    copies_between,
    pair_of,
    put_aside,
    replace_between,
    replace_copies,
)
from reportedly.store.decisions import decisions_on_links, decisions_on_mentions
from reportedly.store.reports import reports
from reportedly.terms.decisions import Act, Correction, Decision, Status
from reportedly.terms.events import Event
from reportedly.terms.lineage import Copy
from reportedly.terms.spans import Span

Connection = Any
"""The store's connection; only the store knows what it is."""

Sides = tuple[Span, Span]
"""The two passages of a copy, the lesser first, whichever is the source."""


def sides_of(copy: Copy) -> Sides:
    """Return the passages that tell a copy from all others."""
    left, right = sorted((copy.source, copy.copy))
    return left, right


def logs_of(connection: Connection, report_ids: Iterable[str] | None = None) -> dict[Sides, list[Decision]]:
    """Return what was decided about copies, all or those with a side in these reports, by their passages."""
    found: dict[Sides, list[Decision]] = {}
    for each in decisions_on_links(connection, report_ids):
        if each.link is not None:
            found.setdefault(sides_of(each.link), []).append(each)
    return found


def link_of(log: Iterable[Decision]) -> Link | None:
    """Return what stands of the decisions about one copy, None where nothing does."""
    held = list(log)
    stands = correction(held)
    alive = standing(held)
    seen = [each.link for each in held if each.number in alive and each.act not in (Act.UNDO, Act.COMMENT)]
    last = seen[-1] if seen else None
    return None if stands is None or last is None else Link(last, stands)


def links_in(connection: Connection, report_ids: Iterable[str] | None = None) -> tuple[Link, ...]:
    """Return what stands of all decisions about copies with a side in these reports, or about all."""
    found = (link_of(log) for log in logs_of(connection, report_ids).values())
    return tuple(each for each in found if each is not None)


def keep_copies(connection: Connection, report_ids: Iterable[str], machine: Iterable[Copy]) -> set[str]:
    """Keep the copies that these reports made, as the machine finds them, under what persons say.

    Returns the ids of the reports with a side in a copy that may have come or gone.
    """
    ids = sorted(set(report_ids))
    ruled = {pair_of(each.copy) for each in links_in(connection, ids)}
    here = {each.id for each in reports(connection, {side for pair in ruled for side in pair})}
    ruled = {pair for pair in ruled if here.issuperset(pair)}
    if not ruled:
        return replace_copies(connection, ids, machine)
    found = list(machine)
    put_aside(connection, ids, [each for each in found if pair_of(each) in ruled])
    changed = replace_copies(connection, ids, [each for each in found if pair_of(each) not in ruled])
    for pair in sorted(ruled):
        changed |= _lay_over(connection, pair, copies_between(connection, pair, machine=True))
    return changed


def rule_between(connection: Connection, pair: Pair, *, ruled: bool) -> set[str]:
    """Show the copies between two reports as persons have them by now; ``ruled``: some did before.

    Returns the ids of both where that is something else.
    """
    return _lay_over(connection, pair, copies_between(connection, pair, machine=ruled))


def _lay_over(connection: Connection, pair: Pair, machine: tuple[Copy, ...]) -> set[str]:
    """Show the machine's copies between two reports under what stands of persons' decisions."""
    links = [each for each in links_in(connection, pair) if pair_of(each.copy) == pair]
    replace_between(connection, pair, machine if links else (), machine=True)
    return replace_between(connection, pair, overlaid(machine, links))


def rule_event(connection: Connection, machine: Event, stands: Correction | None) -> None:
    """Show an event as persons have it, as the machine reads it where nothing stands."""
    edits = () if stands is None else stands.edits
    rejected = stands is not None and stands.status is Status.REJECTED
    correct_event(connection, machine, None if rejected else put_right(machine, edits))


def keep_told(connection: Connection, found: Iterable[Event]) -> None:
    """Keep the events that a new report tells of, as persons have them where they decided on one before."""
    told = {each.id: each for each in found}
    keep_events(connection, told.values(), {})
    for event_id, log in decisions_on_mentions(connection, told).items():
        stands = correction(log)
        if stands is not None:
            rule_event(connection, told[event_id], stands)
