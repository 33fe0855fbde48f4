"""The web application over one open record."""

from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from reportedly.store.record import Record
from reportedly.web import api
from reportedly.web.desk import open_desk
from reportedly.web.pages import home, register, reports, stories
from reportedly.web.problems import handle_problems, refusal
from reportedly.web.security import HEADERS, host_allowed

Next = Callable[[Request], Awaitable[Response]]


def make_app(record: Record) -> FastAPI:
    """Return the application; the record is only ever read. Raises RecordError where it cannot be.

    It answers requests for this machine's own names alone (127.0.0.1, localhost, ::1), every answer with
    the headers of ``web.security``.
    """
    desk = open_desk(record)
    app = FastAPI(
        title="reportedly",
        description="What a record holds. Fields are those of `reportedly show --format jsonl`; offsets are"
        " code points of the stored text, end exclusive; times are UTC, half-open.",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    handle_problems(app, desk)

    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        """Refuse other hosts' names, and say to the browser what it may load."""
        if not host_allowed(request.headers.get("host", "")):
            answer = refusal(desk, request, 400, "This server answers to 127.0.0.1 and localhost alone.")
        else:
            answer = await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        static = request.url.path.startswith("/static/")
        answer.headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
        return answer

    static = Path(str(resources.files("reportedly.web"))) / "static"
    app.mount("/static", StaticFiles(directory=static), name="static")
    for pages in (home.pages, stories.pages, reports.pages, register.pages):
        app.include_router(pages(desk), include_in_schema=False)
    app.include_router(api.answers(desk), prefix="/api")
    app.include_router(api.description(desk, app), include_in_schema=False)
    return app
