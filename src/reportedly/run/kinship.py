"""Families of reports that copies join: where each began, the text they rewrite, what each member adds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.language.language import load_language
from reportedly.lineage.group import families, related
from reportedly.register.adding import Addition, additions
from reportedly.run.analysis import LANGUAGE
from reportedly.run.copying import facts_of
from reportedly.store.copies import copies
from reportedly.store.reports import reports
from reportedly.terms.lineage import Copy
from reportedly.terms.reports import Report
from reportedly.terms.spans import BODY

Connection = Any
"""The store's connection; only the store knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A family of reports. ``root`` is its likely first, None where nothing tells.

    ``missing`` is the outlet that two or more of them credit and that has no report among them: they rewrite
    one text of it that is not here. None where the root is known and does not credit it.
    """

    root: str | None
    missing: str | None
    members: tuple[Addition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """The families among some reports, the largest first, and what each of all the reports adds."""

    families: tuple[Kin, ...]
    additions: dict[str, Addition]


def kinship(connection: Connection, report_ids: Iterable[str]) -> Kinship:
    """Return the families that copies make among these reports."""
    inside = set(report_ids)
    kept = list(reports(connection, inside))
    held = [
        copy
        for copy in copies(connection, inside)
        if copy.source.report_id in inside and copy.copy.report_id in inside
    ]
    return kinship_of(kept, held)


def kinship_of(kept: Sequence[Report], held: Sequence[Copy]) -> Kinship:
    """Return the same of reports and copies at hand."""
    by_id = {each.id: replace(each, credits=tuple(filter(is_outlet, each.credits))) for each in kept}
    adds = {each.report_id: each for each in additions(kept, held)}
    links = related(held, {each.id: body_size(each) for each in kept})
    found = families(links, {each.id: facts_of(each) for each in kept})
    unseen = families(links, {each.id: facts_of(each) for each in by_id.values()})
    kin = [
        Kin(
            root=each.root,
            missing=_missing(each.root, other.missing, by_id),
            members=tuple(adds[member] for member in by_id if member in set(each.members)),
        )
        for each, other in zip(found, unseen, strict=True)
    ]
    return Kinship(
        families=tuple(sorted(kin, key=lambda each: -len(each.members))),
        additions=adds,
    )


def body_size(report: Report) -> int:
    """Return how many code points the body of a report has."""
    return sum(block.span.end - block.span.start for block in report.blocks if block.role in BODY)


def _missing(root: str | None, outlet: str | None, kept: dict[str, Report]) -> str | None:
    """Return the outlet of a family's missing root: none where the root that is here does not credit it."""
    return None if root is not None and outlet not in kept[root].credits else outlet


def is_outlet(name: str) -> bool:
    """Tell whether a credited name is an outlet's by what is known of it or by its last word.

    Reports credit ministries and groups too, who say things and print nothing that another copies.
    """
    language = load_language(LANGUAGE)
    last = name.casefold().split()[-1:]
    return language.outlets.find(name) is not None or (
        len(name.split()) > 1 and not language.cues.outlet_names.isdisjoint(last)
    )


def joined(connection: Connection, report_ids: Iterable[str]) -> set[str]:
    """Return these reports and those that share words with one of them."""
    wanted = set(report_ids)
    found = set(wanted)
    for copy in copies(connection, wanted):
        found |= {copy.source.report_id, copy.copy.report_id}
    return found
