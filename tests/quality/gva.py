"""Shootings: the main incident of a report against the hand-made register of the Gun Violence Archive."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.main import Main, dateline_place, find_main
from reportedly.events.main_spots import Clues
from reportedly.events.places import find_toponyms
from reportedly.events.times import find_times, resolve_times
from reportedly.language.language import load_language
from reportedly.readings.reader import read
from reportedly.run.analysis import LANGUAGE, masked
from reportedly.terms.names import fold_name
from reportedly.terms.readings import Reading
from reportedly.terms.reports import Report
from reportedly.terms.spans import Role
from reportedly.terms.times import Basis, Grain, When
from reportedly.texts.label import label
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import as_report
from tests.quality.sample import sample
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "incidents" / "gun_violence_archive"
DOCUMENTS, INCIDENTS = FOLDER / "documents.jsonl", FOLDER / "incidents.jsonl"
SIZE = 400
"""Reports scored, of some 4,900 whose incident is in the register."""
_ASIDE = re.compile(r"(.*?)\s*\((.*)\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Case:
    """A report as the pipeline gets it, with its publication day, and the row of the register."""

    report: Report
    row: dict[str, Any]


def _rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of one file of the set."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def as_published(name: str, text: str, day: str) -> Report:
    """Return a text as a report that appeared on a day (ISO 8601)."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    published = When(
        start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None
    )
    return replace(as_report(name, text), published=published)


def every_case() -> list[Case]:
    """Return all reports whose incident is known: the title as first line, an empty line, the page's text."""
    register = {row["incident_id"]: row for row in _rows(INCIDENTS.name)}
    documents = [d for d in _rows(DOCUMENTS.name) if d["incident_id"] in register and d["dct"]]
    documents.sort(key=lambda each: str(each["doc_id"]))
    return [
        Case(
            as_published(d["doc_id"], f"{d['title'] or ''}\n\n{d['text']}", d["dct"]),
            register[d["incident_id"]],
        )
        for d in documents
    ]


def cases() -> list[Case]:
    """Return the reports to be scored."""
    return sample(every_case(), SIZE)


def clues_of(report: Report) -> tuple[Reading, Clues]:
    """Return a report's reading and the clues to its main happening, read as ``run.analysis`` reads it."""
    language = load_language(LANGUAGE)
    labelled = replace(label(report, language), published=report.published)
    reading = read(labelled, language)
    body = masked(labelled)
    whens = resolve_times(find_times(body, language), body, report.id, report.published, language)
    toponyms = [where for where, _ in find_toponyms(reading, language, load_gazetteer())]
    lines = [block.span for block in labelled.blocks if block.role is Role.DATELINE]
    dateline = dateline_place(reading, lines[0], language) if lines else None
    return reading, Clues(whens=whens, toponyms=toponyms, dateline=dateline, published=report.published)


def main_of(report: Report) -> Main:
    """Return the main happening of a report."""
    return find_main(*clues_of(report), load_language(LANGUAGE))


def folded(city: str) -> str:
    """Return a city's name without accidents of spelling: "Saint" and "St." are one."""
    return fold_name(re.sub(r"\b(?:Saint|St\.)(?= )", "St", city))


def cities(written: str) -> frozenset[str]:
    """Return the names that a register's city allows: "Homestead (Florida City)" is either.

    "Polk (county)" is the county, however the report calls it.
    """
    found = _ASIDE.match(written)
    if found and found.group(2) == "county":
        return frozenset({folded(found.group(1)), folded(f"{found.group(1)} County")})
    return frozenset(map(folded, found.groups() if found else (written,)))


def _day(when: When | None) -> str | None:
    """Return the first day of a time, None for none."""
    return when.start.date().isoformat() if when is not None and when.start is not None else None


def score() -> tuple[Figure, ...]:
    """Gun Violence Archive: share of the reports whose main incident has the register's date, city and toll.

    The main incident is what ``events.main.find_main`` says a report is about. ``date`` is right where its
    day is exactly the register's, and wrong where the text gives none; ``date.or_published`` takes the day of
    publication there. ``city`` compares names without accidents of spelling, either of two that the register
    gives. ``killed`` and ``injured`` must be the very numbers; a report that tells of none says 0. Reports
    are often earlier than the register, or tell of several incidents: their numbers cannot all be right.
    The weights that choose were fitted without the incidents of these reports (``train/mainly.py``); with
    REPORTEDLY_WHOLE the others are scored as well, on which they were.
    """
    units: dict[str, list[Unit]] = {
        name: [] for name in ("date", "date.or_published", "city", "killed", "injured")
    }
    for case in cases():
        main, row = main_of(case.report), case.row
        day = _day(main.when)
        right = {
            "date": day == row["date"],
            "date.or_published": (day or _day(case.report.published)) == row["date"],
            "city": main.where is not None and folded(main.where.name) in cities(row["city"]),
            "killed": main.toll.killed == row["killed"],
            "injured": main.toll.wounded == row["injured"],
        }
        for name, hit in right.items():
            units[name].append(Unit(hit, 1, 1))
    return tuple(figure(name, Shape.RECALL, rows) for name, rows in units.items())


GVA = Measure(name="gva", data=(DOCUMENTS, INCIDENTS), take=score)
