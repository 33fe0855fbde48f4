"""How far persons reviewed single statements: what stands of the log."""

from collections.abc import Iterable
from typing import Any

from reportedly.incidents.rulings import standing
from reportedly.store.decisions import decisions_on_statements
from reportedly.terms.decisions import Act, Decision, Status

Connection = Any
"""The store's connection; only the store knows what it is."""

_STATUS = {Act.ACCEPT: Status.ACCEPTED, Act.REJECT: Status.REJECTED}


def statuses(connection: Connection, statement_ids: Iterable[str] | None = None) -> dict[str, Status]:
    """Return how far persons reviewed statements, all or these, by id; who is not there is unreviewed."""
    held = decisions_on_statements(connection, statement_ids)
    return {each: status for each, log in held.items() if (status := status_of(log)) is not Status.UNREVIEWED}


def status_of(log: Iterable[Decision]) -> Status:
    """Return what the latest standing decision says."""
    found = list(log)
    alive = standing(found)
    told = [_STATUS[each.act] for each in found if each.number in alive and each.act in _STATUS]
    return told[-1] if told else Status.UNREVIEWED
