"""What goes wrong, said as a page to a person and as problem+json (RFC 9457) to a program."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from reportedly.run.seeking import NotFound
from reportedly.store.record import RecordError
from reportedly.web.desk import Desk, Missing
from reportedly.web.words import visible

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: "Bad request",
    403: "Refused",
    404: "Not found",
    405: "Not allowed",
    422: "Not understood",
    500: "Failed",
    503: "The record cannot be read",
}


def problem(request: Request, status: int, detail: str) -> JSONResponse:
    """Return a problem for a program."""
    body = {
        "type": "about:blank",
        "title": TITLES.get(status, "Refused"),
        "status": status,
        "detail": visible(detail),
        "instance": request.url.path,
    }
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)


def refusal(desk: Desk, request: Request, status: int, detail: str) -> Response:
    """Return a problem as a page, or as problem+json under /api/ and to whoever asks for JSON."""
    wants_json = "json" in request.headers.get("accept", "")
    if request.url.path.startswith("/api/") or wants_json:
        return problem(request, status, detail)
    context = {"status": status, "title": TITLES.get(status, "Refused"), "detail": detail}
    return desk.page(request, "problem.html", context, status=status)


def handle_problems(app: FastAPI, desk: Desk) -> None:
    """Make every failure of ``app`` a page or a problem+json; nothing of the machine's inside is told."""

    @app.exception_handler(Missing)
    def missing(request: Request, error: Missing) -> Response:
        return refusal(desk, request, 404, error.detail)

    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return refusal(desk, request, 422, error.detail)

    @app.exception_handler(RecordError)
    def unreadable(request: Request, error: RecordError) -> Response:
        return refusal(desk, request, 503, error.detail)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors())
        return refusal(desk, request, 422, told)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        detail = {
            404: "There is no page at this address; start from the navigation above.",
            405: "This address does not take that kind of request.",
        }.get(error.status_code, str(error.detail))
        return refusal(desk, request, error.status_code, detail)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        detail = "Something went wrong inside reportedly; the terminal that runs it has the details."
        return refusal(desk, request, 500, detail)
