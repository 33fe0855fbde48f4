"""An incident with what persons decided laid over what the machine reads; neither is lost."""

from collections.abc import Mapping
from dataclasses import replace

from reportedly.register.ranges import middle_of
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Edit, Field, Ruling, Status
from reportedly.terms.events import HAPPENED, Realis
from reportedly.terms.places import Where
from reportedly.terms.views import IncidentView

_VOUCHED = frozenset({Status.ACCEPTED, Status.EDITED})


def bare(view: IncidentView) -> IncidentView:
    """Return the incident as the machine alone reads it."""
    return view.machine or replace(view, decided=0)


def overlay(view: IncidentView, ruling: Ruling | None, latest: Mapping[str, int]) -> IncidentView:
    """Return the machine's incident under a person's ruling on it.

    What is rejected leaves the register. What is accepted or edited and happened is in it, even where no
    origin vouches for it: a person does. ``latest`` gives the latest decision on an event by its id.
    """
    decided = max((latest.get(each, 0) for each in view.event_ids), default=0)
    if ruling is None:
        return replace(view, decided=decided)
    shown = view
    for edit in ruling.edits:
        shown = _edited(shown, edit)
    vouched = bool(view.origins) or ruling.status in _VOUCHED
    return replace(
        shown,
        title=_title(view, shown.where),
        status=ruling.status.value,
        in_register=ruling.status is not Status.REJECTED and shown.realis in HAPPENED and vouched,
        decided=decided,
        edited=tuple(sorted(edit.name for edit in ruling.edits)),
        since=len(set(view.event_ids) - ruling.event_ids),
        machine=view,
    )


def _edited(view: IncidentView, edit: Edit) -> IncidentView:
    """Return the incident with one field as a person has it."""
    match edit.field:
        case Field.TYPE:
            return replace(view, type=edit.words or view.type)
        case Field.MODE:
            return replace(view, mode=edit.words)
        case Field.REALIS:
            return replace(view, realis=Realis(edit.words or view.realis))
        case Field.WHEN:
            return replace(view, when=edit.when)
        case Field.WHERE:
            return replace(view, where=edit.where)
        case Field.COUNT:
            return replace(view, counts=_counts(view.counts, edit), best=_best(view.best, edit))
        case Field.SOURCE:
            return view


def _counts(counts: tuple[Count, ...], edit: Edit) -> tuple[Count, ...]:
    """Return the counts with one put right, added, or taken away, by what they count."""
    others = [each for each in counts if each.what != edit.words]
    return tuple(sorted([*others, *([edit.count] if edit.count else [])], key=lambda each: each.what))


def _best(best: tuple[tuple[str, int], ...], edit: Edit) -> tuple[tuple[str, int], ...]:
    """Return the best numbers with a person's own for one, by its middle."""
    others = [each for each in best if each[0] != edit.words]
    number = None if edit.count is None else middle_of(edit.count)
    own = [] if number is None or edit.words is None else [(edit.words, number)]
    return tuple(sorted([*others, *own]))


def _title(machine: IncidentView, where: Where | None) -> str:
    """Return the title with the place as it stands now."""
    if where == machine.where:
        return machine.title
    words = machine.title
    if machine.where is not None:
        words = words.removesuffix(f" ({machine.where.name})")
    return f"{words} ({where.name})" if where is not None else words
