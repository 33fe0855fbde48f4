"""What persons decide on single copies: this passage is, or is not, a copy of that one, and which was first.

The same log, states and refusals as for incidents. Origins, stories and families of copies follow at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from reportedly.lineage.align import align
from reportedly.lineage.corrected import alike
from reportedly.run.corrections import link_of, links_in, logs_of, rule_between, sides_of
from reportedly.run.happenings import update_incidents
from reportedly.run.review import By, Refused, check_words
from reportedly.run.review_single import Past, check_state, check_undo, keep_signed, latest_of, past_of
from reportedly.run.rollups import fold
from reportedly.run.sightings import Memory
from reportedly.store.copies import Pair, copies, copies_between, pair_of
from reportedly.store.decisions import decisions
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import report_by, reports
from reportedly.terms.decisions import Act, Decision, Edit, Field, Status
from reportedly.terms.ids import copy_id
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

Connection = Any
"""The store's connection; only the store knows what it is."""

FORMS = (
    "source=REPORT (the report that was there first: its id, its address, or the end of it), source=unknown,"
    " source=machine"
)
"""How the direction of a copy is written."""


@dataclass(frozen=True, slots=True)
class SeenCopy:
    """A copy as a person looked at it: its id and its ``state``; None takes whatever state it has."""

    copy_id: str
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyReview:
    """A copy with its reports, how far persons reviewed it, the state that a decision names, and the past.

    ``shown`` is the copy as it stands, None where a person says that it is none; ``machine`` as the machine
    finds it, None where it does not. ``id`` is of what is shown, else of what the machine finds.
    """

    id: str
    shown: Copy | None
    machine: Copy | None
    source: Report
    copy: Report
    status: Status
    state: str
    past: Past

    @property
    def either(self) -> Copy:
        """The copy as it stands, or as it was before a person said that it is none."""
        found = self.shown or self.machine
        if found is None:
            found = next(each.link for each, _ in reversed(self.past) if each.link is not None)
        return found


@dataclass(frozen=True, slots=True)
class CopyDecided:
    """A kept decision and the copy as it stands now."""

    decision: Decision
    review: CopyReview


def look_at_copy(record: Record, wanted: str) -> CopyReview | None:
    """Return a copy by its id, also of before its direction was put right; None where there is none."""
    with reading(record) as connection:
        found = _find(connection, wanted)
        return None if found is None else review_of(connection, found)


def accept_copy(record: Record, seen: SeenCopy, by: By) -> CopyDecided:
    """Say that a passage is a copy of another, as it is shown. Raises Refused."""
    return _decide(record, seen, by, Act.ACCEPT)


def reject_copy(record: Record, seen: SeenCopy, by: By) -> CopyDecided:
    """Say that a passage is no copy of another, and why; the machine's finding is kept. Raises Refused."""
    return _decide(record, seen, by, Act.REJECT)


def comment_copy(record: Record, seen: SeenCopy, by: By) -> CopyDecided:
    """Say something (``by.why``) about a copy that changes nothing. Raises Refused."""
    return _decide(record, seen, by, Act.COMMENT)


def edit_copy(record: Record, seen: SeenCopy, by: By, written: Sequence[str]) -> CopyDecided:
    """Say which of two passages was there first, written as in ``FORMS``. Raises Refused."""
    return _decide(record, seen, by, Act.EDIT, written)


Place = tuple[str, int, int]
"""A report (its id, its address, or the end of it) and code points of its text."""


def link_copy(record: Record, source: Place, copy: Place, by: By) -> CopyDecided:
    """Say that a passage is a copy of another that the machine did not find. Raises Refused."""
    with writing(record) as connection:
        first, there = (_passage(connection, *each) for each in (source, copy))
        if first.report_id == there.report_id:
            raise Refused("A copy lies between two reports; nothing was kept.")
        texts = {each.id: each.text for each in reports(connection, [first.report_id, there.report_id])}
        words = [texts[each.report_id][each.start : each.end] for each in (first, there)]
        alignment = align(words[0], words[1])
        identity = 0.0 if alignment is None else alignment.identity
        made = Copy(first, there, identity, Direction.DECIDED)
        near = [each for each in copies_between(connection, pair_of(made)) if alike(each, made)]
        if near:
            raise Refused(f"That is a copy already: {copy_id(near[0])}; accept it, or say source=….")
        edit = Edit(field=Field.SOURCE, words=first.report_id)
        return _keep(connection, _decision(Act.ACCEPT, by, made, (edit,)))


def undo_copy(record: Record, number: int, by: By) -> CopyDecided:
    """Take a decision on a copy back; an undoing too. Raises Refused."""
    with writing(record) as connection:
        found = next(decisions(connection, [number]), None)
        if found is None or found.link is None:
            raise Refused(f"There is no decision {number} on a copy in this record.")
        log = logs_of(connection, pair_of(found.link))[sides_of(found.link)]
        check_undo(found, log)
        undoing = replace(
            found, act=Act.UNDO, judge=by.judge, why=by.why, judged_at=by.at, undoes=number, edits=()
        )
        return _keep(connection, undoing)


