"""Inputs: every one ends as a report or as a problem, and its bytes are kept."""

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, exists, select

from reportedly.store.batches import batches
from reportedly.store.dialects import insert_new, insert_over
from reportedly.store.schema import INPUTS, RAW, REPORTS
from reportedly.terms.ids import identify
from reportedly.terms.reports import Arrival, Problem, Report

Input = tuple[str, str | None]
"""The address of an input and the SHA-256 of its bytes, None where none could be read."""


def keep_arrival(connection: Connection, arrival: Arrival, report: Report) -> bool:
    """Keep a report with its bytes, and its input as read; return whether the report is new.

    ``report`` is the arrival's, with its blocks; a report that is already there stays as it is.
    """
    known = connection.scalar(select(exists().where(REPORTS.c.id == report.id)))
    if not known:
        raw = {
            "sha256": report.raw_sha256,
            "size_bytes": len(arrival.raw),
            "compressed": zlib.compress(arrival.raw),
        }
        connection.execute(insert_new(connection, RAW), [raw])
        connection.execute(insert_new(connection, REPORTS), [_report_row(report)])
    connection.execute(
        insert_over(connection, INPUTS),
        [_input_row(arrival.origin.address, report.raw_sha256, report_id=report.id)],
    )
    return not known


def keep_problem(connection: Connection, problem: Problem, raw_sha256: str | None) -> bool:
    """Keep an input that could not be read; return whether it is now a problem.

    The same input's earlier problem gives way to this one. An input that is already a report stays one.
    """
    row = _input_row(problem.origin.address, raw_sha256, problem=problem)
    query = select(INPUTS.c.report_id).where(INPUTS.c.id == row["id"])
    if connection.scalar(query) is not None:
        return False
    connection.execute(insert_over(connection, INPUTS), [row])
    return True


def known_inputs(connection: Connection, inputs: Iterable[Input]) -> set[Input]:
    """Return those of these inputs that the record already holds, as reports or as problems."""
    known: set[Input] = set()
    for piece in batches(inputs):
        ids = {input_id(address, raw_sha256): (address, raw_sha256) for address, raw_sha256 in piece}
        found = connection.scalars(select(INPUTS.c.id).where(INPUTS.c.id.in_(list(ids))))
        known.update(ids[found_id] for found_id in found)
    return known


def problems(connection: Connection) -> Iterator[Problem]:
    """Yield the problems, by address."""
    query = (
        select(INPUTS.c.body)
        .where(INPUTS.c.outcome == "problem")
        .order_by(INPUTS.c.address, INPUTS.c.raw_sha256.nulls_first())
    )
    decoder = msgspec.json.Decoder(Problem)
    for body in connection.scalars(query.execution_options(yield_per=200)):
        yield decoder.decode(body)


def raw_bytes(connection: Connection, sha256: str) -> bytes | None:
    """Return the bytes kept under this digest, None where there are none."""
    compressed = connection.scalar(select(RAW.c.compressed).where(RAW.c.sha256 == sha256))
    return None if compressed is None else zlib.decompress(compressed)


def input_id(address: str, raw_sha256: str | None) -> str:
    """Return the identifier of one input."""
    return identify("input", address, raw_sha256 or "")


def moment(time: datetime | None) -> str | None:
    """Return an aware time as ISO 8601 in UTC, always to the microsecond, so that texts sort as times do."""
    return None if time is None else time.astimezone(UTC).isoformat(timespec="microseconds")


def _input_row(
    address: str, raw_sha256: str | None, *, report_id: str | None = None, problem: Problem | None = None
) -> dict[str, str | None]:
    """Return the row of an input, with what became of it."""
    return {
        "id": input_id(address, raw_sha256),
        "address": address,
        "raw_sha256": raw_sha256,
        "outcome": "report" if problem is None else "problem",
        "report_id": report_id,
        "problem_kind": None if problem is None else problem.kind,
        "body": None if problem is None else msgspec.json.encode(problem).decode(),
    }


def _report_row(report: Report) -> dict[str, str | None]:
    """Return the row of a report."""
    published = report.published
    start = moment(published.start) if published is not None else None
    text_sha256 = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "id": report.id,
        "canonical": f"{start or 'unknown'} {text_sha256} {report.id}",
        "uri": report.uri,
        "outlet": report.outlet,
        "title": report.title,
        "published_start": start,
        "published_end": moment(published.end) if published is not None else None,
        "text_sha256": text_sha256,
        "raw_sha256": report.raw_sha256,
        "body": msgspec.json.encode(report).decode(),
    }
