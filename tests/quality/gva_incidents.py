"""Shootings as a register: which reports are held for one incident, and how many incidents a month has."""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportedly.run.ingest import read_into
from reportedly.run.pool import cores
from reportedly.run.sources import expand
from reportedly.store.claims import events
from reportedly.store.incidents import incidents, incidents_of
from reportedly.store.record import Record, close_record, open_record, reading
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from tests.quality.gva import DOCUMENTS, INCIDENTS
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.sample import WHOLE

SINCE, UNTIL = "2016-11", "2017-01"
"""The months of publication that are read, half-open: reports that lie together, as in a real record."""
ADDRESS = "doc:"
ALLOWED = 0.95, 1.05
"""Between these our total over the register's is as good as right."""
Row = dict[str, Any]


Toll = tuple[int, int]
"""Killed and injured; none told of is 0."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """For each document the incident that it is mainly about, by ours and by the register's names."""

    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    months: Mapping[str, str]
    """The month of each of our incidents that some report is mainly about."""
    tolls: Mapping[str, Toll]
    """The register's best numbers of killed and injured for each of those."""


def register() -> dict[str, Row]:
    """Return the rows of the human register by their id."""
    rows = map(json.loads, INCIDENTS.read_text(encoding="utf-8").splitlines())
    return {row["incident_id"]: row for row in rows}


def documents() -> list[Row]:
    """Return the documents to be read, whose incident is in the register; all with REPORTEDLY_WHOLE=1."""
    known = register()
    rows = [json.loads(line) for line in DOCUMENTS.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["incident_id"] in known]
    return [row for row in rows if WHOLE or SINCE <= row["dct"][:7] < UNTIL]


def _line(row: Row) -> str:
    """Return a document as a line of JSON, its title as headline."""
    text = f"{row['title'] or ''}\n\n{row['text']}"
    address = f"{ADDRESS}{row['doc_id']}"
    return json.dumps({"uri": address, "title": row["title"], "published": row["dct"][:10], "text": text})


def _tolls(record: Record, ids: Iterable[str]) -> dict[str, Toll]:
    """Return the best numbers of these incidents, as their pages and exports show them."""
    with reading(record) as connection:
        best = {view.id: dict(view.best) for view in incidents(connection, sorted(set(ids)))}
    return {name: (told.get("killed", 0), told.get("wounded", 0)) for name, told in best.items()}


def _leading(record: Record) -> dict[str, tuple[Event, str]]:
    """Return for each document with a main happening its leading mention and that one's incident."""
    with reading(record) as connection:
        names = {report.id: report.uri.rsplit(ADDRESS, 1)[-1] for report in reports(connection)}
        leading = [event for event in events(connection, sorted(names)) if event.leads]
        home = incidents_of(connection, [event.id for event in leading])
    return {names[e.trigger.report_id]: (e, home[e.id]) for e in leading if e.id in home}


def group(rows: Sequence[Row]) -> Grouped:
    """Return how the pipeline groups documents; one without a main happening stands alone."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("\n".join(map(_line, rows)), encoding="utf-8")
        record = open_record(Path(folder) / "record.db", create=True)
        read_into(record, expand([str(source)]), now=datetime(2020, 1, 1, tzinfo=UTC), workers=cores())
        leading = _leading(record)
        tolls = _tolls(record, (incident for _, incident in leading.values()))
        close_record(record)
    ours = {row["doc_id"]: f"alone {row['doc_id']}" for row in rows}
    ours |= {name: incident for name, (_, incident) in leading.items()}
    printed = {row["doc_id"]: row["dct"][:7] for row in rows}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, (event, incident) in leading.items():
        start = event.when.start if event.when is not None else None
        votes[incident][printed[name] if start is None else start.date().isoformat()[:7]] += 1
    months = {each: max(sorted(counted), key=lambda m: counted[m]) for each, counted in votes.items()}
    theirs = {row["doc_id"]: row["incident_id"] for row in rows}
    return Grouped(ours=ours, theirs=theirs, months=months, tolls=tolls)


def _b_cubed(found: Grouped) -> list[tuple[float, float]]:
    """Return B³ precision and recall of each document (Bagga and Baldwin 1998)."""
    ours, theirs = defaultdict(set), defaultdict(set)
    for name in found.ours:
        ours[found.ours[name]].add(name)
        theirs[found.theirs[name]].add(name)
    rows = []
    for name in sorted(found.ours):
        mine, right = ours[found.ours[name]], theirs[found.theirs[name]]
        both = len(mine & right)
        rows.append((both / len(mine), both / len(right)))
    return rows


def _months(found: Grouped) -> tuple[Counter[str], Counter[str]]:
    """Return how many incidents each month has: ours, and the register's by its own dates."""
    known = register()
    return Counter(found.months.values()), Counter(known[e]["date"][:7] for e in set(found.theirs.values()))


