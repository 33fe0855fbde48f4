"""What a person looks at: an incident with everything that its events say of it."""

from dataclasses import dataclass

from reportedly.terms.counts import Count
from reportedly.terms.events import Realis
from reportedly.terms.places import Where
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """One incident, read out of its events, and what persons decided laid over. Derived: rebuilt at will.

    ``when`` and ``where`` are the finest that any event gives, None where none gives one. ``origins``
    are the distinct first sources (canonical names, sorted), which may be none. ``counts`` hold one range
    a ``what`` over all origins; ``disagreements`` say in words where origins differ. ``in_register`` is
    True for what happened, once, and for which somebody vouches: never for threats, plans, totals or
    generic talk, nor for what a person rejected. ``status`` is one of ``terms.decisions.Status``.
    ``actors`` and ``targets`` are canonical names, sorted.
    """

    id: str
    type: str
    mode: str | None
    realis: Realis
    status: str
    in_register: bool
    when: When | None
    where: Where | None
    event_ids: tuple[str, ...]
    report_ids: tuple[str, ...]
    origins: tuple[str, ...]
    counts: tuple[Count, ...]
    disagreements: tuple[str, ...]
    title: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    best: tuple[tuple[str, int], ...] = ()
    """One number for each ``what`` that is counted, by the rule of ``register/values.py``, sorted."""
    decided: int = 0
    """The number of the latest decision about one of its events, undone or not; 0 where nobody decided."""
    edited: tuple[str, ...] = ()
    """The fields that hold a person's value ("when", "count.killed"), sorted."""
    since: int = 0
    """The events that joined after persons reviewed it."""
    machine: "IncidentView | None" = None
    """The incident as the machine alone reads it, None where no person's ruling stands."""
