"""The register: one filter in the address for table, tally, timeline and map; and one incident."""

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from reportedly.export.about import about_fields
from reportedly.export.csv import safe_text
from reportedly.export.formats import EXPORTERS
from reportedly.export.jsonl import write_jsonl
from reportedly.register.cells import CELLS
from reportedly.register.choosing import Choice
from reportedly.register.tally import Row, Tally
from reportedly.register.totals import missing_words
from reportedly.run.exporting import DOSSIER
from reportedly.run.pages_catalogue import Catalogue
from reportedly.run.pages_incidents import incident_page
from reportedly.run.pages_register import (
    SORTS,
    Filter,
    cell_value,
    ordered,
    places_of,
    totals_beside,
)
from reportedly.store.record import reading
from reportedly.web.addresses import narrowed, page_number, read_filter, write_filter
from reportedly.web.answers import answer
from reportedly.web.desk import Desk, Missing
from reportedly.web.drawings import bar_chart, columns
from reportedly.web.files import account_of, as_file, export_file
from reportedly.web.timeline import Periods, split_periods

ROWS, CELLS_SHOWN, TOTALS, PLACES = 50, 300, 40, 400
"""Rows of the table, of the tally, of reported totals and of the map on one page."""
FORMATS = (
    *((each.name, each.about) for each in EXPORTERS if "incidents" in each.kinds),
    (DOSSIER, "pages in one ZIP: quotations, chains, digests, judgements"),
)
"""The formats that incidents are handed out in, and what each is for."""


def pages(desk: Desk) -> APIRouter:
    """Return the pages of the register."""
    router = APIRouter()
    router.add_api_route("/register", partial(table, desk), methods=["GET"])
    router.add_api_route("/register/tally", partial(tally_tab, desk), methods=["GET"])
    router.add_api_route("/register/timeline", partial(timeline_tab, desk), methods=["GET"])
    router.add_api_route("/register/map", partial(map_tab, desk), methods=["GET"])
    router.add_api_route("/register/export.{form}", partial(export, desk), methods=["GET"])
    router.add_api_route("/register/account.{form}", partial(account, desk), methods=["GET"])
    router.add_api_route("/register/tally/export.{form}", partial(export_tally, desk), methods=["GET"])
    router.add_api_route("/incidents/{incident_id}", partial(incident, desk), methods=["GET"])
    return router


def _tab(desk: Desk, request: Request, tab: str, asked: Filter, context: dict[str, object]) -> Response:
    """Return one way to see the register."""
    given = {
        "tab": tab,
        "asked": asked,
        "choices": desk.choices,
        "cells": dict(asked.cells),
        "address": lambda more=None, cells=None: write_filter(narrowed(asked, cells or {}), more),
        "cell_value": cell_value,
        "story": desk.catalogue.stories.get(asked.story),
        "total": desk.catalogue.views.get(asked.total),
        "by": _by(request),
        "sort": _sort(request),
        "names": list(CELLS),
        "formats": FORMATS,
    }
    return desk.page(request, f"register_{tab}.html", {**given, **context})


