"""A second reader over a record: asked only on request, its statements kept beside ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from reportedly.export.fields import Fields, statement_fields
from reportedly.run.endpoint import Endpoint, EndpointError, ask, check
from reportedly.second.proposing import (
    INSTRUCTIONS,
    BadAnswer,
    Rejected,
    decode,
    ground,
    pieces,
    schema,
)
from reportedly.store.proposals import keep_proposals, proposals, read_by
from reportedly.store.record import Record, reading, writing
from reportedly.store.reports import report_ids, reports
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement

LONGEST_REPORT = 60_000
"""Code points of the longest report that is sent."""
FAILURES = 3
"""Reports in a row that may fail before the run ends."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposal that was not kept, with the address of its report."""

    uri: str
    rejected: Rejected


@dataclass(slots=True, kw_only=True)
class Second:
    """What a second reading did. ``failed`` holds (address, why) of reports that it could not read."""

    reader: str
    reports: int = 0
    kept: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    ended: str | None = None
    """Why the run ended before all reports were read, None where it did not."""


Watch = Callable[[int, int], None]
"""Told after every report how many are done, and of how many."""


def reader_name(endpoint: Endpoint) -> str:
    """Return the name under which this model's proposals are kept."""
    return f"llm:{endpoint.model}"


def read_second(record: Record, endpoint: Endpoint, watch: Watch | None = None) -> Second:
    """Ask the endpoint about every report of the record that it has not read yet; return what became of it.

    A report is kept whole or not at all; stopped at any moment, the same call goes on from there. Raises
    EndpointError, before anything is asked, where the endpoint cannot be.
    """
    check(endpoint)
    done = Second(reader=reader_name(endpoint))
    with reading(record) as connection:
        known = read_by(connection, done.reader)
        todo = [report_id for report_id in report_ids(connection) if report_id not in known]
    row = 0
    for number, report_id in enumerate(todo, start=1):
        with reading(record) as connection:
            report = next(reports(connection, [report_id]))
        try:
            found, refused = _propose(report, endpoint, done.reader)
        except (EndpointError, BadAnswer) as error:
            row += 1
            done.failed.append((report.uri, error.detail))
            if (isinstance(error, EndpointError) and error.fatal) or row == FAILURES:
                done.ended = error.detail
                break
        else:
            row = 0
            with writing(record) as connection:
                keep_proposals(connection, done.reader, report.id, found)
            done.reports += 1
            done.kept += len(found)
            done.refusals += [Refusal(report.uri, each) for each in refused]
        if watch is not None:
            watch(number, len(todo))
    return done


def _propose(report: Report, endpoint: Endpoint, reader: str) -> tuple[list[Statement], list[Rejected]]:
    """Return the grounded statements and the rejected proposals of one report, each statement once."""
    if len(report.text) > LONGEST_REPORT:
        raise BadAnswer(f"{len(report.text):,} characters are more than the {LONGEST_REPORT:,} that are sent")
    found: dict[str, Statement] = {}
    refused: list[Rejected] = []
    for piece in pieces(report):
        text = report.text[slice(*piece)].encode("utf-8", "replace").decode("utf-8")  # half surrogate pairs
        answer = ask(endpoint, INSTRUCTIONS, text, schema())
        for proposal in decode(answer):
            grounded = ground(proposal, report, piece, reader)
            if isinstance(grounded, Rejected):
                refused.append(grounded)
            else:
                found.setdefault(grounded.id, grounded)
    return list(found.values()), refused


def proposed(record: Record, reader: str | None = None) -> Iterator[Fields]:
    """Yield what second readers propose as the objects of statements, with the ``reader`` that proposes it.

    All readers where ``reader`` is None.
    """
    with reading(record) as connection:
        report: Report | None = None
        for name, statement in proposals(connection):
            if reader is not None and name != reader:
                continue
            if report is None or report.id != statement.said[0].report_id:
                report = next(reports(connection, [statement.said[0].report_id]))
            yield {**statement_fields(statement, report), "reader": name}