def matched(found: Grouped) -> dict[str, str]:
    """Return for each of the register's incidents the one of ours that is paired with it.

    Pairs are one-to-one, those that share the greatest part of both sides' reports first; an incident of the
    register of which no report has a main happening has none.
    """
    ours, theirs = defaultdict(set), defaultdict(set)
    for name, incident in found.ours.items():
        theirs[found.theirs[name]].add(name)
        if incident in found.months:
            ours[incident].add(name)
    met = sorted({(found.theirs[n], own) for n, own in found.ours.items() if own in ours})
    shares = [(2 * len(theirs[a] & ours[b]) / (len(theirs[a]) + len(ours[b])), a, b) for a, b in met]
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, left, right in sorted(shares, key=lambda each: (-each[0], *each[1:])):
        if left not in pairs and right not in used:
            pairs[left] = right
            used.add(right)
    return pairs


def _toll_figures(found: Grouped) -> tuple[Figure, ...]:
    """Return how many of the register's incidents have its very numbers with us."""
    known, pairs = register(), matched(found)
    made = []
    for at, what in enumerate(("killed", "injured")):
        right = [(found.tolls[pairs[each]][at] == known[each][what]) for each in sorted(pairs)]
        missed = [False] * (len(set(found.theirs.values())) - len(pairs))
        made.append(figure(what, Shape.RECALL, [Unit(hit, 1, 1) for hit in right + missed]))
        made.append(figure(f"{what}.matched", Shape.RECALL, [Unit(hit, 1, 1) for hit in right]))
    return tuple(made)


def beyond(ratio: float) -> float:
    """Return by how many hundredths a ratio of totals lies outside ``ALLOWED``, 0 within."""
    return 100 * max(0.0, ALLOWED[0] - ratio, ratio - ALLOWED[1])


def score() -> tuple[Figure, ...]:
    """Gun Violence Archive: reports → incidents (B³), and the register made of them against the human one.

    A report belongs to the incident of the leading mention of its main happening, or alone. ``tally`` counts
    the incidents of leading mentions by month: ours by the month that most of an incident's reports give
    (without a day, in which they were printed), the register's by its own date, for those that some report is
    about. A report in which no main happening was found adds nothing to our register. ``error`` is the mean
    absolute error in per cent over the months published in, ``beyond`` by how many hundredths our total over
    the register's lies outside 0.95–1.05, so that too few are guarded against as well as too many.
    ``killed`` and ``injured``: of the register's incidents, those whose number is our best one
    (``matched`` says what is paired with what); one without a partner is wrong, or left out (``*.matched``).
    """
    rows = documents()
    found = group(rows)
    shares = _b_cubed(found)
    precision, recall = (sum(side) / len(shares) for side in zip(*shares, strict=True))
    ours, theirs = _months(found)
    months = sorted({row["dct"][:7] for row in rows} & set(theirs))
    error = sum(abs(ours[m] - theirs[m]) / theirs[m] for m in months) / len(months)
    ratio = sum(ours.values()) / len(set(found.theirs.values()))
    return (
        figure("b3", Shape.RECALL, [Unit(2 * precision * recall / (precision + recall), 1, 1)]),
        figure("b3.precision", Shape.RECALL, [Unit(each, 1, 1) for each, _ in shares]),
        figure("b3.recall", Shape.RECALL, [Unit(each, 1, 1) for _, each in shares]),
        figure("tally.beyond", Shape.FAULTS, [Unit(0, beyond(ratio), 0)], f"ours over theirs {ratio:.3f}"),
        figure("tally.error", Shape.FAULTS, [Unit(0, 100 * error, 0)]),
        *_toll_figures(found),
    )


GVA_INCIDENTS = Measure(name="gva_incidents", data=(DOCUMENTS, INCIDENTS), take=score)