def table(desk: Desk, request: Request) -> Response:
    """The incidents that pass the filter."""
    asked = read_filter(request.query_params)
    found = desk.selection(asked)
    last = max(1, -(-found.incidents // ROWS))
    page = min(page_number(request.query_params), last)
    shown = ordered(found.views, _sort(request))[(page - 1) * ROWS : page * ROWS]
    return _tab(desk, request, "table", asked, {"found": found, "views": shown, "page": page, "pages": last})


def tally_tab(desk: Desk, request: Request) -> Response:
    """The incidents counted, with what sources report in total beside."""
    asked, by = read_filter(request.query_params), _by(request)
    found = desk.selection(asked)
    counts = desk.tally(asked, by)
    return _tab(
        desk,
        request,
        "tally",
        asked,
        {
            "found": found,
            "rows": counts.rows[:CELLS_SHOWN],
            "left_out": max(0, len(counts.rows) - CELLS_SHOWN),
            "chart": bar_chart(counts.rows, by),
            "totals": totals_beside(desk.catalogue, asked, TOTALS),
            "missing_words": missing_words,
        },
    )


def timeline_tab(desk: Desk, request: Request) -> Response:
    """The incidents by day, week, month or year."""
    asked = read_filter(request.query_params)
    found = desk.selection(asked)
    periods: Periods = split_periods(found.views, request.query_params.get("grain", ""))
    context = {"found": found, "periods": periods, "chart": columns(periods.fine, periods.names)}
    return _tab(desk, request, "timeline", asked, context)


def map_tab(desk: Desk, request: Request) -> Response:
    """The incidents by place."""
    asked = read_filter(request.query_params)
    found = desk.selection(asked)
    places = places_of(found.views)
    placed = sum(place.incidents for place in places)
    context = {"found": found, "places": places[:PLACES], "all_places": len(places), "placed": placed}
    context["nowhere"] = sum(view.where is None for view in found.views)
    return _tab(desk, request, "map", asked, context)


def export(desk: Desk, request: Request, form: str) -> Response:
    """Every incident that passes the filter, in the order shown, as one of the formats of the commands."""
    return export_file(desk.record, form, "incidents", _shown(desk, request), "incidents")


def account(desk: Desk, request: Request, form: str) -> Response:
    """What such a file says of itself: the filter, how many of how many, what is left out and why."""
    return answer(about_fields(account_of(desk.record, form, "incidents", _shown(desk, request))))


def _shown(desk: Desk, request: Request) -> Choice:
    """Return the incidents that a page shows, in its order."""
    asked = read_filter(request.query_params)
    views = ordered(desk.selection(asked).views, _sort(request))
    pairs = tuple(parse_qsl(write_filter(asked).removeprefix("?")))
    described = pairs if asked.realis else (*pairs, ("realis", "what the register counts"))
    return Choice(listed=tuple(view.id for view in views), described=described)


def export_tally(desk: Desk, request: Request, form: str) -> Response:
    """Every row of the tally."""
    return _tally_file(desk.tally(read_filter(request.query_params), _by(request)), form)


def incident(desk: Desk, request: Request, incident_id: str) -> Response:
    """An incident: the claims of each origin, the history of its judgements."""
    with reading(desk.record) as connection:
        page = incident_page(connection, desk.catalogue, incident_id)
    if page is None:
        raise Missing(f"There is no incident {incident_id} in this record; the register lists all.")
    if page.view.id != incident_id:
        return RedirectResponse(f"/incidents/{page.view.id}", status_code=301)
    return desk.page(
        request,
        "incident.html",
        {"found": page, "stories": _stories(desk.catalogue, page.view.report_ids)},
    )


def _stories(catalogue: Catalogue, report_ids: Sequence[str]) -> list[object]:
    """Return up to five stories that tell of the reports."""
    ids = dict.fromkeys(catalogue.story_of[each] for each in report_ids if each in catalogue.story_of)
    return [catalogue.stories[each] for each in islice(ids, 5)]


def _by(request: Request) -> tuple[str, ...]:
    """Return what a tally goes by: at most three names of ``CELLS``, each once."""
    given = ",".join(request.query_params.getlist("by")) or "type,month"
    return tuple(dict.fromkeys(name for name in given.split(",") if name in CELLS))[:3] or ("type",)


def _sort(request: Request) -> str:
    """Return the order of the table."""
    given = request.query_params.get("sort", "")
    return given if given in SORTS else "newest"


def _tally_file(counts: Tally, form: str) -> Response:
    """Return a tally as a file."""
    stream = io.StringIO(newline="")
    if form == "csv":
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([*counts.by, "incidents", "reports", "origins", "incident_ids"])
        for row in counts.rows:
            cells = [safe_text(value) for value in row.cell]
            ids = "; ".join(row.incident_ids)
            writer.writerow([*cells, row.incidents, row.reports, row.origins, ids])
        return as_file(stream.getvalue().encode("utf-8-sig", "replace"), form, "tally.csv")
    if form == "jsonl":
        write_jsonl((_row_fields(counts.by, row) for row in counts.rows), stream)
        return as_file(stream.getvalue().encode("utf-8", "replace"), form, "tally.jsonl")
    raise Missing(f"There is no format “{form}”; choose from csv, jsonl.")


def _row_fields(by: Sequence[str], row: Row) -> dict[str, object]:
    """Return a row of a tally as an object."""
    cells: Iterator[tuple[str, str]] = zip(by, row.cell, strict=True)
    return {
        **{name: value or None for name, value in cells},
        "incidents": row.incidents,
        "reports": row.reports,
        "origins": row.origins,
        "incident_ids": list(row.incident_ids),
    }
