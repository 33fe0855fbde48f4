"""Which incidents are asked for, and in words why another is left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from reportedly.register.cells import CELLS, UNKNOWN, kin
from reportedly.terms.decisions import Status
from reportedly.terms.events import HAPPENED, Realis
from reportedly.terms.times import When
from reportedly.terms.views import IncidentView

REGISTER, ANY = "register", "any"
"""What a choice may ask of realis beside one of ``Realis``: what the register counts; everything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What incidents must be; an empty field asks for nothing.

    ``ids`` name incidents, ``cells`` are pairs of a name of ``CELLS`` and its value ("" for what is not
    known). ``since`` and ``until`` are aware UTC, half-open: an incident passes where its time touches them.
    ``country`` is an ISO 3166 two-letter code; ``realis`` one of ``REGISTER``, ``ANY``, ``Realis``;
    ``statuses`` are how far persons have reviewed an incident.
    """

    ids: frozenset[str] = frozenset()
    cells: tuple[tuple[str, str], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    country: str = ""
    realis: str = ANY
    statuses: frozenset[str] = frozenset()
    listed: tuple[str, ...] | None = None
    """Incidents that something else chose, in its order: what a page shows. Nothing else is asked of them."""
    described: tuple[tuple[str, str], ...] = ()
    """How those were chosen, as pairs of a name and a value."""

    def __post_init__(self) -> None:
        """Refuse a cell or a realis that there is not."""
        for name, _ in self.cells:
            if name not in CELLS:
                raise ValueError(f"no cell is called {name}; choose from {', '.join(CELLS)}")
        if self.realis not in {REGISTER, ANY, *Realis}:
            raise ValueError(f"no realis is called {self.realis}")


def why_not(view: IncidentView, choice: Choice) -> str | None:
    """Return why an incident is left out, in words; None where it passes."""
    return next((reason for ask in _ASKED if (reason := ask(view, choice)) is not None), None)


def told(choice: Choice) -> tuple[tuple[str, str], ...]:
    """Return the choice as pairs of a name and a value, for a person to read."""
    if choice.listed is not None:
        return choice.described
    pairs = [("id", each) for each in sorted(choice.ids)]
    pairs += [(name, value or "not known") for name, value in choice.cells]
    pairs += [("since", choice.since.isoformat())] if choice.since else []
    pairs += [("until", choice.until.isoformat())] if choice.until else []
    pairs += [("status", each) for each in sorted(choice.statuses)]
    pairs += [("country", choice.country)] if choice.country else []
    meant = "what the register counts" if choice.realis == REGISTER else choice.realis
    return (*pairs, ("realis", meant))


def _named(view: IncidentView, choice: Choice) -> str | None:
    return "not named" if choice.ids and view.id not in choice.ids else None


def _counted(view: IncidentView, choice: Choice) -> str | None:
    if choice.realis == ANY:
        return None
    if choice.realis != REGISTER:
        return None if view.realis.value == choice.realis else f"realis: {view.realis.value}"
    if view.in_register:
        return None
    if view.status == Status.REJECTED:
        return "not in the register: rejected by a person"
    return f"not in the register: {'unattested' if view.realis in HAPPENED else view.realis.value}"


def _reviewed(view: IncidentView, choice: Choice) -> str | None:
    return f"review: {view.status}" if choice.statuses and view.status not in choice.statuses else None


def _placed(view: IncidentView, choice: Choice) -> str | None:
    if not choice.country:
        return None
    code = view.where.country if view.where is not None else None
    if code is None:
        return "country not known"
    return None if code.casefold() == choice.country.casefold() else "another country"


def _timed(view: IncidentView, choice: Choice) -> str | None:
    if choice.since is None and choice.until is None:
        return None
    if not _known(view.when):
        return "time not known"
    start = view.when.start if view.when is not None else None
    end = view.when.end if view.when is not None else None
    if choice.since is not None and end is not None and end <= choice.since:
        return "before the period"
    if choice.until is not None and start is not None and start >= choice.until:
        return "after the period"
    return None


def _known(when: When | None) -> bool:
    """Tell whether a time has at least one side."""
    return when is not None and (when.start is not None or when.end is not None)


def _celled(view: IncidentView, choice: Choice) -> str | None:
    for name, value in choice.cells:
        own = CELLS[name](view)
        if kin(name, value) not in {kin(name, each) for each in own}:
            return f"{name} not known" if own == (UNKNOWN,) else f"another {name}"
    return None


_ASKED: tuple[Callable[[IncidentView, Choice], str | None], ...] = (
    _named,
    _counted,
    _reviewed,
    _placed,
    _timed,
    _celled,
)


def chosen_cells(pairs: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return cells written as "name=value", several parted by commas ("month=2031-05,type=ASSAULT").

    "unknown" and an empty value ask for what is not known. Raises ValueError where a piece has no "=".
    A comma before a name of ``CELLS`` and "=" parts two cells; any other belongs to the value.
    """
    cells: list[tuple[str, str]] = []
    for pair in pairs:
        for piece in pair.split(","):
            name, sign, value = piece.partition("=")
            if sign and (name.strip() in CELLS or not cells):
                cells.append((name.strip(), value.strip()))
            elif cells:
                cells[-1] = (cells[-1][0], f"{cells[-1][1]},{piece}")
            else:
                raise ValueError(f"{pair!r} is no cell; write name=value, as in month=2031-05")
    return tuple((name, UNKNOWN if value in {"unknown", "not known"} else value) for name, value in cells)
