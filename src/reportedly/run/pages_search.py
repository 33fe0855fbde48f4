"""Reports found by their words, voice, place, outlet and date."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from reportedly.run.pages_catalogue import Catalogue, Weight, weight_of
from reportedly.run.pages_incidents import around
from reportedly.run.seeking import NotFound, Question, outlets_named, start_of, understand
from reportedly.store.browsing import ReportLine, reports_speaking
from reportedly.store.reports import reports
from reportedly.store.searching import Term, numbers_of, read_terms
from reportedly.terms.names import fold_name
from reportedly.terms.spans import Span

Connection = Any
"""The store's connection; only the store knows what it is."""


LOOKED_AT = 20_000
"""So many of the reports that pass are looked at, the latest to arrive; all only where nothing is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What reports must hold; an empty field asks for nothing."""

    words: str = ""
    voice: str = ""
    place: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that was found, with the first of the words in it; ``at`` is their code point, None: none."""

    line: ReportLine
    before: str
    words: str
    behind: str
    at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """One page of what was found, the latest to arrive first, and the weight of all of it.

    ``more`` says that there are more than ``LOOKED_AT``.
    """

    hits: tuple[Hit, ...]
    weight: Weight
    page: int
    pages: int
    more: bool


def search(connection: Connection, catalogue: Catalogue, sought: Sought, page: int, limit: int) -> Hits:
    """Return a page (from 1) of the reports that pass.

    Raises NotFound where a voice or outlet is not in the record, or where there are no words to look for.
    """
    terms = read_terms(sought.words)
    found = _passing(connection, catalogue, sought, terms)
    more = (bool(terms) or _narrowed(sought)) and len(found) > LOOKED_AT
    found = found[:LOOKED_AT] if more else found
    pages = max(1, -(-len(found) // limit))
    page = max(1, min(page, pages))
    shown = [catalogue.reports[each] for each in found[(page - 1) * limit : page * limit]]
    texts = {each.id: each.text for each in reports(connection, [line.id for line in shown])}
    return Hits(
        hits=tuple(_hit(line, texts[line.id], terms) for line in shown),
        weight=weight_of(catalogue, found),
        page=page,
        pages=pages,
        more=more,
    )


def _passing(
    connection: Connection, catalogue: Catalogue, sought: Sought, terms: tuple[Term, ...]
) -> list[str]:
    """Return the ids of the reports that pass, the latest to arrive first."""
    if sought.words.strip() and not any(not term.without for term in terms):
        raise NotFound(f"{sought.words}: nothing to look for; write a word, or a phrase in quotation marks")
    since = start_of(sought.since) if sought.since else None
    until = start_of(sought.until) if sought.until else None
    allowed = _allowed(connection, catalogue, sought)
    held = catalogue.numbered
    most = -1 if _narrowed(sought) else LOOKED_AT + 1
    numbers = numbers_of(connection, terms, most) if terms else held
    passing = (held[each] for each in numbers if each in held)
    if allowed is not None:
        passing = (each for each in passing if each in allowed)
    if since is not None or until is not None:
        passing = (each for each in passing if _between(catalogue.reports[each], since, until))
    return list(islice(passing, LOOKED_AT + 1 if terms or _narrowed(sought) else None))


def _narrowed(sought: Sought) -> bool:
    """Return whether more is asked for than words."""
    return any((sought.voice, sought.place, sought.outlet, sought.since, sought.until))


def _allowed(connection: Connection, catalogue: Catalogue, sought: Sought) -> set[str] | None:
    """Return the reports that voice, outlet and place leave, None where none of them is asked for."""
    allowed: set[str] | None = None
    if sought.voice:
        voices = understand(connection, Question(voice=sought.voice)).voices or ()
        allowed = set(reports_speaking(connection, voices))
    if sought.outlet:
        printed = set(reports_of(catalogue, sought.outlet))
        allowed = printed if allowed is None else allowed & printed
    if sought.place:
        folded = fold_name(sought.place)
        there = {
            report_id
            for view in catalogue.views.values()
            if view.where is not None and f" {folded} " in f" {fold_name(view.where.name)} "
            for report_id in view.report_ids
        }
        allowed = there if allowed is None else allowed & there
    return allowed


def reports_of(catalogue: Catalogue, outlet: str) -> tuple[str, ...]:
    """Return the reports of the outlets of this very name, or else of another name for it, in their order.

    Raises NotFound with the nearest names where there is none.
    """
    folded = fold_name(outlet)
    names = [name for name in catalogue.by_outlet if fold_name(name) == folded]
    names = names or list(outlets_named(catalogue.by_outlet, outlet))
    if len(names) == 1:
        return catalogue.by_outlet[names[0]]
    printed = {each for name in names for each in catalogue.by_outlet[name]}
    return tuple(each for each in catalogue.reports if each in printed)


def _between(line: ReportLine, since: datetime | None, until: datetime | None) -> bool:
    """Return whether a report certainly appeared somewhen, and may have in [since, until)."""
    if line.start is None and line.end is None:
        return False
    after = since is None or line.end is None or line.end > since
    return after and (until is None or line.start is None or line.start < until)


def _hit(line: ReportLine, text: str, terms: tuple[Term, ...]) -> Hit:
    """Return a report with the first words that were looked for; its beginning where they are not met."""
    for term in terms:
        if term.without:
            continue
        pieces = [re.escape(word) for word in re.findall(r"\w+", term.words)]
        ending = "" if term.prefix else r"\b"
        found = re.search(r"\b" + r"\W{1,5}".join(pieces) + ending, text, re.IGNORECASE)
        if found and found.end() > found.start():
            before, words, behind = around(text, Span(line.id, found.start(), found.end()))
            return Hit(line=line, before=before, words=words, behind=behind, at=found.start())
    start = " ".join(text[:400].split())[:220]
    return Hit(line=line, before=start, words="", behind=" …" if len(text) > 220 else "", at=None)
