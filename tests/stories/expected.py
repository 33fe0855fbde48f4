"""The expected record of ``examples/`` and the record that reading them gives."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.totals import ReportedTotal
from reportedly.run.ingest import read_into
from reportedly.run.listing import listing
from reportedly.run.questions import faults_of
from reportedly.run.sources import expand
from reportedly.run.totals import tally_and_totals
from reportedly.store.record import close_record, open_record

Fields = dict[str, Any]
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOW = datetime(2025, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a fresh record holds after reading some inputs."""

    reports: list[Fields]
    statements: list[Fields]
    copies: list[Fields]
    events: list[Fields]
    incidents: list[Fields]
    problems: list[Fields]
    totals: tuple[ReportedTotal, ...]
    faults: int


def read_all(names: Sequence[str], folder: Path) -> Read:
    """Return what a fresh record in ``folder`` holds after reading these inputs."""
    record = open_record(folder / "story.db", create=True)
    read_into(record, expand(names), now=NOW)
    found = Read(
        reports=list(listing(record, "reports")),
        statements=list(listing(record, "statements")),
        copies=list(listing(record, "copies")),
        events=list(listing(record, "events")),
        incidents=list(listing(record, "incidents")),
        problems=list(listing(record, "problems")),
        totals=tally_and_totals(record, ("type",), Choice(realis=REGISTER))[1].shown,
        faults=sum(len(faults) for _, faults in faults_of(record)),
    )
    close_record(record)
    return found


def expected(name: str) -> list[Fields]:
    """Return the rows of one file of ``examples/expected``."""
    text = (EXAMPLES / "expected" / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def is_of(fields: Fields, report: str) -> bool:
    """Tell whether a record belongs to the report that the expectation names (a file name or an address)."""
    uri = str(fields["uri"])
    return uri == report or uri.endswith(f"/{report}")
