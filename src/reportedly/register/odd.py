"""What of a mention, or of a copy, a person should look at."""

from reportedly.register.wording import period
from reportedly.terms.events import HAPPENED, Event
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.places import Where
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

SURE = 0.8
"""Copies that are less alike wait for a person."""

MENTIONS = "mentions that tell otherwise than their incident, in the order of the queue of incidents"
COPIES = (
    "copies in which mentions stand, of unknown direction or less than 80 % alike, in the order of the queue"
    " of incidents"
)


def odd_event(event: Event, view: IncidentView) -> tuple[str, ...]:
    """Return in words what a mention tells otherwise than its incident; nothing where it tells the same."""
    found = []
    if event.type != view.type:
        found.append(f"{event.type}, the incident is {view.type}")
    if event.realis is not view.realis and not {event.realis, view.realis} <= HAPPENED:
        found.append(f"{event.realis.value}, the incident is {view.realis.value}")
    if _apart(event.when, view.when):
        found.append(f"{period(event.when)}, the incident {period(view.when)}")
    if _elsewhere(event.where, view.where):
        there = view.where.name if view.where is not None else ""
        found.append(f"{event.where.name if event.where is not None else ''}, the incident {there}")
    return tuple(found)


def odd_copy(copy: Copy) -> tuple[str, ...]:
    """Return in words why a copy should be looked at; nothing where it is sure."""
    if copy.basis is Direction.DECIDED:
        return ()
    found = ["which was first is not known"] if copy.basis is Direction.UNKNOWN else []
    return (*found, *([f"{copy.identity:.0%} alike"] if copy.identity < SURE else []))


def _apart(left: When | None, right: When | None) -> bool:
    """Tell whether two times cannot be one."""
    if left is None or right is None:
        return False
    before = left.end is not None and right.start is not None and left.end <= right.start
    return before or (right.end is not None and left.start is not None and right.end <= left.start)


def _elsewhere(left: Where | None, right: Where | None) -> bool:
    """Tell whether two places of one precision are called otherwise."""
    if left is None or right is None or left.precision is not right.precision:
        return False
    return left.name != right.name
