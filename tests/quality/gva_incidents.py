"""Shootings as a register: which reports are held for one incident, and how many incidents a month has."""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportedly.run.ingest import read_into
from reportedly.run.pool import cores
from reportedly.run.sources import expand
from reportedly.store.claims import events
from reportedly.store.incidents import incidents_of
from reportedly.store.record import Record, close_record, open_record, reading
from reportedly.store.reports import reports
from reportedly.terms.events import Event
from tests.quality.gva import DOCUMENTS, INCIDENTS
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.sample import WHOLE

SINCE, UNTIL = "2016-11", "2017-01"
"""The months of publication that are read, half-open: reports that lie together, as in a real record."""
ADDRESS = "doc:"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Grouped:
    """For each document the incident that it is mainly about, by ours and by the register's names."""

    ours: Mapping[str, str]
    theirs: Mapping[str, str]
    months: Mapping[str, str]
    """The month of each of our incidents."""


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
        close_record(record)
    ours = {row["doc_id"]: f"alone {row['doc_id']}" for row in rows}
    ours |= {name: incident for name, (_, incident) in leading.items()}
    printed = {row["doc_id"]: row["dct"][:7] for row in rows}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, incident in ours.items():
        event = leading[name][0] if name in leading else None
        start = event.when.start if event is not None and event.when is not None else None
        votes[incident][printed[name] if start is None else start.date().isoformat()[:7]] += 1
    months = {each: max(sorted(counted), key=lambda m: counted[m]) for each, counted in votes.items()}
    return Grouped(ours=ours, theirs={row["doc_id"]: row["incident_id"] for row in rows}, months=months)


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


def score() -> tuple[Figure, ...]:
    """Gun Violence Archive: reports → incidents (B³) and the monthly tally against the human register.

    A report belongs to the incident of the leading mention of its main happening, or alone. ``tally`` counts
    the incidents by month: ours by the month that most of an incident's reports give (without a day, in
    which they were printed), the register's by its own date, for those that some report is about. ``error``
    is the mean absolute error in per cent over the months published in, ``ratio`` our total over the
    register's.
    """
    rows = documents()
    found = group(rows)
    shares = _b_cubed(found)
    precision, recall = (sum(side) / len(shares) for side in zip(*shares, strict=True))
    ours, theirs = _months(found)
    months = sorted({row["dct"][:7] for row in rows} & set(theirs))
    error = sum(abs(ours[m] - theirs[m]) / theirs[m] for m in months) / len(months)
    total = Unit(sum(ours.values()), sum(ours.values()), len(set(found.theirs.values())))
    return (
        figure("b3", Shape.RECALL, [Unit(2 * precision * recall / (precision + recall), 1, 1)]),
        figure("b3.precision", Shape.RECALL, [Unit(each, 1, 1) for each, _ in shares]),
        figure("b3.recall", Shape.RECALL, [Unit(each, 1, 1) for _, each in shares]),
        figure("tally.ratio", Shape.RECALL, [total]),
        figure("tally.error", Shape.FAULTS, [Unit(0, 100 * error, 0)]),
    )


GVA_INCIDENTS = Measure(name="gva_incidents", data=(DOCUMENTS, INCIDENTS), take=score)
