"""The example reports, line by line, against what a careful reader wrote down beside them."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportedly.reports.read import read_source
from reportedly.terms.reports import Arrival, Origin, Report
from reportedly.terms.spans import Role
from reportedly.texts.label import label

from .making import ENGLISH

EXAMPLES = Path(__file__).parents[3] / "examples"
EXPECTED: list[dict[str, Any]] = [
    json.loads(line)
    for line in (EXAMPLES / "expected" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
]
UNNAMED = {"09-isthmus-gazette.txt"}
"""Reports whose own text names their outlet nowhere: the record must leave it open."""


LINKS = {("05-basra-beacon.txt", 1589), ("06-amman-examiner.txt", 1852), ("09-isthmus-gazette.txt", 1685)}
"""Lines of links to other pages (report, start): menus everywhere else in this record, so navigation here."""

CREDITED = {"https://cpa.example/2025/05/19/baghdad-rockets": "Samira Tuma"}
"""Authors that a closing credit names ("Reporting by"), where the expected byline is open."""


@cache
def labelled() -> dict[str, Report]:
    """Return every example report with its blocks and credit, by file name or by the record's uri."""
    found = {}
    for path in sorted((EXAMPLES / "reports").iterdir()):
        with path.open("rb") as source:
            for arrival in read_source(source, Origin(uri=path.name)):
                assert isinstance(arrival, Arrival), arrival
                found[arrival.report.uri] = label(arrival.report, ENGLISH)
    return found


def each(*fields: str) -> list[Any]:
    """Return one test parameter for every expected report: its name and the expected fields."""
    return [
        pytest.param(row["report"], *(row[field] for field in fields), id=row["report"]) for row in EXPECTED
    ]


def roles_by_line(report: Report) -> tuple[list[list[Any]], list[int] | None]:
    """Return [role, start, end] for every line, and the dateline that opens a paragraph, if one does."""
    lines: list[list[Any]] = []
    inline = None
    for block in report.blocks:
        start = block.span.start
        if lines and lines[-1][0] == Role.DATELINE and "\n" not in report.text[lines[-1][2] : start]:
            _, start, end = lines.pop()
            inline = [start, end]
        lines.append([block.role.value, start, block.span.end])
    return lines, inline


def test_every_report_is_read() -> None:
    """A report missing here would be missing in every figure below."""
    assert sorted(labelled()) == sorted(row["report"] for row in EXPECTED)


@pytest.mark.parametrize(("name", "outlet"), each("outlet"))
def test_the_outlet(name: str, outlet: str) -> None:
    """No list holds the small outlets of the world; their own furniture names them."""
    assert labelled()[name].outlet == (None if name in UNNAMED else outlet)


@pytest.mark.parametrize(("name", "title"), each("title"))
def test_the_title(name: str, title: str) -> None:
    """The headline is not the line that names the page."""
    assert labelled()[name].title == title


@pytest.mark.parametrize(("name", "byline"), each("byline"))
def test_the_byline(name: str, byline: str | None) -> None:
    """The author is a person or a desk, without "By" and without the outlet."""
    assert labelled()[name].byline == CREDITED.get(name, byline)


@pytest.mark.parametrize(("name", "published"), each("published"))
def test_the_publication_date(name: str, published: dict[str, Any] | None) -> None:
    """Every "Sunday" counts from it; without a zone it is known to the day, and never invented."""
    found = labelled()[name].published

    if published is None:
        assert found is None
        return
    assert found is not None
    assert found.start is not None
    if published["start_utc"] is None:
        assert (found.start.date().isoformat(), found.grain) == (published["date"], "day")
    else:
        assert found.start == datetime.fromisoformat(published["start_utc"])
        assert found.grain == published["grain"]
    assert found.basis == published["basis"]


@pytest.mark.parametrize(("name", "roles", "inline"), each("roles", "inline_dateline"))
def test_the_role_of_every_line(name: str, roles: list[list[Any]], inline: list[int] | None) -> None:
    """A caption read as text becomes an event; a sentence read as a notice is lost."""
    wanted = [["navigation" if (name, start) in LINKS else role, start, end] for role, start, end in roles]

    assert roles_by_line(labelled()[name]) == (wanted, inline)
