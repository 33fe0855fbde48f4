"""An event with what persons put right."""

from collections.abc import Iterable
from dataclasses import replace

from reportedly.terms.decisions import Edit, Field
from reportedly.terms.events import Event, Realis


def put_right(event: Event, edits: Iterable[Edit]) -> Event:
    """Return the event with a person's values in place of the machine's; its id and its words stay."""
    for edit in edits:
        event = _put_right(event, edit)
    return event


def _put_right(event: Event, edit: Edit) -> Event:
    """Return the event with one field as a person has it."""
    match edit.field:
        case Field.TYPE:
            return replace(event, type=edit.words or event.type)
        case Field.MODE:
            return replace(event, mode=edit.words)
        case Field.REALIS:
            return replace(event, realis=Realis(edit.words or event.realis))
        case Field.WHEN:
            return replace(event, when=edit.when)
        case Field.WHERE:
            return replace(event, where=edit.where)
        case Field.COUNT:
            others = [each for each in event.counts if each.what != edit.words]
            own = [edit.count] if edit.count is not None else []
            return replace(event, counts=tuple(sorted([*others, *own], key=lambda each: each.span)))
        case Field.SOURCE:
            return event
