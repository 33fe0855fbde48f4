"""Which event types may tell of one happening, and which realis values may meet in it."""

from collections.abc import Mapping
from types import MappingProxyType

from reportedly.terms.events import Realis

SPEECH_ACTS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""PLOVER root types that are done by saying something: the actor is part of what the event is."""

PEOPLE = frozenset(
    {"killed", "wounded", "hit", "arrested", "displaced", "missing", "kidnapped", "casualties"}
)
"""Counts of what befell people: they add up over incidents, which a count of attacks does not."""

_FAMILIES: Mapping[str, str] = MappingProxyType(
    {"REQUEST": "DEMAND", "THREATEN": "DEMAND", "AGREE": "ACCORD", "CONCEDE": "ACCORD", "SUPPORT": "ACCORD"}
)

_REALIS: Mapping[Realis, str] = MappingProxyType(
    {
        Realis.ACTUAL: "happened",
        Realis.HISTORICAL: "happened",
        Realis.ALLEGED: "happened",
        Realis.DENIED: "happened",
        Realis.THREATENED: "prospective",
        Realis.CONDITIONAL: "prospective",
        Realis.PLANNED: "prospective",
        Realis.AGGREGATE: "aggregate",
        Realis.GENERIC: "generic",
    }
)


def type_family(event_type: str) -> str:
    """Return the family of a PLOVER root type: "DEMAND" for an ultimatum told as a threat or a request."""
    return _FAMILIES.get(event_type, event_type)


def realis_family(realis: Realis) -> str:
    """Return "happened" (asserted, alleged or denied), "prospective", "aggregate" or "generic"."""
    return _REALIS[realis]
