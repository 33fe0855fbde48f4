"""An event mention with what comparing it across reports needs."""

from dataclasses import dataclass

from reportedly.incidents.particulars import Particulars
from reportedly.terms.events import Event, Part
from reportedly.terms.families import SPEECH_ACTS, realis_family, type_family
from reportedly.terms.names import fold_name
from reportedly.terms.times import When

USUAL_TOWN = 5.0
"""The rarity of the name of a middling town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One event and its surroundings.

    ``trigger`` is the trigger's lemma in lower case; ``voice`` the name of who answers for the statement that
    holds it, None for the outlet's narration; ``passages`` the ids of the families of copied passages that
    cover the trigger; ``published`` the report's publication time, None where unknown. ``particulars`` are
    those of the whole report, for the first mention of what it is mainly about, else None; ``town`` is then
    how rarely news name its place: in a town that is often in the news, much happens on one day.
    """

    event: Event
    report_id: str
    outlet: str | None
    published: When | None
    trigger: str
    voice: str | None
    passages: frozenset[str]
    particulars: Particulars | None = None
    town: float = USUAL_TOWN

    @property
    def id(self) -> str:
        """The event's id."""
        return self.event.id

    @property
    def family(self) -> str:
        """The family of the event's type ("DEMAND" for threats and requests)."""
        return type_family(self.event.type)

    @property
    def reality(self) -> str:
        """The family of its realis: happened, prospective, aggregate or generic."""
        return realis_family(self.event.realis)

    @property
    def speaks(self) -> bool:
        """Whether the event is done by saying something."""
        return self.event.type in SPEECH_ACTS


def names_of(sighting: Sighting, part: Part) -> frozenset[str]:
    """Return the folded canonical names of those who play ``part``."""
    folded = (fold_name(each.name) for each in sighting.event.participants if each.part is part)
    return frozenset(name for name in folded if name)


def same_name(left: str, right: str) -> bool:
    """Tell whether two folded names may name one: equal, or one's words all within the other's."""
    if left == right:
        return True
    ours, theirs = set(left.split()), set(right.split())
    return ours <= theirs or theirs <= ours


def share_name(left: frozenset[str], right: frozenset[str]) -> str | None:
    """Return the first name of ``left`` (sorted) that also stands in ``right``, else None."""
    return next((name for name in sorted(left) if any(same_name(name, other) for other in right)), None)
