"""PDF documents: their text layer, page after page."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from reportedly.reports.chunks import gather
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.makers import PDF
from reportedly.reports.making import Taken, make_arrival
from reportedly.reports.text import too_large
from reportedly.terms.reports import Arrival, Origin, Problem

SLOWEST_S = 60.0
"""Seconds that one document may take; a thousand pages of text take some twenty."""


def read_pdf(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield the one report that a document's text layer is, or why there is none. Pictures are not read."""
    raw = gather(chunks, limits.text_bytes)
    if raw is None:
        yield too_large(origin, limits)
        return
    found = extract_apart(raw, SLOWEST_S)
    if "problem" in found:
        yield problem(ProblemKind(found["problem"]), origin, found["detail"])
        return
    taken = Taken(text=found["text"], raw=raw, media_type=PDF, extra=found["said"])
    yield make_arrival(taken, origin)


def extract_apart(raw: bytes, slowest_s: float) -> dict[str, Any]:
    """Return what ``pdf_text.extract`` finds in a document, within so many seconds, else a problem.

    It runs in a process of its own, since a hostile document may keep its parser busy for hours, and
    nothing inside one process can stop that. ``-P`` keeps modules of the working folder out of it.
    """
    command = [sys.executable, "-P", "-m", "reportedly.reports.pdf_text"]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=slowest_s, check=True)  # noqa: S603
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        detail = f"it takes longer than {slowest_s:g} seconds; split it or extract the text first"
        return {"problem": ProblemKind.TOO_COMPLEX, "detail": detail}
    except (subprocess.CalledProcessError, ValueError):
        detail = "the PDF document breaks its reader; save it again or extract the text first"
        return {"problem": ProblemKind.BROKEN_PDF, "detail": detail}
    return found