def review_of(connection: Connection, found: Copy) -> CopyReview:
    """Return a copy with what was decided on it."""
    pair = pair_of(found)
    logs = logs_of(connection, pair)
    log = logs.get(sides_of(found), [])
    link = link_of(log)
    machine = _alike(_machine(connection, pair), found)
    shown = _alike(copies_between(connection, pair), found)
    either = shown or machine or found
    sides = {each.id: each for each in reports(connection, pair)}
    digest = blake2b(repr((shown, machine)).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return CopyReview(
        id=copy_id(either),
        shown=shown,
        machine=machine,
        source=sides[either.source.report_id],
        copy=sides[either.copy.report_id],
        status=Status.UNREVIEWED if link is None else link.correction.status,
        state=f"{latest_of(log)}-{digest}",
        past=past_of(log),
    )


def _machine(connection: Connection, pair: Pair) -> tuple[Copy, ...]:
    """Return the copies between two reports as the machine finds them."""
    return copies_between(connection, pair, machine=_is_ruled(connection, pair))


def _is_ruled(connection: Connection, pair: Pair) -> bool:
    """Tell whether a person's word stands on a copy between two reports."""
    return any(pair_of(each.copy) == pair for each in links_in(connection, pair))


def _alike(held: Iterable[Copy], found: Copy) -> Copy | None:
    """Return the copy of the same passages, the very same spans first."""
    near = sorted(
        (each for each in held if alike(each, found)),
        key=lambda each: (sides_of(each) != sides_of(found), each.source, each.copy),
    )
    return near[0] if near else None


def _find(connection: Connection, wanted: str) -> Copy | None:
    """Return the copy of an id, in either direction: one that was decided on, else any."""

    def means(copy: Copy) -> bool:
        turned = replace(copy, source=copy.copy, copy=copy.source)
        return wanted in (copy_id(copy), copy_id(turned))

    for log in logs_of(connection).values():
        link = next((each.link for each in log if each.link is not None), None)
        if link is not None and means(link):
            return link
    return next((each for each in copies(connection) if means(each)), None)


def _passage(connection: Connection, name: str, start: int, end: int) -> Span:
    """Return a passage of a report that is named by its id, its address, or the end of it."""
    found = report_by(connection, name)
    if len(found) != 1:
        several = "no report" if not found else f"{len(found)} reports"
        raise Refused(f"{name}: {several} of this name; `reportedly show reports` lists them.")
    if not 0 <= start < end <= len(found[0].text):
        raise Refused(f"{name}:{start}-{end}: its text has the code points 0 to {len(found[0].text)}.")
    return Span(found[0].id, start, end)


def _edit(connection: Connection, held: CopyReview, written: Sequence[str]) -> Edit:
    """Return what a person says of the direction."""
    name, mark, value = (each.strip() for each in "".join(written[:1]).partition("="))
    if len(written) != 1 or name != Field.SOURCE or not mark or not value:
        raise Refused(f"Write {FORMS}; nothing was changed.")
    if value == "machine":
        return Edit(field=Field.SOURCE, restored=True)
    if value == "unknown":
        return Edit(field=Field.SOURCE)
    for each in (held.source, held.copy):
        if value == each.id or each.uri.endswith(value):
            return Edit(field=Field.SOURCE, words=each.id)
    raise Refused(f"{value}: neither report of this copy; they are {held.source.uri} and {held.copy.uri}.")


def _decide(record: Record, seen: SeenCopy, by: By, act: Act, written: Sequence[str] = ()) -> CopyDecided:
    """Keep a decision on a copy as it was looked at."""
    with writing(record) as connection:
        found = _find(connection, seen.copy_id)
        if found is None:
            raise Refused(f"{seen.copy_id}: no such copy; `reportedly show copies` lists them.")
        held = review_of(connection, found)
        check_state(seen.copy_id, seen.state, held.state, held.past)
        check_words(act, by)
        edits = (_edit(connection, held, written),) if act is Act.EDIT else ()
        # what was decided before names the passages as they were; the same passages go on by these
        link = found if held.past else held.machine or held.either
        return _keep(connection, _decision(act, by, link, edits))


def _decision(act: Act, by: By, link: Copy, edits: tuple[Edit, ...]) -> Decision:
    """Return a decision that is not kept yet."""
    return Decision(
        act=act, judge=by.judge, why=by.why, judged_at=by.at, event_ids=(), edits=edits, link=link
    )


def _keep(connection: Connection, decision: Decision) -> CopyDecided:
    """Keep a decision and all that follows from it."""
    assert decision.link is not None
    pair = pair_of(decision.link)
    ruled = _is_ruled(connection, pair)
    kept = keep_signed(connection, decision)
    if kept.act is not Act.COMMENT:
        changed = rule_between(connection, pair, ruled=ruled)
        if changed:
            update_incidents(connection, frozenset(changed), Memory(), kept.judged_at)
        fold(connection)
    return CopyDecided(kept, review_of(connection, decision.link))
