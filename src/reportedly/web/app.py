"""The web application over one open record."""

from importlib import resources
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from reportedly.store.record import Record
from reportedly.web import api, api_review
from reportedly.web.desk import open_desk
from reportedly.web.guard import guard
from reportedly.web.pages import (
    accounts,
    exports,
    home,
    log,
    register,
    reports,
    review,
    review_single,
    stories,
)
from reportedly.web.problems import handle_problems
from reportedly.web.signing import Setting

PAGES = (
    home.pages,
    stories.pages,
    reports.pages,
    register.pages,
    review_single.pages,
    review.pages,
    log.pages,
    exports.pages,
    accounts.pages,
)


def make_app(record: Record, setting: Setting | None = None) -> FastAPI:
    """Return the application; raises RecordError where the record cannot be read.

    Without ``setting`` it answers requests for this machine's own names alone (127.0.0.1, localhost, ::1)
    and asks nobody for an account. The record is written to only where somebody decides something.
    """
    desk = open_desk(record, setting or Setting())
    app = FastAPI(
        title="reportedly",
        description="What a record holds. Fields are those of `reportedly show --format jsonl`; offsets are"
        " code points of the stored text, end exclusive; times are UTC, half-open. Whatever changes something"
        " takes the `token` of /api/session in the header X-Reportedly-Token.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    handle_problems(app, desk)
    guard(app, desk)
    static = Path(str(resources.files("reportedly.web"))) / "static"
    app.mount("/static", StaticFiles(directory=static), name="static")
    for pages in PAGES:
        app.include_router(pages(desk), include_in_schema=False)
    app.include_router(api.answers(desk), prefix="/api")
    app.include_router(api_review.answers(desk), prefix="/api")
    app.include_router(api.description(desk, app), include_in_schema=False)
    return app
