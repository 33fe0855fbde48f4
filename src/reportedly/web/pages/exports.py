"""The whole record as files: every kind in every format that holds it."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from reportedly.export.formats import EXPORTERS, TABLES
from reportedly.register.choosing import ANY, REGISTER, Choice
from reportedly.run.seeking import NotFound
from reportedly.store.record import reading
from reportedly.store.sizes import sizes
from reportedly.web.desk import Desk
from reportedly.web.files import export_file, exporter_of


def pages(desk: Desk) -> APIRouter:
    """Return the pages of the export."""
    router = APIRouter()
    router.add_api_route("/export", partial(choose, desk), methods=["GET"])
    router.add_api_route("/export/{kind}.{form}", partial(whole, desk), methods=["GET"])
    return router


def choose(desk: Desk, request: Request) -> Response:
    """What there is to take away."""
    with reading(desk.record) as connection:
        held = sizes(connection)
    numbers = {kind: getattr(held, kind) for kind in TABLES}
    context = {"formats": EXPORTERS, "kinds": TABLES, "numbers": numbers}
    return desk.page(request, "export.html", context)


def whole(desk: Desk, request: Request, kind: str, form: str) -> Response:
    """All records of a kind, as `reportedly export` writes them."""
    if kind not in TABLES:
        raise NotFound(f"There is no kind “{kind}”; choose from {', '.join(TABLES)}.")
    counted = exporter_of(form, kind).counted
    return export_file(desk.record, form, kind, Choice(realis=REGISTER if counted else ANY), kind)
